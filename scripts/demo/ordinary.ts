import type { Plan } from '#lib/domain/delivery/order.ts';
import { dayOf } from '#lib/domain/shared/day.ts';
import { STAFF, ZONE } from './company.ts';
import { conversation, TOLD } from './help.ts';
import { DAY, HOUR, Storyteller, type Journey } from './journeys.ts';

const LOSSES = ['Sin cobertura', 'Eligió otra empresa', 'Precio', 'Sin permiso del edificio'];

/** Every technician's free hours, handed out in order so that no two ordinary visits meet. */
export class Diary {
	#taken = new Set<string>();
	/** @returns the start of the first free visit of two hours from `from` on, on a weekday between 8 and 18 of UTC−3 */
	book(technician: string, from: number): number {
		for (let day = Math.floor((from - 3 * HOUR) / DAY); ; day++) {
			if ([0, 6].includes(new Date(day * DAY).getUTCDay())) continue;
			for (const hour of [8, 10, 13, 15]) {
				const start = day * DAY + (hour + 3) * HOUR;
				const key = `${technician}/${start}`;
				if (start < from || this.#taken.has(key)) continue;
				this.#taken.add(key);
				return start;
			}
		}
	}
}

/** The everyday customers: as many at each stage as an operator of two thousand would have. */
export function ordinaryJourney(n: number, now: number, diary: Diary): Journey {
	const teller = new Storyteller(`ordinary-${n}`, n, now);
	const stage = teller.chance.weighted([
		['lead', 15],
		['prospect', 10],
		['ticket', 14],
		['feasibility', 6],
		['unscheduled', 6],
		['scheduled', 9],
		['lost', 8],
		['installed', 32]
	] as const);
	const daysAgo = stage === 'installed' ? teller.chance.between(3, 100) : teller.chance.between(0, stage === 'lost' ? 60 : 12);
	teller.later(-daysAgo * 24 - teller.chance.between(2, 8));
	const technician = teller.chance.pick([STAFF.paula.id, STAFF.martin.id]);
	const booked = (from: number): Plan => teller.plan(technician, diary.book(technician, from));
	const lead = teller.lead();
	if (stage === 'lead') return teller.journey;
	const prospect = teller.prospect(lead);
	if (stage === 'prospect') return teller.journey;
	const ticket = teller.ticket(lead, prospect, stage === 'lost' ? teller.chance.pick(LOSSES) : null);
	const refs = { lead, prospect, ticket };
	const waits = n % 2 === 0 ? { promised: dayOf(now + ((n % 14) - 4) * DAY, ZONE) } : {};
	if (stage === 'feasibility') teller.order('feasibility', refs);
	if (stage === 'unscheduled') teller.order('installation', refs, waits);
	if (stage === 'scheduled') teller.order('installation', refs, { plan: booked(now + HOUR) });
	if (stage === 'installed') installed(teller, refs, booked(teller.at + DAY), now);
	return teller.journey;
}

function installed(teller: Storyteller, refs: { lead: string; prospect: string; ticket: string }, plan: Plan, now: number): void {
	const order = teller.order('installation', refs, { plan });
	if (plan.start + 3 * HOUR > now) return;
	const contract = teller.chance.next() < 0.92;
	teller.visit(
		order,
		plan,
		{ result: 'success', reason: null, feasible: null },
		{ contract, paid: teller.chance.next() < 0.78 ? 1 : 0 }
	);
	if (teller.chance.next() < 0.15) helped(teller, refs.lead, now);
}

/** Some day after the installation something is asked, and within two days it is answered. */
function helped(teller: Storyteller, lead: string, now: number): void {
	const told = teller.chance.pick(TOLD);
	teller.later(teller.chance.between(0, Math.max(0, Math.floor((now - teller.at) / HOUR) - 1)));
	const ageDays = (now - teller.at) / DAY;
	const state =
		ageDays < 2
			? 'pending'
			: teller.chance.weighted([
					['finished', 75],
					['waiting-customer', 15],
					['in-progress', 10]
				] as const);
	const priority = told.category === 'no-service' ? 'high' : 'normal';
	const { title, category } = told;
	teller.help(
		{ lead, title, category, priority, origin: 'whatsapp', state },
		conversation(lead, told, teller.at, state !== 'pending')
	);
}
