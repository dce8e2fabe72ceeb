const EVERY_MS = 30_000;

/** The device's hour, asked again twice a minute. Call it while a component initialises. */
export function fieldClock(now: () => number): { readonly value: number } {
	let value = $state(now());
	$effect(() => {
		const ticking = setInterval(() => (value = now()), EVERY_MS);
		return () => clearInterval(ticking);
	});
	return {
		get value() {
			return value;
		}
	};
}
