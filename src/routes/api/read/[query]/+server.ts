import { Refused } from '#lib/domain/shared/refused.ts';
import { context } from '#lib/server/context.ts';
import { answerRead } from '#lib/server/reads/answer-read.ts';
import { isQueryName } from '#lib/server/reads/queries.ts';
import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const FRESH = { headers: { 'cache-control': 'no-store' } };

/** Named questions for what is in no room; the device keeps the answer with its hour. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	if (!locals.actor) return json({ code: 'session' }, { status: 401 });
	if (!isQueryName(params.query)) return json({ code: 'read.unknown' }, { status: 404 });
	try {
		return json(await answerRead(context(), locals.actor, params.query, Object.fromEntries(url.searchParams)), FRESH);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return json({ code: error.code, detail: error.detail }, { status: statusOf(error) });
	}
};

function statusOf({ code }: Refused): number {
	if (code === 'right.missing') return 403;
	return code.endsWith('.unknown') ? 404 : 400;
}
