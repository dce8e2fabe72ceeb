import * as v from 'valibot';
import { sql } from 'kysely';
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
