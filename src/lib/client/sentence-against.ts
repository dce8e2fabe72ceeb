import { Refused } from '#lib/domain/shared/refused.ts';

/** @returns the sentence against a write; null when it is kept */
export async function sentenceAgainst(write: () => Promise<unknown>): Promise<string | null> {
	try {
		await write();
		return null;
	} catch (error) {
		if (error instanceof Refused) return error.sentence;
		throw error;
	}
}
