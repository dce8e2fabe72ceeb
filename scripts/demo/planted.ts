import { STAFF } from './company.ts';
import type { Diary } from './ordinary.ts';
import { DAY, HOUR, Storyteller, type Journey } from './journeys.ts';
import { FAR_AWAY, house } from './town.ts';

type Story = (teller: Storyteller, diary: Diary, now: number) => void;

/** Cases that the field gets wrong, each under a name that tests and people find it by. */
const STORIES: Record<string, Story> = {
	'dup-phone-format': (teller) => {
		teller.lead({ name: 'Graciela Peralta', phone: '+54 9 351 555-7001', document: null });
		teller.lead({ name: 'G. Peralta', phone: '0351 15 555-7001', document: null });
	},
	'dup-two-sellers-offline': (teller) => {
		const twice = { name: 'Oscar Cabrera', phone: '+54 9 351 555-7002', document: { kind: 'dni', number: '28111222' } } as const;
		teller.lead({ ...twice, owner: STAFF.sofia.id });
		teller.lead({ ...twice, name: 'Oscar A. Cabrera', owner: STAFF.tomas.id });
	},
	'family-shared-phone': (teller) => {
		teller.lead({ name: 'Héctor Molina', phone: '+54 9 351 555-7003' });
		teller.lead({ name: 'Susana Molina', phone: '+54 9 351 555-7003' });
	},
	'same-address-two-services': (teller) => {
		const lead = teller.lead({ name: 'Norma Giménez' });
		const home = { ...house(teller.chance), reference: 'Casa al frente, local al fondo' };
		teller.prospect(lead, home, { plan: 'fibra-100' });
		teller.prospect(lead, home, { plan: 'fibra-600' });
	},
	'no-coverage-then-new-nap': (teller) => {
		const lead = teller.lead({ name: 'Ramón Luna' });
		teller.ticket(lead, teller.prospect(lead, FAR_AWAY), 'Sin cobertura');
	},
	'pin-far-from-text': (teller) => {
		const lead = teller.lead({ name: 'Iñaki Ortiz' });
		teller.prospect(lead, { ...house(teller.chance), address: 'Belgrano 110', lat: -31.7065, lng: -64.8985 });
	},
	'absent-twice': (teller, diary, now) => {
		const { lead, prospect, ticket } = sold(teller, 'Julieta Núñez');
		const first = teller.plan(STAFF.martin.id, diary.book(STAFF.martin.id, now - 9 * DAY));
		const second = teller.plan(STAFF.martin.id, diary.book(STAFF.martin.id, now - 5 * DAY));
		const order = teller.order('installation', { lead, prospect, ticket }, { plan: second });
		for (const plan of [first, second])
			teller.visit(order, plan, { result: 'failed', reason: 'customer-absent', feasible: null });
	},
	'not-feasible': (teller, diary, now) => {
		const { lead, prospect, ticket } = sold(teller, 'Facundo Ríos');
		const plan = teller.plan(STAFF.paula.id, diary.book(STAFF.paula.id, now - 6 * DAY), 60);
		const order = teller.order('feasibility', { lead, prospect, ticket }, { plan });
		teller.visit(order, plan, { result: 'success', reason: 'drop-too-long', feasible: false });
	},
	'contract-missing-at-success': (teller, diary, now) => {
		const { lead, prospect, ticket } = sold(teller, 'Micaela Torres', 'fibra-300');
		const plan = teller.plan(STAFF.paula.id, diary.book(STAFF.paula.id, now - 4 * DAY));
		const order = teller.order('installation', { lead, prospect, ticket }, { plan });
		teller.visit(order, plan, { result: 'success', reason: null, feasible: null }, { contract: false, paid: 0 });
	},
	'order-cancelled-while-on-site': (teller, diary, now) => {
		const { lead, prospect, ticket } = sold(teller, 'Ezequiel Sosa');
		const plan = teller.plan(STAFF.martin.id, diary.book(STAFF.martin.id, now - 7 * DAY));
		const order = teller.order('installation', { lead, prospect, ticket }, { plan, cancelled: 'El cliente llamó para cancelar' });
		teller.visit(order, plan, { result: 'success', reason: null, feasible: null }, { contract: true, paid: 0 });
	},
	'partial-payment': (teller, diary, now) => {
		const { lead, prospect, ticket } = sold(teller, 'Rocío Benítez', 'fibra-300');
		const plan = teller.plan(STAFF.martin.id, diary.book(STAFF.martin.id, now - 8 * DAY));
		const order = teller.order('installation', { lead, prospect, ticket }, { plan });
		teller.visit(order, plan, { result: 'success', reason: null, feasible: null }, { contract: true, paid: 0.5 });
	},
	'two-dispatchers-one-slot': (teller, diary, now) => {
		const start = diary.book(STAFF.paula.id, now + 2 * DAY);
		for (const name of ['Camila Ezquerra', 'Joaquín Palacio']) {
			const { lead, prospect, ticket } = sold(teller, name);
			teller.order(
				'installation',
				{ lead, prospect, ticket },
				{ plan: teller.plan(STAFF.paula.id, start + (name.startsWith('J') ? HOUR / 2 : 0)) }
			);
		}
	},
	'accents-and-emoji': (teller) =>
		void teller.lead({ name: 'Ñusta Güiraldes Ávila 🦙', observations: 'Timbre «del medio»; avisar a la señora Íñiguez ☎️' }),
	'percent-and-ampersand-text': (teller) =>
		void teller.lead({ name: 'Kiosco 100% & Más', observations: 'Pidió 50 % off & "envío" <gratis> = $0' })
};

function sold(teller: Storyteller, name: string, plan = 'fibra-100') {
	const lead = teller.lead({ name });
	const prospect = teller.prospect(lead, house(teller.chance), { plan, items: [], discounts: [] });
	return { lead, prospect, ticket: teller.ticket(lead, prospect) };
}

export const PLANTED = Object.keys(STORIES);

export function plantedJourneys(now: number, diary: Diary): Journey[] {
	return PLANTED.map((name, n) => {
		const teller = new Storyteller(name, 9_000 + n, now - 10 * DAY);
		STORIES[name]!(teller, diary, now);
		return teller.journey;
	});
}
