import { cents, formatMoney } from '#lib/domain/shared/money.ts';
import * as m from '#lib/paraglide/messages.js';
import { BOTTOM, GREY, HAIR, LEFT, RIGHT, TOP, type Paper } from './paper.ts';
import type { Sheet, SheetLine } from './read-sheet.ts';

const QUANTITY = 369;
const PRICE = 459;
const ITEM_WIDTH = 280;
const ROOM_FOR_ONE = 48;

/** What is charged, on as many pages as it takes. @returns where the page goes on */
export function drawLines(paper: Paper, { lines, plan }: Sheet, from: number): number {
	let y = drawHeading(paper, from);
	for (const line of lines) {
		if (y + ROOM_FOR_ONE > BOTTOM) {
			paper.pdf.addPage();
			y = drawHeading(paper, TOP);
		}
		y = drawLine(paper, line, line.kind === 'plan' ? `${plan.down} / ${plan.up} Mb` : '', y);
	}
	return y;
}

function drawHeading(paper: Paper, y: number): number {
	const style = { font: 'semibold', size: 8.5 } as const;
	paper.words(m.billing_pdf_item(), LEFT, y, style);
	paper.wordsTo(QUANTITY, m.billing_pdf_quantity(), y, style);
	paper.wordsTo(PRICE, m.billing_pdf_price(), y, style);
	paper.wordsTo(RIGHT, m.billing_pdf_subtotal(), y, style);
	paper.rule(y + 16);
	return y + 16;
}

function drawLine(paper: Paper, { description, detail, quantity, unit, amount }: SheetLine, speed: string, from: number): number {
	const y = from + 9;
	const below = [speed, detail].filter(Boolean).join(' · ');
	let end = paper.words(description, LEFT, y, { font: 'semibold', width: ITEM_WIDTH });
	if (below) end = paper.words(below, LEFT, end + 3, { size: 8.5, color: GREY, width: ITEM_WIDTH });
	paper.wordsTo(QUANTITY, String(quantity), y);
	paper.wordsTo(PRICE, formatMoney(cents(unit)), y);
	paper.wordsTo(RIGHT, formatMoney(cents(amount)), y);
	paper.rule(end + 9, { color: HAIR, thick: 0.5 });
	return end + 9;
}
