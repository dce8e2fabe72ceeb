import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { Room, type Op } from '#lib/docs/room.ts';
import type { Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import type { BaseRecord, Kind } from '#lib/domain/records.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { gate, type Author } from './gate.ts';
import type { LiveRoom } from './room.ts';
import { Malformed } from './fresh-structs.ts';
import { emptyRoom } from '../tests/support/empty-room.ts';
import { FIELDS } from '../tests/support/samples.ts';

const AT = Date.parse('2026-03-02T12:00:00Z');
const anId = () => mintId(AT, randomBytes(10));
const actor = (...roles: Role[]): Actor => ({ user: anId(), roles, branch: 'centro' });
const SOFIA = actor('seller');
const TOMAS = actor('seller');
const ANA = actor('dispatcher');
const PAULA = actor('technician');
const author = (who: Actor, some: Partial<Author> = {}): Author => ({ actor: who, device: 'd', intent: null, ...some });

/** A device that has seen all of the room. */
function copyOf(room: LiveRoom): Room {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
	return new Room(doc);
}
function updateOf({ doc }: Room, change: () => void): Uint8Array {
	let update = new Uint8Array();
	const keep = (bytes: Uint8Array) => (update = new Uint8Array(bytes));
	doc.on('update', keep);
	doc.transact(change);
	doc.off('update', keep);
	return update;
}
function says(room: LiveRoom, who: Actor, change: (device: Room) => void, some: Partial<Author> = {}) {
	const device = copyOf(room);
	return gate(
		room,
		updateOf(device, () => change(device)),
		author(who, some)
	);
}
const does =
	(who: Actor, ...ops: Op[]) =>
	(device: Room) =>
		device.apply(ops, { intent: anId(), by: who.user, at: AT });
/** Without the gate, as if it had been taken long ago. */
function stands(room: LiveRoom, who: Actor, ...ops: Op[]): string {
	const intent = anId();
	const device = copyOf(room);
	room.change((doc) =>
		Y.applyUpdate(
			doc,
			updateOf(device, () => device.apply(ops, { intent, by: who.user, at: AT }))
		)
	);
	return intent;
}
const born = <K extends Kind>(kind: K, who: Actor, fields: BaseRecord<K>['fields']) =>
	({ kind, at: AT, by: who.user, fields }) as BaseRecord<K>;
const aLead = (who = SOFIA) => born('lead', who, newLead({ name: 'Carmen Ruiz' }));
const edit = (id: string, field: string, v: unknown, over: string | null = null): Op => ({ edit: id, field, v, over });
const refused = (code: string, detail: Record<string, string> = {}) => ({ taken: 'refused', code, detail });

function withLead() {
	const room = emptyRoom();
	const lead = anId();
	stands(room, SOFIA, { base: lead, value: aLead() });
	return { room, lead };
}

describe('a birth', () => {
	test.each<[Kind, Role, string, string]>([
		['lead', 'seller', 'desk/centro/2026-03', 'new'],
		['lead', 'dispatcher', 'desk/centro/2026-03', 'new'],
		['lead', 'billing', 'desk/centro/2026-03', 'refused'],
		['prospect', 'seller', 'desk/centro/2026-03', 'new'],
		['prospect', 'dispatcher', 'desk/centro/2026-03', 'refused'],
		['ticket', 'supervisor', 'desk/centro/2026-03', 'new'],
		['ticket', 'helpdesk', 'desk/centro/2026-03', 'refused'],
		['order', 'helpdesk', 'desk/centro/2026-03', 'new'],
		['order', 'technician', 'desk/centro/2026-03', 'refused'],
		['case', 'helpdesk', 'desk/centro/2026-03', 'new'],
		['case', 'seller', 'desk/centro/2026-03', 'refused'],
		['visit', 'technician', 'report/x/2026-03', 'new'],
		['visit', 'seller', 'report/x/2026-03', 'refused'],
		['visit', 'technician', 'desk/centro/2026-03', 'refused'],
		['lead', 'seller', 'me/x', 'refused'],
		['draft', 'technician', 'me/x', 'new'],
		['preference', 'cashier', 'me/x', 'new']
	])('of a %s by a %s in %s: %s', (kind, role, name, taken) => {
		const who = actor(role);
		const verdict = says(emptyRoom(name), who, does(who, { base: anId(), value: born(kind, who, FIELDS[kind]) }));
		expect(verdict.taken).toBe(taken);
	});

	test('in the name of another is refused', () => {
		expect(says(emptyRoom(), SOFIA, does(SOFIA, { base: anId(), value: aLead(TOMAS) }))).toEqual(refused('edit.author'));
	});
	test('of what is born already is refused, here and elsewhere; the same words again are not', () => {
		const { room, lead } = withLead();
		const other = { ...aLead(), fields: newLead({ name: 'Otra' }) };
		const blind = new Room(new Y.Doc());
		const update = (value: BaseRecord) =>
			updateOf(blind, () => blind.apply([{ base: lead, value }], { intent: anId(), by: SOFIA.user, at: AT }));
		expect(gate(room, update(other), author(SOFIA))).toEqual(refused('record.taken'));
		const same = copyOf(emptyRoom());
		const again = updateOf(same, () => same.base.set(lead, JSON.stringify(aLead())));
		expect(gate(room, again, author(SOFIA))).toMatchObject({ taken: 'new', ops: [] });
		const fresh = emptyRoom();
		fresh.elsewhere = new Set([lead]);
		expect(gate(fresh, again, author(SOFIA))).toEqual(refused('record.taken'));
	});
	test.each<[string, unknown, string]>([
		['a name that is missing', { ...aLead(), fields: { ...aLead().fields, name: '' } }, 'value.wrong'],
		['a field of a newer build', { ...aLead(), fields: { ...aLead().fields, mood: 'good' } }, 'record.newer'],
		[
			'a newer thing inside a value',
			{ ...aLead(), fields: { ...aLead().fields, document: { kind: 'dni', number: '1', side: 'b' } } },
			'record.newer'
		],
		['an unknown kind', { ...aLead(), kind: 'spy' }, 'edit.shape'],
		['no object', 7, 'edit.shape'],
		['text that PostgreSQL cannot hold', { ...aLead(), fields: { ...aLead().fields, name: 'a\u0000b' } }, 'value.wrong'],
		['half of a surrogate pair', { ...aLead(), fields: { ...aLead().fields, observations: 'a\ud800' } }, 'value.wrong'],
		[
			'a prototype',
			JSON.parse(
				JSON.stringify(aLead()).replace('"document":null', '"document":{"__proto__":{"kind":"dni"},"kind":"dni","number":"1"}')
			),
			'record.newer'
		]
	])('with %s is refused', (_, value, code) => {
		expect(says(emptyRoom(), SOFIA, (device) => device.base.set(anId(), JSON.stringify(value)))).toMatchObject(
			refused(code, expect.anything())
		);
	});
	test('under a name that is no id, or as no text, is refused', () => {
		expect(says(emptyRoom(), SOFIA, (device) => device.base.set('carmen', JSON.stringify(aLead())))).toEqual(
			refused('edit.shape')
		);
		expect(says(emptyRoom(), SOFIA, (device) => device.doc.getMap('base').set(anId(), aLead()))).toEqual(refused('edit.shape'));
		expect(says(emptyRoom(), SOFIA, (device) => device.base.set(anId(), '{'))).toEqual(refused('edit.shape'));
	});
	test('with a decision that is not his to make is refused', () => {
		const plan = { id: anId(), crew: ['paula'], start: AT, minutes: 60 };
		const order = (who: Actor) => born('order', who, newOrder({ kind: 'installation', lead: anId(), plan }));
		expect(says(emptyRoom(), SOFIA, does(SOFIA, { base: anId(), value: order(SOFIA) }))).toEqual(
			refused('right.missing', { field: 'plan' })
		);
		expect(says(emptyRoom(), ANA, does(ANA, { base: anId(), value: order(ANA) })).taken).toBe('new');
	});
});

describe('an edit', () => {
	test('says what it does and what stood before', () => {
		const { room, lead } = withLead();
		expect(says(room, TOMAS, does(TOMAS, edit(lead, 'name', 'Carmen Ruiz de Paz')))).toMatchObject({
			taken: 'new',
			ops: [{ type: 'edit', id: lead, field: 'name', old: 'Carmen Ruiz' }]
		});
		expect(room.room.edits.size).toBe(0);
	});
	test('of a record that is born in the same update is taken', () => {
		const lead = anId();
		expect(says(emptyRoom(), SOFIA, does(SOFIA, { base: lead, value: aLead() }, edit(lead, 'phone', '1'))).taken).toBe('new');
	});
	test.each<[Role, string, unknown, string]>([
		['seller', 'name', 'Otra', 'new'],
		['helpdesk', 'phone', '1', 'new'],
		['billing', 'taxId', '20-1', 'new'],
		['dispatcher', 'name', 'Otra', 'right.missing'],
		['technician', 'name', 'Otra', 'right.missing'],
		['seller', 'name', '', 'value.wrong'],
		['seller', 'name', 7, 'value.wrong'],
		['seller', 'name', null, 'value.wrong'],
		['seller', 'lost', { reason: 'x', at: Infinity }, 'value.wrong'],
		['seller', 'mood', 'good', 'record.newer'],
		['seller', 'toString', 'x', 'record.newer'],
		['seller', 'constructor', 'x', 'record.newer']
	])('by a %s of %s = %j: %s', (role, field, v, code) => {
		const { room, lead } = withLead();
		const who = actor(role);
		const verdict = says(room, who, does(who, edit(lead, field, v)));
		expect(verdict.taken === 'refused' ? verdict.code : verdict.taken).toBe(code);
	});
	test('of a record that nobody knows is refused', () => {
		expect(says(emptyRoom(), SOFIA, does(SOFIA, edit(anId(), 'name', 'x')))).toEqual(refused('record.unknown'));
	});
	test('in the name of another, or of another shape, is refused', () => {
		const { room, lead } = withLead();
		const key = `${lead}/name`;
		const good = { v: 'x', by: SOFIA.user, at: AT, i: anId(), over: null };
		const put = (value: unknown) => says(room, SOFIA, ({ doc }) => doc.getMap('edits').set(key, value as object));
		expect(put(good).taken).toBe('new');
		expect(put({ ...good, by: TOMAS.user })).toEqual(refused('edit.author'));
		for (const wrong of [
			{ ...good, i: 'x' },
			{ ...good, over: 7 },
			{ ...good, at: -1 },
			{ ...good, more: 1 },
			{ v: 1 },
			[],
			'x',
			null,
			7n
		])
			expect(put(wrong)).toEqual(refused('edit.shape'));
	});
	test('must be of the intent that was named', () => {
		const { room, lead } = withLead();
		expect(says(room, SOFIA, does(SOFIA, edit(lead, 'name', 'x')), { intent: anId() })).toEqual(refused('edit.shape'));
	});
	test("over another's older value is refused as met; over what he saw, over his own, or at the same moment it is taken", () => {
		const { room, lead } = withLead();
		const office = stands(room, TOMAS, edit(lead, 'phone', '1'));
		const late = does(SOFIA, edit(lead, 'phone', '2', null));
		expect(says(room, SOFIA, late)).toEqual(refused('edit.met', { field: 'phone' }));
		expect(says(room, SOFIA, does(SOFIA, edit(lead, 'phone', '2', office))).taken).toBe('new');
		expect(says(room, TOMAS, does(TOMAS, edit(lead, 'phone', '2', null))).taken).toBe('new');
		room.touched([`${lead}/phone`], performance.now());
		expect(says(room, SOFIA, late).taken).toBe('new');
		room.touched([`${lead}/phone`], performance.now() - 5_001);
		expect(says(room, SOFIA, late)).toEqual(refused('edit.met', { field: 'phone' }));
	});
	test('that was journalled before does not come back over a colleague, however young his value is', () => {
		const { room, lead } = withLead();
		const first = stands(room, SOFIA, edit(lead, 'phone', '1'));
		stands(room, TOMAS, edit(lead, 'phone', '2', first));
		room.touched([`${lead}/phone`], performance.now());
		room.journalled([first]);
		const replay = ({ edits }: Room) => edits.set(`${lead}/phone`, { v: '1', by: SOFIA.user, at: AT, i: first, over: null });
		expect(says(room, SOFIA, replay)).toEqual(refused('edit.met', { field: 'phone' }));
	});
	test('whose forerunners were merged away offline is taken: it was written over what stands', () => {
		const { room, lead } = withLead();
		const seen = stands(room, TOMAS, edit(lead, 'phone', '1'));
		const device = copyOf(room);
		const vector = Y.encodeStateVector(device.doc);
		does(SOFIA, edit(lead, 'phone', '2', seen))(device);
		does(SOFIA, edit(lead, 'phone', '3', device.standing(lead, 'phone')))(device);
		expect(gate(room, Y.encodeStateAsUpdate(device.doc, vector), author(SOFIA))).toMatchObject({
			taken: 'new',
			ops: [{ edit: { v: '3' }, old: '1' }]
		});
	});
});

describe('an entry', () => {
	const comment = (who: Actor) => ({ text: 'Portón azul', at: AT, by: who.user });
	test('is appended once, by its author, where his role may', () => {
		const { room, lead } = withLead();
		const id = anId();
		const append = (who: Actor, value: object, list = 'comments') => says(room, who, does(who, { entry: lead, list, id, value }));
		expect(append(SOFIA, comment(SOFIA))).toMatchObject({ taken: 'new', ops: [{ type: 'entry', list: 'comments', entry: id }] });
		expect(append(SOFIA, comment(TOMAS))).toEqual(refused('edit.author'));
		expect(append(PAULA, comment(PAULA))).toEqual(refused('right.missing', { field: 'comments' }));
		expect(append(SOFIA, { text: 'x' })).toEqual(refused('value.wrong', { field: 'comments' }));
		expect(append(SOFIA, comment(SOFIA), 'secrets')).toEqual(refused('record.newer'));
		stands(room, SOFIA, { entry: lead, list: 'comments', id, value: comment(SOFIA) });
		expect(append(SOFIA, { ...comment(SOFIA), text: 'otra cosa' })).toEqual(refused('record.taken'));
	});
	test('of a case never speaks for the customer', () => {
		const hugo = actor('helpdesk');
		const room = emptyRoom();
		const help = anId();
		stands(room, hugo, { base: help, value: born('case', hugo, newCase({ title: 'Lento', lead: anId() })) });
		const message = (from: string) => ({ text: 'Hola', at: AT, by: hugo.user, from, internal: false });
		const append = (from: string) =>
			says(room, hugo, does(hugo, { entry: help, list: 'messages', id: anId(), value: message(from) }));
		expect(append('staff').taken).toBe('new');
		expect(append('customer')).toEqual(refused('edit.author'));
	});
});

describe('what no gesture is', () => {
	test('facts are the server’s alone, also those of an agenda and of the catalogue', () => {
		const { room, lead } = withLead();
		expect(says(room, SOFIA, ({ facts }) => facts.set(`${lead}/number`, 'T-1'))).toEqual(refused('right.missing'));
		expect(says(emptyRoom('catalog'), actor('owner'), ({ facts }) => facts.set('x/item', {}))).toEqual(refused('right.missing'));
		expect(says(emptyRoom('agenda/paula'), PAULA, ({ facts }) => facts.set('x/visit', null))).toEqual(refused('right.missing'));
	});
	test.each<[string, (room: Room, lead: string) => void]>([
		['a deletion alone', ({ base }, lead) => base.delete(lead)],
		['a deletion beside an edit', (room, lead) => (does(SOFIA, edit(lead, 'name', 'x'))(room), room.base.delete(lead))],
		['a value that is set and deleted', ({ base }) => (base.set('x', 'y'), base.delete('x'))],
		['another root map', ({ doc }) => doc.getMap('more').set('x', 1)],
		['a root text', ({ doc }) => doc.getText('notes').insert(0, 'x')],
		['a nested type', ({ doc }) => doc.getMap('edits').set('x', new Y.Map([['y', 1]]))],
		['bytes', ({ doc }) => doc.getMap('edits').set('x', new Uint8Array([1]))],
		['a subdocument', ({ doc }) => doc.getMap('edits').set('x', new Y.Doc())]
	])('%s is refused', (_, change) => {
		const { room, lead } = withLead();
		expect(says(room, SOFIA, (device) => change(device, lead))).toMatchObject({ taken: 'refused' });
	});
	test('a list under the name of a map is refused', () => {
		const doc = new Y.Doc();
		doc.getArray('base').push([1]);
		expect(gate(emptyRoom(), Y.encodeStateAsUpdate(doc), author(SOFIA))).toEqual(refused('edit.shape'));
	});
	test('one wrong thing refuses the whole update', () => {
		const { room, lead } = withLead();
		expect(says(room, SOFIA, does(SOFIA, edit(lead, 'phone', '1'), edit(lead, 'name', '')))).toEqual(
			refused('value.wrong', { field: 'name' })
		);
	});
});

describe('an update of Yjs', () => {
	test('that is known already is an echo, with the whole delete set of the room', () => {
		const { room, lead } = withLead();
		const first = stands(room, SOFIA, edit(lead, 'phone', '1'));
		stands(room, SOFIA, edit(lead, 'phone', '2', first));
		expect(gate(room, Y.encodeStateAsUpdate(room.doc), author(PAULA))).toEqual({ taken: 'nothing-new' });
		const device = copyOf(room);
		const update = updateOf(device, () => does(SOFIA, edit(lead, 'email', 'c@example.com'))(device));
		const withEcho = Y.mergeUpdates([Y.encodeStateAsUpdate(room.doc), update]);
		expect(gate(room, withEcho, author(SOFIA))).toMatchObject({ taken: 'new', ops: [{ field: 'email' }] });
	});
	test('with a gap comes too early, and with a neighbour that nobody has', () => {
		const { room, lead } = withLead();
		const device = copyOf(room);
		does(SOFIA, edit(lead, 'phone', '1'))(device);
		const second = updateOf(device, () => does(SOFIA, edit(lead, 'email', 'a@b.c'))(device));
		expect(gate(room, second, author(SOFIA))).toEqual({ taken: 'early' });
		const other = new Room(new Y.Doc());
		Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(device.doc));
		const orphan = updateOf(other, () => does(SOFIA, edit(lead, 'phone', '2'))(other));
		expect(gate(room, orphan, author(SOFIA))).toEqual({ taken: 'early' });
	});
	test('with a value that lost before it came leaves only a grave', () => {
		const { room, lead } = withLead();
		const [phone, mail] = [anId(), anId()];
		for (const winner of [1, 2 ** 31]) {
			const mine = copyOf(room);
			mine.doc.clientID = 1_000;
			const vector = Y.encodeStateVector(mine.doc);
			does(SOFIA, edit(lead, 'observations', `mine ${phone} ${winner}`, mine.standing(lead, 'observations')))(mine);
			const theirs = copyOf(room);
			theirs.doc.clientID = winner;
			does(TOMAS, edit(lead, 'observations', `theirs ${mail}`, theirs.standing(lead, 'observations')))(theirs);
			room.change((doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs.doc, Y.encodeStateVector(room.doc))));
			room.touched([`${lead}/observations`], performance.now());
			Y.applyUpdate(mine.doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(mine.doc)));
			const update = Y.encodeStateAsUpdate(mine.doc, vector);
			const lost = winner > 1_000;
			expect(gate(room, update, author(SOFIA))).toMatchObject({ taken: 'new', ops: lost ? [] : [{ edit: { by: SOFIA.user } }] });
			room.change((doc) => Y.applyUpdate(doc, update));
			expect(room.room.edits.get(`${lead}/observations`)).toEqual(mine.edits.get(`${lead}/observations`));
		}
	});
	test('that hides a deletion behind a value which would lose, or behind a branch, is refused', () => {
		const { room, lead } = withLead();
		stands(room, TOMAS, edit(lead, 'phone', '1'));
		const key = `${lead}/phone`;
		const blind = new Room(new Y.Doc());
		blind.doc.clientID = 1;
		const own = updateOf(blind, () => does(SOFIA, edit(lead, 'phone', '2'))(blind));
		const deleting = copyOf(room);
		const deletion = updateOf(deleting, () => deleting.edits.delete(key));
		room.touched([key], performance.now());
		expect(gate(room, own, author(SOFIA)).taken).toBe('new');
		expect(gate(room, deletion, author(SOFIA))).toEqual(refused('edit.shape'));
		expect(gate(room, Y.mergeUpdates([own, deletion]), author(SOFIA))).toEqual(refused('edit.shape'));
		const device = copyOf(room);
		const line = updateOf(device, () => {
			does(SOFIA, edit(lead, 'phone', '3'))(device);
			device.edits.delete(key);
		});
		expect(gate(room, line, author(SOFIA))).toEqual(refused('edit.shape'));
		const first = updateOf(device, () => does(SOFIA, edit(lead, 'phone', '4'))(device));
		expect(gate(room, Y.mergeUpdates([line, first]), author(SOFIA)).taken).toBe('new');
		const base = updateOf(blind, () => blind.base.set(lead, JSON.stringify(aLead())));
		const gone = updateOf(deleting, () => deleting.base.delete(lead));
		expect(gate(room, Y.mergeUpdates([own, base, gone, deletion]), author(SOFIA))).toEqual(refused('edit.shape'));
	});
	test('behind a refused one is judged as far as it can be', () => {
		const { room, lead } = withLead();
		const device = copyOf(room);
		does(SOFIA, edit(lead, 'phone', '1'))(device);
		const second = updateOf(device, () => does(SOFIA, edit(lead, 'name', ''))(device));
		expect(gate(room, second, author(SOFIA), { relaxed: true })).toEqual(refused('value.wrong', { field: 'name' }));
	});
	test('under the client id of another user, another device or the server is refused', () => {
		const { room, lead } = withLead();
		const device = copyOf(room);
		room.bind(device.doc.clientID, { user: SOFIA.user, device: 'd' });
		const update = updateOf(device, () => does(SOFIA, edit(lead, 'phone', '1'))(device));
		expect(gate(room, update, author(SOFIA)).taken).toBe('new');
		expect(gate(room, update, author(SOFIA, { device: 'e' }))).toEqual(refused('edit.author'));
		room.bind(device.doc.clientID, { user: TOMAS.user, device: 'd' });
		expect(gate(room, update, author(SOFIA))).toEqual(refused('edit.author'));
		const forged = copyOf(room);
		forged.doc.clientID = room.serverClient;
		expect(
			gate(
				room,
				updateOf(forged, () => does(SOFIA, edit(lead, 'phone', '1'))(forged)),
				author(SOFIA)
			)
		).toEqual(refused('edit.author'));
	});
	test('of more than fifty records or 64 KiB is too big for an intent', () => {
		const many = (count: number): Op[] => Array.from({ length: count }, () => ({ base: anId(), value: aLead() }));
		const intent = anId();
		const make = (ops: Op[]) => (device: Room) => device.apply(ops, { intent, by: SOFIA.user, at: AT });
		expect(says(emptyRoom(), SOFIA, make(many(50)), { intent }).taken).toBe('new');
		expect(says(emptyRoom(), SOFIA, make(many(51)), { intent })).toEqual(refused('edit.too-big'));
		const long = { ...aLead(), fields: newLead({ name: 'x', observations: 'ñ'.repeat(9_000) }) };
		const heavy: Op[] = Array.from({ length: 4 }, () => ({ base: anId(), value: long }));
		expect(says(emptyRoom(), SOFIA, make(heavy), { intent })).toEqual(refused('edit.too-big'));
	});
	test('that is none is malformed, whatever its bytes are', () => {
		for (let seed = 0; seed < 2_000; seed++) {
			const bytes = randomBytes(1 + (seed % 60));
			const verdict = () => {
				try {
					return gate(emptyRoom(), bytes, author(SOFIA)).taken;
				} catch (error) {
					return error;
				}
			};
			expect(['nothing-new', 'early', 'refused', expect.any(Malformed)]).toContainEqual(verdict());
		}
	});
	test('that was damaged on its way changes nothing and breaks nothing', () => {
		const { room, lead } = withLead();
		const device = copyOf(room);
		const update = updateOf(device, () => does(SOFIA, edit(lead, 'phone', '1'))(device));
		for (let at = 0; at < update.length; at++)
			for (const flip of [1, 16, 128]) {
				const damaged = update.slice();
				damaged[at]! ^= flip;
				try {
					gate(room, damaged, author(SOFIA));
				} catch (error) {
					expect(error).toBeInstanceOf(Malformed);
				}
			}
		expect(room.room.edits.size).toBe(0);
	});
});
