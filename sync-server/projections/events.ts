import type { Change } from './changes.ts';

/** Read by the jobs: `fields` names fields, facts and lists alike. The room is added by the window. */
export type EventRow = { record: string; kind: string; fields: string[]; born: boolean };

export function eventRows(changes: readonly Change[]): EventRow[] {
	return changes.map(({ id, kind, born, fields, facts, lists }) => ({
		record: id,
		kind,
		fields: [...fields, ...facts, ...lists],
		born: born !== null
	}));
}
