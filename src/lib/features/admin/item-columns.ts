import type { CatalogView } from '#lib/client/device.svelte.ts';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import { cents, formatMoney } from '#lib/domain/shared/money.ts';
import { formatCoordinates, type Pin } from '#lib/domain/shared/place.ts';
import type { Column } from '#lib/ui/grid.ts';
import { ITEM_FIELDS, type ItemField } from './item-fields.ts';
import type { ListedKind } from './sections.ts';

export type Item = CatalogItem<ListedKind>;
type Values = Record<string, unknown>;

const NUMBERS = ['money', 'count'];

/** What a list says of one field of an item. */
function fieldWords(field: ItemField, item: Values, catalog: CatalogView): string {
	const value = item[field.name];
	if (field.input === 'pin') return formatCoordinates(item as Pin);
	if (field.input === 'money') return formatMoney(cents(Number(value)));
	if (field.input === 'count') return field.unit ? `${value}\u00a0${field.unit}` : String(value);
	if (!('choices' in field)) return String(value ?? '');
	const choices = field.choices(catalog);
	return [value]
		.flat()
		.map((one) => choices.find((choice) => choice.value === String(one))?.label ?? String(one))
		.join(', ');
}

/** What tells one item from another in a list, beside its name and whether it is sold. */
const listed = (kind: ListedKind) =>
	ITEM_FIELDS[kind].slice(1).filter(({ input, name }) => input !== 'yes' && name !== 'vatRate');

export function itemColumns(kind: ListedKind, catalog: CatalogView): Column<Item>[] {
	return listed(kind).map((field) => ({
		id: field.name,
		header: field.label(),
		width: NUMBERS.includes(field.input) ? '140px' : 'minmax(140px, 1fr)',
		text: (item) => fieldWords(field, item, catalog),
		align: NUMBERS.includes(field.input) ? 'end' : 'start',
		mono: field.input === 'mono' || field.input === 'pin'
	}));
}

/** The same in one line, for a telephone: a number alone says nothing, so its name goes before it. */
export const itemWords = (item: Item, catalog: CatalogView) =>
	listed(item.kind)
		.map((field) => (field.input === 'count' ? `${field.label()} ` : '') + fieldWords(field, item, catalog))
		.join(' · ');
