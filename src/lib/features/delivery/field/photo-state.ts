import type { PhotoRow } from '#lib/client/database.ts';
import type { PhotoEntry } from '#lib/domain/delivery/visit.ts';
import { photosOf, type Report } from './stops.ts';

export type FieldPhoto = {
	entry: PhotoEntry;
	/** Of this phone, or the server's picture where this phone never had it. */
	src: string;
	state: PhotoRow['state'];
};

/** Each picture of a report with where it has got to; the server's receipt is a fact of the visit. */
export function fieldPhotos(report: Report | null, rows: readonly PhotoRow[]): FieldPhoto[] {
	const known = new Map(rows.map((row) => [row.sha256, row]));
	return photosOf(report).map((entry) => {
		const row = known.get(entry.sha256);
		const received = Boolean(report?.facts[`photo-${entry.sha256}`]) || !row;
		return { entry, src: row?.thumb ?? `/photos/${entry.sha256}`, state: received ? 'received' : row.state };
	});
}
