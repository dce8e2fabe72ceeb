import { transparency, type Letter } from '#lib/domain/billing/tax.ts';
import { addCents, cents, formatMoney, ZERO } from '#lib/domain/shared/money.ts';
import * as m from '#lib/paraglide/messages.js';
import { GREY, INK, LEFT, RIGHT, type Paper } from './paper.ts';
import type { Sheet } from './read-sheet.ts';
import { rateWords } from './words.ts';

const BOX_WIDTH = 273;
const COLUMN = 330;

/** What is to be paid, and for an invoice B the taxes the law asks to show. @returns where the page goes on */
export function drawTotals(paper: Paper, sheet: Sheet, from: number): number {
	const box = drawTransparency(paper, sheet, from);
	let y = from + 2;
	for (const [name, amount] of rowsOf(sheet)) {
		paper.words(name, COLUMN, y);
		paper.wordsTo(RIGHT, amount, y);
		y += 18;
	}
	paper.rule(y, { from: COLUMN, thick: 1.5 });
	paper.words(m.billing_pdf_total(), COLUMN, y + 17, { font: 'semibold', size: 10.5 });
	paper.wordsTo(RIGHT, formatMoney(cents(sheet.total)), y + 9, { font: 'bold', size: 20 });
	return Math.max(box, y + 40) + 22;
}

function rowsOf({ letter, total, net, taxes }: Sheet): (readonly [string, string])[] {
	const other = [m.billing_pdf_other_taxes(), formatMoney(ZERO)] as const;
	if (letter !== 'A') return [[m.billing_pdf_subtotal(), formatMoney(cents(total))], other];
	const vat = taxes.map(({ rate, tax }) => [m.billing_pdf_vat({ rate: rateWords(rate) }), formatMoney(cents(tax))] as const);
	return [[m.billing_pdf_net(), formatMoney(cents(net))], ...vat, other];
}

function drawTransparency(paper: Paper, { letter, taxes }: Sheet, y: number): number {
	const shown = transparency(letter as Letter, taxes);
	if (!shown) return y;
	const rows = [
		[m.billing_pdf_vat_contained(), formatMoney(addCents(shown.vat))],
		[m.billing_pdf_other_indirect(), formatMoney(shown.other)]
	] as const;
	paper.box(LEFT, y, BOX_WIDTH, 85);
	paper.words(m.billing_pdf_transparency(), LEFT + 12, y + 11, { font: 'semibold', size: 9.5 });
	paper.words(m.billing_pdf_law(), LEFT + 12, y + 27, { size: 8.5, color: GREY });
	rows.forEach(([name, amount], i) => {
		paper.words(name, LEFT + 12, y + 47 + i * 15, { size: 9.5, color: INK });
		paper.wordsTo(LEFT + BOX_WIDTH - 12, amount, y + 47 + i * 15, { font: 'semibold', size: 9.5 });
	});
	return y + 85;
}
