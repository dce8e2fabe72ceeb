import { expect, test } from 'vitest';
import type { Visit } from '../delivery/visit.ts';
import { ticketStory, type OrderOfStory } from './ticket-story.ts';

const quiet = { lost: null, stage: 'in-contact' } as const;
const lost = { lost: { reason: 'Eligió otra empresa', at: 5 }, stage: 'quoted' } as const;

function anOrder(some: Partial<OrderOfStory> = {}): OrderOfStory {
	return {
		id: 'o1',
		at: 1,
		kind: 'installation',
		plan: null,
		cancelled: null,
		reopened: null,
		visits: [],
		contract: false,
		invoice: false,
		...some
	};
}
function aVisit(outcome: Partial<NonNullable<Visit['outcome']>> | null, some: Partial<Visit> = {}): Visit {
	const ended = outcome && { result: 'success' as const, reason: null, feasible: null, at: 9, ...outcome };
	return {
		id: 'v1',
		technician: 't',
		order: 'o1',
		plan: null,
		enRoute: null,
		arrived: null,
		notes: '',
		outcome: ended,
		equipment: [],
		photos: [],
		...some
	};
}

test('a ticket without orders waits in the stage its seller gave it', () => {
	expect(ticketStory(quiet, [])).toMatchObject({ column: 'pending', stage: 'in-contact', step: 3, order: null });
});

test('an open order keeps it moving, and the thread stands at the order', () => {
	expect(ticketStory(quiet, [anOrder()])).toMatchObject({ column: 'in-progress', stage: 'unscheduled', step: 4 });
});

test('the contract and then the visit move the thread on', () => {
	expect(ticketStory(quiet, [anOrder({ contract: true })]).step).toBe(5);
	expect(ticketStory(quiet, [anOrder({ contract: true, visits: [aVisit(null)] })])).toMatchObject({ stage: 'en-route', step: 6 });
});

test('a successful installation wins, and its invoice completes the thread', () => {
	const done = anOrder({ visits: [aVisit({})] });
	expect(ticketStory(lost, [done])).toMatchObject({ column: 'won', stage: 'installed', step: 7 });
	expect(ticketStory(quiet, [{ ...done, invoice: true }]).step).toBe(8);
});

test('a cancelled order sends the ticket back, and says so', () => {
	const order = anOrder({ cancelled: { reason: 'x', at: 3 } });
	expect(ticketStory(quiet, [order])).toMatchObject({ column: 'pending', stage: 'order-cancelled', order: null, step: 3 });
});

test('a feasible address offers the installation until one is ordered', () => {
	const asked = anOrder({ kind: 'feasibility', visits: [aVisit({ feasible: true })] });
	expect(ticketStory(quiet, [asked])).toMatchObject({ column: 'pending', stage: 'feasible', installable: 'o1' });
	const both = ticketStory(quiet, [anOrder({ id: 'o2', at: 2 }), asked]);
	expect(both).toMatchObject({ column: 'in-progress', stage: 'unscheduled', installable: null });
});

test('what the technician found unfeasible is lost with his reason, until somebody orders again', () => {
	const no = anOrder({ kind: 'feasibility', visits: [aVisit({ feasible: false, reason: 'nap-full' })] });
	expect(ticketStory(quiet, [no])).toMatchObject({
		column: 'lost',
		stage: 'not-feasible',
		unfeasible: 'nap-full',
		installable: null
	});
	expect(ticketStory(quiet, [no, anOrder({ id: 'o2', at: 2 })])).toMatchObject({ column: 'in-progress', unfeasible: null });
});

test('a ticket its seller lost stays lost whatever the feasibility said', () => {
	const yes = anOrder({ kind: 'feasibility', visits: [aVisit({ feasible: true })] });
	expect(ticketStory(lost, [yes])).toMatchObject({ column: 'lost', stage: 'lost', installable: null });
});
