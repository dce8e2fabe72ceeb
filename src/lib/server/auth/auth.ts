import type { Settings } from '../settings.ts';
import { openToken } from './token.ts';

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

/** Sealing is rare, and brings fifty modules along. */
const authJs = () => import('@auth/core/jwt');

/** The cookie's value: Auth.js's encrypted token around the id of a row in `sessions`. */
export async function sealSession(session: string, audience: Audience, keys: Keys): Promise<string> {
	const { encode } = await authJs();
	return encode({ token: { sub: session }, secret: secretOf(keys), salt: cookieName(audience, keys), maxAge: MAX_AGE });
}

/** @returns the session's id, or null for a token that is not ours, altered or expired */
export async function openSession(token: string, audience: Audience, keys: Keys): Promise<string | null> {
	const claims = await openToken(token, secretOf(keys), cookieName(audience, keys));
	return claims?.sub ?? null;
}
