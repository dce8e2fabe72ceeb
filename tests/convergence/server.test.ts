import { afterAll, beforeAll, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { act, aLeadOf, AT, joinStock, until, type Stock } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let people: Person[];
beforeAll(async () => {
	server = await startSyncedServer();
	people = await Promise.all([1, 2, 3].map(() => server.person('seller')));
});
afterAll(() => server.stop());

type Step = { who: number; does: 'birth' | 'edit' | 'note' | 'leave' | 'return'; record: number; word: string };
const steps = fc.array(
	fc.record({
		who: fc.nat(2),
		does: fc.constantFrom('birth', 'edit', 'edit', 'edit', 'note', 'leave', 'return'),
		record: fc.nat(3),
		word: fc.constantFrom('a', 'b', 'c')
	}) as fc.Arbitrary<Step>,
	{ minLength: 10, maxLength: 40 }
);

function take(people: readonly Person[], stocks: readonly Stock[], leads: string[], { who, does, record, word }: Step) {
	const [{ room, provider }, person, lead] = [stocks[who]!, people[who]!, leads[record % Math.max(1, leads.length)]];
	if (does === 'leave') return provider.disconnect();
	if (does === 'return') return provider.connect();
	if (does === 'birth') {
		leads.push(anId());
		return void act(room, person, { base: leads.at(-1)!, value: aLeadOf(person) });
	}
	if (!lead || !recordIn(room, lead)) return;
	if (does === 'note')
		act(room, person, { entry: lead, list: 'comments', id: anId(), value: { text: word, at: AT, by: person.actor.user } });
	else act(room, person, { edit: lead, field: 'phone', v: word, over: room.standing(lead, 'phone') });
}

/** What a room says, whoever says it. */
const said = ({ doc }: Stock) =>
	JSON.stringify(Object.fromEntries(['base', 'edits', 'entries'].map((map) => [map, sorted(doc.getMap(map).toJSON())])));
const sorted = (map: Record<string, unknown>) => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

test(
	'whatever three people do, with and without network, all see the same in the end, and so do the services',
	{ timeout: 120_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (script) => {
				const stocks = people.map((person) => joinStock(server, person, DESK));
				const leads: string[] = [];
				let ended = 0;
				for (const { provider } of stocks) provider.on('closed', ({ code }) => (ended = code));
				await until(() => stocks.every(({ provider }) => provider.synced));
				for (const step of script) {
					take(people, stocks, leads, step);
					if (step.word === 'a') await new Promise((later) => setTimeout(later, 4));
				}
				for (const { provider } of stocks) provider.connect();
				await until(() => ended > 0 || stocks.every((stock) => stock.provider.synced && said(stock) === said(stocks[0]!)));
				await until(async () => ended > 0 || JSON.stringify(await stored(leads)) === JSON.stringify(shown(stocks[0]!, leads)));
				expect(ended).toBe(0);
				for (const stock of stocks) stock.leave();
			}),
			{ numRuns: 15 }
		);
		expect(await server.test.db.selectFrom('journal').select('seq').limit(1).execute()).toHaveLength(1);
	}
);

async function stored(leads: readonly string[]) {
	if (leads.length === 0) return [];
	const rows = await server.test.db
		.selectFrom('records')
		.select(['id', 'fields'])
		.where('id', 'in', leads)
		.orderBy('id')
		.execute();
	return rows.map(({ id, fields }) => [id, fields['phone']]);
}
const shown = ({ room }: Stock, leads: readonly string[]) =>
	[...leads].sort().map((id) => [id, recordIn(room, id)!.fields['phone']]);
