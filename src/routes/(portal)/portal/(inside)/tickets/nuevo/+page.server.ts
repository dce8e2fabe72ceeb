import { Refused } from '#lib/domain/shared/refused.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import { openCase } from '#lib/server/care/open-case.ts';
import { awaitNumber } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { startingText } from '#lib/server/care/starting-text.ts';
import { context } from '#lib/server/context.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
	start: await startingText(locals.db, customerOf(locals), url.searchParams, locals.clock.now())
});

export const actions: Actions = {
	default: async ({ locals: { db, actor, clock }, request }) => {
		const text = String((await request.formData()).get('text') ?? '');
		try {
			const id = await openCase(db, actor!, { text }, clock.now());
			await awaitNumber(db, id, () => context().sync.wake());
			redirect(303, `/portal/tickets/${id}`);
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			return fail(400, { text, error: sentenceOf(error.code, error.detail) });
		}
	}
};
