import type { Logger } from './log.ts';

const POLL_MS = 1_000;
const REST_AFTER_ERROR_MS = 5_000;

export type Worker = { wake(): void; stop(): Promise<void> };

/**
 * Does one thing over and over: at once when woken, each second otherwise, never twice at the same time.
 * @param work how much it did; more than nothing means that there may be more
 */
export function startWorker(name: string, work: () => Promise<number>, log: Logger): Worker {
	let stopped = false;
	let woken = false;
	let stir = () => {};
	const rest = (ms: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, woken ? 0 : ms);
			stir = () => (clearTimeout(timer), resolve());
			woken = false;
		});
	const once = () =>
		work().then(
			(done) => (done > 0 ? 0 : POLL_MS),
			(error: unknown) => (log.error({ err: error, worker: name }, 'a worker broke'), REST_AFTER_ERROR_MS)
		);
	const run = async () => {
		while (!stopped) {
			const pause = await once();
			if (!stopped && pause > 0) await rest(pause);
		}
	};
	const running = run();
	const wake = () => ((woken = true), stir());
	return { wake, stop: () => ((stopped = true), stir(), running) };
}
