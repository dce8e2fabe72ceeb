import { dayOf } from '#lib/domain/shared/day.ts';
import { readInvoices } from '#lib/server/care/portal-account.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	today: dayOf(locals.clock.now(), await readZone(locals.db)),
	invoices: await readInvoices(locals.db, customerOf(locals))
});
