import type { Column } from './grid.ts';

/** Marks the file as UTF-8 for spreadsheets. */
const BOM = '\ufeff';
/** What spreadsheets in Spanish read as columns. */
const BETWEEN = ';';
const FORMULA = /^(?:[=@\t\r]|[+-](?![\d\s().-]*$))/;

/** A cell that a spreadsheet would run as a formula is text; a telephone is not one. */
function cell(text: string): string {
	const safe = FORMULA.test(text) ? `'${text}` : text;
	return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as a file for spreadsheets, with the columns that say something in words. */
export function csvOf<T>(columns: readonly Column<T>[], rows: readonly T[]): Blob {
	const told = columns.flatMap(({ header, plain, text }) => {
		const say = plain ?? text;
		return say ? [{ header, say }] : [];
	});
	const lines = [told.map(({ header }) => header), ...rows.map((row) => told.map(({ say }) => say(row)))];
	return new Blob([BOM, lines.map((line) => `${line.map(cell).join(BETWEEN)}\r\n`).join('')], { type: 'text/csv' });
}

/** Centavos as a spreadsheet in Spanish reads them. */
export const plainAmount = (cents: number) => (cents / 100).toFixed(2).replace('.', ',');
