import { untrack } from 'svelte';
import type { Awareness } from 'y-protocols/awareness';
import type { SessionUser } from './session.svelte.ts';

export type Focus = { record: string; field?: string };
export type Drag = { order: string; technician: string; start: number; minutes: number };
export type Other = { user: string; name: string; thread: string; focus: Focus | null; drag: Drag | null; seen?: number };

/** The more people hear how far this device has come, the more rarely it says so: each is told about as often, however many they are. */
const TELL_MS = 500;

/** Who else works in the room where this month's work is born, and on what. */
export class Presence {
	#others = $state.raw<Other[]>([]);
	#mine: Other;
	/** The sequence that this device has of the room. */
	#seen = 0;
	#telling: ReturnType<typeof setTimeout> | null = null;
	#find: () => Awareness | null;
	/** Hands one's own state to the tab that has the socket. */
	#pass: (mine: Other) => void;

	constructor(user: SessionUser, find: () => Awareness | null, pass: (mine: Other) => void) {
		this.#mine = { user: user.id, name: user.name, thread: user.thread, focus: null, drag: null };
		this.#find = find;
		this.#pass = pass;
	}

	set(mine: { focus?: Focus | null; drag?: Drag | null }): void {
		// What is said comes back as news of the room; whoever says it in an effect must not follow it.
		untrack(() => {
			this.take({ ...this.#mine, ...$state.snapshot(mine) });
			if (!this.#find()) this.#pass(this.#mine);
		});
	}

	/** The person has this record before him. @returns how to say that he left it */
	open(record: string): () => void {
		this.set({ focus: { record } });
		return () => this.set({ focus: null });
	}

	/** Where the person is, said by this tab or another of the same device. */
	take(mine: Other): void {
		this.#mine = mine;
		this.#say();
	}

	/** This device has everything up to `seq`. */
	came(seq: number): void {
		this.#seen = seq;
		this.#telling ??= setTimeout(
			() => {
				this.#telling = null;
				this.#say();
			},
			TELL_MS * Math.max(1, this.#others.length)
		);
	}
	close(): void {
		if (this.#telling) clearTimeout(this.#telling);
	}

	/** The others, as the tab with the socket sees them. */
	hear(others: Other[]): void {
		this.#others = others;
	}

	/** One entry a person, oneself left out. */
	others(): Other[] {
		return this.#others;
	}

	/** Who has this record open, or one field of it. */
	at({ record, field }: Focus): Other[] {
		return this.#others.filter(({ focus }) => focus?.record === record && (!field || focus.field === field));
	}

	/** The colour around a record that somebody has open. */
	threadAt(record: string): string | undefined {
		return this.at({ record })[0]?.thread;
	}

	/** Somebody moved, or the room has a new socket or document. */
	refresh(): void {
		const awareness = this.#find();
		if (awareness && awareness.getLocalState() === null) this.#say();
		const states = [...(awareness?.getStates().values() ?? [])] as Partial<Other>[];
		const people = new Map(
			states.flatMap((state) => (isOther(state) && state.user !== this.#mine.user ? [[state.user, state] as const] : []))
		);
		this.#others = [...people.values()];
	}

	#say(): void {
		this.#find()?.setLocalState({ ...this.#mine, seen: this.#seen });
	}
}

const isOther = (state: Partial<Other>): state is Other => typeof state.user === 'string' && typeof state.name === 'string';
