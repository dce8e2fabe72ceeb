import { Refused } from '#lib/domain/shared/refused.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import * as m from '#lib/paraglide/messages.js';
import { readCase } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { replyCase } from '#lib/server/care/reply-case.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const ticket = await readCase(locals.db, customerOf(locals), params.ticket);
	if (!ticket) error(404, m.shared_page_unknown());
	return { ticket, zone: await readZone(locals.db) };
};

export const actions: Actions = {
	default: async ({ locals: { db, actor, clock }, params, request }) => {
		const text = String((await request.formData()).get('text') ?? '');
		try {
			await replyCase(db, actor!, { id: params.ticket, text }, clock.now());
		} catch (refused) {
			if (!(refused instanceof Refused)) throw refused;
			return fail(400, { text, error: sentenceOf(refused.code, refused.detail) });
		}
		redirect(303, `/portal/tickets/${params.ticket}`);
	}
};
