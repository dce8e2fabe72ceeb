import { performance } from 'node:perf_hooks';
import type { RawData, WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { LIMITS, TokenBucket } from './limits.ts';
import { awarenessMessage, decodeMessage, type Incoming } from './messages.ts';
import type { LiveRoom } from './room.ts';
import type { Windows } from './window.ts';

/** Updates that a message costs as much as: the answer to a question may be a room of many megabytes. */
const PRICES = { intent: 0, update: 1, awareness: 1, 'query-awareness': 1, step1: 100, ahead: 100 } as const;

/** From the bytes of one socket to what it asks of its room, for as long as it is open. */
export function serveConnection(ws: WebSocket, room: LiveRoom, connection: Connection, windows: Pick<Windows, 'ask'>) {
	const bucket = new TokenBucket(LIMITS.updatesASecond, LIMITS.updatesAtOnce, performance.now());
	room.connections.add(connection);

	ws.on('message', (data, isBinary) => {
		if (connection.cut) return;
		const message = isBinary ? decoded(data) : null;
		if (!message || !take(message)) return connection.close(CLOSE.malformed);
		const wait = bucket.take(performance.now(), PRICES[message.type]);
		if (wait > 0) connection.hold(wait);
		if (room.requests.length > LIMITS.inbox) connection.close(CLOSE.fast);
	});
	ws.once('close', () => {
		room.connections.delete(connection);
		const left = room.presence.leave(connection);
		if (left) room.broadcastPresence(awarenessMessage(left));
	});

	/** @returns false for what no client of ours or stock's says */
	function take(message: Incoming): boolean {
		switch (message.type) {
			case 'step1':
				windows.ask(room, { type: 'join', connection, vector: message.vector });
				tellPresence();
				return true;
			case 'update':
				// Ours says before each what it is: without that, something was lost on the way.
				if (connection.ack && !connection.intent) return false;
				windows.ask(room, { ...message, connection, intent: connection.intent });
				connection.intent = null;
				return true;
			case 'intent':
				if (!connection.ack || connection.intent) return false;
				connection.intent = message.intent;
				return true;
			case 'ahead':
				if (!connection.ack) return false;
				windows.ask(room, { type: 'ahead', connection });
				return true;
			case 'query-awareness':
				tellPresence();
				return true;
			case 'awareness':
				return hear(message.states);
		}
	}

	function tellPresence() {
		const everybody = room.presence.everybody();
		if (everybody) connection.send(awarenessMessage(everybody));
	}
	function hear(states: Uint8Array): boolean {
		try {
			const heard = room.presence.take(states, connection);
			if (heard) room.broadcastPresence(awarenessMessage(heard), connection);
			return true;
		} catch {
			return false;
		}
	}
}

function decoded(data: RawData): Incoming | null {
	try {
		return decodeMessage(bytesOf(data));
	} catch {
		return null;
	}
}

function bytesOf(data: RawData): Uint8Array {
	if (Array.isArray(data)) return Buffer.concat(data);
	return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
