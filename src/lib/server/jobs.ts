import { PgBoss } from 'pg-boss';
import { runDueCycle } from './billing/run-cycle.ts';
import { sendQueued } from './care/notify.ts';
import { consumeEvents } from './consume-events.ts';
import type { Context } from './context.ts';
import { copyAgenda, ordersOfAgendas } from './delivery/copy-agenda.ts';
import { listen } from './listen.ts';
import { forgetHeld } from './quarantine/hold.ts';
import { startWorker } from './worker.ts';

/** Work of the calendar. Each hour, because the domain's day is not the machine's and an hour missed is made up by the next. */
const HOURLY = {
	'billing.cycle': async ({ db, clock }: Context) => void (await runDueCycle(db, clock.now())),
	'people.quarantine': async ({ db, clock }: Context) => forgetHeld(db, clock.now()),
	'delivery.agendas': async ({ db, clock }: Context) => {
		for (const order of await ordersOfAgendas(db, clock.now())) await copyAgenda(db, order, clock.now());
	}
} as const satisfies Record<string, (context: Context) => Promise<void>>;

/** All that happens without anybody asking: what follows from events, mails that leave, and the calendar. */
export async function startJobs(context: Context): Promise<{ stop(): Promise<void> }> {
	const { pool, log } = context;
	const events = startWorker('events', () => consumeEvents(context), log);
	const mails = startWorker('mails', () => sendQueued(context.db, context.settings, context.clock.now()), log);
	const listening = listen(pool, 'hilo_events', events.wake, log);
	const boss = await startCalendar(context);
	return {
		async stop() {
			listening.stop();
			await Promise.all([events.stop(), mails.stop(), boss.stop({ graceful: true, timeout: 5_000 })]);
		}
	};
}

async function startCalendar(context: Context): Promise<PgBoss> {
	const executeSql = async (text: string, values: unknown[] = []) => context.pool.query(text, values);
	const boss = new PgBoss({ db: { executeSql } });
	boss.on('error', (error) => context.log.error({ err: error }, 'the calendar of jobs broke'));
	await boss.start();
	for (const [name, work] of Object.entries(HOURLY)) {
		await boss.createQueue(name, { policy: 'exclusive', retryLimit: 3, retryBackoff: true });
		await boss.send(name);
		await boss.work(name, { pollingIntervalSeconds: 30 }, () => work(context));
		await boss.schedule(name, '5 * * * *');
	}
	return boss;
}
