import { chosenRange } from './grid.ts';

type Source = {
	/** Of the rows, as they stand. */
	keys: readonly string[];
	selected: ReadonlySet<string> | undefined;
	onselection: ((selected: Set<string>) => void) | undefined;
};

/** Choosing rows: one, a range from where it began, all. */
export class Choosing {
	#source: () => Source;
	/** Where a range began, and what was chosen before. */
	#began: { at: number; before: ReadonlySet<string> } | null = null;

	constructor(source: () => Source) {
		this.#source = source;
	}

	one(index: number, on?: boolean) {
		const { keys, selected, onselection } = this.#source();
		const [key, next] = [keys[index]!, new Set(selected)];
		if (on ?? !next.has(key)) next.add(key);
		else next.delete(key);
		this.#began = { at: index, before: next };
		onselection?.(next);
	}
	range(from: number, to: number) {
		const { keys, selected, onselection } = this.#source();
		if (!selected?.size) this.end();
		this.#began ??= { at: from, before: new Set(selected) };
		onselection?.(chosenRange(keys, this.#began.before, this.#began.at, to));
	}
	all(on: boolean) {
		const { keys, onselection } = this.#source();
		this.end();
		onselection?.(new Set(on ? keys : []));
	}
	/** The next range begins anew. */
	end() {
		this.#began = null;
	}
}
