import { readCases } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	zone: await readZone(locals.db),
	tickets: await readCases(locals.db, customerOf(locals))
});
