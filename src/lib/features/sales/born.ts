import type { WriteOp } from '#lib/client/device.svelte.ts';
import type { FieldsOf, Kind } from '#lib/domain/records.ts';

/** A record's birth, as one part of a gesture. */
export function born<K extends Kind>(kind: K, id: string, fields: FieldsOf[K]): WriteOp {
	return { base: id, value: { kind, fields } as unknown as Extract<WriteOp, { base: string }>['value'] };
}
