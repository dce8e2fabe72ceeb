/** The domain's clock. Tokens, logs and intervals use the real one. */
export type Clock = { now(): Date };

/** @param from the instant it shows now; it runs on from there at real speed. null: the real time */
export function makeClock(from: Date | null): Clock {
	const offset = from ? from.getTime() - Date.now() : 0;
	return { now: () => new Date(Date.now() + offset) };
}
