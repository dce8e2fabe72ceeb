import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { invoicePdf } from '#lib/server/billing/pdf.ts';
import { newId } from '#lib/server/new-id.ts';
import { sql } from 'kysely';
import { NOW } from '../cast.ts';
import { anOffice, type Office } from '../support/office.ts';
import { pdfText } from '../support/pdf-text.ts';

let office: Office;
beforeAll(async () => {
	office = await anOffice(new Date(NOW));
});
afterAll(() => office.base.drop());

async function firstInvoice(lead: { vatCondition?: 'registered'; taxId?: string }, items = 0) {
	const service = { items: [{ id: 'router-wifi6', quantity: 1 }], discounts: ['bienvenida'] };
	const { contract } = await office.customer(new Date('2026-03-17T15:00:00-03:00'), {
		lead: { document: { kind: 'dni', number: '28456789' }, ...lead },
		service
	});
	const [invoice] = await office.invoices(contract);
	const line = { invoice: invoice!.id, description: 'Ítem', quantity: 1, amount: 0, vat_rate: 2100, kind: 'recurring' };
	for (let i = 0; i < items; i++)
		await office.db
			.insertInto('invoice_lines')
			.values({ ...line, position: 100 + i })
			.execute();
	return invoice!;
}
const kept = (name: string, pdf: Buffer) =>
	process.env['KEEP_PDF'] && writeFileSync(`${process.env['KEEP_PDF']}/${name}.pdf`, pdf);

test('an invoice B says what is owed, until when, and the VAT it contains', async () => {
	const invoice = await firstInvoice({});
	const pdf = await invoicePdf(office.db, invoice.id, { portal: 'http://localhost:3000/portal' });
	kept('b', pdf);
	const text = pdfText(pdf);
	expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
	for (const words of [
		'0003-00000001',
		'Carmen Ruiz',
		'DNI 28.456.789 · Consumidor final',
		'Fibra 300 Mb',
		'17/03/2026 al 31/03/2026',
		'27/03/2026',
		'15 de 31 días'
	])
		expect(text).toContain(words);
	expect(invoice.total).toBe(4_838_71 + 1_548_39 + 25_000_00);
	expect(text).toContain('$\u00a031.387,10');
	expect(text).toContain('Ley 27.743');
	expect(text).toContain('$\u00a05.447,35');
	expect(text).toContain('Documento no fiscal hasta su autorización');
	expect(text).toContain('Página 1 de 1');
	expect(text).not.toContain('CAE 7');
});

test('an invoice A shows net and VAT, and no box for consumers', async () => {
	const invoice = await firstInvoice({ vatCondition: 'registered', taxId: '30-71234567-1' });
	const pdf = await invoicePdf(office.db, invoice.id);
	kept('a', pdf);
	const text = pdfText(pdf);
	expect(text).toContain('Neto gravado');
	expect(text).toContain('IVA 21 %');
	expect(text).not.toContain('Ley 27.743');
});

test('what does not fit on one page goes on', async () => {
	const invoice = await firstInvoice({}, 12);
	const pdf = await invoicePdf(office.db, invoice.id);
	kept('long', pdf);
	expect(pdfText(pdf)).toContain('Página 2 de 2');
});

test('a logo that is no picture is left out', async () => {
	const logo = `data:image/png;base64,${Buffer.from('no picture').toString('base64')}`;
	await sql`update catalog_items set data = data || jsonb_build_object('logo', ${logo}::text) where kind = 'company'`.execute(
		office.db
	);
	const invoice = await firstInvoice({});
	expect(pdfText(await invoicePdf(office.db, invoice.id))).toContain('Red Ejemplo S.A.');
});

test('an invoice that does not exist is refused', async () => {
	await expect(invoicePdf(office.db, newId(office.now))).rejects.toMatchObject({ code: 'invoice.unknown' });
});
