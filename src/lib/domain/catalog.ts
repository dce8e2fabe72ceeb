import * as v from 'valibot';
import { ORDER_KINDS } from './delivery/order.ts';
import { CONTACT_CHANNELS, VAT_CONDITIONS } from './sales/lead.ts';
import { VIEW_FIELDS } from './saved-view.ts';
import { Key, Latitude, Longitude, Optional, Short, Text } from './shared/schema.ts';

export const ROLES = [
	'owner',
	'supervisor',
	'seller',
	'dispatcher',
	'technician',
	'helpdesk',
	'billing',
	'cashier',
	'network'
] as const;
export type Role = (typeof ROLES)[number];
export { CONTACT_CHANNELS };

const Name = v.pipe(Short, v.minLength(1));
const Centavos = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000_00));
/** 2100 is 21 %. */
const BasisPoints = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const Mbps = v.pipe(Count, v.minValue(1));
const Pin = { lat: Latitude, lng: Longitude };
export const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/**
 * What a person edits in Configuración and the server publishes in the room `catalog`.
 * Prices are centavos with VAT contained. `sold: false` keeps an item readable where it was used.
 */
export const CATALOG = {
	company: v.object({
		legalName: Name,
		tradeName: Name,
		taxId: Short,
		vatCondition: v.picklist(VAT_CONDITIONS),
		address: Short,
		locality: Short,
		lat: v.nullable(Latitude),
		lng: v.nullable(Longitude),
		zone: Name,
		opens: v.pipe(v.string(), v.regex(/^\d\d:\d\d$/)),
		closes: v.pipe(v.string(), v.regex(/^\d\d:\d\d$/)),
		logo: v.nullable(v.pipe(v.string(), v.maxLength(200_000), v.regex(/^data:image\/[\x21-\x7e]+$/))),
		pointOfSale: v.pipe(Count, v.minValue(1), v.maxValue(99_999)),
		dueDays: v.pipe(Count, v.maxValue(90))
	}),
	branch: v.object({ name: Name, locality: Short }),
	plan: v.object({
		name: Name,
		down: Mbps,
		up: Mbps,
		price: Centavos,
		vatRate: BasisPoints,
		technology: v.picklist(['fibre', 'wireless']),
		sold: v.boolean()
	}),
	recurring: v.object({ name: Name, price: Centavos, vatRate: BasisPoints, sold: v.boolean() }),
	oneoff: v.object({
		name: Name,
		price: Centavos,
		vatRate: BasisPoints,
		on: v.picklist(['installation', 'request']),
		sold: v.boolean()
	}),
	discount: v.object({
		name: Name,
		percent: v.pipe(Count, v.minValue(1), v.maxValue(100)),
		months: v.pipe(Count, v.minValue(1), v.maxValue(60)),
		sold: v.boolean()
	}),
	node: v.object({ name: Name, ...Pin }),
	nap: v.object({ name: Name, node: Key, capacity: Count, used: Count, ...Pin }),
	server: v.object({ name: Name, address: v.pipe(v.string(), v.regex(IPV4)), nodes: v.array(Key) }),
	pool: v.object({ name: Name, server: Key, cidr: v.pipe(v.string(), v.regex(/^[\d.]+\/\d{1,2}$/)) }),
	/** One line of the checklist of a kind of work: something to tick, or the customer's signature. */
	step: v.object({
		name: Name,
		on: v.picklist(ORDER_KINDS),
		asks: v.picklist(['tick', 'signature']),
		use: v.picklist(['required', 'optional', 'retired'])
	}),
	payment: v.object({ name: Name, instructions: Text, sold: v.boolean() }),
	/** A list's view that somebody shares with all: `by` is that person. */
	view: v.object({ ...VIEW_FIELDS, by: Key }),
	staff: v.object({
		name: Name,
		email: Optional,
		roles: v.array(v.picklist(ROLES)),
		branch: Key,
		thread: Short,
		active: v.boolean()
	}),
	/** `sealed`: nobody has work there any more, and its document is not open. */
	room: v.object({ name: Name, branch: v.nullable(Key), sealed: v.optional(v.boolean()) })
} as const;

export type CatalogKind = keyof typeof CATALOG;
export type CatalogOf = { [K in CatalogKind]: v.InferOutput<(typeof CATALOG)[K]> };
/** One item as it stands in the room `catalog` under `<id>/item`. */
export type CatalogItem<K extends CatalogKind = CatalogKind> = { [P in K]: { kind: P; id: string } & CatalogOf[P] }[K];
