import * as v from 'valibot';
import { sql } from 'kysely';
import { IdOf } from '#lib/domain/shared/schema.ts';
import { SESSION_DAYS } from '../auth/auth.ts';
import { query } from './query.ts';

/** Who works here; `invited` has not chosen a password yet. */
export const users = query({
	act: 'people.manage',
	params: v.object({}),
	run: ({ db }) =>
		db
			.selectFrom('users')
			.select(['id', 'name', 'email', 'roles', 'branch', 'thread', 'active', 'created_at as createdAt'])
			.select(sql<boolean>`password_hash is null`.as('invited'))
			.orderBy('active', 'desc')
			.orderBy('name')
			.execute()
});

/** Where somebody is signed in: how the browser names itself, since when, and the last day it was used. */
export const sessions = query({
	act: 'people.manage',
	params: v.object({ user: IdOf }),
	async run({ db }, { user }) {
		const rows = await db
			.selectFrom('sessions')
			.select(['id', 'device', 'created_at as since', 'expires_at'])
			.where('user_id', '=', user)
			.where('revoked_at', 'is', null)
			.orderBy('expires_at', 'desc')
			.execute();
		// A session is renewed by each day of use.
		return rows.map(({ expires_at, ...row }) => ({ ...row, used: new Date(expires_at.getTime() - SESSION_DAYS * DAY) }));
	}
});

const DAY = 24 * 60 * 60 * 1000;
