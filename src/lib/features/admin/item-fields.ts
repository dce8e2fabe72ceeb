import type { CatalogView } from '#lib/client/device.svelte.ts';
import type { CatalogKind } from '#lib/domain/catalog.ts';
import { formatCoordinates, parseCoordinates } from '#lib/domain/shared/place.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Option } from '#lib/ui/types.ts';

type Choices = (catalog: CatalogView) => Option[];

/** How one field is asked for. A `pin` is typed as one text and stored as `lat` and `lng`. */
export type ItemField = { name: string; label: () => string; help?: () => string } & (
	| { input: 'text' | 'mono' | 'lines' | 'time' | 'money' | 'yes' | 'pin' | 'logo' }
	| { input: 'count'; unit?: string; min: number; max: number }
	| { input: 'choice' | 'many'; choices: Choices }
);
export type EditableKind = Exclude<CatalogKind, 'staff' | 'room' | 'view'>;

const name: ItemField = { name: 'name', label: m.admin_f_name, input: 'text' };
const price: ItemField = { name: 'price', label: m.admin_f_price, input: 'money' };
const sold: ItemField = { name: 'sold', label: m.admin_f_sold, input: 'yes' };
const pin: ItemField = { name: 'pin', label: m.admin_f_pin, help: m.admin_f_pin_help, input: 'pin' };
const count = (field: string, label: () => string, max: number, unit?: string, min = 0): ItemField => ({
	name: field,
	label,
	input: 'count',
	unit,
	min,
	max
});
const choice = (field: string, label: () => string, choices: Choices): ItemField => ({
	name: field,
	label,
	input: 'choice',
	choices
});

// Browsers list old names of these (America/Cordoba), and each its own.
const ARGENTINA = ['Buenos_Aires', 'Cordoba', 'Salta', 'Tucuman', 'Mendoza', 'San_Luis', 'Ushuaia'].map(
	(city) => `America/Argentina/${city}`
);
const zones: Choices = (catalog) => {
	const others = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('America/'));
	return [...new Set([...ARGENTINA, catalog.company()?.zone ?? ARGENTINA[0]!, ...others])].map((zone) => ({
		value: zone,
		label: zone.replace('America/', '').replaceAll('_', ' ')
	}));
};

const rates: Choices = () =>
	[0, 1050, 2100, 2700].map((rate) => ({
		value: String(rate),
		label: m.admin_rate({ percent: String(rate / 100).replace('.', ',') })
	}));
const vatRate = choice('vatRate', m.admin_f_vat_rate, rates);
const of =
	(kind: 'node' | 'server'): Choices =>
	(catalog) =>
		catalog.all(kind).map((item) => ({ value: item.id, label: item.name }));

/** What Configuración asks of each kind, in the order in which it is asked. */
export const ITEM_FIELDS: Record<EditableKind, readonly ItemField[]> = {
	company: [
		{ name: 'legalName', label: m.admin_f_legal_name, input: 'text' },
		{ name: 'tradeName', label: m.admin_f_trade_name, input: 'text' },
		{ name: 'taxId', label: m.admin_f_tax_id, input: 'mono' },
		choice('vatCondition', m.admin_f_vat, () => [
			{ value: 'registered', label: m.admin_vat_registered() },
			{ value: 'monotributo', label: m.admin_vat_monotributo() },
			{ value: 'exempt', label: m.admin_vat_exempt() }
		]),
		{ name: 'address', label: m.admin_f_address, input: 'text' },
		{ name: 'locality', label: m.admin_f_locality, input: 'text' },
		pin,
		choice('zone', m.admin_f_zone, zones),
		{ name: 'opens', label: m.admin_f_opens, input: 'time' },
		{ name: 'closes', label: m.admin_f_closes, input: 'time' },
		count('pointOfSale', m.admin_f_point_of_sale, 99_999, undefined, 1),
		count('dueDays', m.admin_f_due_days, 90),
		{ name: 'logo', label: m.admin_f_logo, help: m.admin_f_logo_help, input: 'logo' }
	],
	branch: [name, { name: 'locality', label: m.admin_f_locality, input: 'text' }],
	plan: [
		name,
		count('down', m.admin_f_down, 100_000, 'Mb', 1),
		count('up', m.admin_f_up, 100_000, 'Mb', 1),
		price,
		vatRate,
		choice('technology', m.admin_f_technology, () => [
			{ value: 'fibre', label: m.admin_fibre() },
			{ value: 'wireless', label: m.admin_wireless() }
		]),
		sold
	],
	recurring: [name, price, vatRate, sold],
	oneoff: [
		name,
		price,
		vatRate,
		choice('on', m.admin_f_on, () => [
			{ value: 'installation', label: m.admin_on_installation() },
			{ value: 'request', label: m.admin_on_request() }
		]),
		sold
	],
	discount: [name, count('percent', m.admin_f_percent, 100, '%', 1), count('months', m.admin_f_months, 60, undefined, 1), sold],
	node: [name, pin],
	nap: [
		name,
		choice('node', m.admin_f_node, of('node')),
		count('capacity', m.admin_f_capacity, 1_000),
		count('used', m.admin_f_used, 1_000),
		pin
	],
	server: [
		name,
		{ name: 'address', label: m.admin_f_server_address, input: 'mono' },
		{ name: 'nodes', label: m.admin_f_nodes, input: 'many', choices: of('node') }
	],
	pool: [
		name,
		choice('server', m.admin_f_server, of('server')),
		{ name: 'cidr', label: m.admin_f_cidr, help: m.admin_f_cidr_help, input: 'mono' }
	],
	step: [
		name,
		choice('on', m.admin_f_work, () => [
			{ value: 'installation', label: m.delivery_kind_installation() },
			{ value: 'technical', label: m.delivery_kind_technical() },
			{ value: 'removal', label: m.delivery_kind_removal() },
			{ value: 'feasibility', label: m.delivery_kind_feasibility() }
		]),
		choice('asks', m.admin_f_asks, () => [
			{ value: 'tick', label: m.admin_asks_tick() },
			{ value: 'signature', label: m.admin_asks_signature() }
		]),
		choice('use', m.admin_f_use, () => [
			{ value: 'required', label: m.admin_use_required() },
			{ value: 'optional', label: m.admin_use_optional() },
			{ value: 'retired', label: m.admin_use_retired() }
		])
	],
	payment: [name, { name: 'instructions', label: m.admin_f_instructions, input: 'lines' }, sold]
};

/** What a new item is before anybody has typed. */
const BIRTH: Partial<Record<EditableKind, Record<string, unknown>>> = {
	company: {
		zone: 'America/Argentina/Buenos_Aires',
		opens: '08:00',
		closes: '18:00',
		pointOfSale: 1,
		dueDays: 10,
		vatCondition: 'registered'
	},
	plan: { vatRate: 2100, technology: 'fibre' },
	recurring: { vatRate: 2100 },
	oneoff: { vatRate: 2100, on: 'installation' },
	nap: { capacity: 16, used: 0 },
	step: { on: 'installation', asks: 'tick', use: 'optional' }
};

const EMPTY: Record<ItemField['input'], unknown> = {
	text: '',
	mono: '',
	lines: '',
	time: '',
	money: null,
	yes: true,
	pin: '',
	logo: null,
	count: null,
	choice: '',
	many: []
};

/** Values as the form holds them. */
export type Values = Record<string, unknown>;

export function valuesOf(kind: EditableKind, item: Record<string, unknown> | null): Values {
	const source = item ?? BIRTH[kind] ?? {};
	return Object.fromEntries(ITEM_FIELDS[kind].map((field) => [field.name, valueOf(field, source)]));
}

function valueOf({ name, input }: ItemField, source: Record<string, unknown>): unknown {
	if (input === 'pin') return typeof source['lat'] === 'number' ? formatCoordinates(source as { lat: number; lng: number }) : '';
	const value = source[name];
	if (name === 'vatRate') return value === undefined ? '' : String(value);
	return value ?? EMPTY[input];
}

/** Values as the server takes them; an unreadable pin is left out, for the schema to miss. */
export function itemOf(kind: EditableKind, values: Values): Record<string, unknown> {
	const item: Record<string, unknown> = {};
	for (const { name, input } of ITEM_FIELDS[kind]) {
		const value = values[name];
		if (input === 'pin') Object.assign(item, pinOf(kind, String(value)));
		else if (name === 'vatRate') item[name] = value === '' ? null : Number(value);
		else item[name] = typeof value === 'string' ? value.trim() : value;
	}
	return item;
}

function pinOf(kind: EditableKind, typed: string) {
	const found = parseCoordinates(typed);
	if (found) return found;
	return kind === 'company' && typed.trim() === '' ? { lat: null, lng: null } : {};
}
