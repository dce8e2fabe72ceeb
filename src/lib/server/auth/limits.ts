import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const MINUTE = 60;
// Counted in real time and in this process: enough against guessing, and a restart forgives.
const passwords = new RateLimiterMemory({ points: 8, duration: 15 * MINUTE });
const addresses = new RateLimiterMemory({ points: 300, duration: 15 * MINUTE });
const mails = new RateLimiterMemory({ points: 5, duration: 15 * MINUTE });

const handIns = new RateLimiterMemory({ points: 60, duration: MINUTE });

async function spend(limiter: RateLimiterMemory, key: string): Promise<boolean> {
	try {
		await limiter.consume(key);
		return true;
	} catch (refused) {
		if (refused instanceof RateLimiterRes) return false;
		throw refused;
	}
}

const keyOf = (email: string, address: string) => `${email.trim().toLowerCase()} ${address}`;

/** @returns false when this address has tried this e-mail, or many e-mails, too often */
export async function mayTryPassword(email: string, address: string): Promise<boolean> {
	return (await spend(addresses, address)) && (await spend(passwords, keyOf(email, address)));
}

export async function forgiveTries(email: string, address: string): Promise<void> {
	await passwords.delete(keyOf(email, address));
}

/** Asking for a mail with a link: nobody's inbox is to be filled by a stranger. */
export async function mayAskForLink(email: string, address: string): Promise<boolean> {
	return (await spend(addresses, address)) && (await spend(mails, email.trim().toLowerCase()));
}

/** A revoked device hands in what it had not sent, a piece at a time. */
export function mayHandIn(session: string): Promise<boolean> {
	return spend(handIns, session);
}
