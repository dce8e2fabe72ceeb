import * as m from '#lib/paraglide/messages.js';
import { invoicePdf, pdfName } from '#lib/server/billing/pdf.ts';
import { readInvoice } from '#lib/server/care/portal-account.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { db, settings } = locals;
	const invoice = await readInvoice(db, customerOf(locals), params.invoice);
	if (!invoice) error(404, m.shared_page_unknown());
	const pdf = await invoicePdf(db, invoice.id, { portal: `${settings.origin}/portal` });
	const headers = {
		'content-type': 'application/pdf',
		'content-disposition': `attachment; filename="${pdfName(invoice.label)}"`
	};
	return new Response(new Uint8Array(pdf), { headers });
};
