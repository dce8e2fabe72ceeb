import type { HiloDatabase } from '#lib/client/database.ts';
import { DuplicateIndex, type Reason } from '#lib/domain/sales/duplicates.ts';
import { newLead, type Lead } from '#lib/domain/sales/lead.ts';
import type { Pin } from '#lib/domain/shared/place.ts';
import type { LeadRow, ProspectRow } from './queries.ts';

export type Duplicate = { row: LeadRow; reasons: Reason[]; certain: boolean };

/** Everybody this device knows, ready to be compared with what is being typed. */
export async function duplicateIndex(db: HiloDatabase): Promise<DuplicateIndex> {
	const index = new DuplicateIndex([]);
	const places = new Map<string, Pin[]>();
	await db.rows
		.where('kind')
		.equals('prospect')
		.each((row) => {
			const { lead, location } = (row as unknown as ProspectRow).fields;
			if (location?.lat == null || location.lng == null) return;
			places.set(lead, [...(places.get(lead) ?? []), { lat: location.lat, lng: location.lng }]);
		});
	await db.rows
		.where('kind')
		.equals('lead')
		.each((row) => {
			const { id, fields } = row as unknown as LeadRow;
			if (!fields.archived) index.add({ id, ...fields, places: places.get(id) ?? [] });
		});
	return index;
}

/** Who the person being typed may be already, strongest first. */
export async function findDuplicates(
	db: HiloDatabase,
	index: DuplicateIndex,
	lead: Partial<Lead> & { name: string },
	self: string | null,
	places: readonly Pin[] = []
): Promise<Duplicate[]> {
	const found = index.find({ ...newLead(lead), places }, self).slice(0, 2);
	const rows = await db.rows.bulkGet(found.map(({ id }) => id));
	return found.flatMap(({ reasons, certain }, i) => {
		const row = rows[i] as unknown as LeadRow | undefined;
		return row ? [{ row, reasons, certain }] : [];
	});
}
