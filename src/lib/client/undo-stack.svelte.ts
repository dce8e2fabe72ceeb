import { Refused } from '#lib/domain/shared/refused.ts';
import type { Device } from './device.svelte.ts';
import type { HiloDatabase, Intent, Row } from './database.ts';
import { fetchPart } from './fetch-part.ts';
import type { Met, Step } from './undo.ts';
import { touchedBy, type WriteOp, type Written } from './write-ops.ts';

/** What became of an attempt to take a step back: `intent` and how many `records` it was on say what it was; with `met` nothing was done. */
export type TakenBack = { step: Step; intent: Intent; records: number; met: readonly Met[] };
type Write = (room: string, name: string, ops: WriteOp[], options: { gesture?: string }) => Promise<Written>;

type Moved = (step: Step, made: Step) => void;

const STEPS = 100;
/** Until the rows show what has come into the document. */
const SHOWN_MS = 100;
/** Saved by themselves, or a report that has been made: not acts that a person takes back. */
const KEPT = /^(draft|preference|visit)\./;

/** What one person did in one tab, newest last. It takes back his own alone. */
export class UndoStack {
	done = $state.raw<readonly Step[]>([]);
	undone = $state.raw<readonly Step[]>([]);
	#mine = new Set<string>();
	#gesture = '';
	#replaying = false;
	#db: HiloDatabase;
	#write: Write;
	#now: () => number;

	constructor(db: HiloDatabase, write: Write, now: () => number) {
		this.#db = db;
		this.#write = write;
		this.#now = now;
	}

	/** Remembers a gesture that was written; what belongs to the same gesture is one step. */
	noted(name: string, ops: readonly WriteOp[], { intent, gesture }: Written): void {
		if (this.#replaying || KEPT.test(name) || ops.every((op) => 'entry' in op)) return;
		this.#mine.add(intent);
		const last = this.#gesture === gesture ? this.done.at(-1) : undefined;
		const step = { name: last?.name ?? name, intents: [...(last?.intents ?? []), intent] };
		this.done = [...(last ? this.done.slice(0, -1) : this.done), step].slice(-STEPS);
		this.undone = [];
		this.#gesture = gesture;
	}

	/**
	 * Takes the last step back, or the one that wrote this intent.
	 * @param force also where somebody has been since
	 * @returns null when there is nothing to take back
	 */
	back(force = false, intent?: string): Promise<TakenBack | null> {
		const step = intent ? this.done.find(({ intents }) => intents.includes(intent)) : this.done.at(-1);
		return this.#turn(step, force, (step, made) => {
			this.done = this.done.filter((each) => each !== step);
			this.undone = [...this.undone, made];
		});
	}
	forth(force = false): Promise<TakenBack | null> {
		return this.#turn(this.undone.at(-1), force, (step, made) => {
			this.undone = this.undone.filter((each) => each !== step);
			this.done = [...this.done, made];
		});
	}

	async #turn(step: Step | undefined, force: boolean, moved: Moved): Promise<TakenBack | null> {
		if (!step || this.#replaying) return null;
		this.#replaying = true;
		try {
			return await this.#takeBack(step, force, moved).catch((error: unknown) => this.#again(error, step, moved));
		} finally {
			this.#replaying = false;
			this.#gesture = '';
		}
	}

	/** Somebody was faster than the rows that show what he wrote: who would take his step back anyway has not seen that either. */
	async #again(error: unknown, step: Step, moved: Moved): Promise<TakenBack | null> {
		if (!(error instanceof Refused) || error.code !== 'edit.met') throw error;
		await new Promise((shown) => setTimeout(shown, SHOWN_MS));
		return this.#takeBack(step, false, moved);
	}

	async #takeBack(step: Step, force: boolean, moved: Moved): Promise<TakenBack | null> {
		const intents = await this.#db.intents.where('id').anyOf(step.intents).sortBy('n');
		const rows = await this.#rows(intents);
		const { inverse } = await fetchPart(() => import('./undo.ts'));
		const { parts, met } = inverse(intents, { rows, mine: this.#mine, now: this.#now() });
		const records = touchedBy(intents).size;
		if (met.length > 0 && !force) return { step, intent: intents[0]!, records, met };
		const made: string[] = [];
		let gesture: string | undefined;
		for (const { room, ops } of parts) {
			const written = await this.#write(room, `${step.name}.undo`, ops, { gesture });
			gesture ??= written.gesture;
			made.push(written.intent);
		}
		for (const intent of made) this.#mine.add(intent);
		moved(step, { name: step.name, intents: made });
		return intents[0] ? { step, intent: intents[0], records, met: [] } : null;
	}

	async #rows(intents: readonly Intent[]): Promise<Map<string, Row>> {
		const rows = await this.#db.rows.bulkGet([...touchedBy(intents)]);
		return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
	}
}

const stacks = new WeakMap<Device, UndoStack>();

/** What this person did since the first screen asked for it, which is the office's frame: who works in the field takes nothing back. */
export function undoOf(device: Device): UndoStack {
	const known = stacks.get(device);
	if (known) return known;
	const stack = new UndoStack(
		device.db,
		(...asked) => device.write(...asked),
		() => device.now()
	);
	device.onwritten = (...wrote) => stack.noted(...wrote);
	stacks.set(device, stack);
	return stack;
}
