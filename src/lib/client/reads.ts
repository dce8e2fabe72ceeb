import { Refused } from '#lib/domain/shared/refused.ts';
import type { Surroundings } from './surroundings.ts';

export type Answer<T> = { value: T; at: number; stale: boolean };

/**
 * Asks a named query of the server and keeps the answer with its hour.
 * Without a server the last answer is given again, marked stale.
 * @throws {Refused} when the server says no, or without network and without an earlier answer
 */
export async function read<T>(around: Surroundings, query: string, params: Record<string, string> = {}): Promise<Answer<T>> {
	const key = `${query}?${new URLSearchParams(Object.entries(params).sort())}`;
	const answer = await around.fetch(`/api/read/${key}`, { headers: { accept: 'application/json' } }).catch(() => null);
	if (answer?.status === 401) around.tell.expired();
	if (!answer || answer.status === 401 || answer.status >= 500) return kept<T>(around, key);
	if (!answer.ok) throw await refusal(answer);
	const value = (await answer.json()) as T;
	const at = around.now();
	await around.db.answers.put({ key, value, at });
	return { value, at, stale: false };
}

async function kept<T>({ db }: Surroundings, key: string): Promise<Answer<T>> {
	const found = await db.answers.get(key);
	if (!found) throw new Refused('read.offline');
	return { value: found.value as T, at: found.at, stale: true };
}

async function refusal(answer: Response): Promise<Error> {
	const { code = '', detail = {} } = ((await answer.json().catch(() => null)) ?? {}) as {
		code?: string;
		detail?: Record<string, string>;
	};
	const { isRefusalCode } = await import('#lib/domain/shared/refusals.ts');
	if (isRefusalCode(code)) return new Refused(code, detail);
	return answer.status === 403 ? new Refused('right.missing') : new Error(`read answered ${answer.status}`);
}
