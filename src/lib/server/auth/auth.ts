import { decode, encode } from '@auth/core/jwt';
import type { Settings } from '../settings.ts';

/** Staff and customers carry different cookies, so a clerk who tries a customer's link stays signed in himself. */
export type Audience = 'staff' | 'portal';
export const SESSION_DAYS = 60;
const MAX_AGE = SESSION_DAYS * 24 * 60 * 60;

type Keys = Pick<Settings, 'authSecret' | 'origin'>;

const isSecure = ({ origin }: Keys) => origin.startsWith('https:');

export function cookieName(audience: Audience, keys: Keys): string {
	return `${isSecure(keys) ? '__Secure-' : ''}hilo.${audience}`;
}

export function cookieOptions(audience: Audience, keys: Keys) {
	return {
		path: audience === 'portal' ? '/portal' : '/',
		httpOnly: true,
		sameSite: 'lax' as const,
		secure: isSecure(keys),
		maxAge: MAX_AGE
	};
}

function secretOf({ authSecret }: Keys): string {
	if (!authSecret) throw new Error('the start did not make an AUTH_SECRET');
	return authSecret;
}

/** The cookie's value: Auth.js's encrypted token around the id of a row in `sessions`. */
export function sealSession(session: string, audience: Audience, keys: Keys): Promise<string> {
	return encode({ token: { sub: session }, secret: secretOf(keys), salt: cookieName(audience, keys), maxAge: MAX_AGE });
}

type Opened = { session: string; until: number };
/** Tokens that were opened before: a device shows the same one at each request and socket, and to open it costs milliseconds. */
const opened = new Map<string, Promise<Opened | null>>();
const REMEMBERED = 10_000;

/** @returns the session's id, or null for a token that is not ours, altered or expired */
export async function openSession(token: string, audience: Audience, keys: Keys): Promise<string | null> {
	const [secret, salt] = [secretOf(keys), cookieName(audience, keys)];
	const key = `${secret} ${salt} ${token}`;
	const opening = opened.get(key) ?? open(token, secret, salt);
	remember(key, opening);
	const found = await opening;
	if (!found) opened.delete(key);
	return found && found.until > Date.now() ? found.session : null;
}

async function open(token: string, secret: string, salt: string): Promise<Opened | null> {
	try {
		const payload = await decode({ token, secret, salt });
		return payload?.sub ? { session: payload.sub, until: Number(payload.exp) * 1000 } : null;
	} catch {
		return null;
	}
}

/** The one used last is the last. */
function remember(key: string, opening: Promise<Opened | null>) {
	opened.delete(key);
	opened.set(key, opening);
	for (const oldest of opened.keys()) {
		if (opened.size <= REMEMBERED) break;
		opened.delete(oldest);
	}
}
