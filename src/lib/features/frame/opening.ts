import { startDevice } from '#lib/client/device.svelte.ts';
import { getSession, refreshSession, type Session } from '#lib/client/session.svelte.ts';

/** The stored session opens the app at once; the server's answer is awaited only this long. */
const PATIENCE = 2000;

const later = (ms: number) => new Promise<null>((resolve) => setTimeout(resolve, ms, null));

/** Another person has signed in since: his device is another database. */
function watch(asked: Promise<Session | null>, opened: Session) {
	void asked.then((now) => now && now.user.id !== opened.user.id && location.reload());
}

/**
 * Opens this device for whoever is signed in.
 * @returns null when nobody is, here or at the server: the way leads to the sign-in page
 */
export async function openDevice(): Promise<Session | null> {
	const asked = refreshSession();
	await (getSession().session ? Promise.race([asked, later(PATIENCE)]) : asked);
	const { session } = getSession();
	if (!session) return null;
	watch(asked, session);
	await startDevice(session);
	return session;
}
