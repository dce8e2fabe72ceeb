import { sql } from 'kysely';
import type { Db } from '#lib/server/db/db.ts';

/**
 * Takes the next `count` numbers. The row stays locked until the transaction ends, so a rolled back document leaves no gap.
 * @param first the number a counter that does not exist yet begins with
 * @returns     the first of the numbers taken
 */
export async function takeNumbers(tx: Db, name: string, first: number, count = 1): Promise<number> {
	const { rows } = await sql<{ value: number }>`
		insert into counters (name, value) values (${name}, ${first + count - 1})
		on conflict (name) do update set value = counters.value + ${count}
		returning value`.execute(tx);
	return rows[0]!.value - count + 1;
}
