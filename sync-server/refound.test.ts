import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Room } from '#lib/docs/room.ts';
import * as Y from 'yjs';
import { AT, act, aLeadOf } from '../tests/support/sync-client.ts';
import { anId, type Person } from '../tests/support/sync-server.ts';
import { refound } from './refound.ts';
import { recordIn, recordsIn } from '../tests/support/room-records.ts';

const SECRET = 'la clave es perro123';
const ana = { actor: { user: anId(), roles: ['seller'], branch: 'centro' }, session: '', cookie: '' } satisfies Person;
const lead = anId();

/** A lead and a comment, both overwritten and cleared facts, from as many pages as gestures. */
function worn(): Room {
	const room = new Room(new Y.Doc());
	const page = (change: (room: Room) => string | void) => {
		const copy = new Room(new Y.Doc());
		Y.applyUpdate(copy.doc, Y.encodeStateAsUpdate(room.doc));
		const over = change(copy);
		Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(copy.doc));
		return over ?? null;
	};
	page((copy) => act(copy, ana, { base: lead, value: aLeadOf(ana) }));
	const first = page((copy) => act(copy, ana, { edit: lead, field: 'observations', v: SECRET, over: null }));
	page((copy) => act(copy, ana, { edit: lead, field: 'observations', v: 'nada', over: first }));
	page((copy) => act(copy, ana, { text: lead, field: 'notes', from: '', to: `Portón. ${SECRET}` }));
	page((copy) => act(copy, ana, { text: lead, field: 'notes', from: `Portón. ${SECRET}`, to: 'Portón. Timbre' }));
	page((copy) => act(copy, ana, { entry: lead, list: 'comments', id: anId(), value: { text: 'Llamar' } }));
	page((copy) => void copy.facts.set(`${lead}/number`, 'L-1'));
	page((copy) => void copy.facts.set(`${lead}/clashes`, null));
	return room;
}
function founded(room: Room, foldedBefore: number) {
	const { packed, vector } = refound([Y.encodeStateAsUpdate(room.doc)], { client: 77, foldedBefore });
	const doc = new Y.Doc();
	const update = gunzipSync(packed);
	Y.applyUpdate(doc, update);
	return { fresh: new Room(doc), update, clients: [...Y.decodeStateVector(vector).keys()] };
}

test('the same content, by one client id, without what was overwritten or cleared', () => {
	const room = worn();
	const { fresh, update, clients } = founded(room, AT);
	const { clashes, ...facts } = recordIn(room, lead)!.facts;
	expect(clashes).toBeNull();
	expect(recordsIn(fresh)).toEqual([{ ...recordIn(room, lead)!, facts }]);
	expect(clients).toEqual([77]);
	expect(update.includes(SECRET)).toBe(false);
});

test('an edit that nobody can write over any more becomes part of the base', () => {
	const room = worn();
	const { fresh } = founded(room, AT + 1);
	expect([...fresh.edits.keys()]).toEqual([]);
	expect(recordIn(fresh, lead)!.fields).toEqual(recordIn(room, lead)!.fields);
	expect(fresh.text(lead, 'notes')).toBe('Portón. Timbre');
	expect(JSON.parse(fresh.base.get(lead)!)).not.toHaveProperty('fields.notes');
});
