import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase, type HiloDatabase, type Row } from './database.ts';
import { keepFound } from './keep-found.ts';

let opened = 0;
/** Opened before anybody listens: that is told as a change of everything. */
async function aDatabase(): Promise<HiloDatabase> {
	const db = openDatabase(`keep-found-${++opened}`);
	await db.open();
	return db;
}
const aRow = (id: string) => ({ id, kind: 'lead', refs: [] }) as unknown as Row;

function keeping(db: HiloDatabase) {
	const counts: number[] = [];
	const end = keepFound(db, async () => void counts.push(await db.rows.count()));
	onTestFinished(end);
	return { counts, end };
}

test('what changed while nobody looked is found a while later, once for many changes', async () => {
	const db = await aDatabase();
	const { counts } = keeping(db);
	await vi.waitFor(() => expect(counts).toEqual([0]));
	for (const id of ['a', 'b', 'c']) await db.rows.add(aRow(id));
	await vi.waitFor(() => expect(counts).toEqual([0, 3]), 5_000);
});

test('what changes while it looks is looked at again', async () => {
	const db = await aDatabase();
	const counts: number[] = [];
	onTestFinished(
		keepFound(db, async () => {
			counts.push(await db.rows.count());
			if (counts.length === 1) await db.rows.add(aRow('a'));
		})
	);
	await vi.waitFor(() => expect(counts).toEqual([0, 1]), 5_000);
});

test('what could not be looked at is looked at again', async () => {
	const db = await aDatabase();
	let looks = 0;
	const look = async () => {
		if (++looks === 1) throw new Error('the database is being emptied');
	};
	onTestFinished(keepFound(db, look));
	await vi.waitFor(() => expect(looks).toBe(2), 5_000);
});

test('who ended it hears no more', async () => {
	const db = await aDatabase();
	const [ended, going] = [keeping(db), keeping(db)];
	await vi.waitFor(() => expect([ended.counts, going.counts]).toEqual([[0], [0]]));
	ended.end();
	await db.rows.add(aRow('a'));
	await vi.waitFor(() => expect(going.counts).toEqual([0, 1]), 5_000);
	expect(ended.counts).toEqual([0]);
});
