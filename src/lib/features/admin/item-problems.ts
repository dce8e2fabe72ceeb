import { CATALOG } from '#lib/domain/catalog.ts';
import { checkDocument } from '#lib/domain/shared/document.ts';
import * as m from '#lib/paraglide/messages.js';
import * as v from 'valibot';
import { ITEM_FIELDS, itemOf, type EditableKind, type Values } from './item-fields.ts';

/** Sentences by field; empty when the item may be sent. */
export type Problems = Record<string, string>;

/** What the schema of the catalogue would not take, said beside the field it was typed in. */
export function problemsOf(kind: EditableKind, values: Values): Problems {
	const parsed = v.safeParse(CATALOG[kind] as v.GenericSchema, itemOf(kind, values));
	const wrong = new Set(parsed.success ? [] : parsed.issues.map((issue) => String(issue.path?.[0]?.key ?? '')));
	const problems = Object.fromEntries([...wrong].map((field) => [inputOf(field), sentenceFor(kind, inputOf(field), values)]));
	if (kind === 'company' && !problems['taxId'] && !checkDocument('cuit', String(values['taxId'])).ok)
		problems['taxId'] = m.admin_wrong_tax_id();
	return problems;
}

/** The server's answer about one field. */
export function problemFor(kind: EditableKind, field: string, values: Values): Problems {
	const input = inputOf(field.split('.')[0] ?? '');
	return { [input]: sentenceFor(kind, input, values) };
}

const inputOf = (field: string) => (field === 'lat' || field === 'lng' ? 'pin' : field);

const SPECIAL: Record<string, () => string> = {
	cidr: m.admin_wrong_pool,
	closes: m.admin_wrong_closes,
	taxId: m.admin_wrong_tax_id
};

function sentenceFor(kind: EditableKind, field: string, values: Values): string {
	const label = ITEM_FIELDS[kind].find(({ name }) => name === field)?.label() ?? field;
	const value = values[field];
	if (value === '' || value === null || value === undefined) return m.admin_missing({ field: label });
	return SPECIAL[field]?.() ?? m.admin_wrong({ field: label });
}
