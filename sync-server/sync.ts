import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { canOpenRoom } from '#lib/docs/rooms.ts';
import { isOwnOrigin } from '#lib/server/auth/doors.ts';
import { sessionFromCookie, type SessionInfo } from '#lib/server/auth/session.ts';
import type { Context } from '#lib/server/context.ts';
import { ensureMonths } from '#lib/server/rooms.ts';
import { WebSocket, WebSocketServer } from 'ws';
import { readAddress, type Asked } from './address.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import { Handshakes, LIMITS } from './limits.ts';
import { listenTo } from './listen.ts';
import { epochMessage } from './messages.ts';
import { Registry } from './registry.ts';
import type { LiveRoom } from './room.ts';
import { serveConnection } from './serve-connection.ts';
import { clocksOfEpoch } from './store.ts';
import { Windows } from './window.ts';

export type SyncServer = {
	/** For requests to `/sync/…` alone. */
	handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
	wake(): void;
	close(): Promise<void>;
};

const BEAT_MS = 20_000;
const POLL_MS = 1_000;
const RECHECK_MS = 60_000;
const MONTHS_MS = 60_000;

/** ws closes by the codes of its protocol; ours tell a stock client whether to come again. */
class Socket extends WebSocket {
	override close(code?: number, reason?: string | Buffer) {
		const named = code === 1009 ? CLOSE.tooBig : code === 1002 || code === 1007 ? CLOSE.malformed : code;
		super.close(named, reason);
		// The other side's answer must be read, or the socket lingers.
		this.resume();
	}
}

/** The rooms of this process: everybody else reaches them through sockets or `room_writes`. */
export function startSync(context: Context): SyncServer {
	const { db, settings, clock, log } = context;
	const registry = new Registry(context);
	const windows = new Windows(context, registry);
	const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LIMITS.message, WebSocket: Socket });
	const handshakes = new Handshakes(performance.now());
	const connections = new Map<Connection, LiveRoom>();

	async function accept(ws: WebSocket, req: IncomingMessage) {
		const cookie = req.headers.cookie;
		const session = await sessionFromCookie(db, cookie, settings, clock.now());
		if (!session) return ws.close(CLOSE.session);
		const asked = readAddress(req.url ?? '');
		const room = asked && canOpenRoom(session.actor, asked.room) ? await registry.getOrMake(asked.room) : null;
		if (!asked || !room) return ws.close(CLOSE.room);
		if (asked.ack && asked.epoch !== room.epoch) return await sendToEpoch(ws, room, asked, session);
		if (registry.live.get(room.fullName) !== room) return ws.close(CLOSE.again);
		if (ws.readyState === ws.OPEN)
			attach(ws, room, new Connection(ws, { session, cookie, device: asked.device, ack: asked.ack }));
	}

	async function sendToEpoch(ws: WebSocket, room: LiveRoom, { epoch, device }: Asked, { actor }: SessionInfo) {
		const clocks = await clocksOfEpoch(db, room.fullName, epoch, { user: actor.user, device });
		ws.send(epochMessage({ epoch: room.epoch, clocks }));
		ws.close(CLOSE.epoch);
	}

	/** Not a step of waiting between here and the listener: what comes meanwhile would be lost. */
	function attach(ws: WebSocket, room: LiveRoom, connection: Connection) {
		connections.set(connection, room);
		serveConnection(ws, room, connection, windows);
		ws.once('close', () => connections.delete(connection));
		ws.resume();
	}

	async function recheck(session?: string) {
		const standing = new Map<string | undefined, Promise<SessionInfo | null>>();
		for (const [connection, room] of connections) {
			if (session && connection.session.session !== session) continue;
			const { cookie } = connection;
			if (!standing.has(cookie)) standing.set(cookie, sessionFromCookie(db, cookie, settings, clock.now()));
			const found = await standing.get(cookie)!;
			if (!found) connection.close(CLOSE.session);
			else if (canOpenRoom(found.actor, room.fullName)) connection.session = found;
			else connection.close(CLOSE.room);
		}
	}

	const quietly = (work: () => Promise<unknown>) => () =>
		void work().catch((err: unknown) => log.error({ err }, 'the sync server stumbled'));
	const listening = listenTo(context, {
		hilo_room_writes: () => windows.wake(),
		session_revoked: (session) => quietly(() => recheck(session))()
	});
	const timers = [
		setInterval(() => windows.wake(), POLL_MS),
		setInterval(() => [...connections.keys()].forEach((connection) => connection.beat()), BEAT_MS),
		setInterval(quietly(recheck), RECHECK_MS),
		setInterval(
			quietly(() => ensureMonths(db, clock.now())),
			MONTHS_MS
		)
	];
	quietly(() => ensureMonths(db, clock.now()))();

	return {
		handleUpgrade(req, socket, head) {
			socket.on('error', () => socket.destroy());
			if (!isOwnOrigin(req.headers.origin ?? null, settings)) return refuseHandshake(socket, '403 Forbidden');
			if (!handshakes.allow(req.socket.remoteAddress ?? '', performance.now()))
				return refuseHandshake(socket, '429 Too Many Requests');
			server.handleUpgrade(req, socket, head, (ws) => {
				ws.on('error', () => {});
				ws.pause();
				accept(ws, req).catch((err: unknown) => {
					log.error({ err }, 'a socket could not be opened');
					ws.close(CLOSE.again);
				});
			});
		},
		wake: () => windows.wake(),
		async close() {
			for (const timer of timers) clearInterval(timer);
			await listening.close();
			await windows.close();
			for (const ws of server.clients) ws.terminate();
		}
	};
}

function refuseHandshake(socket: Duplex, status: string) {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
