import * as m from '#lib/paraglide/messages.js';
import type { Db } from '#lib/server/db/db.ts';
import { drawFoot, drawPageNumbers, heightOfFoot } from './pdf/foot.ts';
import { drawHead } from './pdf/head.ts';
import { drawLines } from './pdf/lines.ts';
import { BOTTOM, Paper, TOP } from './pdf/paper.ts';
import { readSheet } from './pdf/read-sheet.ts';
import { drawTotals } from './pdf/totals.ts';

const HEIGHT_OF_TOTALS = 110;

/**
 * An issued invoice as an A4 page, made anew each time from what was kept when it was issued.
 * @param portal the portal's address, printed beside the ways to pay
 * @throws {Refused} `invoice.unknown`
 */
export async function invoicePdf(db: Db, id: string, { portal = null }: { portal?: string | null } = {}): Promise<Buffer> {
	const sheet = await readSheet(db, id);
	const { label, issuer, createdAt } = sheet;
	const paper = new Paper({ Title: `${m.billing_pdf_invoice()} ${label}`, Author: issuer.legalName, CreationDate: createdAt });
	let y = drawLines(paper, sheet, drawHead(paper, sheet)) + 13;
	if (y + HEIGHT_OF_TOTALS + heightOfFoot(paper, sheet, portal) > BOTTOM) {
		paper.pdf.addPage();
		y = TOP;
	}
	drawFoot(paper, sheet, portal, drawTotals(paper, sheet, y));
	drawPageNumbers(paper);
	return paper.bytes();
}

/** «Factura B 0003-00000001.pdf», safe in a header. */
export function pdfName(label: string): string {
	return `${m.billing_pdf_invoice()} ${label}.pdf`.replace(/[^\w .-]/g, '');
}
