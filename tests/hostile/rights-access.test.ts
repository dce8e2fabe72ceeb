import { expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { RECORDS, type BaseRecord, type FieldsOf, type Kind } from '#lib/domain/records.ts';
import { Room, type Op } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { gate } from '../../sync-server/gate.ts';
import { emptyRoom } from '../support/empty-room.ts';
import { ENTRIES, FIELDS } from '../support/samples.ts';
import { AT, updateOf } from '../support/sync-client.ts';
import { anId } from '../support/sync-server.ts';

const OFFICE = ['owner', 'supervisor', 'seller', 'dispatcher', 'helpdesk', 'billing', 'cashier', 'network'] as const;
const SELL = ['owner', 'supervisor', 'seller'] as const;
const LEAD = [...SELL, 'helpdesk', 'billing'] as const;
const ORDER = [...SELL, 'dispatcher', 'helpdesk'] as const;
const PLAN = ['owner', 'supervisor', 'dispatcher'] as const;
const LEADING = ['owner', 'supervisor'] as const;
const CARE = ['owner', 'supervisor', 'helpdesk'] as const;
const FIELD = ['technician'] as const;
const NOBODY = [] as const;

type Who = readonly Role[];
type Cells<K extends Kind> = {
	create: Who;
	edit: Record<keyof FieldsOf[K], Who>;
	append: Record<string, Who>;
	type?: Record<string, Who>;
};

/** Written out by hand beside `permissions.ts`, never made from it: who may create a record, edit which field, append to which list, type in which text. */
const EXPECTED: { [K in Kind]: Cells<K> } = {
	lead: {
		create: [...SELL, 'dispatcher', 'helpdesk'],
		edit: {
			personType: LEAD,
			name: LEAD,
			document: LEAD,
			phone: LEAD,
			email: LEAD,
			contactChannel: LEAD,
			vatCondition: LEAD,
			legalName: LEAD,
			taxId: LEAD,
			observations: LEAD,
			owner: LEAD,
			lost: LEAD,
			archived: LEAD
		},
		append: { comments: OFFICE },
		type: { notes: LEAD }
	},
	prospect: {
		create: SELL,
		edit: { lead: NOBODY, service: SELL, location: SELL, observations: SELL, archived: SELL },
		append: { comments: OFFICE },
		type: { notes: SELL }
	},
	ticket: {
		create: SELL,
		edit: {
			lead: NOBODY,
			prospect: NOBODY,
			owner: SELL,
			stage: SELL,
			nextAction: SELL,
			lost: SELL,
			observations: SELL,
			archived: SELL
		},
		append: { comments: OFFICE },
		type: { notes: SELL }
	},
	order: {
		create: ORDER,
		edit: {
			kind: NOBODY,
			lead: NOBODY,
			prospect: NOBODY,
			ticket: NOBODY,
			help: NOBODY,
			location: ORDER,
			minutes: ORDER,
			promised: ORDER,
			plan: PLAN,
			cancelled: ORDER,
			reopened: LEADING,
			observations: ORDER
		},
		append: { comments: OFFICE },
		type: { notes: ORDER }
	},
	case: {
		create: CARE,
		edit: {
			title: CARE,
			lead: NOBODY,
			prospect: CARE,
			contract: CARE,
			origin: NOBODY,
			category: CARE,
			priority: CARE,
			assignee: CARE,
			state: CARE
		},
		append: { messages: OFFICE }
	},
	visit: {
		create: FIELD,
		edit: { order: NOBODY, plan: NOBODY, enRoute: FIELD, arrived: FIELD, notes: FIELD, outcome: FIELD },
		append: { equipment: FIELD, photos: FIELD, checks: FIELD, signatures: FIELD }
	},
	draft: { create: ROLES, edit: { answers: ROLES, step: ROLES, discarded: ROLES }, append: {} },
	preference: { create: ROLES, edit: { value: ROLES }, append: {} }
};

const ROOMS = { desk: 'desk/centro/2026-03', report: 'report/x/2026-03', me: 'me/x' };
const KINDS = Object.keys(RECORDS) as Kind[];

const someone = (role: Role): Actor => ({ user: anId(), roles: [role], branch: 'centro' });
const bornBy = (kind: Kind, by: string) => ({ kind, at: AT, by, fields: FIELDS[kind] }) as BaseRecord;

/** What the gate says to one op in a room that holds a record of this kind. */
function said(kind: Kind, actor: Actor, opOf: (id: string) => Op): string {
	const live = emptyRoom(ROOMS[RECORDS[kind].room]);
	const id = anId();
	live.room.apply([{ base: id, value: bornBy(kind, anId()) }], { intent: anId(), by: 'x', at: AT });
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc));
	const intent = anId();
	const update = updateOf(doc, () => new Room(doc).apply([opOf(id)], { intent, by: actor.user, at: AT }));
	const verdict = gate(live, update, { actor, device: 'd', intent });
	return verdict.taken === 'refused' ? verdict.code : verdict.taken;
}
const wanted = (who: Who, role: Role) => (who.includes(role) ? 'new' : 'right.missing');

test('every kind, field and list has its cells, and the samples are whole', () => {
	for (const kind of KINDS) {
		expect(Object.keys(EXPECTED[kind].edit).sort(), kind).toEqual(Object.keys(RECORDS[kind].fields).sort());
		expect(Object.keys(EXPECTED[kind].append).sort(), kind).toEqual(Object.keys(RECORDS[kind].lists).sort());
		expect(Object.keys(EXPECTED[kind].type ?? {}), kind).toEqual(RECORDS[kind].texts);
		expect(Object.keys(FIELDS[kind]).sort(), kind).toEqual(Object.keys(RECORDS[kind].fields).sort());
	}
});

test.each(KINDS)('%s: each role gives birth, edits, types and appends as the table says, and no further', (kind) => {
	const { create, edit, append, type = {} } = EXPECTED[kind];
	const wrong: string[] = [];
	const check = (cell: string, role: Role, who: Who, opOf: (id: string, by: string) => Op) => {
		const actor = someone(role);
		const code = said(kind, actor, (id) => opOf(id, actor.user));
		if (code !== wanted(who, role)) wrong.push(`${kind} ${cell} by ${role}: ${code} instead of ${wanted(who, role)}`);
	};
	for (const role of ROLES) {
		check('create', role, create, (_, by) => ({ base: anId(), value: bornBy(kind, by) }));
		for (const [field, who] of Object.entries(edit) as [string, Who][]) {
			const value = (FIELDS[kind] as Record<string, unknown>)[field];
			check(field, role, who, (id) => ({ edit: id, field, v: value, over: null }));
		}
		for (const [field, who] of Object.entries(type))
			check(field, role, who, (id) => ({ text: id, field, from: '', to: 'Perro' }));
		for (const [list, who] of Object.entries(append))
			check(list, role, who, (id, by) => ({ entry: id, list, id: anId(), value: ENTRIES[list]!(by) }));
	}
	expect(wrong).toEqual([]);
});

test.each(KINDS)('%s: nobody gives birth to it in a room of another family, and a customer in none', (kind) => {
	for (const [family, name] of Object.entries(ROOMS)) {
		const live = emptyRoom(name);
		const birth = (actor: Actor) => {
			const doc = new Y.Doc();
			const op = { base: anId(), value: bornBy(kind, actor.user) };
			const update = updateOf(doc, () => new Room(doc).apply([op], { intent: anId(), by: actor.user, at: AT }));
			return gate(live, update, { actor, device: 'd', intent: null });
		};
		const no = { taken: 'refused', code: 'right.missing' };
		expect(birth({ user: anId(), roles: [], branch: 'centro', customer: anId() })).toMatchObject(no);
		if (family !== RECORDS[kind].room) for (const role of ROLES) expect(birth(someone(role))).toMatchObject(no);
	}
});

test('two roles are the sum of both and nothing more', () => {
	const both: Actor = { user: anId(), roles: ['cashier', 'technician'], branch: 'centro' };
	expect(said('lead', both, (id) => ({ edit: id, field: 'phone', v: '1', over: null }))).toBe('right.missing');
	expect(said('visit', both, (id) => ({ edit: id, field: 'notes', v: 'Listo', over: null }))).toBe('new');
	expect(said('lead', both, (id) => ({ entry: id, list: 'comments', id: anId(), value: ENTRIES.comments!(both.user) }))).toBe(
		'new'
	);
});

test('facts are the server’s: no role writes one', () => {
	for (const role of ROLES) {
		const actor = someone(role);
		const live = emptyRoom(ROOMS.desk);
		const doc = new Y.Doc();
		const update = updateOf(doc, () => doc.getMap('facts').set(`${anId()}/contract`, { number: 'C-1' }));
		expect(gate(live, update, { actor, device: 'd', intent: null })).toMatchObject({ taken: 'refused', code: 'right.missing' });
	}
});
