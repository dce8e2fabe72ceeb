import { sql } from 'kysely';
import { tasksFor, type Following } from './events.ts';
import type { HiloEvent } from './publish.ts';

const BATCH = 200;
const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 900;

type Waiting = { id: number; event: HiloEvent; attempts: number };
type Todo = { run: () => Promise<void>; events: Waiting[] };
type Failures = Map<Waiting, string>;

/**
 * Does what follows from the events that wait, oldest first. What fails comes again later with its events and holds nothing
 * else up.
 * @returns how many events were looked at
 */
export async function consumeEvents(around: Following): Promise<number> {
	const waiting = await waitingEvents(around);
	const failures: Failures = new Map();
	const todo = await collect(around, waiting, failures);
	for (const { run, events } of todo.values()) await attempt(run, events, failures);
	await settle(
		around,
		waiting.filter((event) => !failures.has(event))
	);
	for (const [event, error] of failures) await putOff(around, event, error);
	return waiting.length;
}

async function waitingEvents({ db }: Following): Promise<Waiting[]> {
	const rows = await db
		.selectFrom('events')
		.select(['id', 'type', 'data', 'attempts'])
		.where('handled_at', 'is', null)
		.where(({ or, eb }) => or([eb('retry_at', 'is', null), eb('retry_at', '<=', sql<Date>`now()`)]))
		.orderBy('id')
		.limit(BATCH)
		.execute();
	return rows.map(({ id, type, data, attempts }) => ({ id, attempts, event: { type, ...data } as HiloEvent }));
}

/** One order touched by ten events is looked at once. */
async function collect(around: Following, waiting: Waiting[], failures: Failures): Promise<Map<string, Todo>> {
	const todo = new Map<string, Todo>();
	const add = async (event: Waiting) => {
		for (const [name, run] of await tasksFor(around, event.event)) {
			const known = todo.get(name);
			if (known) known.events.push(event);
			else todo.set(name, { run, events: [event] });
		}
	};
	for (const event of waiting) await attempt(() => add(event), [event], failures);
	return todo;
}

async function attempt(run: () => Promise<void>, events: Waiting[], failures: Failures): Promise<void> {
	try {
		await run();
	} catch (error) {
		for (const event of events) failures.set(event, error instanceof Error ? error.message : String(error));
	}
}

async function settle({ db, clock }: Following, events: Waiting[]): Promise<void> {
	const ids = events.map(({ id }) => id);
	if (ids.length > 0)
		await db.updateTable('events').set({ handled_at: clock.now(), error: null }).where('id', 'in', ids).execute();
}

async function putOff({ db }: Following, { id, attempts }: Waiting, error: string): Promise<void> {
	const seconds = Math.min(FIRST_WAIT_S * 2 ** attempts, LONGEST_WAIT_S);
	const retry = sql<Date>`now() + make_interval(secs => ${seconds})`;
	await db
		.updateTable('events')
		.set({ attempts: attempts + 1, retry_at: retry, error })
		.where('id', '=', id)
		.execute();
}
