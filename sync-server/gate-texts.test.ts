import { describe, expect, test } from 'vitest';
import { Room, type Op } from '#lib/docs/room.ts';
import type { Role } from '#lib/domain/catalog.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { TEXT_LENGTH } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import * as Y from 'yjs';
import { emptyRoom } from '../tests/support/empty-room.ts';
import { AT, updateOf } from '../tests/support/sync-client.ts';
import { anId } from '../tests/support/sync-server.ts';
import { gate, type Author, type Verdict } from './gate.ts';
import { LIMITS } from './limits.ts';
import type { LiveRoom } from './room.ts';

const actor = (...roles: Role[]): Actor => ({ user: anId(), roles, branch: 'centro' });
const SOFIA = actor('seller');
const TOMAS = actor('seller');
const ANA = actor('dispatcher');
const refused = (code: string, detail: Record<string, string> = {}) => ({ taken: 'refused', code, detail });

/** A room with a lead whose notes say «Portón azul». */
function withNotes() {
	const live = emptyRoom();
	const lead = anId();
	const by = { intent: anId(), by: SOFIA.user, at: AT };
	const born = { kind: 'lead' as const, at: AT, by: SOFIA.user, fields: newLead({ name: 'Carmen Ruiz' }) };
	take(
		live,
		() => new Room(copyOf(live)),
		(device) => device.apply([{ base: lead, value: born }], by)
	);
	take(
		live,
		() => new Room(copyOf(live)),
		(device) => device.apply([types(lead, '', 'Portón azul')], by)
	);
	return { live, lead, key: `${lead}/notes` };
}
function copyOf({ doc }: LiveRoom): Y.Doc {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}
const types = (lead: string, from: string, to: string): Op => ({ text: lead, field: 'notes', from, to });
/** Without the gate, as if it had been taken long ago. */
function take(live: LiveRoom, open: () => Room, change: (device: Room) => void) {
	const device = open();
	const update = updateOf(device.doc, () => change(device));
	live.change((doc) => Y.applyUpdate(doc, update));
}
/** What the gate says to one Yjs transaction of somebody who has seen all of the room. */
function says(live: LiveRoom, who: Actor, change: (device: Room) => void, some: Partial<Author> = {}): Verdict {
	const device = new Room(copyOf(live));
	const update = updateOf(device.doc, () => device.doc.transact(() => change(device)));
	return gate(live, update, { actor: who, device: 'd', intent: null, ...some });
}
const does =
	(who: Actor, ...ops: Op[]) =>
	(device: Room) =>
		device.apply(ops, { intent: anId(), by: who.user, at: AT });
const signs = (who: Actor, device: Room, key: string, v: unknown = null) =>
	device.edits.set(key, { v, by: who.user, at: AT, i: anId(), over: null });

describe('typing in notes', () => {
	test('is taken with what came and what went, whoever typed last and however long ago', () => {
		const { live, lead } = withNotes();
		const op = { type: 'text', id: lead, field: 'notes', edit: { v: null, by: TOMAS.user } };
		expect(says(live, TOMAS, does(TOMAS, types(lead, 'Portón azul', 'Portón gris')))).toMatchObject({
			taken: 'new',
			ops: [{ ...op, cut: 'azul', put: 'gris' }]
		});
		expect(says(live, TOMAS, does(TOMAS, types(lead, 'Portón azul', 'Portón')))).toMatchObject({
			ops: [{ cut: ' azul', put: '' }]
		});
		expect(says(live, TOMAS, does(TOMAS, types(lead, 'Portón azul', 'Ver: Portón azul.')))).toMatchObject({
			ops: [{ cut: '', put: expect.stringMatching(/^(\.Ver: |Ver: \.)$/) }]
		});
	});
	test('without having seen each other is taken from both, and both remain', () => {
		const { live, lead } = withNotes();
		const devices = [new Room(copyOf(live)), new Room(copyOf(live))] as const;
		const made = [SOFIA, TOMAS].map((who, n) => {
			const device = devices[n]!;
			return updateOf(device.doc, () => does(who, types(lead, 'Portón azul', `Portón azul, ${'perro'.repeat(n + 1)}`))(device));
		});
		for (const [n, who] of [SOFIA, TOMAS].entries()) {
			expect(gate(live, made[n]!, { actor: who, device: 'd', intent: null })).toMatchObject({
				taken: 'new',
				ops: [{ field: 'notes' }]
			});
			live.change((doc) => Y.applyUpdate(doc, made[n]!));
		}
		expect(live.room.text(lead, 'notes')).toMatch(/^Portón azul, perro(perro, |, perro)perro$/);
		expect(gate(live, made[0]!, { actor: SOFIA, device: 'd', intent: null })).toEqual({ taken: 'nothing-new' });
	});
	test('of who may not write them, in another’s name, and in a kind without notes is refused', () => {
		const { live, lead, key } = withNotes();
		const says_ = (who: Actor, change: (device: Room) => void) => says(live, who, change);
		expect(says_(ANA, does(ANA, types(lead, '', 'x')))).toEqual(refused('right.missing', { field: 'notes' }));
		expect(says_(SOFIA, does(TOMAS, types(lead, '', 'x')))).toEqual(refused('edit.author'));
		const desk = actor('owner');
		const help = anId();
		take(
			live,
			() => new Room(copyOf(live)),
			(device) =>
				device.apply([{ base: help, value: { kind: 'case', at: AT, by: desk.user, fields: newCase({ title: 'x', lead }) } }], {
					intent: anId(),
					by: desk.user,
					at: AT
				})
		);
		expect(says_(desk, does(desk, types(help, '', 'x')))).toEqual(refused('record.newer'));
		expect(says_(desk, does(desk, types(anId(), '', 'x')))).toEqual(refused('record.unknown'));
		expect(says_(SOFIA, (device) => signs(SOFIA, device, key, 'forged words'))).toEqual(
			refused('value.wrong', { field: 'notes' })
		);
	});
	test('is held to a length, which taking out never meets, and to what PostgreSQL can hold', () => {
		const { live, lead, key } = withNotes();
		const room = TEXT_LENGTH.merged - 'Portón azul'.length;
		const puts = (text: string) => (device: Room) => {
			device.doc.getText(key).insert(0, text);
			signs(SOFIA, device, key);
		};
		expect(says(live, SOFIA, puts('x'.repeat(room))).taken).toBe('new');
		expect(says(live, SOFIA, puts('x'.repeat(room + 1)))).toEqual(refused('value.wrong', { field: 'notes' }));
		expect(says(live, SOFIA, puts('a\u0000b'))).toEqual(refused('value.wrong', { field: 'notes' }));
		live.change((doc) => doc.getText(key).insert(0, 'x'.repeat(room + 10)));
		const long = live.room.text(lead, 'notes');
		expect(says(live, SOFIA, does(SOFIA, types(lead, long, long.slice(1)))).taken).toBe('new');
	});
});

test('behind a refusal typing is judged by its edit alone: what it was typed on may not be there', () => {
	const { live, lead } = withNotes();
	const device = new Room(copyOf(live));
	const type = (who: Actor, from: string, to: string) => updateOf(device.doc, () => does(who, types(lead, from, to))(device));
	type(SOFIA, 'Portón azul', 'Portón');
	const [second, third] = [type(SOFIA, 'Portón', 'Ojo: Portón'), type(ANA, 'Ojo: Portón', 'Portón')];
	const author = { actor: SOFIA, device: 'd', intent: null };
	expect(gate(live, second, author)).toEqual({ taken: 'early' });
	expect(gate(live, second, author, { relaxed: true })).toMatchObject({ taken: 'new' });
	expect(gate(live, third, { ...author, actor: ANA }, { relaxed: true }).taken).not.toBe('early');
});

describe('what no typing is', () => {
	const SHAPELESS: [string, (device: Room, key: string, lead: string) => void][] = [
		['a bare deletion', ({ doc }, key) => doc.getText(key).delete(0, 3)],
		['bare letters', ({ doc }, key) => doc.getText(key).insert(3, 'x')],
		['a bare first letter', ({ doc }, _, lead) => doc.getText(`${lead}/other`).insert(0, 'x')],
		[
			'a deletion beside an edit of another field',
			(device, key, lead) => {
				device.doc.getText(key).delete(0, 3);
				does(SOFIA, { edit: lead, field: 'phone', v: '1', over: null })(device);
			}
		],
		[
			'a text beside its edit’s deletion',
			(device, key) => {
				device.doc.getText(key).insert(0, 'x');
				signs(SOFIA, device, key);
				device.edits.delete(key);
			}
		],
		['bold letters', (device, key) => (device.doc.getText(key).insert(0, 'x', { bold: true }), signs(SOFIA, device, key))],
		['a format', (device, key) => (device.doc.getText(key).format(0, 3, { bold: true }), signs(SOFIA, device, key))],
		['a picture', (device, key) => (device.doc.getText(key).insertEmbed(0, { image: 'x' }), signs(SOFIA, device, key))],
		['a type in a text', (device, key) => (device.doc.getText(key).insertEmbed(0, new Y.Map()), signs(SOFIA, device, key))],
		['an attribute', (device, key) => (device.doc.getText(key).setAttribute('a', 'x'), signs(SOFIA, device, key))],
		['a list under the name of notes', (device, key) => (device.doc.getArray(`${key}2`).push(['x']), signs(SOFIA, device, key))],
		[
			'letters in another’s notes under one’s own edit',
			(device, key) => {
				device.doc.getText(`${anId()}/notes`).insert(0, 'x');
				signs(SOFIA, device, key);
			}
		],
		[
			'letters between two new ones',
			(device, key) => {
				device.doc.getText(key).insert(0, 'ac');
				device.doc.getText(key).insert(1, 'b');
				signs(SOFIA, device, key);
			}
		]
	];
	test.each(SHAPELESS)('%s is refused, and nothing of it is left', (_, change) => {
		const { live, lead, key } = withNotes();
		const before = [...live.doc.share.keys()];
		expect(says(live, SOFIA, (device) => change(device, key, lead))).toEqual(refused('edit.shape'));
		expect([...live.doc.share.keys()]).toEqual(before);
		expect([live.room.text(lead, 'notes'), live.doc.store.pendingStructs]).toEqual(['Portón azul', null]);
	});

	test('many pieces at once are held to a number', () => {
		const { live, key } = withNotes();
		live.change((doc) => doc.getText(key).insert(0, 'x'.repeat(LIMITS.piecesOfText)));
		const pieces = (count: number) => (device: Room) => {
			for (let n = count; n > 0; n--) device.doc.getText(key).insert(n, 'y');
			signs(SOFIA, device, key);
		};
		expect(says(live, SOFIA, pieces(LIMITS.piecesOfText)).taken).toBe('new');
		expect(says(live, SOFIA, pieces(LIMITS.piecesOfText + 1))).toEqual(refused('edit.shape'));
	});
	test('letters that are gone again in the same update are taken only without their words', () => {
		const { live, lead } = withNotes();
		const device = new Room(copyOf(live));
		const vector = Y.encodeStateVector(device.doc);
		const typed = updateOf(device.doc, () => does(SOFIA, types(lead, 'Portón azul', 'Portón azul, perro'))(device));
		const gone = updateOf(device.doc, () => does(SOFIA, types(lead, 'Portón azul, perro', 'Portón azul'))(device));
		const author = { actor: SOFIA, device: 'd', intent: null };
		expect(gate(live, Y.mergeUpdates([typed, gone]), author)).toEqual(refused('edit.shape'));
		expect(gate(live, Y.encodeStateAsUpdate(device.doc, vector), author)).toMatchObject({
			taken: 'new',
			ops: [{ put: '', cut: '' }]
		});
	});

	/** A piece between neighbours of one’s choice, with its edit, as no Yjs would make it. */
	function between(live: LiveRoom, key: string, origin: Y.ID | null, right: Y.ID | null, parent: string | null = null): Verdict {
		const device = new Room(copyOf(live));
		const forged = new Y.Doc();
		const [id, text] = [Y.createID(forged.clientID, 0), forged.getText('x')];
		const edit = updateOf(device.doc, () => signs(SOFIA, device, key));
		const item = new Y.Item(id, null, origin, null, right, parent as never, null, new Y.ContentString('x'));
		forged.store.clients.set(forged.clientID, [item]);
		item.parent ??= text;
		const update = Y.mergeUpdates([Y.encodeStateAsUpdate(forged), edit]);
		return gate(live, update, { actor: SOFIA, device: 'd', intent: null });
	}
	test('a piece is put between neighbours in their order, in the text that its edit names', () => {
		const { live, lead, key } = withNotes();
		const first = live.doc.getText(key)._start!.id;
		const at = (n: number) => Y.createID(first.client, first.clock + n);
		const base = [...live.doc.store.clients.keys()]
			.map((client) => Y.createID(client, 0))
			.find(({ client }) => client !== first.client)!;
		const edits = live.doc.getMap('edits')._map.get(key)!.id;
		expect(between(live, key, at(2), at(3))).toMatchObject({ taken: 'new', ops: [{ put: 'x' }] });
		expect(between(live, key, at(1), at(6))).toMatchObject({ taken: 'new' });
		expect(between(live, key, null, at(0))).toMatchObject({ taken: 'new' });
		for (const [left, right] of [
			[at(3), at(2)],
			[at(2), at(2)],
			[base, at(0)],
			[at(0), base],
			[edits, null],
			[null, edits],
			[at(1), edits]
		] as const)
			expect(between(live, key, left, right)).toEqual(refused('edit.shape'));
		expect(between(live, `${lead}/phone`, at(2), at(3))).toMatchObject(refused('edit.shape'));
		expect(between(live, key, at(2), Y.createID(9, 9))).toEqual({ taken: 'early' });
		expect(between(live, key, Y.createID(9, 9), null)).toEqual({ taken: 'early' });
	});

	test('an update that was damaged on its way breaks nothing', () => {
		const { live, lead } = withNotes();
		const device = new Room(copyOf(live));
		const update = updateOf(device.doc, () => does(SOFIA, types(lead, 'Portón azul', 'Un portón gris, perro'))(device));
		for (let at = 0; at < update.length; at++)
			for (const flip of [1, 2, 16, 64, 128]) {
				const damaged = update.slice();
				damaged[at]! ^= flip;
				let verdict: Verdict | null = null;
				try {
					verdict = gate(live, damaged, { actor: SOFIA, device: 'd', intent: null });
				} catch (error) {
					expect((error as Error).name).toBe('Malformed');
				}
				if (verdict?.taken !== 'new') continue;
				const scratch = emptyRoom();
				scratch.change((doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc)));
				// It throws where the gate has let through what cannot be applied.
				scratch.change((doc) => Y.applyUpdate(doc, damaged));
			}
		expect(live.room.text(lead, 'notes')).toBe('Portón azul');
	});
});
