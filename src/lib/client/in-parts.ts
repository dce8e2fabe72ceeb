import { recordOf, type WriteOp } from './write-ops.ts';

/** A room takes this many records in one intent. */
const AT_ONCE = 50;

/** A gesture on many records as several intents, in its order; what it does to one record stays together. */
export function inParts(ops: readonly WriteOp[]): WriteOp[][] {
	const records = [...new Set(ops.map(recordOf))];
	const parts = Array.from({ length: Math.ceil(records.length / AT_ONCE) }, (): WriteOp[] => []);
	const partOf = new Map(records.map((id, i) => [id, Math.floor(i / AT_ONCE)]));
	for (const op of ops) parts[partOf.get(recordOf(op))!]!.push(op);
	return parts;
}
