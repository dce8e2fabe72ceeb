import { expect, test } from 'vitest';
import { newOrder, type Plan } from '#lib/domain/delivery/order.ts';
import { day, instantAt } from '#lib/domain/shared/day.ts';
import type { OrderView, SlotFact } from './order-view.ts';
import { conflictsOf, rowsOf } from './plan-rows.ts';

const ZONE = 'America/Argentina/Cordoba';
const MONDAY = day('2026-03-02');
const PAULA = { id: 'paula', name: 'Paula Acosta', thread: 'verde', active: true };
const MARTIN = { id: 'martin', name: 'Martín Rojas', thread: 'azul', active: true };

/** An order planned on Monday at an hour for two hours; its plan is named after it. */
function at(hour: number, id: string, some: Partial<OrderView> = {}, crew = ['paula']): OrderView {
	const plan: Plan = { id: `plan-${id}`, crew, start: instantAt(MONDAY, hour * 60, ZONE), minutes: 120 };
	const fields = newOrder({ kind: 'installation', lead: 'lead', plan });
	const view = { id, status: 'scheduled', plan, pin: null, slot: null, row: { fields }, ...some };
	return view as unknown as OrderView;
}
const granted = (id: string): SlotFact => ({ plan: `plan-${id}`, granted: true });
const rows = (...orders: OrderView[]) => rowsOf(orders, [PAULA, MARTIN], [MONDAY], ZONE, new Set());

test('a visit stands in the row of each of its crew, and its time is counted there', () => {
	const [paula, martin] = rows(at(9, 'a', {}, ['paula', 'martin']), at(14, 'b'));
	expect(paula?.blocks.map(({ from, to }) => [from, to])).toEqual([
		[540, 660],
		[840, 960]
	]);
	expect([paula?.used, martin?.used]).toEqual([240, 120]);
});

test('what failed stays visible where it was, holds nobody and cannot be carried from there', () => {
	const [paula] = rows(at(9, 'a', { status: 'to-replan' }));
	expect(paula).toMatchObject({ used: 0, blocks: [{ movable: false }] });
});

test('one that waits or was cancelled is not on the board', () => {
	expect(rows(at(9, 'a', { status: 'cancelled' }), at(9, 'b', { status: 'unscheduled', plan: null }))[0]?.blocks).toEqual([]);
});

test('of two in one hour the one without the grant is the one to move', () => {
	const [conflict] = conflictsOf([at(9, 'a'), at(10, 'b', { slot: granted('b') })]);
	expect(conflict).toMatchObject({ technician: 'paula', first: { id: 'b' }, second: { id: 'a' } });
});

test('a grant of an earlier plan is none', () => {
	expect(conflictsOf([at(9, 'a'), at(10, 'b', { slot: granted('older') })])[0]).toMatchObject({ first: { id: 'a' } });
});

test('the newest plan’s conflict comes first, and finished work stands in nobody’s way', () => {
	const found = conflictsOf([at(9, '1'), at(10, '2'), at(14, '3'), at(15, '4'), at(9, '5', { status: 'done' })]);
	expect(found.map(({ key }) => key)).toEqual(['plan-3/plan-4', 'plan-1/plan-2']);
});
