import type { Device } from '#lib/client/device.svelte.ts';
import { hasNames, readCsvLeads, type CsvLead } from '#lib/domain/sales/csv-leads.ts';
import type { DuplicateIndex } from '#lib/domain/sales/duplicates.ts';
import type { Lead } from '#lib/domain/sales/lead.ts';
import { born } from './born.ts';

export type Unreadable = 'not-utf8' | 'not-csv' | 'no-names' | 'empty' | 'too-many';
export type ImportRow = CsvLead & { duplicate: boolean };
export type Preview = { ok: true; rows: ImportRow[] } | { ok: false; why: Unreadable };

/** One intent of this many leads stays far below the size a room takes at once. */
const AT_ONCE = 50;
const MOST = 20_000;
const MOST_BYTES = 10_000_000;

/** Reads a whole file and writes nothing. @param known everybody the device knows, so that repeated rows are marked */
export async function previewCsv(bytes: ArrayBuffer, known: DuplicateIndex): Promise<Preview> {
	if (bytes.byteLength > MOST_BYTES) return { ok: false, why: 'too-many' };
	const text = textOf(bytes);
	if (text === null) return { ok: false, why: 'not-utf8' };
	if (text.includes('\u0000')) return { ok: false, why: 'not-csv' };
	const { default: Papa } = await import('papaparse');
	const { data, meta, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
	if (errors.some(({ type }) => type === 'Quotes')) return { ok: false, why: 'not-csv' };
	if (!hasNames(meta.fields ?? [])) return { ok: false, why: 'no-names' };
	if (data.length > MOST) return { ok: false, why: 'too-many' };
	const rows = readCsvLeads(data);
	return rows.length === 0 ? { ok: false, why: 'empty' } : { ok: true, rows: marked(rows, known) };
}

/** Null when the bytes are no UTF-8: a guess at another alphabet would break every accent. */
function textOf(bytes: ArrayBuffer): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** Who is already known, or stood earlier in the same file. */
function marked(rows: readonly CsvLead[], known: DuplicateIndex): ImportRow[] {
	return rows.map((row) => {
		if (!row.ok) return { ...row, duplicate: false };
		const probe = { ...row.lead, places: [] };
		const duplicate = known.find(probe).length > 0;
		known.add({ ...probe, id: `csv-${row.row}` });
		return { ...row, duplicate };
	});
}

/** @param told how many are on this device so far */
export async function importLeads(device: Device, leads: readonly Lead[], told: (done: number) => void): Promise<void> {
	const gesture = device.newId();
	for (let from = 0; from < leads.length; from += AT_ONCE) {
		const part = leads.slice(from, from + AT_ONCE);
		const ops = part.map((lead) => born('lead', device.newId(), { ...lead, owner: device.actor.user }));
		await device.write(device.currentDesk(), 'lead.import', ops, { gesture });
		told(from + part.length);
	}
}
