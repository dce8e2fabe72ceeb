import { HELD_AT_ONCE, HELD_BYTES, type HeldIntent } from '#lib/domain/quarantine.ts';
import type { HiloDatabase, Intent, OutboxRow, PhotoRow } from './database.ts';
import type { Surroundings } from './surroundings.ts';

/** How this browser looks is nobody's data: it stays for whoever signs in next. */
const KEPT = ['hilo-theme', 'hilo.leaving'];

/** What the server does not have yet. */
export type Unsent = { intents: Intent[]; commands: OutboxRow[]; photos: PhotoRow[] };

const unsentIntents = (db: HiloDatabase) => db.intents.where('state').anyOf('queued', 'saved').sortBy('n');

export async function unsentOf(db: HiloDatabase): Promise<Unsent> {
	const [intents, commands, photos] = await Promise.all([
		unsentIntents(db),
		db.outbox.where('state').equals('waiting').sortBy('n'),
		db.photos.where('state').equals('waiting').toArray()
	]);
	return { intents, commands, photos };
}

/** The same as a file that a person can keep: each thing by its name, its time and its values, pictures as `data:` addresses. */
export function exportOf({ intents, commands, photos }: Unsent, picture: (sha256: string) => string): Blob {
	const said = {
		changes: intents.map(({ id, room, name, at, ops }) => ({ id, room, name, at: new Date(at), ops })),
		commands: commands.map(({ id, name, at, payload }) => ({ id, name, at: new Date(at), payload })),
		photos: photos.map(({ sha256, order, visit, at }) => ({ sha256, order, visit, at: new Date(at), data: picture(sha256) }))
	};
	return new Blob([JSON.stringify(said, null, '\t')], { type: 'application/json' });
}

/**
 * A device that was taken away hands in what it had not sent.
 * @returns false when the server could not be asked or could not take it now: it is to be tried again
 */
export async function handIn({ db, fetch }: Pick<Surroundings, 'db' | 'fetch'>): Promise<boolean> {
	for (const intents of pieces((await unsentIntents(db)).map(heldOf))) {
		const body = JSON.stringify({ intents });
		const answer = await fetch('/api/quarantine', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body
		}).catch(() => null);
		if (!answer || answer.status === 429 || answer.status >= 500) return false;
	}
	return true;
}

const heldOf = ({ id, room, name, at, ops }: Intent): HeldIntent => ({ id, room, name, at, ops: ops as HeldIntent['ops'] });
const sizeOf = (intent: HeldIntent) => new TextEncoder().encode(JSON.stringify(intent)).length + 1;

/** As much as one request may carry, in order. */
export function pieces(intents: readonly HeldIntent[]): HeldIntent[][] {
	const found: HeldIntent[][] = [];
	let room = 0;
	for (const intent of intents) {
		const size = sizeOf(intent);
		const last = found.at(-1);
		if (last && last.length < HELD_AT_ONCE && size <= room) last.push(intent);
		else {
			found.push([intent]);
			room = HELD_BYTES - 100;
		}
		room -= size;
	}
	return found;
}

/** Nothing of this person stays: rooms, rows, answers, drafts, pictures and keys. */
export async function emptyDevice(db: HiloDatabase, user: string): Promise<void> {
	await db.delete();
	for (const { name } of await indexedDB.databases()) if (name?.endsWith(`hilo-photos-${user}`)) await deleted(name);
	for (const key of Object.keys(localStorage)) if (!KEPT.includes(key)) localStorage.removeItem(key);
	sessionStorage.clear();
}

function deleted(name: string): Promise<void> {
	return new Promise((done, failed) => {
		const asked = indexedDB.deleteDatabase(name);
		asked.onsuccess = () => done();
		asked.onerror = () => failed(asked.error);
	});
}
