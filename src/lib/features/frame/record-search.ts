import type { HiloDatabase, Row } from '#lib/client/database.ts';
import { recordAddress } from '#lib/domain/journey.ts';
import { digits, matches } from '#lib/domain/shared/text.ts';
import { shortForm } from '#lib/domain/shared/ids.ts';
import type { PaletteItem } from './Palette.svelte';
import { kindName } from '#lib/domain/kind-names.ts';

const MOST = 8;

function paletteItem(row: Row): PaletteItem | undefined {
	const href = recordAddress(row.kind, row.id);
	const { name, title } = row.fields;
	const called = [name, title].find((text): text is string => typeof text === 'string' && text !== '');
	const number = row.number ?? shortForm(row.id);
	if (!href) return undefined;
	return {
		id: row.id,
		href,
		label: called ?? number,
		detail: [kindName(row.kind), called ? number : ''].filter(Boolean).join(' · ')
	};
}

/** Records on this device that contain every word, newest first; a number also matches by its digits alone. */
export async function searchRecords(db: HiloDatabase, query: string): Promise<PaletteItem[]> {
	const number = digits(query);
	const fits = ({ text }: Row) => matches(query, text) || (number.length > 3 && text.includes(number));
	const rows = await db.rows
		.filter(fits)
		.limit(MOST * 4)
		.toArray();
	return rows
		.sort((a, b) => b.at - a.at)
		.flatMap((row) => paletteItem(row) ?? [])
		.slice(0, MOST);
}
