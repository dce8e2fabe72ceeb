import { changesAsked, wrongWithContact, type Contact } from '#lib/domain/care/data-change.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import { sentenceOf } from '#lib/domain/shared/refusals.ts';
import * as m from '#lib/paraglide/messages.js';
import { askToChange } from '#lib/server/care/open-case.ts';
import { readCases } from '#lib/server/care/portal-cases.ts';
import { customerOf } from '#lib/server/care/portal-customer.ts';
import { context } from '#lib/server/context.ts';
import { readRecord } from '#lib/server/records.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

async function contactOf(locals: App.Locals) {
	const lead = await readRecord(locals.db, 'lead', customerOf(locals));
	if (!lead) error(404, m.shared_page_unknown());
	const { name, document, phone, email } = lead.fields;
	return { name, document: document?.number ?? '', phone, email };
}

export const load: PageServerLoad = async ({ locals }) => {
	const cases = await readCases(locals.db, customerOf(locals));
	const open = cases.filter(({ category, state }) => category === 'data' && state !== 'closed' && state !== 'finished');
	return { contact: await contactOf(locals), asked: open[0] ?? null };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const typed = (field: string) => String(form.get(field) ?? '').trim();
		const values = { phone: typed('phone'), email: typed('email'), way: typed('way') };
		const problems = wrongWithContact(values);
		if (Object.keys(problems).length > 0) return fail(400, { values, problems, error: '' });
		const changes = changesAsked(await contactOf(locals), values as Contact);
		if (changes.length === 0) return fail(400, { values, problems, error: m.portal_data_same() });
		try {
			await askToChange(locals.db, locals.actor!, changes, locals.clock.now());
			context().sync.wake();
		} catch (refused) {
			if (!(refused instanceof Refused)) throw refused;
			return fail(400, { values, problems, error: sentenceOf(refused.code, refused.detail) });
		}
		redirect(303, '/portal/mis-datos');
	}
};
