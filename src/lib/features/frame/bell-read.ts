import { getMeta, setMeta, type HiloDatabase } from '#lib/client/database.ts';
import type { News } from './bell-news.ts';

const KEY = 'bell-read';

export const readKeys = async (db: HiloDatabase) => new Set(await getMeta<string[]>(db, KEY));

/** What is under way tells nothing yet. */
export const unreadOf = (news: readonly News[], read: ReadonlySet<string>) =>
	news.filter(({ key, kind }) => kind !== 'waiting' && !read.has(key));

/** Only what is still shown is remembered. */
export async function markRead(db: HiloDatabase, news: readonly News[], keys: readonly string[]): Promise<void> {
	const read = await readKeys(db);
	const marked = news.map(({ key }) => key).filter((key) => read.has(key) || keys.includes(key));
	await setMeta(db, KEY, marked);
}
