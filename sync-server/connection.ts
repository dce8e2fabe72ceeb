import type { SessionInfo } from '#lib/server/auth/session.ts';
import type { WebSocket } from 'ws';
import { CLOSE } from './close-codes.ts';
import type { Author } from './gate.ts';
import { framed, sendFrames, type Frames } from './frames.ts';
import { LIMITS } from './limits.ts';
import { heartbeatMessage, refusedMessage, type IntentHeader, type RefusedIntent } from './messages.ts';
import type { Owner } from './room.ts';
import type { Request } from './turn.ts';

/** How long a refused device may still name what else is wrong, so that one refusal names all. */
const LINGER_MS = 100;
/** Bytes that are copied into one write rather than written one by one. */
const AT_ONCE = 64 * 1024;

/** One socket in one room. `ack` is our own client, which understands the messages from 100 on. */
export class Connection {
	readonly ack: boolean;
	readonly device: string;
	/** The raw header, kept to ask again whether the session still stands. */
	readonly cookie: string | undefined;
	session: SessionInfo;
	/** Its first question is answered: from now on it hears every update. */
	joined = false;
	/** The server has ended it: what it said and nobody has judged yet is not heard any more. */
	cut = false;
	/** What came in 102 and waits for its update. */
	intent: IntentHeader | null = null;
	/** Everything that was refused so far; null while nothing was. */
	refused: RefusedIntent[] | null = null;
	/** It has told what it had before it came; our own client never speaks earlier. */
	answered: boolean;
	/** A stock client sends what is typed at once, before it was asked for what lies beneath: such updates wait for its answer. */
	readonly early: (Request & { type: 'update' })[] = [];
	readonly #ws: WebSocket;
	#alive = true;
	#answering = 0;

	constructor(ws: WebSocket, who: { session: SessionInfo; cookie: string | undefined; device: string; ack: boolean }) {
		this.#ws = ws;
		this.session = who.session;
		this.cookie = who.cookie;
		this.device = who.device;
		this.ack = who.ack;
		this.answered = who.ack;
		ws.on('pong', () => (this.#alive = true));
	}

	get owner(): Owner {
		return { user: this.session.actor.user, device: this.device };
	}
	get isOpen(): boolean {
		return this.#ws.readyState === this.#ws.OPEN;
	}
	author(intent: IntentHeader | null): Author {
		return { actor: this.session.actor, device: this.device, intent: intent?.id ?? null };
	}

	send(message: Uint8Array) {
		if (this.#keepsUp()) this.#ws.send(message);
	}
	sendFrames(frames: Frames) {
		if (this.#keepsUp()) sendFrames(this.#ws, frames);
	}
	/** Whoever does not read is let go before his unread messages fill the memory. */
	#keepsUp(): boolean {
		if (!this.isOpen) return false;
		const waiting = this.#ws.bufferedAmount;
		if (waiting === 0) this.#answering = 0;
		if (waiting <= LIMITS.waitingToBeSent + this.#answering) return true;
		this.close(CLOSE.slow);
		return false;
	}
	/** A whole room may be larger than what may wait otherwise. */
	sendWhole(messages: readonly Uint8Array[]) {
		if (!this.#keepsUp()) return;
		this.#answering = messages.reduce((sum, { length }) => sum + length, 0);
		if (this.#answering < AT_ONCE) sendFrames(this.#ws, framed(messages));
		else for (const message of messages) this.#ws.send(message);
	}

	/** @returns false when it is too late, or too much, to wait */
	keepEarly(request: Request & { type: 'update' }): boolean {
		if (this.answered || this.early.length === LIMITS.early) return false;
		this.early.push(request);
		return true;
	}

	/** Keeps the socket open for a moment, then says all that was refused and ends it. */
	refuse(refusal: RefusedIntent) {
		if (this.refused) return void this.refused.push(refusal);
		this.refused = [refusal];
		if (this.ack) setTimeout(() => this.#endRefused(), LINGER_MS);
		else this.close(CLOSE.refused, refusal.code);
	}
	#endRefused() {
		this.send(refusedMessage({ intents: this.refused ?? [] }));
		this.close(CLOSE.refused);
	}

	/**
	 * Says something, so that nobody believes the server dead; ends a socket that has not answered since the last time.
	 * @param question how far the room has come: our own client sees from it what it has not heard
	 */
	beat(question: () => Uint8Array) {
		if (!this.#alive) return this.#ws.terminate();
		this.#alive = false;
		this.#ws.ping();
		this.send(this.ack && this.joined ? question() : heartbeatMessage);
	}

	hold(milliseconds: number) {
		if (this.#ws.isPaused) return;
		this.#ws.pause();
		setTimeout(() => this.#ws.resume(), milliseconds);
	}
	close(code: number, reason = '') {
		this.cut = true;
		this.#ws.close(code, reason);
		if (code === CLOSE.slow) setTimeout(() => this.#ws.terminate(), 1_000);
	}
}
