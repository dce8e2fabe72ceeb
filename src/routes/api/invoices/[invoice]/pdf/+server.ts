import { Refused } from '#lib/domain/shared/refused.ts';
import { invoicePdf, pdfName } from '#lib/server/billing/pdf.ts';
import { context } from '#lib/server/context.ts';
import { answerRead } from '#lib/server/reads/answer-read.ts';
import type { AnswerTo } from '#lib/server/reads/queries.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The invoice on paper, for staff who may read it. */
export const GET: RequestHandler = async ({ locals, params }) => {
	if (!locals.actor) error(401);
	try {
		const { id, number } = (await answerRead(context(), locals.actor, 'invoice', { id: params.invoice })) as AnswerTo<'invoice'>;
		const { db, settings } = context();
		const pdf = await invoicePdf(db, id, { portal: `${settings.origin}/portal` });
		return new Response(new Uint8Array(pdf), { headers: headersFor(pdfName(number)) });
	} catch (refused) {
		if (!(refused instanceof Refused)) throw refused;
		error(404);
	}
};

const headersFor = (name: string) => ({
	'content-type': 'application/pdf',
	'content-disposition': `inline; filename="${name}"`,
	'cache-control': 'private, no-store'
});
