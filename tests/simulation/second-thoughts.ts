import { editKey, type Op } from '#lib/docs/room.ts';
import type { Broken } from './invariants.ts';
import type { Shown, World } from './world.ts';

export const isUndo = ({ intent }: Pick<Shown, 'intent'>) => intent.name === 'undo' || intent.name === 'redo';

/** Who takes back what he did takes the place of his own values alone, also where one of another's had come back in between. */
export function overreaching({ shown }: World): Broken[] {
	const authors = authorsIn([...shown.values()]);
	return [...shown.values()].filter(isUndo).flatMap(({ intent, by }) =>
		intent.ops.flatMap((op): Broken[] => {
			if (!('edit' in op)) return [];
			const of = [
				op.over && shown.get(op.over)?.by,
				intent.name === 'undo' && authors.get(named(intent.before[editKey(op.edit, op.field)]))
			];
			const other = of.find((author) => author && author !== by);
			return other ? [{ promise: 'undo', what: `${intent.id} of ${by} takes back ${op.field}, which ${other} wrote` }] : [];
		})
	);
}

/** Who first wrote a value that is written once. */
function authorsIn(shown: readonly Shown[]): Map<string, string> {
	const firsthand = shown.filter((one) => !isUndo(one));
	return new Map(
		firsthand.flatMap(({ intent, by }) => intent.ops.flatMap((op) => (isOnce(op) ? [[named(op.v), by] as const] : [])))
	);
}
const isOnce = (op: Op): op is Extract<Op, { edit: string }> =>
	'edit' in op && op.v !== null && (op.field === 'observations' || op.field === 'plan');
const named = (value: unknown) => JSON.stringify(value);
