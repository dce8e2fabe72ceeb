import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOwnOrigin } from '#lib/server/auth/doors.ts';
import { sessionFromCookie, type SessionInfo } from '#lib/server/auth/session.ts';
import type { Context } from '#lib/server/context.ts';
import { isHash, MOST_BYTES, readBlob } from '#lib/server/photos/store.ts';
import { photoFor, receiptsOf, takePhoto } from '#lib/server/photos/take-photo.ts';
import * as v from 'valibot';
import { answer, type Door } from './http.ts';

/** Base64 adds a third; a batch of one photo must pass with its JSON around it. */
const MOST_BODY = Math.ceil(MOST_BYTES * 1.4) + 64 * 1024;

const Attachment = v.object({ data: v.string() });
const Doc = v.object({
	_id: v.string(),
	_rev: v.optional(v.string()),
	_deleted: v.optional(v.boolean()),
	_attachments: v.optional(v.record(v.string(), Attachment)),
	order: v.optional(v.unknown()),
	visit: v.optional(v.unknown())
});
const Docs = v.object({ docs: v.pipe(v.array(Doc), v.maxLength(50)) });
const RevsDiff = v.record(v.string(), v.pipe(v.array(v.string()), v.maxLength(1000)));
const Hashes = v.object({ hashes: v.pipe(v.array(v.string()), v.maxLength(500)) });

type Asked = { context: Context; session: SessionInfo; req: IncomingMessage; res: ServerResponse };

class TooBig extends Error {}
class Unreadable extends Error {}

async function readJson(req: IncomingMessage): Promise<unknown> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of req as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > MOST_BODY) throw new TooBig();
		parts.push(part);
	}
	try {
		return JSON.parse(Buffer.concat(parts).toString('utf8'));
	} catch {
		throw new Unreadable();
	}
}

function parsed<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
	const found = v.safeParse(schema, body);
	if (!found.success) throw new Unreadable();
	return found.output;
}

/**
 * The end of a replication from PouchDB, and the pictures it brought. What is wrong with a photo itself is `forbidden` for good;
 * what may change, a session or a disk, fails the whole request, because PouchDB never sends a denied document again.
 */
export function photosHandler(context: Context): Door {
	return async (req, res) => {
		const path = new URL(req.url ?? '/', 'http://hilo').pathname;
		if (path !== '/photos' && !path.startsWith('/photos/')) return false;
		if (!isOwnOrigin(req.headers.origin ?? null, context.settings))
			return answer(res, 403, { error: 'forbidden', reason: 'origin' });
		const session = await sessionFromCookie(context.db, req.headers.cookie, context.settings, context.clock.now());
		if (!session) return answer(res, 401, { error: 'unauthorized', reason: 'session' });
		try {
			return await route({ context, session, req, res }, path.slice('/photos/'.length));
		} catch (error) {
			// The rest of it is not read, so nothing else can come through this connection.
			if (error instanceof TooBig) res.setHeader('connection', 'close');
			if (error instanceof TooBig) return answer(res, 413, { error: 'too_large', reason: 'size' });
			if (error instanceof Unreadable) return answer(res, 400, { error: 'bad_request', reason: 'json' });
			context.log.error({ err: error }, 'a photo could not be taken');
			return answer(res, 503, { error: 'unavailable', reason: 'try again' });
		}
	};
}

async function route(asked: Asked, path: string): Promise<boolean> {
	const { req, res, session } = asked;
	if (path === '') return answer(res, 200, { couchdb: 'Welcome', uuid: 'hilo' });
	if (path === 'receipts' && req.method === 'POST') return receipts(asked);
	if (isHash(path) && (req.method === 'GET' || req.method === 'HEAD')) return picture(asked, path);
	const [user, ...rest] = path.replace(/\/$/, '').split('/');
	if (user !== session.actor.user || !session.actor.roles.includes('technician'))
		return answer(res, 404, { error: 'not_found', reason: 'missing' });
	return replicate(asked, rest);
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new Unreadable();
	}
}

async function replicate({ context, session, req, res }: Asked, [door, ...rest]: string[]): Promise<boolean> {
	if (door === undefined)
		return answer(res, req.method === 'PUT' ? 412 : 200, {
			db_name: session.actor.user,
			update_seq: 0,
			instance_start_time: '0'
		});
	// Checkpoints are the phone's own affair: without one it asks for differences, which are answered truly.
	if (door === '_local')
		return req.method === 'PUT'
			? answer(res, 201, { ok: true, id: `_local/${rest.map(decoded).join('/')}`, rev: '0-1' })
			: answer(res, 404, { error: 'not_found', reason: 'missing' });
	if (door === '_revs_diff') return answer(res, 200, await missing(context, session, parsed(RevsDiff, await readJson(req))));
	if (door === '_bulk_docs') return answer(res, 201, await take(context, session, parsed(Docs, await readJson(req)).docs));
	return answer(res, 404, { error: 'not_found', reason: 'missing' });
}

async function missing({ db }: Context, { actor }: SessionInfo, asked: v.InferOutput<typeof RevsDiff>) {
	const here = await receiptsOf(db, actor, Object.keys(asked));
	return Object.fromEntries(Object.entries(asked).flatMap(([id, revs]) => (here.includes(id) ? [] : [[id, { missing: revs }]])));
}

/** Tombstones are passed over: only retention deletes pictures. */
async function take(context: Context, { actor }: SessionInfo, docs: v.InferOutput<typeof Docs>['docs']) {
	const { db, settings, clock } = context;
	const results = [];
	for (const { _id, _rev, _deleted, _attachments, order, visit } of docs) {
		if (_deleted) continue;
		const bytes = Buffer.from(Object.values(_attachments ?? {})[0]?.data ?? '', 'base64');
		const photo = { sha256: _id, meta: { order, visit }, bytes };
		const taken = await takePhoto(db, actor, photo, { dataDir: settings.dataDir, now: clock.now() });
		// PouchDB asks for the name: with it one bad photo is denied, without it the whole batch has failed.
		if (!taken.taken) results.push({ id: _id, rev: _rev, error: 'forbidden', name: 'forbidden', reason: taken.why });
	}
	if (docs.length > 0) context.sync.wake();
	return results;
}

async function receipts({ context, session, req, res }: Asked): Promise<boolean> {
	const { hashes } = parsed(Hashes, await readJson(req));
	return answer(res, 200, { received: await receiptsOf(context.db, session.actor, hashes) });
}

async function picture({ context, session, req, res }: Asked, sha256: string): Promise<boolean> {
	const type = await photoFor(context.db, session.actor, sha256);
	if (!type) return answer(res, 404, { error: 'not_found', reason: 'missing' });
	res.writeHead(200, {
		'content-type': type,
		'cache-control': 'private, no-store',
		'content-security-policy': "default-src 'none'",
		'x-content-type-options': 'nosniff'
	});
	if (req.method === 'HEAD') return Boolean(res.end());
	readBlob(context.settings.dataDir, sha256)
		.on('error', () => res.destroy())
		.pipe(res);
	return true;
}
