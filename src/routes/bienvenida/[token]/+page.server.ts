import * as m from '#lib/paraglide/messages.js';
import { peekLink } from '#lib/server/auth/links.ts';
import { OwnerForm } from '#lib/server/auth/password-form.ts';
import { welcomeOwner } from '#lib/server/people/first-owner.ts';
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { welcome } from '#lib/server/people/choosing-page.ts';
import type { Actions, PageServerLoad } from './$types';

const SENTENCES = {
	name: m.shared_problem_name_missing,
	email: m.shared_problem_email_shape,
	password: m.shared_password_short
};
type Wrong = Partial<Record<keyof typeof SENTENCES, string>>;

function wrongOf(issues: Partial<Record<keyof typeof SENTENCES, unknown>>): Wrong {
	const fields = Object.keys(SENTENCES) as (keyof typeof SENTENCES)[];
	return Object.fromEntries(fields.filter((field) => issues[field]).map((field) => [field, SENTENCES[field]()]));
}

const word = (value: unknown) => (typeof value === 'string' ? value : '');

export const load: PageServerLoad = async ({ locals: { db, clock }, params }) => ({
	usable: (await peekLink(db, 'owner', params.token, clock.now())) !== null
});

export const actions: Actions = {
	default: async ({ locals, params: { token }, request, cookies }) => {
		const typed = Object.fromEntries(await request.formData());
		const kept = { name: word(typed.name), email: word(typed.email) };
		const form = v.safeParse(OwnerForm, typed);
		if (!form.success)
			return fail(400, { ...kept, wrong: wrongOf(v.flatten<typeof OwnerForm>(form.issues).nested ?? {}), spent: false });
		const user = await welcomeOwner(locals.db, { token, ...form.output }, locals.clock.now());
		if (!user) return fail(400, { ...kept, wrong: {} as Wrong, spent: true });
		return welcome(locals, cookies, user);
	}
};
