import * as m from '#lib/paraglide/messages.js';
import { GREY, HAIR, LEFT, RIGHT, WIDTH, type Paper } from './paper.ts';
import type { Sheet } from './read-sheet.ts';

const COLUMNS = 3;
const HEIGHT_OF_CLOSING = 70;
const GAP = 18;
const COLUMN_WIDTH = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS;

type Way = { title: string; how: string; where: string };

/** How to pay, whom to ask, and that this is no fiscal document yet. */
export function drawFoot(paper: Paper, sheet: Sheet, portal: string | null, from: number): void {
	paper.rule(from, { color: HAIR, thick: 0.5 });
	const ways = waysOf(sheet, portal);
	let y = from + 15;
	for (let first = 0; first < ways.length; first += COLUMNS) y = drawRow(paper, ways.slice(first, first + COLUMNS), y) + 14;
	y = paper.words(m.billing_pdf_help(), LEFT, y + 6, { size: 8.5, color: GREY, width: WIDTH }) + 12;
	paper.rule(y, { thick: 1 });
	paper.words(m.billing_pdf_not_fiscal(), LEFT, y + 14, { font: 'semibold', size: 11.5 });
	paper.words(m.billing_pdf_not_fiscal_why(), LEFT, y + 31, { size: 8.5, color: GREY, width: WIDTH });
}

/** The height that `drawFoot` needs. */
export function heightOfFoot(paper: Paper, sheet: Sheet, portal: string | null): number {
	const ways = waysOf(sheet, portal);
	let height = 15;
	for (let first = 0; first < ways.length; first += COLUMNS)
		height += Math.max(...ways.slice(first, first + COLUMNS).map((way) => heightOf(paper, way))) + 14;
	return height + HEIGHT_OF_CLOSING;
}

function waysOf({ payments }: Sheet, portal: string | null): Way[] {
	const byPortal = { title: m.billing_pdf_pay_portal(), how: m.billing_pdf_pay_portal_how(), where: portal ?? '' };
	return [byPortal, ...payments.map(({ name, instructions }) => ({ title: name, how: instructions, where: '' }))];
}

function heightOf(paper: Paper, { how, where }: Way): number {
	return (
		16 + paper.heightOf(how, COLUMN_WIDTH, { size: 8.5 }) + (where ? 3 + paper.heightOf(where, COLUMN_WIDTH, { size: 9.5 }) : 0)
	);
}

function drawRow(paper: Paper, ways: readonly Way[], y: number): number {
	const ends = ways.map(({ title, how, where }, i) => {
		const x = LEFT + i * (COLUMN_WIDTH + GAP);
		const named = paper.words(title, x, y, { font: 'semibold', width: COLUMN_WIDTH });
		const told = paper.words(how, x, named + 4, { size: 8.5, color: GREY, width: COLUMN_WIDTH });
		return where ? paper.words(where, x, told + 3, { size: 9.5, width: COLUMN_WIDTH }) : told;
	});
	return Math.max(...ends);
}

/** Above the frame of every page, once it is known how many there are. */
export function drawPageNumbers(paper: Paper): void {
	const { start, count } = paper.pdf.bufferedPageRange();
	for (let page = 0; page < count; page++) {
		paper.pdf.switchToPage(start + page);
		paper.words(m.billing_pdf_original(), LEFT, 36, { size: 8.5, color: GREY });
		paper.wordsTo(RIGHT, m.billing_pdf_page({ page: page + 1, pages: count }), 36, { size: 8.5, color: GREY });
	}
}
