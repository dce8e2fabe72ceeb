/** The address's parameter that says which columns are hidden: their ids with commas between. */
export const HIDDEN = 'ocultas';

const idsOf = (hidden: string) => hidden.split(',').filter(Boolean);

/** The columns that are seen; the first one always is, and an address may name some that are none of these. */
export function visible<C extends { id: string }>(columns: readonly C[], hidden: string): readonly C[] {
	const ids = new Set(idsOf(hidden));
	return columns.filter(({ id }, index) => index === 0 || !ids.has(id));
}

/** What is hidden once this column is shown, or hidden; in the table's order, so that a view is the same whatever was pressed first. */
export function toggled(columns: readonly { id: string }[], hidden: string, id: string): string {
	const ids = new Set(idsOf(hidden));
	if (!ids.delete(id)) ids.add(id);
	return columns
		.filter((column, index) => index > 0 && ids.has(column.id))
		.map((column) => column.id)
		.join(',');
}
