import type { CaseMessage } from '#lib/domain/care/help-case.ts';
import { sql } from 'kysely';
import type { Db } from '../db/db.ts';
import { inTransaction } from '../db/transaction.ts';
import { readRecord } from '../records.ts';
import type { Settings } from '../settings.ts';
import { notify } from './notify.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The customer learns of each answer once; one older than a day is history that was brought in. */
export async function tellAnswer(
	db: Db,
	id: string,
	around: { now: Date; settings: Pick<Settings, 'origin' | 'smtpUrl'> }
): Promise<void> {
	const found = await readRecord(db, 'case', id);
	if (!found) return;
	const customer = await db
		.selectFrom('customers')
		.select(['id', 'name', 'email'])
		.where('id', '=', found.fields.lead)
		.executeTakeFirst();
	if (!customer?.email) return;
	const answers = await db
		.selectFrom('record_entries')
		.select(['id', 'value'])
		.where('record', '=', id)
		.where('list', '=', 'messages')
		.where(sql<boolean>`value ->> 'from' = 'staff' and not (value ->> 'internal')::boolean`)
		.where(sql<boolean>`(value ->> 'at')::bigint > ${around.now.getTime() - DAY_MS}`)
		.execute();
	const number = typeof found.facts['number'] === 'string' ? found.facts['number'] : '';
	for (const answer of answers) {
		const { text } = answer.value as unknown as CaseMessage;
		const data = { name: customer.name, case: id, number, text };
		const notice = {
			event: 'case-answered' as const,
			key: `answer ${answer.id}`,
			customer: customer.id,
			recipient: customer.email,
			data
		};
		await inTransaction(db, async (tx) => void (await notify(tx, notice, around)));
	}
}
