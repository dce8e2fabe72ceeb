import { liveQuery } from 'dexie';
import { beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, type HiloDatabase, type Row } from '#lib/client/database.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { fold } from '#lib/domain/shared/text.ts';
import {
	finds,
	findDrafts,
	findLeads,
	findRecord,
	findTickets,
	rankLeads,
	rankProspects,
	related,
	thoseLeads,
	type LeadView,
	type ProspectView
} from './queries.ts';

let db: HiloDatabase;
let opened = 0;

function aRow(some: Pick<Row, 'id' | 'kind' | 'fields'> & Partial<Row>): Row {
	const refs = ['lead', 'prospect', 'ticket', 'order'].flatMap((field) =>
		some.fields[field] ? [String(some.fields[field])] : []
	);
	const text = fold([some.fields['name'] ?? '', some.number ?? ''].join(' '));
	return {
		room: 'desk/central/2026-03',
		number: null,
		at: 0,
		by: 'u',
		facts: {},
		entries: {},
		seen: {},
		wrote: {},
		tick: 'server',
		text,
		refs,
		...some
	};
}
const aLead = (id: string, name: string, some: Partial<Row> = {}) =>
	aRow({ id, kind: 'lead', fields: newLead({ name }), ...some });
const aTicket = (id: string, lead: string, at = 0) =>
	aRow({ id, kind: 'ticket', number: `T-${id}`, at, fields: newTicket({ lead, prospect: `p-${lead}` }) });

beforeEach(() => {
	db = openDatabase(`sales-queries-${++opened}`);
});

test('a ticket older than thousands of others is still on the desk, and found by its customer', async () => {
	await db.rows.bulkAdd([aLead('old', 'Facundo Ríos'), aLead('new', 'Otra Persona')]);
	await db.rows.bulkAdd([aTicket('1', 'old'), ...Array.from({ length: 1200 }, (_, i) => aTicket(String(i + 2), 'new', i + 1))]);
	expect(await findTickets(db, {})).toHaveLength(1201);
	expect((await findTickets(db, { query: 'rios' })).map(({ row }) => row.id)).toEqual(['1']);
	expect((await findTickets(db, { query: 'T-7' })).map(({ row }) => row.id)).toContain('7');
});

test('a list follows what changes, also far down in it', async () => {
	await db.rows.bulkAdd(Array.from({ length: 450 }, (_, i) => aLead(`l${i}`, 'Igual', { at: i })));
	await db.rows.add(aTicket('1', 'l3'));
	const seen: number[] = [];
	const names: string[] = [];
	const leads = liveQuery(() => findLeads(db, { query: 'cambiada' })).subscribe((found) => void seen.push(found.length));
	const tickets = liveQuery(() => findTickets(db, {})).subscribe((found) => void names.push(found[0]?.lead?.fields.name ?? ''));
	await vi.waitFor(() => expect([seen, names]).toEqual([[0], ['Igual']]));
	await db.rows.put(aLead('l3', 'Cambiada', { at: 3 }));
	await vi.waitFor(() => expect([seen.at(-1), names.at(-1)]).toEqual([1, 'Cambiada']));
	leads.unsubscribe();
	tickets.unsubscribe();
});

test('however many were made at the same instant, each is listed once', async () => {
	await db.rows.bulkAdd([
		...Array.from({ length: 450 }, (_, i) => aLead(`l${i}`, 'Igual', { at: i < 430 ? 5 : 6 })),
		aLead('last', 'Última', { at: 1 })
	]);
	const found = await findLeads(db, { limit: 1000 });
	expect(new Set(found.map(({ row }) => row.id)).size).toBe(451);
	expect(found).toHaveLength(451);
	expect(found.at(-1)?.row.id).toBe('last');
});

test('what was undone is on no list', async () => {
	await db.rows.bulkAdd([
		aLead('l', 'Ana'),
		{ ...aTicket('1', 'l'), fields: { ...newTicket({ lead: 'l', prospect: 'p' }), archived: true } }
	]);
	expect(await findTickets(db, {})).toEqual([]);
});

test('a lead is new, then qualified by a prospect, then a customer by a contract', async () => {
	const prospect = aRow({ id: 'p', kind: 'prospect', fields: newProspect({ lead: 'b' }) });
	const order = aRow({
		id: 'o',
		kind: 'order',
		fields: newOrder({ kind: 'installation', lead: 'c' }),
		facts: { contract: { id: 'k' } }
	});
	await db.rows.bulkAdd([
		aLead('a', 'Uno', { at: 3 }),
		aLead('b', 'Dos', { at: 2 }),
		aLead('c', 'Tres', { at: 1 }),
		prospect,
		order
	]);
	expect((await findLeads(db, {})).map(({ status }) => status)).toEqual(['new', 'qualified', 'customer']);
	expect((await findLeads(db, { status: 'customer' })).map(({ row }) => row.id)).toEqual(['c']);
	expect((await related(db, 'b')).prospects.map(({ id }) => id)).toEqual(['p']);
});

test('a telephone is found however it is spelt, words in any order and without accents', () => {
	const lead = { text: fold('González Lucía +54 9 351 555-0148 5493515550148') };
	for (const query of ['lucia gonz', '0351 15 555-0148', '5550148', '']) expect(finds(query, lead), query).toBe(true);
	for (const query of ['lucio', '555-0149', '12']) expect(finds(query, { text: fold('Lucía 351') }), query).toBe(false);
});

test('an address may name a record by id or by number, of its own kind', async () => {
	await db.rows.bulkAdd([aTicket('1', 'l'), aLead('l', 'Ana')]);
	expect((await findRecord(db, 'ticket', 'T-1'))?.id).toBe('1');
	expect((await findRecord(db, 'lead', 'l'))?.id).toBe('l');
	expect(await findRecord(db, 'lead', '1')).toBeNull();
});

test('a draft whose ticket exists is no draft any more', async () => {
	const draft = (id: string, ticket: string) =>
		aRow({ id, kind: 'draft', fields: { answers: { ids: { ticket } }, step: 1, discarded: false } });
	await db.rows.bulkAdd([draft('d1', '1'), draft('d2', '2'), aTicket('1', 'l')]);
	expect((await findDrafts(db)).map(({ id }) => id)).toEqual(['d2']);
});

test('leads are sorted over all, also by what came of them', async () => {
	const names = Array.from({ length: 450 }, (_, i) => aLead(`l${i}`, `Lead ${i}`, { at: i + 1 }));
	const location = { address: '', locality: 'Zapala', reference: '', lat: null, lng: null };
	const prospect = aRow({ id: 'p', kind: 'prospect', fields: newProspect({ lead: 'old', location }) });
	await db.rows.bulkAdd([aLead('old', 'Abad', { at: 0 }), ...names, prospect]);
	const byName = (down: boolean) => ({ key: ({ row }: LeadView) => fold(row.fields.name), down });
	expect(await rankLeads(db, { limit: 2 }, byName(false))).toEqual(['old', 'l0']);
	expect(await rankLeads(db, { query: 'lead', limit: 1 }, byName(true))).toEqual(['l99']);
	expect(await rankLeads(db, { status: 'qualified' }, byName(true))).toEqual(['old']);
	const byPlace = { key: ({ locality }: LeadView) => locality || null, related: true, down: false };
	expect((await rankLeads(db, {}, byPlace)).slice(0, 2)).toEqual(['old', 'l449']);
});

test('prospects are in the order of who they are for, those without a lead last', async () => {
	const aProspect = (id: string, lead: string) => aRow({ id, kind: 'prospect', fields: newProspect({ lead }) });
	await db.rows.bulkAdd([aLead('a', 'Ana'), aLead('z', 'Zoe'), aProspect('1', 'z'), aProspect('2', 'gone'), aProspect('3', 'a')]);
	const byName = { key: ({ lead }: ProspectView) => lead?.fields.name ?? null, related: true, down: true };
	expect(await rankProspects(db, {}, byName)).toEqual(['1', '3', '2']);
	expect(await rankProspects(db, { query: 'ana' }, { ...byName, related: false })).toEqual(['3']);
});

test('those that an order found are seen as they are now: without what was taken back meanwhile', async () => {
	await db.rows.bulkAdd([aLead('a', 'Ana'), aLead('b', 'Beto', { fields: { ...newLead({ name: 'Beto' }), archived: true } })]);
	expect((await thoseLeads(db, ['gone', 'b', 'a'])).map(({ row }) => row.id)).toEqual(['a']);
});
