import { dayOf } from '#lib/domain/shared/day.ts';
import { addCents } from '#lib/domain/shared/money.ts';
import { readInvoices, readServices } from '#lib/server/care/portal-account.ts';
import { readCases } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import { customerVisits } from '#lib/server/delivery/customer-visits.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { db, clock } = locals;
	const customer = customerOf(locals);
	const owed = (await readInvoices(db, customer)).filter((invoice) => invoice.owed > 0).reverse();
	const open = (await readCases(db, customer)).filter(({ state }) => state !== 'closed' && state !== 'finished');
	const zone = await readZone(db);
	return {
		zone,
		today: dayOf(clock.now(), zone),
		owed: addCents(...owed.map((invoice) => invoice.owed)),
		invoices: owed,
		visits: await customerVisits(db, customer, clock.now()),
		services: await readServices(db, customer),
		ticket: open[0] ?? null
	};
};
