const MINUTE = 60_000;

/** The device's hour, asked again each minute. Call it while a component initialises. */
export function clock(now: () => number): { readonly value: number } {
	let value = $state(now());
	$effect(() => {
		const ticking = setInterval(() => (value = now()), MINUTE / 2);
		return () => clearInterval(ticking);
	});
	return {
		get value() {
			return value;
		}
	};
}
