const PAUSE = 10_000;

/** Repeats a text for readers, at most once in 10 s; what was skipped meanwhile is not read later. */
export class Announcer {
	said = $state('');
	#last = -PAUSE;

	constructor(text: () => string) {
		$effect(() => {
			const next = text();
			const wait = Math.max(0, this.#last + PAUSE - performance.now());
			const timer = setTimeout(() => this.#say(next), wait);
			return () => clearTimeout(timer);
		});
	}
	#say(next: string) {
		this.#last = performance.now();
		this.said = next;
	}
}
