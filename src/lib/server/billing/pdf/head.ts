import { addressLine } from '#lib/domain/contracts/contract.ts';
import { numericDay, type Day } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import { GREY, LEFT, RIGHT, TOP, WIDTH, type Paper } from './paper.ts';
import type { Sheet } from './read-sheet.ts';
import { codeOf, documentWords, vatWords } from './words.ts';

const FIRST_ROW = TOP + 112;
const SECOND_ROW = FIRST_ROW + 43;
const INSIDE = LEFT + 12;
const MIDDLE = 339;
const VALUES = 429;

const shown = (day: string) => numericDay(day as Day);

/** Who issued what, when, and for which days. @returns where the page goes on */
export function drawHead(paper: Paper, sheet: Sheet): number {
	paper.box(LEFT, TOP, WIDTH, SECOND_ROW - TOP);
	paper.rule(FIRST_ROW);
	drawIssuer(paper, sheet);
	drawLetter(paper, sheet.letter);
	drawNumber(paper, sheet);
	drawPeriod(paper, sheet);
	return drawParties(paper, sheet, SECOND_ROW + 16);
}

function drawIssuer(paper: Paper, { issuer }: Sheet) {
	const name = issuer.tradeName || issuer.legalName;
	const logo = paper.picture(issuer.logo, INSIDE, TOP + 12, [90, 28]);
	paper.words(name, logo ? INSIDE + 98 : INSIDE, TOP + 15, { font: 'bold', size: 15 });
	const lines = [issuer.address, issuer.locality, vatWords(issuer.vatCondition)].filter(Boolean);
	paper.words(issuer.legalName, INSIDE, TOP + 42, { font: 'semibold' });
	lines.forEach((line, i) => paper.words(line, INSIDE, TOP + 57 + i * 15));
}

function drawLetter(paper: Paper, letter: string) {
	const [x, width] = [274, 48];
	paper.box(x, TOP, width, 58);
	paper.words(letter, x, TOP + 6, { font: 'bold', size: 29, width, align: 'center' });
	paper.words(m.billing_pdf_code({ code: codeOf(letter) }), x, TOP + 41, { size: 8.5, width, align: 'center', color: GREY });
}

function drawNumber(paper: Paper, { label, issuedOn, issuer }: Sheet) {
	paper.words(m.billing_pdf_invoice(), MIDDLE, TOP + 15, { font: 'bold', size: 15 });
	paper.words(label.slice(2), MIDDLE, TOP + 35, { font: 'mono', size: 11 });
	const rows = [
		[m.billing_pdf_issued_on(), shown(issuedOn)],
		[m.billing_pdf_tax_id(), issuer.taxId]
	] as const;
	rows.forEach(([name, value], i) => {
		paper.words(name, MIDDLE, TOP + 58 + i * 15, { size: 8.5, color: GREY });
		paper.words(value, VALUES, TOP + 57 + i * 15, { font: i === 0 ? 'semibold' : 'regular', size: 9.5 });
	});
}

function drawPeriod(paper: Paper, { from, to, dueOn }: Sheet) {
	const cells = [
		[LEFT, m.billing_pdf_period(), m.billing_pdf_period_range({ from: shown(from), to: shown(to) })],
		[212, m.billing_pdf_due(), shown(dueOn)],
		[384, m.billing_pdf_terms(), m.billing_pdf_on_account()]
	] as const;
	cells.forEach(([x, name, value], i) => {
		if (i > 0) paper.upright(x, FIRST_ROW, SECOND_ROW);
		paper.words(name, x + 12, FIRST_ROW + 9, { size: 8.5, color: GREY });
		paper.words(value, x + 12, FIRST_ROW + 22, { font: i === 1 ? 'semibold' : 'regular' });
	});
}

function drawParties(paper: Paper, { recipient, contract, plan, location }: Sheet, y: number): number {
	const half = WIDTH / 2 - 12;
	const document = recipient.document ? [documentWords(recipient.document)] : recipient.taxId ? [recipient.taxId] : [];
	const customer = [
		[...document, vatWords(recipient.vatCondition)].join(' · '),
		recipient.address ? addressLine(recipient.address) : ''
	];
	const service = [m.billing_pdf_installed_at({ address: addressLine(location) })];
	paper.words(m.billing_pdf_customer(), LEFT, y, { size: 8.5, color: GREY });
	paper.words(m.billing_pdf_contract(), 306, y, { size: 8.5, color: GREY });
	const left = drawLines(
		paper,
		LEFT,
		paper.words(recipient.name, LEFT, y + 14, { font: 'semibold', size: 10.5, width: half }),
		customer,
		half
	);
	paper.words(contract, 306, y + 13, { font: 'mono' });
	paper.words(`· ${plan.name}`, 306 + paper.pdf.font('mono').fontSize(10).widthOfString(contract) + 5, y + 14);
	const right = drawLines(paper, 306, y + 28, service, half);
	const end = Math.max(left, right) + 12;
	paper.rule(end, { thick: 1, to: RIGHT });
	return end + 15;
}

function drawLines(paper: Paper, x: number, from: number, lines: readonly string[], width: number): number {
	return lines.filter(Boolean).reduce((y, line) => paper.words(line, x, y + 2, { width }), from);
}
