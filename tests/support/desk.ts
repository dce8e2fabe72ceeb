import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { Actor } from '#lib/domain/permissions.ts';
import type { SessionInfo } from '#lib/server/auth/session.ts';
import { Connection } from '../../sync-server/connection.ts';
import { serveConnection } from '../../sync-server/serve-connection.ts';
import { finish, join, newTurn, takeUpdate, type Request } from '../../sync-server/turn.ts';
import { emptyRoom } from './empty-room.ts';
import { AT } from './sync-client.ts';

/** The end of a line without the line: what is sent is counted and told, nothing is kept. */
export class Wire extends EventEmitter {
	readonly OPEN = 1;
	readyState = 1;
	bufferedAmount = 0;
	isPaused = false;
	heard = 0;
	/** Hears every message, if somebody listens. */
	onheard: (message: Uint8Array) => void = () => {};
	send(message: Uint8Array) {
		this.heard++;
		this.onheard(message);
	}
	pause() {}
	resume() {}
	ping() {}
	terminate() {}
	close() {
		if (this.readyState !== this.OPEN) return;
		this.readyState = 3;
		this.emit('close');
	}
	says(bytes: Uint8Array) {
		this.emit('message', Buffer.from(bytes), true);
	}
}

/** The room's own way from bytes to everybody else, with a journal that always says yes. */
export class Desk {
	readonly room = emptyRoom();
	/** Inputs that came as far as the gate, and those that it took. */
	readonly count = { judged: 0, taken: 0 };
	connect(who: Actor, ack: boolean): Wire {
		const wire = new Wire();
		const socket = wire as unknown as WebSocket;
		const session = { actor: who, session: who.user } as SessionInfo;
		const connection = new Connection(socket, { session, cookie: undefined, device: who.user, ack });
		serveConnection(socket, this.room, connection, { ask: (_, request) => this.#turn(request) });
		return wire;
	}
	#turn(request: Request) {
		const turn = newTurn(this.room);
		if (request.type === 'join') join(this.room, request);
		if (request.type === 'update') takeUpdate(turn, request, AT);
		this.count.judged += request.type === 'update' ? 1 : 0;
		this.count.taken += turn.entries.length;
		finish(turn, this.room.seq + turn.entries.length);
	}
}
