import type { RoomRecord } from '#lib/docs/room.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import { digits, fold } from '#lib/domain/shared/text.ts';
import type { Row } from './database.ts';

/** Raise it when rows are made differently: every device then makes its rows anew at its next start. */
export const PROJECTION = 3;

const REFERENCES = ['lead', 'prospect', 'ticket', 'order', 'help', 'contract'];
const WORDS = ['name', 'legalName', 'title', 'email', 'notes'];
const NUMBERS = ['phone', 'taxId'];

/** A record as the screens read it. */
export function rowOf(record: RoomRecord, room: string, tick: Row['tick'], acknowledged?: number): Row {
	const number = typeof record.facts.number === 'string' ? record.facts.number : null;
	const seen = acknowledged === undefined ? {} : { acknowledged };
	return { ...record, ...seen, room, number, tick, text: textOf(record, number), refs: refsOf(record) };
}

function textOf({ id, fields }: RoomRecord, number: string | null): string {
	const document = (fields.document as { number?: string } | null | undefined)?.number ?? '';
	const place = (fields.location ?? {}) as { address?: string; locality?: string; reference?: string };
	const parts = new Set<string>();
	const add = (part: unknown) => {
		if (part) parts.add(String(part));
	};
	add(number);
	add(shortForm(id));
	for (const field of WORDS) add(fields[field]);
	const numbers = [...NUMBERS.map((field) => fields[field]), document].filter(Boolean).map(String);
	numbers.forEach(add);
	numbers.map(digits).forEach(add);
	add(place.address);
	add(place.locality);
	add(place.reference);
	return fold([...parts].join(' '));
}

function refsOf({ fields, facts }: RoomRecord): string[] {
	const contract = facts.contract as { id?: string } | undefined;
	const refs = [...REFERENCES.map((field) => fields[field]), contract?.id];
	return [...new Set(refs.filter((ref): ref is string => typeof ref === 'string'))];
}
