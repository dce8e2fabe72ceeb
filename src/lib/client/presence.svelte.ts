import type { Awareness } from 'y-protocols/awareness';
import type { SessionUser } from './session.svelte.ts';

export type Focus = { record: string; field?: string };
export type Drag = { order: string; technician: string; start: number; minutes: number };
export type Other = { user: string; name: string; thread: string; focus: Focus | null; drag: Drag | null };

/** Who else works in the room where this month's work is born, and on what. */
export class Presence {
	#others = $state.raw<Other[]>([]);
	#mine: Other;
	#find: () => Awareness | null;
	/** Hands one's own state to the tab that has the socket. */
	#pass: (mine: Other) => void;

	constructor(user: SessionUser, find: () => Awareness | null, pass: (mine: Other) => void) {
		this.#mine = { user: user.id, name: user.name, thread: user.thread, focus: null, drag: null };
		this.#find = find;
		this.#pass = pass;
	}

	set(mine: { focus?: Focus | null; drag?: Drag | null }): void {
		this.take({ ...this.#mine, ...$state.snapshot(mine) });
		if (!this.#find()) this.#pass(this.#mine);
	}

	/** Where the person is, said by this tab or another of the same device. */
	take(mine: Other): void {
		this.#mine = mine;
		this.#find()?.setLocalState(mine);
	}

	/** The others, as the tab with the socket sees them. */
	hear(others: Other[]): void {
		this.#others = others;
	}

	/** One entry a person, oneself left out. */
	others(): Other[] {
		return this.#others;
	}

	/** Somebody moved, or the room has a new socket or document. */
	refresh(): void {
		const awareness = this.#find();
		if (awareness && awareness.getLocalState() === null) awareness.setLocalState(this.#mine);
		const states = [...(awareness?.getStates().values() ?? [])] as Partial<Other>[];
		const people = new Map(
			states.flatMap((state) => (isOther(state) && state.user !== this.#mine.user ? [[state.user, state] as const] : []))
		);
		this.#others = [...people.values()];
	}
}

const isOther = (state: Partial<Other>): state is Other => typeof state.user === 'string' && typeof state.name === 'string';
