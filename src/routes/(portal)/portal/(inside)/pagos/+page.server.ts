import { readPayments } from '#lib/server/care/portal-account.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { readItems } from '#lib/server/catalog/items.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	payments: await readPayments(locals.db, customerOf(locals)),
	methods: (await readItems(locals.db, 'payment'))
		.filter(({ sold }) => sold)
		.map(({ id, name, instructions }) => ({ id, name, instructions }))
});
