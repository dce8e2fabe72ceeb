import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { editMany } from './edit-many.ts';
import type { WriteOp } from './write-ops.ts';

type Call = { room: string; ops: WriteOp[]; gesture?: string };
const aRow = (id: string, room: string) => ({
	...{ id, room, kind: 'lead' as const, at: 1, number: null, by: 'sofia', tick: 'server' as const },
	...{ fields: { plan: id === 'l1' ? {} : null }, facts: {}, entries: {}, seen: {}, wrote: {}, refs: [], text: '' }
});

test('many records of several months are one gesture, in parts that a room takes', async () => {
	const db = openDatabase('edit-many');
	const ids = Array.from({ length: 60 }, (_, i) => `l${i}`);
	await db.rows.bulkAdd(ids.map((id, i) => aRow(id, i < 55 ? 'desk/central/2026-02' : 'desk/central/2026-03')));
	const calls: Call[] = [];
	const write = (room: string, _name: string, ops: WriteOp[], { gesture }: { gesture?: string } = {}) => {
		calls.push({ room, ops, gesture });
		return Promise.resolve({ intent: `i${calls.length}`, gesture: gesture ?? 'g' });
	};
	const freed = ({ fields }: { fields: Record<string, unknown> }) =>
		fields['plan'] ? { owner: 'tomas', plan: null } : { owner: 'tomas' };
	const written = await editMany({ db, write }, 'lead.assign', [...ids, 'unknown'], freed);
	expect(written).toEqual({ intent: 'i1', gesture: 'g' });
	expect(calls.map(({ room, ops, gesture }) => [room.slice(-2), ops.length, gesture])).toEqual([
		['02', 51, undefined],
		['02', 5, 'g'],
		['03', 5, 'g']
	]);
	expect(calls[0]!.ops.slice(0, 3)).toEqual([
		{ edit: 'l0', field: 'owner', v: 'tomas' },
		{ edit: 'l1', field: 'owner', v: 'tomas' },
		{ edit: 'l1', field: 'plan', v: null }
	]);
	expect(await editMany({ db, write }, 'lead.assign', ['unknown'], freed)).toBeNull();
});
