import * as m from '#lib/paraglide/messages.js';
import { fieldName } from './field-names.ts';
import { RECORDS, type Kind } from './records.ts';
import { ID_PATTERN } from './shared/ids.ts';

type NameOf = (id: string) => string | null | undefined;

/** The part of a value by which people know it: an address, a text, a number, the plan of a service. */
const TELLING = ['address', 'text', 'reason', 'number', 'plan'] as const;

/** @param nameOf the name of a person or of something in the catalogue @returns null for what no short text can say */
export function valueText(value: unknown, nameOf: NameOf): string | null {
	if (value === null || value === undefined || value === '') return '';
	if (typeof value === 'boolean') return value ? m.shared_yes() : m.shared_no();
	if (typeof value === 'number') return String(value);
	if (typeof value === 'string') return nameOf(value) ?? (ID_PATTERN.test(value) ? null : value);
	const told = TELLING.find((key) => typeof (value as Record<string, unknown>)[key] === 'string');
	return told === undefined ? null : valueText((value as Record<string, unknown>)[told], nameOf);
}

/** «cambió Teléfono: de 351 1 a 351 2» @param past `old` is undefined while nobody knows what stood before */
export function pastWords(kind: Kind, past: { field: string; old?: unknown; value: unknown }, nameOf: NameOf): string {
	const field = fieldName(kind, past.field);
	if (RECORDS[kind].texts.includes(past.field)) return typedWords(field, brief(past.old), brief(past.value));
	const [old, value] = [valueText(past.old, nameOf), valueText(past.value, nameOf)];
	if (value === null || old === null) return m.shared_past_touched({ field });
	if (value === '') return old === '' ? m.shared_past_touched({ field }) : m.shared_past_cleared({ field, old });
	return old === '' ? m.shared_past_set({ field, value }) : m.shared_past_changed({ field, old, value });
}

const LONGEST = 160;

/** Of a text its past knows what went and what came; `old` is null while only this device knows. */
function typedWords(field: string, old: string | null, value: string | null): string {
	if (old === null || old + value === '') return m.shared_past_touched({ field });
	if (old === '') return m.shared_past_typed({ field, value: value ?? '' });
	return value ? m.shared_past_retyped({ field, old, value }) : m.shared_past_erased({ field, old });
}

function brief(words: unknown): string | null {
	if (typeof words !== 'string') return null;
	const tidy = words.replace(/\s+/gu, ' ').trim();
	return tidy.length > LONGEST ? `${tidy.slice(0, LONGEST).toWellFormed()}…` : tidy;
}
