import { can, type Actor } from '#lib/domain/permissions.ts';
import { sql, type RawBuilder } from 'kysely';
import * as v from 'valibot';
import { allRows, type Asking, Page, PAGE_SIZE, paged, query, Search, words } from './query.ts';

/** To the customers and the people of the asker's branch. */
function ofBranch({ roles, branch }: Actor): RawBuilder<boolean> {
	if (roles.includes('owner')) return sql`true`;
	return sql`(exists (select from contracts c where c.customer = notices.customer and c.branch = ${branch})
		or exists (select from users u where u.id = notices.user_id and u.branch = ${branch}))`;
}

/** What carries a sign-in link is for its recipient alone. In a demo it is shown too, but not one that makes somebody a colleague. */
const isHidden = ({ secret, user }: { secret: boolean; user: string | null }, { actor, settings }: Asking) =>
	secret && !(settings.demo && (user === null || can(actor, 'people.manage')));

/** Every mail of the branch, newest first. */
export const sendings = query({
	act: 'notice.read',
	params: v.object({ state: v.optional(v.picklist(['queued', 'kept', 'sent', 'failed'])), search: Search, page: Page }),
	async run(asking, { state, search, page }) {
		const { db, actor } = asking;
		const rows = await db
			.selectFrom('notices')
			.select(['id', 'event', 'channel', 'customer', 'recipient', 'subject', 'text', 'secret', 'state', 'error', 'attempts'])
			.select(['user_id as user', 'created_at as createdAt', 'sent_at as sentAt', allRows])
			.where(ofBranch(actor))
			.where(sql<boolean>`(${state ?? null}::text is null or state = ${state ?? null})`)
			.where(words(sql<string>`concat_ws(' ', recipient, subject, event)`, search))
			.orderBy('created_at', 'desc')
			.orderBy('id', 'desc')
			.limit(PAGE_SIZE)
			.offset(page * PAGE_SIZE)
			.execute();
		return paged(
			rows.map(({ user, ...row }) => ({ ...row, text: isHidden({ ...row, user }, asking) ? null : row.text })),
			page
		);
	}
});
