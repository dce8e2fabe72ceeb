import { dayOf } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import { readInvoice } from '#lib/server/care/portal-account.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const invoice = await readInvoice(locals.db, customerOf(locals), params.invoice);
	if (!invoice) error(404, m.shared_page_unknown());
	return { invoice, today: dayOf(locals.clock.now(), await readZone(locals.db)) };
};
