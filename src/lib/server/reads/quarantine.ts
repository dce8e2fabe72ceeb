import type { HeldIntent } from '#lib/domain/quarantine.ts';
import * as v from 'valibot';
import { query } from './query.ts';

/** What revoked devices of the asker's branch had not sent, newest first; nobody has judged it. */
export const quarantine = query({
	act: 'quarantine.review',
	params: v.object({}),
	async run({ db, actor }) {
		let asked = db
			.selectFrom('quarantine')
			.innerJoin('users', 'users.id', 'quarantine.user_id')
			.innerJoin('sessions', 'sessions.id', 'quarantine.session')
			.select(['quarantine.session', 'intent', 'room', 'quarantine.name', 'ops', 'done_at as at', 'received_at as receivedAt'])
			.select(['users.name as who', 'sessions.device'])
			.where('outcome', 'is', null);
		if (!actor.roles.includes('owner')) asked = asked.where('quarantine.branch', '=', actor.branch);
		const rows = await asked.orderBy('done_at', 'desc').limit(200).execute();
		return rows.map(({ ops, ...row }) => ({ ...row, ops: JSON.parse(ops) as HeldIntent['ops'] }));
	}
});
