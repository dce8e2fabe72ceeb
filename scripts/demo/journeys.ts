import type { BaseRecord, FieldsOf, Kind } from '#lib/domain/records.ts';
import { newLead, type Lead } from '#lib/domain/sales/lead.ts';
import { newProspect, type Service } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import { newOrder, type OrderKind, type Plan } from '#lib/domain/delivery/order.ts';
import { newVisit, type Outcome } from '#lib/domain/delivery/visit.ts';
import { newCase, type CaseMessage, type HelpCase } from '#lib/domain/care/help-case.ts';
import type { Location } from '#lib/domain/shared/schema.ts';
import { STAFF } from './company.ts';
import { Chance, demoId } from './chance.ts';
import { cuit, dni, email, firmName, personName, phone } from './names.ts';
import { house } from './town.ts';

/** A record to be born in the room of its month, and the visits and contract that follow from it. */
export type Planned = { id: string; value: BaseRecord; messages?: CaseMessage[] };
/** `contract` asks the seed to make one through the service; `paid` is the share of all its invoices that was paid. */
export type Bill = { contract: boolean; paid: number };
export type Installed = { order: string; doneAt: number } & Bill;
export type Journey = { name: string; records: Planned[]; installed: Installed | null };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Writes one customer's story, record by record, each a while after the one before. */
export class Storyteller {
	readonly journey: Journey;
	readonly chance: Chance;
	#at: number;
	#n: number;
	readonly seller: string;

	constructor(name: string, n: number, startsAt: number) {
		this.chance = new Chance(name);
		this.journey = { name, records: [], installed: null };
		this.#at = startsAt;
		this.#n = n;
		this.seller = this.chance.pick([STAFF.sofia.id, STAFF.tomas.id]);
	}

	get at(): number {
		return this.#at;
	}

	later(hours: number): this {
		this.#at += hours * HOUR;
		return this;
	}

	lead(some: Partial<Lead> = {}): string {
		const firm = this.chance.next() < 0.1;
		const name = some.name ?? (firm ? firmName(this.chance) : personName(this.chance));
		const lead = newLead({
			personType: firm ? 'company' : 'person',
			name,
			document: firm ? { kind: 'cuit', number: cuit(this.chance) } : { kind: 'dni', number: dni(this.chance) },
			phone: phone(this.#n),
			email: email(name, this.#n),
			contactChannel: this.chance.weighted([
				['whatsapp', 45],
				['call', 25],
				['web', 15],
				['referral', 10],
				['shop', 5]
			] as const),
			vatCondition: firm
				? 'registered'
				: this.chance.weighted([
						['final', 90],
						['monotributo', 5]
					] as const),
			owner: this.seller,
			...some
		});
		return this.#born('lead', lead);
	}

	prospect(lead: string, location: Location = house(this.chance), some: Partial<Service> = {}): string {
		return this.#born('prospect', newProspect({ lead, service: this.service(some), location }));
	}

	service(some: Partial<Service> = {}): Service {
		return {
			plan: this.chance.weighted([
				['fibra-50', 15],
				['fibra-100', 35],
				['fibra-300', 40],
				['fibra-600', 10]
			] as const),
			items: this.chance.next() < 0.4 ? [{ id: 'router-wifi6', quantity: 1 }] : [],
			discounts: this.chance.next() < 0.3 ? ['bienvenida'] : [],
			offeredAt: this.#at,
			...some
		};
	}

	ticket(lead: string, prospect: string, lost: string | null = null): string {
		const stage = this.chance.pick(['new', 'in-contact', 'quoted'] as const);
		return this.#born(
			'ticket',
			newTicket({ lead, prospect, owner: this.seller, stage, lost: lost ? { reason: lost, at: this.#at } : null })
		);
	}

	order(
		kind: OrderKind,
		refs: { lead: string; prospect?: string; ticket?: string; help?: string },
		some: { plan?: Plan | null; cancelled?: string; promised?: string } = {}
	): string {
		const location = this.#locationOf(refs.prospect);
		const cancelled = some.cancelled ? { reason: some.cancelled, at: this.#at } : null;
		return this.#born(
			'order',
			newOrder({ kind, ...refs, location, plan: some.plan ?? null, cancelled, promised: some.promised ?? null }),
			STAFF.ana.id
		);
	}

	help(some: Partial<HelpCase> & Pick<HelpCase, 'lead' | 'title'>, messages: CaseMessage[]): void {
		this.#born('case', newCase({ assignee: STAFF.hugo.id, ...some }), STAFF.hugo.id);
		this.journey.records.at(-1)!.messages = messages;
	}

	plan(technician: string, start: number, minutes = 120): Plan {
		return { id: demoId('plan', `${this.journey.name}/${this.#n}/${start}`, this.#at), crew: [technician], start, minutes };
	}

	/** The visit as its technician reported it; a success of an installation is what the seed bills. */
	visit(order: string, plan: Plan, outcome: Omit<Outcome, 'at'>, bill: Bill | null = null): void {
		const doneAt = plan.start + plan.minutes * 60_000;
		this.#at = plan.start - HOUR / 2;
		const stamp = (at: number) => ({ at, lat: null, lng: null });
		const report = newVisit({
			order,
			plan: plan.id,
			enRoute: stamp(plan.start - HOUR / 2),
			arrived: stamp(plan.start),
			outcome: { ...outcome, at: doneAt }
		});
		this.#born('visit', report, plan.crew[0]!);
		this.#at = doneAt;
		if (bill) this.journey.installed = { order, doneAt, ...bill };
	}

	#locationOf(prospect: string | undefined): Location | null {
		const record = this.journey.records.find(({ id }) => id === prospect)?.value;
		return record?.kind === 'prospect' ? record.fields.location : null;
	}

	#born<K extends Kind>(kind: K, fields: FieldsOf[K], by = this.seller): string {
		const id = demoId(kind, `${this.journey.name}/${this.journey.records.length}`, this.#at);
		this.journey.records.push({ id, value: { kind, at: this.#at, by, fields } as BaseRecord });
		this.#at += 10 * 60_000;
		return id;
	}
}
