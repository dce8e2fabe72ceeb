import type { CommandAnswer, CommandName } from '#lib/domain/commands.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { execute } from '#lib/server/commands/execute.ts';
import { consumeEvents } from '#lib/server/consume-events.ts';
import { newId } from '#lib/server/new-id.ts';
import { publish } from '#lib/server/publish.ts';
import { readSettings } from '#lib/server/settings.ts';
import { ANA } from '../cast.ts';
import { testDb, type TestDb } from './postgres.ts';
import { actorOf, aCompany, anOrder, planned, reported } from './records.ts';

const TECH = {
	server: 'srv-norte',
	node: 'nodo-centro',
	mode: 'pppoe',
	equipment: 'Huawei HG8145V5',
	pool: 'pool-norte',
	ip: null,
	mac: ''
};
const HOUR = 3_600_000;

/** A company on its own database, whose clock the test turns. */
export class Office {
	readonly base: TestDb;
	now: Date;
	readonly settings = readSettings({});

	constructor(base: TestDb, now: Date) {
		this.base = base;
		this.now = now;
	}
	get db() {
		return this.base.db;
	}
	get around() {
		return { db: this.db, settings: this.settings, clock: { now: () => this.now } };
	}
	command(name: CommandName, payload: unknown, actor: Actor = actorOf(ANA)): Promise<CommandAnswer> {
		return execute(this.around, actor, { id: newId(this.now), name, payload, rests: [] });
	}
	async result<T>(name: CommandName, payload: unknown, actor?: Actor): Promise<T> {
		const answer = await this.command(name, payload, actor);
		if (!answer.ok) throw new Error(`${name}: ${answer.code}`);
		return answer.result as T;
	}
	contract(order: string): Promise<{ id: string; number: string }> {
		return this.result('contract.create', { order, tech: TECH });
	}
	/** The journal says that a record changed; everything that follows is done. */
	async changed(kind: 'lead' | 'prospect' | 'ticket' | 'order' | 'visit', record: string, room = 'desk/central/2026-03') {
		await publish(this.db, this.now, { type: 'record.changed', room, record, kind, fields: [], born: false });
		await this.settle();
	}
	async settle() {
		while ((await consumeEvents(this.around)) > 0);
	}
	/** Somebody installs on that day, and the phone sends it in the same hour; each order has a technician of its own. */
	async install(order: string, at: Date, received = new Date(at.getTime() + HOUR)) {
		const technician = `tecnico-${order.slice(-12)}`;
		const plan = await planned(this.db, order, technician, new Date(at.getTime() - 2 * HOUR));
		this.now = new Date(at.getTime() - 3 * HOUR);
		await this.changed('order', order);
		this.now = received;
		const outcome = { result: 'success' as const, reason: null, feasible: null, at: at.getTime() };
		const visit = await reported(this.db, { order, technician, plan: plan.id, outcome, received });
		await this.changed('visit', visit);
		return visit;
	}
	/** Somebody who has the service and its first invoice. */
	async customer(at: Date, some: Parameters<typeof anOrder>[2] = {}) {
		this.now = at;
		const story = await anOrder(this.db, at, some);
		const contract = await this.contract(story.order);
		await this.install(story.order, at);
		return { ...story, contract: contract.id };
	}
	invoices(contract: string) {
		return this.db.selectFrom('invoices').selectAll().where('contract', '=', contract).orderBy('period').execute();
	}
}

export async function anOffice(now: Date): Promise<Office> {
	const base = await testDb();
	await aCompany(base.db, now);
	return new Office(base, now);
}
