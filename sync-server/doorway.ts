import { canOpenRoom } from '#lib/docs/rooms.ts';
import type { SessionInfo } from '#lib/server/auth/session.ts';
import type { WebSocket } from 'ws';
import { readAddress, type Asked } from './address.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import type { Registry } from './registry.ts';
import type { LiveRoom } from './room.ts';
import { serveConnection } from './serve-connection.ts';
import type { Windows } from './window.ts';

/** @returns null for a cookie that names no standing session */
export type SessionOf = (cookie: string | undefined) => Promise<SessionInfo | null>;

/** Opened by counting on, since the last one that was called by its second; more of them than these are no epochs of ours. */
const LOST_EPOCHS = 1_000;

/** Who comes in: session, room and epoch first, then a connection until its session ends. */
export class Doorway {
	readonly #registry: Registry;
	readonly #windows: Pick<Windows, 'ask'>;
	readonly #sessionOf: SessionOf;
	readonly #connections = new Map<Connection, LiveRoom>();

	constructor(registry: Registry, windows: Pick<Windows, 'ask'>, sessionOf: SessionOf) {
		this.#registry = registry;
		this.#windows = windows;
		this.#sessionOf = sessionOf;
	}

	/** @param ws a paused socket, so that nothing is lost until somebody listens */
	async accept(ws: WebSocket, { url, cookie }: { url: string; cookie: string | undefined }): Promise<void> {
		const session = await this.#sessionOf(cookie);
		if (!session) return ws.close(CLOSE.session);
		const asked = readAddress(url);
		const room = asked && canOpenRoom(session.actor, asked.room) ? await this.#registry.getOrMake(asked.room) : null;
		if (!asked || !room) return ws.close(CLOSE.room);
		if (room.isSealed && asked.epoch <= room.epoch) return await this.#answerSealed(ws, room, asked, session);
		if (asked.ack && asked.epoch !== room.epoch) return await this.#sendToEpoch(ws, room, asked, session);
		if (this.#registry.live.get(room.fullName) !== room) return ws.close(CLOSE.again);
		if (ws.readyState === ws.OPEN)
			this.#attach(ws, room, new Connection(ws, { session, cookie, device: asked.device, ack: asked.ack }));
	}

	/** An epoch that we never opened was lost; one that is yet to come is none of ours. */
	async #sendToEpoch(ws: WebSocket, room: LiveRoom, { epoch, device }: Asked, { actor }: SessionInfo) {
		const isOurs = epoch <= this.#registry.epochAfterLoss(room.epoch) + LOST_EPOCHS;
		const isLost = epoch > room.epoch && isOurs && !this.#registry.wasJustFounded(room);
		const next = this.#registry.epochAfterLoss(epoch);
		if (isLost && !(await this.#registry.refound(room, { epoch: next }))) return ws.close(CLOSE.again);
		const now = isLost ? next : room.epoch;
		ws.send(await this.#registry.epochNotice(room.fullName, now, { user: actor.user, device }));
		ws.close(CLOSE.epoch);
	}

	/** Who has work for a sealed month opens it again by bringing it; everybody else has no use for its document. */
	async #answerSealed(ws: WebSocket, room: LiveRoom, { ack, late, device }: Asked, { actor }: SessionInfo) {
		if (!ack || !late) return ws.close(CLOSE.sealed, 'room.sealed');
		const open = await this.#registry.reopen(room);
		if (!open) return ws.close(CLOSE.again);
		ws.send(await this.#registry.epochNotice(room.fullName, open.epoch, { user: actor.user, device }));
		ws.close(CLOSE.epoch);
	}

	/** Not a step of waiting between here and the listener: what comes meanwhile would be lost. */
	#attach(ws: WebSocket, room: LiveRoom, connection: Connection) {
		this.#connections.set(connection, room);
		serveConnection(ws, room, connection, this.#windows);
		ws.once('close', () => this.#connections.delete(connection));
		ws.resume();
	}

	/** Asks again whether sessions stand: all of them, or one that was just revoked. */
	async recheck(session?: string): Promise<void> {
		const standing = new Map<string | undefined, Promise<SessionInfo | null>>();
		for (const [connection, room] of this.#connections) {
			if (session && connection.session.session !== session) continue;
			const { cookie } = connection;
			if (!standing.has(cookie)) standing.set(cookie, this.#sessionOf(cookie));
			const found = await standing.get(cookie)!;
			if (!found) connection.close(CLOSE.session);
			else if (canOpenRoom(found.actor, room.fullName)) connection.session = found;
			else connection.close(CLOSE.room);
		}
	}

	/** Says something to everybody; whoever has not answered since the last time is let go. */
	beat(): void {
		for (const [connection, room] of [...this.#connections]) connection.beat(() => room.question);
	}
}
