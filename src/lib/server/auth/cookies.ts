import type { Cookies } from '@sveltejs/kit';
import type { Settings } from '../settings.ts';
import { cookieName, cookieOptions, sealSession, type Audience } from './auth.ts';

/** From here on this browser is signed in; called daily it stays so. */
export async function keepSession(cookies: Cookies, session: string, audience: Audience, settings: Settings): Promise<void> {
	cookies.set(cookieName(audience, settings), await sealSession(session, audience, settings), cookieOptions(audience, settings));
}

export function dropSession(cookies: Cookies, audience: Audience, settings: Settings): void {
	cookies.delete(cookieName(audience, settings), { path: cookieOptions(audience, settings).path });
}
