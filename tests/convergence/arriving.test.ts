import { expect, test, vi } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import { Hub } from './hub.ts';
import { agree, canonical, DESK, Hands, LUIS, newId, opening, SOFIA } from './people.ts';

const MANY = 1_500;
const lead = (n: number) => JSON.stringify({ kind: 'lead', at: n, by: LUIS.user, fields: newLead({ name: `Lead ${n}` }) });

/** A desk after a month. @returns the ids of its records, oldest first */
function aMonth(hub: Hub): string[] {
	const ids = Array.from({ length: MANY }, newId);
	const { doc } = hub.stay(DESK);
	doc.transact(() => ids.forEach((id, n) => doc.getMap('base').set(id, lead(n))));
	hub.stay(DESK).seq = 1;
	return ids;
}

/** Looks at what is stored each time that it changes. */
function watching({ db }: Hands, look: (rows: number) => unknown) {
	const put = db.rows.bulkPut.bind(db.rows);
	vi.spyOn(db.rows, 'bulkPut').mockImplementation((async (rows: Parameters<typeof put>[0]) => {
		const done = await put(rows);
		await look(await db.rows.count());
		return done;
	}) as never);
}
const whole = (hands: Hands) => vi.waitFor(() => expect(hands.writer.ready).toBe(true), 10_000);

test('of a room that arrives the newest rows come first, and nobody is told that it is here before the oldest are', async () => {
	const hub = new Hub(DESK);
	const ids = aMonth(hub);
	const sofia = new Hands(hub, SOFIA);
	const seen: { rows: number; ready: boolean }[] = [];
	let newest: unknown;
	watching(sofia, async (rows) => {
		if (seen.length === 0) newest = await sofia.db.rows.get(ids.at(-1)!);
		seen.push({ rows, ready: sofia.writer.ready });
	});
	await sofia.open();
	await whole(sofia);
	expect(newest).toMatchObject({ fields: { name: `Lead ${MANY - 1}` } });
	expect(seen[0]!.rows).toBeLessThan(MANY / 2);
	expect(seen.at(-1)!.rows).toBe(MANY);
	expect(seen.every(({ ready }) => !ready)).toBe(true);
	await sofia.close();
});

test('what is written while a room arrives is stored with its row, before the oldest rows are', async () => {
	const hub = new Hub(DESK);
	const [oldest] = aMonth(hub) as [string];
	const sofia = new Hands(hub, SOFIA);
	const edited: number[] = [];
	const edit = () => sofia.writer.write(DESK, 'edit', [{ edit: oldest, field: 'phone', v: '351' }]);
	let writing: Promise<unknown> | undefined;
	watching(sofia, async (rows) => {
		writing ??= new Promise((done) => setTimeout(() => done(edit())));
		if ((await sofia.db.rows.get(oldest))?.fields['phone'] === '351') edited.push(rows);
	});
	await sofia.open();
	await writing;
	await whole(sofia);
	expect(edited[0]).toBeLessThan(MANY);
	await sofia.sent();
	await agree(sofia, await opening(hub, LUIS));
	expect(await sofia.db.rows.count()).toBe(MANY);
	await sofia.close();
});

test('a tab that ends while a room arrives makes the other rows when it is opened again, also without network', async () => {
	const hub = new Hub(DESK);
	aMonth(hub);
	const sofia = new Hands(hub, SOFIA);
	watching(sofia, () => vi.spyOn(sofia.db.rows, 'bulkPut').mockRejectedValue(new Error('the tab has ended')));
	await sofia.open();
	await sofia.close();
	vi.restoreAllMocks();
	expect(await sofia.db.rows.count()).toBeLessThan(MANY);
	await sofia.open(false);
	await whole(sofia);
	const luis = await opening(hub, LUIS);
	await whole(luis);
	expect(await sofia.db.rows.count()).toBe(MANY);
	expect(await canonical(sofia)).toBe(await canonical(luis));
	await sofia.close();
});
