import { performance } from 'node:perf_hooks';
import { ID_PATTERN } from '#lib/domain/shared/ids.ts';
import { partOf, type RoomAnswer } from './journal.ts';
import type { Needs, Registry } from './registry.ts';
import type { LiveRoom } from './room.ts';
import { ServerWrites } from './server-writes.ts';
import { births, finish, join, newTurn, takeUpdate, type Request, type Turn } from './turn.ts';

const WINDOW_MS = 3;
/** Times what it took to tell everybody: of many edits a crowd hears several at once. */
const REST = 4;
const LONGEST_REST_MS = 25;
const TIDY_MS = 5_000;

/**
 * Everything that changes a room passes here, one window after the other: gate, apply, journal, broadcast, acknowledge.
 * What arrives while a window is being committed waits, so between two windows every document holds what is committed and nothing else.
 */
export class Windows {
	readonly #needs: Needs;
	readonly #registry: Registry;
	readonly #writes: ServerWrites;
	#timer: NodeJS.Timeout | NodeJS.Immediate | null = null;
	#flight: Promise<unknown> | null = null;
	#landed = 0;
	#rest = WINDOW_MS;
	#tidied = performance.now();
	#closed = false;

	constructor(needs: Needs, registry: Registry) {
		this.#needs = needs;
		this.#registry = registry;
		this.#writes = new ServerWrites(needs, registry);
	}

	ask(room: LiveRoom, request: Request) {
		room.requests.push(request);
		this.#schedule();
	}
	/** Looks for the server's own writes. */
	wake() {
		this.#writes.expected = true;
		this.#schedule();
	}
	/** Waits until what was taken is committed. */
	async close() {
		this.#closed = true;
		this.#timer?.[Symbol.dispose]();
		await this.#flight;
		await this.#registry.settled();
	}

	/** After a quiet moment at once: whoever is alone waits for no company, whoever comes meanwhile is the next window's. */
	#schedule(delay = Math.max(0, this.#landed + this.#rest - performance.now())) {
		if (this.#timer || this.#flight || this.#closed) return;
		const start = () => {
			this.#timer = null;
			this.#flight = this.#fly();
		};
		// Of no delay a timer makes a millisecond; what lies read on other sockets still comes along.
		this.#timer = delay > 0 ? setTimeout(start, delay) : setImmediate(start);
	}
	async #fly() {
		let breath = 0;
		try {
			await this.turn();
		} catch (error) {
			this.#needs.log.error({ err: error }, 'a window broke');
			breath = 1_000;
		}
		this.#flight = null;
		this.#landed = performance.now();
		if (this.#writes.expected || this.#waited().length > 0) this.#schedule(breath || this.#rest);
	}
	#waited(): LiveRoom[] {
		return [...this.#registry.live.values()].filter((room) => room.requests.length > 0);
	}

	/** One window. @returns whether there was anything to write */
	async turn(): Promise<boolean> {
		const server = await this.#writes.take();
		const asked = this.#waited().map((room) => ({ room, requests: room.requests.splice(0) }));
		for (const each of asked) await this.#ask(each);
		const turns = new Map<LiveRoom, Turn>();
		const at = (room: LiveRoom, work: (turn: Turn) => void) => {
			const turn = turns.get(room) ?? newTurn(room);
			turns.set(room, turn);
			this.#guard(turn, turns, () => work(turn));
		};
		for (const { room, requests } of asked) {
			at(room, () => joinAll(room, requests));
			await this.#hearAhead(room, requests);
		}
		for (const { room, rows } of server) at(room, (turn) => this.#writes.apply(turn, rows));
		const now = this.#needs.clock.now().getTime();
		for (const { room, requests } of asked)
			at(room, (turn) => {
				for (const request of requests) if (request.type === 'update') takeUpdate(turn, request, now);
			});
		const wrote = await this.#commit([...turns.values()]);
		if (performance.now() - this.#tidied > TIDY_MS) this.#tidy();
		return wrote;
	}

	/** Devices know what this server has lost: they tell it again into a new epoch. Who is wrong about it loads the room afresh. */
	async #hearAhead(room: LiveRoom, requests: readonly Request[]) {
		const ahead = requests.filter(({ type, connection }) => type === 'ahead' && !connection.cut);
		if (ahead.length === 0 || this.#registry.live.get(room.fullName) !== room) return;
		this.#needs.log.warn({ room: room.fullName }, 'a device knows more than the journal');
		if (!this.#registry.wasJustFounded(room))
			return void (await this.#registry.refound(room, { epoch: this.#registry.epochAfterLoss(room.epoch) }));
		for (const { connection } of ahead) await this.#registry.sendToEpoch(connection, room.fullName, room.epoch);
	}

	/** What the gate cannot know from the room alone. Without an answer the room is read back, and its devices say it all again. */
	async #ask({ room, requests }: { room: LiveRoom; requests: readonly Request[] }) {
		const ids = requests.flatMap((request) => (request.type === 'update' ? births(request.update) : []));
		try {
			const minted = ids.filter((id) => ID_PATTERN.test(id));
			room.elsewhere = await this.#needs.journal.recordsElsewhere(room.fullName, minted);
		} catch (error) {
			this.#setAside(newTurn(room), error);
		}
	}

	/** A bug in one room's turn is that room's alone: it is read back. */
	#guard(turn: Turn, turns: Map<LiveRoom, Turn>, work: () => void) {
		if (this.#registry.live.get(turn.room.fullName) !== turn.room) return void turns.delete(turn.room);
		try {
			work();
		} catch (error) {
			turns.delete(turn.room);
			this.#setAside(turn, error);
		}
	}

	async #commit(turns: readonly Turn[]): Promise<boolean> {
		const writing = turns.filter(({ entries, writes }) => entries.length + writes.length > 0);
		const answers = writing.length > 0 ? await this.#journal(writing) : [];
		const bySeq = new Map(answers.map((answer) => [answer.room, answer]));
		const from = performance.now();
		for (const turn of turns) {
			const answer = bySeq.get(turn.room.fullName);
			if (answer && 'error' in answer) this.#setAside(turn, answer.error);
			else {
				finish(turn, answer?.seq ?? turn.room.seq);
				this.#writes.committed(turn);
			}
		}
		this.#rest = Math.min(LONGEST_REST_MS, Math.max(WINDOW_MS, (performance.now() - from) * REST));
		// The window itself may have granted numbers and hours, which are the server's next writes.
		if (writing.length > 0) this.#writes.expected = true;
		return writing.length > 0;
	}

	/** After a failed or unanswered commit nobody knows what the journal has: every room of the window is read back. */
	async #journal(turns: readonly Turn[]): Promise<RoomAnswer[]> {
		try {
			return await this.#needs.journal.commitWindow(turns.map(partOf), this.#needs.clock.now());
		} catch (error) {
			return turns.map(({ room }) => ({ room: room.fullName, error: String(error), state: '' }));
		}
	}

	#setAside(turn: Turn, error: unknown) {
		this.#needs.log.error({ err: error, room: turn.room.fullName }, 'a room was set aside and is read back');
		this.#writes.failed(turn);
		this.#registry.drop(turn.room);
	}

	#tidy() {
		this.#tidied = performance.now();
		this.#registry.tidy(this.#tidied);
	}
}

/** An answer is the whole room: whoever asks a thousand times at once gets one, to his last question. */
function joinAll(room: LiveRoom, requests: readonly Request[]) {
	const asked = requests.flatMap((request) => (request.type === 'join' ? [[request.connection, request] as const] : []));
	for (const request of new Map(asked).values()) join(room, request);
}
