import { HELD_BYTES, HeldIntents } from '#lib/domain/quarantine.ts';
import { mayHandIn } from '#lib/server/auth/limits.ts';
import { revokedDevice } from '#lib/server/auth/session.ts';
import { DEEPEST, isDeeper } from '#lib/server/depth.ts';
import { hold } from '#lib/server/quarantine/hold.ts';
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import type { RequestHandler } from './$types';

const no = (status: number, code: string) => json({ ok: false, code }, { status, headers: { 'cache-control': 'no-store' } });

/**
 * Where a device that was taken away hands in what it had not sent, and is told to empty itself. It proves itself by the
 * session that was revoked and by nothing else; a session that stands, or that its own user ended, has no business here.
 */
export const POST: RequestHandler = async ({ locals: { db, settings, clock }, request }) => {
	const device = await revokedDevice(db, request.headers.get('cookie') ?? undefined, settings, clock.now());
	if (!device) return no(401, 'session');
	if (!(await mayHandIn(device.session))) return no(429, 'too-often');
	const body = await request.text();
	if (Buffer.byteLength(body) > HELD_BYTES) return no(413, 'too-big');
	const sent = v.safeParse(HeldIntents, parsed(body));
	if (!sent.success) return no(400, 'shape');
	if (!(await hold(db, device, sent.output.intents, clock.now()))) return no(413, 'too-many');
	return json({ ok: true, wipe: true }, { headers: { 'cache-control': 'no-store' } });
};

function parsed(body: string): unknown {
	try {
		const sent: unknown = JSON.parse(body);
		return isDeeper(sent, DEEPEST) ? null : sent;
	} catch {
		return null;
	}
}
