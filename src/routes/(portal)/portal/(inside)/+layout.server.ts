import { companyName } from '#lib/server/catalog/company.ts';
import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals: { db, session } }) => {
	if (!session) redirect(303, '/portal/ingresar');
	return { company: await companyName(db), name: session.name };
};
