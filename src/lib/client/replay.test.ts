import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { newLead } from '#lib/domain/sales/lead.ts';
import { Room, type Op } from '#lib/docs/room.ts';
import { comesBack, covers, judge } from './replay.ts';

const born: Op = { base: 'carmen', value: { kind: 'lead', at: 1, by: 'sofia', fields: newLead({ name: 'Carmen Ruiz' }) } };
const phone = (v: string, over: string | null): Op => ({ edit: 'carmen', field: 'phone', v, over });
const said: Op = { entry: 'carmen', list: 'comments', id: 'c1', value: { text: 'Hola' } };

function room(...gestures: [intent: string, by: string, ...ops: Op[]][]): Room {
	const found = new Room(new Y.Doc());
	for (const [intent, by, ...ops] of gestures) found.apply(ops, { intent, by, at: 1 });
	return found;
}

test('what the closed epoch covers has arrived, whatever stands now', () => {
	expect(judge(room(['a', 'sofia', born]), { id: 'b', ops: [phone('1', 'x')] }, true)).toEqual({ arrived: true });
});
test('a base or an entry that is there is done', () => {
	expect(judge(room(['a', 'sofia', born, said]), { id: 'a', ops: [born, said] }, false)).toEqual({ arrived: true });
});
test('only what is missing is applied', () => {
	expect(judge(room(['a', 'sofia', born]), { id: 'a', ops: [born, said] }, false)).toEqual({ apply: [said] });
});
const typed: Op = { text: 'carmen', field: 'notes', from: '', to: 'Portón' };
test('a text is there when the last to type was this very intent, and else it is typed where it belongs now', () => {
	const behind: Op = { text: 'carmen', field: 'notes', from: 'Portón', to: 'Portón azul' };
	const there = room(['a', 'sofia', born], ['b', 'sofia', typed]);
	expect(judge(there, { id: 'b', ops: [typed] }, false)).toEqual({ arrived: true });
	// Luis had read it in a room that is lost: his own typing has come back first.
	const lost = room(['a', 'sofia', born], ['c', 'luis', behind]);
	lost.edits.set('carmen/notes', { ...lost.edits.get('carmen/notes')!, over: 'b' });
	expect(judge(lost, { id: 'b', ops: [typed] }, false)).toEqual({ apply: [typed] });
	lost.apply([typed], { intent: 'b', by: 'sofia', at: 1 });
	expect(lost.text('carmen', 'notes')).toMatch(/^(Portón azul| azulPortón)$/);
	expect(judge(room(), { id: 'b', ops: [typed] }, false)).toEqual({ refused: 'record.unknown', detail: {} });
});
test('a field over what stands is applied', () => {
	expect(judge(room(['a', 'sofia', born]), { id: 'b', ops: [phone('1', null)] }, false)).toEqual({ apply: [phone('1', null)] });
});
test('a colleague’s newer value is not overwritten', () => {
	const met = room(['a', 'sofia', born], ['c', 'luis', phone('2', null)]);
	expect(judge(met, { id: 'b', ops: [phone('1', null)] }, false)).toEqual({ refused: 'edit.met', detail: { field: 'phone' } });
});
test('a colleague who wrote over this very intent has seen it', () => {
	const seen = room(['a', 'sofia', born], ['c', 'luis', phone('2', 'b')]);
	expect(judge(seen, { id: 'b', ops: [phone('1', null)] }, false)).toEqual({ arrived: true });
});
test('a whole gesture falls with one of its parts', () => {
	const met = room(['a', 'sofia', born], ['c', 'luis', phone('2', null)]);
	expect(judge(met, { id: 'b', ops: [said, phone('1', null)] }, false)).toMatchObject({ refused: 'edit.met' });
});
test('an edit of a record that never arrived is set aside', () => {
	expect(judge(room(), { id: 'b', ops: [phone('1', null)] }, false)).toMatchObject({ refused: 'record.unknown' });
	expect(judge(room(), { id: 'b', ops: [born, phone('1', null)] }, false)).toEqual({ apply: [born, phone('1', null)] });
});
test('only what a restored server may get back from others is waited for', () => {
	const there = room(['a', 'sofia', born], ['c', 'luis', phone('2', null)]);
	expect(comesBack(room(), [phone('1', null)])).toBe(true);
	expect(comesBack(room(), [born, phone('1', null)])).toBe(false);
	expect(comesBack(there, [phone('1', 'd')])).toBe(true);
	expect(comesBack(there, [phone('1', 'c')])).toBe(false);
	expect(comesBack(there, [phone('1', 'b')])).toBe(false);
	expect(comesBack(there, [phone('1', null)])).toBe(false);
	expect(comesBack(there, [said, typed])).toBe(false);
	expect(comesBack(room(), [said])).toBe(true);
});
test('a queued intent has no place yet, so nothing covers it', () => {
	expect(covers({ 0: 10 }, { client: 0, clock: 0 })).toBe(false);
	expect(covers({ 7: 10 }, { client: 7, clock: 10 })).toBe(true);
	expect(covers({ 7: 9 }, { client: 7, clock: 10 })).toBe(false);
});
