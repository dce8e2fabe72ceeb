import { expect, test } from 'vitest';
import { orderStatus, REOPEN_DAYS } from './order.ts';
import { newVisit, type Visit } from './visit.ts';

const DAY = 24 * 3_600_000;
const END = Date.parse('2026-03-02T15:00:00-03:00');
const outcome = { result: 'success', reason: null, feasible: null, at: END } as const;
const visit: Visit = {
	...newVisit({ order: 'o', plan: null, outcome }),
	...{ id: 'v', technician: 'paula', equipment: [], photos: [] }
};
const reopenedAfter = (days: number, of = 'v') =>
	orderStatus({
		plan: null,
		cancelled: null,
		visits: [visit],
		reopened: { visit: of, reason: 'Se cortó', at: END + days * DAY }
	});

test('work done may be taken up again for so many days; later it stays done, whoever writes it', () => {
	expect(reopenedAfter(0)).toBe('to-replan');
	expect(reopenedAfter(REOPEN_DAYS)).toBe('to-replan');
	expect(reopenedAfter(REOPEN_DAYS + 1)).toBe('done');
	expect(reopenedAfter(0, 'another visit')).toBe('done');
});
