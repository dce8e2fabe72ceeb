import type { Actor } from '#lib/domain/permissions.ts';
import { dayOf } from '#lib/domain/shared/day.ts';
import { readZone } from '#lib/server/catalog/company.ts';
import type { Context } from '#lib/server/context.ts';
import { must } from '#lib/server/must.ts';
import { refuseField } from '#lib/server/refusals.ts';
import * as v from 'valibot';
import { QUERIES, type QueryName } from './queries.ts';
import type { Query } from './query.ts';

/** @throws {Refused} `right.missing`, `value.wrong`, or what the query itself says */
export async function answerRead(
	{ db, clock, settings }: Pick<Context, 'db' | 'clock' | 'settings'>,
	actor: Actor,
	name: QueryName,
	params: Record<string, string>
): Promise<unknown> {
	const query = QUERIES[name] as unknown as Query<unknown>;
	must(actor, query.act);
	const parsed = v.safeParse(query.params, params);
	if (!parsed.success) refuseField(parsed.issues);
	const today = dayOf(clock.now(), await readZone(db));
	return query.run({ db, actor, today, settings }, parsed.output);
}
