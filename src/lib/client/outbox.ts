import { withoutLink, type CommandAnswer } from '#lib/domain/commands.ts';
import { AGAIN_MS, type Intent, type OutboxRow } from './database.ts';
import type { Surroundings } from './surroundings.ts';

const RETRY_MS = 3_000;
/** How long a screen waits for an answer before it says that the command is under way. */
const PATIENCE_MS = 20_000;
const WAITING: CommandAnswer = { ok: false, code: 'command.waiting', detail: {} };

/** Commands on their way to the server, each answered once; kept over days without network. */
export class Outbox {
	#around: Surroundings;
	#isOnline: () => boolean;
	#waiting = new Map<string, (answer: CommandAnswer) => void>();
	/** What has no answer yet, for a device that is emptied beneath this page. */
	#unanswered = new Map<string, Omit<OutboxRow, 'n'>>();
	#sending = false;
	#again = false;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#stopped = false;

	constructor(around: Surroundings, isOnline: () => boolean) {
		this.#around = around;
		this.#isOnline = isOnline;
	}

	/** Stores the command; its answer is waited for as long as there is a network to bring one. */
	async keep(name: string, payload: unknown, rests: string[]): Promise<{ answer: Promise<CommandAnswer> | CommandAnswer }> {
		const { db, newId, now } = this.#around;
		const id = newId();
		const row = { id, name, payload, rests, at: now(), state: 'waiting', answer: null, settled: null, read: 0 } as const;
		await db.outbox.add({ ...row });
		this.#unanswered.set(id, row);
		if (!this.#isOnline()) return { answer: WAITING };
		const answer = new Promise<CommandAnswer>((resolve) => {
			this.#waiting.set(id, resolve);
			setTimeout(() => this.#answered(id, WAITING), PATIENCE_MS);
		});
		void this.flush();
		return { answer };
	}

	/** Sends what waits, oldest first; what rests on unsent intents lets the others pass. */
	async flush(): Promise<void> {
		this.#again = true;
		if (this.#sending || this.#stopped || !this.#isOnline()) return;
		this.#sending = true;
		let left = false;
		while (this.#again) {
			this.#again = false;
			left = await this.#round().catch(() => true);
		}
		this.#sending = false;
		if (left) this.#later();
	}

	/** The server was restored and may have lost what it had done: it knows a command by its id, and does none twice. */
	async sendAgain(): Promise<void> {
		const { db, now } = this.#around;
		const again = now();
		await db.outbox
			.where('state')
			.equals('answered')
			.and(({ answer }) => answer?.ok === true)
			.modify({ state: 'waiting', again });
		void this.flush();
	}

	/** The browser has emptied this device beneath an open page: what waits here is stored once more. */
	async keepAgain(): Promise<void> {
		const { db } = this.#around;
		await db.transaction('rw', db.outbox, async () => {
			const there = await db.outbox.where('state').equals('waiting').toArray();
			const known = new Set(there.map(({ id }) => id));
			await db.outbox.bulkAdd([...this.#unanswered.values()].filter(({ id }) => !known.has(id)));
		});
		void this.flush();
	}

	stop(): void {
		this.#stopped = true;
		if (this.#timer) clearTimeout(this.#timer);
	}

	/** @returns whether something still waits */
	async #round(): Promise<boolean> {
		const waiting = await this.#around.db.outbox.where('state').equals('waiting').sortBy('n');
		let left = false;
		for (const { n: _n, ...row } of waiting) this.#unanswered.set(row.id, row);
		for (const command of waiting) {
			const answer = (await this.#judge(command)) ?? (await this.#post(command));
			if (answer) await this.#settle(command, answer);
			else left = true;
		}
		return left;
	}

	/** @returns the answer that needs no server, if there is one */
	async #judge({ rests }: OutboxRow): Promise<CommandAnswer | undefined> {
		const states = await this.#statesOf(rests);
		if (states.includes('refused')) return { ok: false, code: 'command.rests-refused', detail: {} };
		return undefined;
	}

	async #statesOf(intents: string[]): Promise<(Intent['state'] | undefined)[]> {
		return Promise.all(intents.map(async (id) => (await this.#around.db.intents.get({ id }))?.state));
	}

	/** @returns null when the server has not decided yet */
	async #post({ id, name, payload, rests, again }: OutboxRow): Promise<CommandAnswer | null> {
		const states = await this.#statesOf(rests);
		if (states.some((state) => state === 'queued' || state === 'saved')) return null;
		const isAgain = again !== undefined && this.#around.now() - again < AGAIN_MS;
		const body = JSON.stringify({ id, name, payload, rests, ...(isAgain ? { again: true } : {}) });
		const answer = await this.#around
			.fetch('/api/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
			.catch(() => null);
		if (answer?.status === 401) this.#around.tell.expired();
		if (!answer || answer.status === 401 || answer.status === 429 || answer.status >= 500) return null;
		const said = (await answer.json().catch(() => null)) as CommandAnswer | null;
		return said && (said.ok || !said.retry) ? said : null;
	}

	async #settle({ n, id, read }: OutboxRow, answer: CommandAnswer): Promise<void> {
		const { db, now, tell } = this.#around;
		const asked = this.#waiting.has(id);
		await db.outbox.update(n, {
			state: 'answered',
			answer: withoutLink(answer),
			settled: now(),
			read: asked ? 1 : answer.ok ? read : 0
		});
		this.#unanswered.delete(id);
		tell.receipt(now());
		this.#answered(id, answer);
	}

	#answered(id: string, answer: CommandAnswer): void {
		this.#waiting.get(id)?.(answer);
		this.#waiting.delete(id);
	}

	#later(): void {
		if (this.#stopped || this.#timer) return;
		this.#timer = setTimeout(() => {
			this.#timer = null;
			void this.flush();
		}, RETRY_MS);
	}
}
