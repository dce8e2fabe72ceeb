import * as v from 'valibot';
import { sql } from 'kysely';
import { allRows, Page, PAGE_SIZE, paged, query, Search, words } from './query.ts';

/** Every mail, newest first. What carries a sign-in link is for its recipient alone, except in a demo. */
export const sendings = query({
	act: 'notice.read',
	params: v.object({ state: v.optional(v.picklist(['queued', 'kept', 'sent', 'failed'])), search: Search, page: Page }),
	async run({ db, settings }, { state, search, page }) {
		const rows = await db
			.selectFrom('notices')
			.select(['id', 'event', 'channel', 'customer', 'recipient', 'subject', 'text', 'secret', 'state', 'error', 'attempts'])
			.select(['created_at as createdAt', 'sent_at as sentAt', allRows])
			.where(sql<boolean>`${state ?? null}::text is null or state = ${state ?? null}`)
			.where(words(sql<string>`concat_ws(' ', recipient, subject, event)`, search))
			.orderBy('created_at', 'desc')
			.orderBy('id', 'desc')
			.limit(PAGE_SIZE)
			.offset(page * PAGE_SIZE)
			.execute();
		return paged(
			rows.map((row) => ({ ...row, text: row.secret && !settings.demo ? null : row.text })),
			page
		);
	}
});
