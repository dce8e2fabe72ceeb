import { Refused } from '#lib/domain/shared/refused.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import { askToCancel } from '#lib/server/care/open-case.ts';
import { readCases } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { context } from '#lib/server/context.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const cases = await readCases(locals.db, customerOf(locals));
	return { asked: cases.find(({ category, state }) => category === 'cancellation' && state !== 'closed') ?? null };
};

export const actions: Actions = {
	default: async ({ locals: { db, actor, clock }, request }) => {
		const text = String((await request.formData()).get('text') ?? '');
		try {
			await askToCancel(db, actor!, { text }, clock.now());
			context().sync.wake();
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return fail(400, { text, error: sentenceOf(error.code, error.detail) });
		}
		redirect(303, '/portal/baja');
	}
};
