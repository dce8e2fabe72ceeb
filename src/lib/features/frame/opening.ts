import { startDevice } from '#lib/client/device.svelte.ts';
import { getSession, refreshSession, type Session } from '#lib/client/session.svelte.ts';

/** The stored session opens the app at once; the server's answer is awaited only this long. */
const PATIENCE = 2000;

const later = (ms: number) => new Promise<null>((resolve) => setTimeout(resolve, ms, null));

/** Another person has signed in since: his device is another database. */
function watch(asked: Promise<Session | null>, opened: Session) {
	void asked.then((now) => now && now.user.id !== opened.user.id && location.reload());
}

/** Nobody is stored here: has the server said that nobody is signed in, or has it not answered? */
async function whyNobody(): Promise<'signed-out' | 'no-answer'> {
	const answer = await fetch('/api/session').catch(() => null);
	return answer?.status === 401 ? 'signed-out' : 'no-answer';
}

/**
 * Opens this device for whoever is signed in. `signed-out` leads to the door;
 * `no-answer` must not: the door would send a signed-in person straight back.
 */
export async function openDevice(): Promise<'open' | 'signed-out' | 'no-answer' | 'locked'> {
	const asked = refreshSession();
	await (getSession().session ? Promise.race([asked, later(PATIENCE)]) : asked);
	if (getSession().locked) await asked;
	const { session, locked } = getSession();
	if (locked) return 'locked';
	if (!session) return whyNobody();
	watch(asked, session);
	await startDevice(session);
	return 'open';
}
