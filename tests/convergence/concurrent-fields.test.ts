import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { NewRecord } from '#lib/client/write-ops.ts';
import { canWrite } from '#lib/domain/permissions.ts';
import { RECORDS, type FieldsOf, type Kind } from '#lib/domain/records.ts';
import { FIELDS } from '../support/samples.ts';
import { DESK } from '../support/sync-server.ts';
import { doorOf } from './doors.ts';
import { startRestartable, type Restartable } from './restartable.ts';
import { agree, Hands, newId } from './people.ts';

const KINDS = (Object.keys(RECORDS) as Kind[]).filter((kind) => RECORDS[kind].room === 'desk') as Desk[];
type Desk = Exclude<Kind, 'visit' | 'draft' | 'preference'>;
const AT = Date.parse('2026-03-02T12:00:00Z');

const plan = (start: number) => ({ id: newId(), crew: [newId()], start: AT + start * 3_600_000, minutes: 60 });
const place = (address: string) => ({ address, locality: 'Villa Nueva', reference: '', lat: -31.7, lng: -64.9 });
const service = (plan: string) => ({ plan, items: [], discounts: [], offeredAt: AT });
const ids = (): [string, string, string] => [newId(), newId(), newId()];
const words = ['Portón azul', 'Tocar timbre', 'Perro'] as const;
const reasons = words.map((reason) => ({ reason, at: AT }));

/** Of every field that people may write after birth: what it is born with, and what two people make of it. */
const VALUES: { [K in Desk]: { [F in keyof FieldsOf[K]]?: readonly FieldsOf[K][F][] } } = {
	lead: {
		personType: ['company', 'person', 'company'],
		name: words,
		document: ['1', '2', '3'].map((number) => ({ kind: 'dni' as const, number })),
		phone: words,
		email: words,
		contactChannel: ['call', 'web', 'shop'],
		vatCondition: ['exempt', 'registered', 'monotributo'],
		legalName: words,
		taxId: words,
		observations: words,
		owner: ids(),
		lost: reasons,
		archived: [true, false, true]
	},
	prospect: {
		service: ['fibra-100', 'fibra-300', 'fibra-600'].map(service),
		location: words.map(place),
		observations: words,
		archived: [true, false, true]
	},
	ticket: {
		owner: ids(),
		stage: ['quoted', 'in-contact', 'quoted'],
		nextAction: words.map((text) => ({ text, at: AT })),
		lost: reasons,
		observations: words,
		archived: [true, false, true]
	},
	order: {
		location: words.map(place),
		minutes: [30, 90, 120],
		promised: ['2026-03-03', '2026-03-04', '2026-03-05'],
		plan: [9, 11, 14].map(plan),
		cancelled: reasons,
		reopened: reasons.map((reason) => ({ visit: newId(), ...reason })),
		observations: words
	},
	case: {
		title: words,
		category: ['slow', 'billing', 'data'],
		priority: ['high', 'low', 'high'],
		assignee: ids(),
		state: ['in-progress', 'finished', 'closed'],
		contract: ids(),
		prospect: ids()
	}
};

/** What each of both does to a field that holds the first of three values. */
const PAIRS = {
	'both put something else': ([, one, two]: readonly unknown[]) => [[one], [two]],
	'one puts, the other empties': ([, one]: readonly unknown[], empty: unknown) => [[one], [empty]],
	'one empties, the other puts': ([, one]: readonly unknown[], empty: unknown) => [[empty], [one]],
	'one changes his mind': ([, one, two]: readonly unknown[], empty: unknown) => [[one, empty], [two]]
};
type Pair = keyof typeof PAIRS;
type Meeting = { id: string; kind: Desk; field: string; values: readonly [unknown, unknown]; pair: Pair };

let server: Restartable;
const open: Hands[] = [];
beforeAll(async () => void (server = await startRestartable()));
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));
afterAll(() => server.stop());

async function somebody(): Promise<Hands> {
	const person = await server.person('owner', 'supervisor');
	const hands = await new Hands(doorOf(server, person), person.actor).open();
	open.push(hands);
	return hands;
}

/** A record of each kind for each pair, which both see. */
async function records(one: Hands, two: Hands) {
	const made: { id: string; kind: Desk; pair: Pair }[] = [];
	for (const kind of KINDS)
		for (const pair of Object.keys(PAIRS) as Pair[]) {
			const born = Object.fromEntries(Object.entries(VALUES[kind]).map(([field, [first]]) => [field, first]));
			const value = { kind, fields: { ...FIELDS[kind], ...born } } as NewRecord;
			made.push({ id: newId(), kind, pair });
			await one.writer.write(DESK, 'create', [{ base: made.at(-1)!.id, value }]);
		}
	await one.sent();
	await agree(one, two, DESK);
	return made;
}

/** Both change every field of every record, neither seeing the other. */
async function apart(one: Hands, two: Hands): Promise<Meeting[]> {
	const made = await records(one, two);
	for (const hands of [one, two]) hands.writer.online(false);
	const meetings: Meeting[] = [];
	for (const { id, kind, pair } of made)
		for (const [field, three] of Object.entries(VALUES[kind])) {
			const [ones, twos] = PAIRS[pair](three, FIELDS[kind][field as never]) as [unknown[], unknown[]];
			for (const v of ones) await one.edit(id, { [field]: v });
			for (const v of twos) await two.edit(id, { [field]: v });
			meetings.push({ id, kind, field, pair, values: [ones.at(-1), twos.at(-1)] });
		}
	return meetings;
}

/** Kept on its author's device as refused, with the value. */
async function isSetAside({ db }: Hands, { id, field }: Meeting, value: unknown): Promise<boolean> {
	const refused = await db.intents.where('state').equals('refused').toArray();
	return refused.some(({ ops }) =>
		ops.some((op) => 'edit' in op && op.edit === id && op.field === field && isDeepStrictEqual(op.v, value))
	);
}
/** Its author has a card, and the record's history has the value. */
async function isOverruled({ db }: Hands, { id, field }: Meeting, value: unknown): Promise<boolean> {
	const cards = await db.notices.toArray();
	const past = server.test.db.selectFrom('history').select('new').where('record', '=', id);
	const kept = await past.where('field', '=', field).execute();
	return (
		cards.some((card) => card.record === id && card.field === field && isDeepStrictEqual(card.mine, value)) &&
		kept.some((row) => isDeepStrictEqual(row.new, value))
	);
}

/** @returns what is wrong with a meeting: a value that nobody wrote, or one that has gone in silence */
async function wrongWith(meeting: Meeting, hands: readonly [Hands, Hands]): Promise<string[]> {
	const { id, kind, field, pair, values } = meeting;
	const stands = await hands[0].field(id, field);
	const at = `${kind}.${field}, ${pair}`;
	if (!values.some((value) => isDeepStrictEqual(value, stands))) return [`${at}: nobody wrote ${JSON.stringify(stands)}`];
	const lost = [0, 1].filter((n) => !isDeepStrictEqual(values[n], stands));
	const silent = await Promise.all(
		lost.map(async (n) => {
			const value = values[n];
			const told = (await isSetAside(hands[n]!, meeting, value)) || (await isOverruled(hands[n]!, meeting, value));
			return told ? [] : [`${at}: ${JSON.stringify(value)} has gone in silence`];
		})
	);
	return silent.flat();
}

test('every field that somebody may write after birth is met', () => {
	const owner = { user: 'julia', roles: ['owner', 'supervisor'] as const, branch: 'centro' };
	for (const kind of KINDS) {
		const written = Object.keys(RECORDS[kind].fields).filter((field) => canWrite(owner, kind, field));
		expect(Object.keys(VALUES[kind]).sort()).toEqual(written.sort());
	}
});

for (const slept of [false, true])
	for (const firstBack of [0, 1] as const)
		test(`two people change every field apart; ${firstBack === 0 ? 'the one' : 'the other'} comes back first, ${slept ? 'the second much later' : 'both at once'}`, async () => {
			const hands = [await somebody(), await somebody()] as const;
			const meetings = await apart(...hands);
			const [first, second] = firstBack === 0 ? hands : ([hands[1], hands[0]] as const);
			first.writer.online(true);
			if (slept) {
				await first.sent();
				// What a server has loaded from its journal is older than the moment in which two people may meet.
				await server.restart();
			}
			second.writer.online(true);
			await vi.waitFor(
				async () => {
					for (const { writer } of hands) expect(writer.connected).toBe(true);
					for (const each of hands) expect(await each.states()).not.toContain('saved');
				},
				{ timeout: 60_000, interval: 100 }
			);
			await agree(...hands, DESK);
			const wrong = await Promise.all(meetings.map((meeting) => wrongWith(meeting, hands)));
			expect(wrong.flat()).toEqual([]);
			expect(meetings.length).toBe(KINDS.flatMap((kind) => Object.keys(VALUES[kind])).length * Object.keys(PAIRS).length);
		});
