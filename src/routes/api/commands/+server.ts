import { context } from '#lib/server/context.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Where outboxes arrive: one command, one answer. Only what never became an answer has a status other than 200. */
export const POST: RequestHandler = async ({ locals, request }) => {
	if (!locals.actor) return json({ code: 'session' }, { status: 401 });
	const envelope: unknown = await request.json().catch(() => null);
	const answer = await execute(context(), locals.actor, envelope);
	context().sync.wake();
	return json(answer, { headers: { 'cache-control': 'no-store' } });
};
