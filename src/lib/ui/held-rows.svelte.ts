import { heldOrder, type HeldOrder } from './held-order.ts';

type Source<T> = {
	rows: readonly T[];
	key: (row: T) => string;
	/** What the rows answer; undefined where nobody else changes them. */
	asked: string | undefined;
	/** Somebody is at the rows. */
	watched: boolean;
};
type Standing<T> = { rows: readonly T[]; asked: string | undefined; waiting: HeldOrder | null };

/** Rows that keep their places while somebody is at them, until another question is answered or they are put in order. */
export class HeldRows<T> {
	#source: () => Source<T>;
	#seen: Standing<T> | null = null;
	#turn = $state(0);
	#standing = $derived.by(() => {
		void this.#turn;
		return (this.#seen = this.#stand());
	});

	constructor(source: () => Source<T>) {
		this.#source = source;
	}

	get rows(): readonly T[] {
		return this.#standing.rows;
	}
	/** What waits to be put in order; null when nothing does. */
	get waiting(): HeldOrder | null {
		return this.#standing.waiting;
	}
	putInOrder() {
		this.#seen = null;
		this.#turn++;
	}

	#stand(): Standing<T> {
		const { rows, key, asked, watched } = this.#source();
		const free = { rows, asked, waiting: null };
		if (!watched || asked === undefined || this.#seen?.asked !== asked) return free;
		const before = this.#seen.rows;
		const held = heldOrder(before.map(key), rows.map(key));
		if (held.fresh + held.moved + held.gone.size === 0) return free;
		const byKey = new Map([...before, ...rows].map((row) => [key(row), row]));
		return { rows: held.order.map((each) => byKey.get(each)!), asked, waiting: held };
	}
}
