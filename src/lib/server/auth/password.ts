import { hash, verify } from '@node-rs/argon2';

export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;

/** Argon2id; 19 MiB and two passes cost a guesser much and a sign-in some 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), COST);
}

let decoy: Promise<string> | undefined;

/** @param stored null when nobody has that e-mail: the answer then takes as long as a wrong password does */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
	const right = await verify(stored ?? (await (decoy ??= hashPassword('nobody'))), password.normalize('NFKC'));
	return right && stored !== null;
}
