import type { GatedOp } from '../gate.ts';

/** Whose gesture it was; all null for the server's own writes. `done` is the device's hour in milliseconds. */
export type Gesture = {
	intent: string | null;
	name: string | null;
	gesture: string | null;
	by: string | null;
	device: string | null;
	done: number;
};

export type HistoryRow = Omit<Gesture, 'by'> & { by: string; record: string; field: string; old: unknown; new: unknown };

/** What people did, also where somebody else's value stands. A birth has no field; an entry's field is its list. Facts are nobody's doing. */
export function historyRows(ops: readonly GatedOp[], gesture: Gesture): HistoryRow[] {
	return ops.flatMap((op): HistoryRow[] => {
		switch (op.type) {
			case 'base':
				return [{ ...gesture, by: op.value.by, record: op.id, field: '', old: null, new: null }];
			case 'edit':
				return [edited(op, gesture, op.old, op.edit.v)];
			// Of a text what went and what came.
			case 'text':
				return [edited(op, gesture, op.cut, op.put)];
			case 'entry':
				return [{ ...gesture, by: authorOf(op.value, gesture), record: op.id, field: op.list, old: null, new: op.value }];
			case 'fact':
				return [];
		}
	});
}

type Edited = Extract<GatedOp, { type: 'edit' | 'text' }>;
function edited({ id, field, edit: { by, i, at } }: Edited, gesture: Gesture, old: unknown, value: unknown): HistoryRow {
	return { ...gesture, by, intent: i, done: at, record: id, field, old, new: value };
}

function authorOf(entry: object, { by }: Gesture): string {
	return 'by' in entry && typeof entry.by === 'string' ? entry.by : (by ?? 'server');
}
