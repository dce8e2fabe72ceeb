import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { sessionFromCookie } from '#lib/server/auth/session.ts';
import type { Context } from '#lib/server/context.ts';
import { ensureMonths } from '#lib/server/rooms.ts';
import { WebSocket, WebSocketServer } from 'ws';
import { CLOSE } from './close-codes.ts';
import { Doorway } from './doorway.ts';
import { inPostgres } from './journal-store.ts';
import { entrance } from './entrance.ts';
import { LIMITS } from './limits.ts';
import { listenTo } from './listen.ts';
import { Elsewhere, type OwnNode } from './nodes.ts';
import { Registry } from './registry.ts';
import { Windows } from './window.ts';

export type SyncServer = {
	/** For requests to `/sync/…` alone. */
	handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
	wake(): void;
	/** Looks at once for old months in which nobody has work any more. */
	sealOld(): Promise<void>;
	close(): Promise<void>;
};

const BEAT_MS = 20_000;
const POLL_MS = 1_000;
const RECHECK_MS = 60_000;
const MONTHS_MS = 60_000;
const EPOCHS_MS = 3_600_000;
const SEALING_MS = 3_600_000;

/** ws closes by the codes of its protocol; ours tell a stock client whether to come again. */
class Socket extends WebSocket {
	override close(code?: number, reason?: string | Buffer) {
		const named = code === 1009 ? CLOSE.tooBig : code === 1002 || code === 1007 ? CLOSE.malformed : code;
		super.close(named, reason);
		// The other side's answer must be read, or the socket lingers.
		this.resume();
	}
}

/**
 * The rooms of this process: everybody else reaches them through sockets or `room_writes`.
 * @param node this process, when several serve rooms of one database
 */
export function startSync(context: Context, node?: OwnNode): SyncServer {
	const { db, settings, clock, log } = context;
	const needs = { journal: inPostgres(context, node), clock, log };
	const registry = new Registry(needs);
	const windows = new Windows(needs, registry);
	const doorway = new Doorway(registry, windows, (cookie) => sessionFromCookie(db, cookie, settings, clock.now()));
	const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LIMITS.message, WebSocket: Socket });

	const quietly = (work: () => Promise<unknown>) => () =>
		void work().catch((err: unknown) => log.error({ err }, 'the sync server stumbled'));
	const listening = listenTo(context, {
		hilo_room_writes: () => windows.wake(),
		session_revoked: (session) => quietly(() => doorway.recheck(session))()
	});
	const timers = [
		setInterval(() => windows.wake(), POLL_MS),
		setInterval(() => doorway.beat(), BEAT_MS),
		setInterval(
			quietly(() => doorway.recheck()),
			RECHECK_MS
		),
		setInterval(
			quietly(() => ensureMonths(db, clock.now())),
			MONTHS_MS
		),
		setInterval(
			quietly(() => needs.journal.emptyClosedEpochs(clock.now())),
			EPOCHS_MS
		),
		setInterval(
			quietly(() => registry.sealOld()),
			SEALING_MS
		)
	];
	quietly(() => ensureMonths(db, clock.now()))();
	quietly(() => registry.sealOld())();

	/** Whatever this process knows of its rooms, another one may know better by now. */
	if (node) node.onlost = () => [...registry.live.values()].forEach((room) => registry.drop(room));

	function take(req: IncomingMessage, socket: Duplex, head: Buffer) {
		server.handleUpgrade(req, socket, head, (ws) => {
			ws.on('error', () => {});
			ws.pause();
			doorway.accept(ws, { url: req.url ?? '', cookie: req.headers.cookie }).catch((err: unknown) => {
				if (!(err instanceof Elsewhere)) log.error({ err }, 'a socket could not be opened');
				ws.close(CLOSE.again);
			});
		});
	}

	return {
		handleUpgrade: entrance(context, { take, node }),
		wake: () => windows.wake(),
		sealOld: () => registry.sealOld(),
		async close() {
			for (const timer of timers) clearInterval(timer);
			await listening.close();
			await windows.close();
			await node?.close();
			for (const ws of server.clients) ws.terminate();
		}
	};
}
