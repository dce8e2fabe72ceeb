import { expect, test } from '@playwright/test';
import { firstLoads } from '../support/first-load.ts';

/** Kilobytes, gzipped: what every screen of the area needs, and what each may add. */
const BUDGETS = { office: { shell: 170, own: 45, board: 60 }, field: { shell: 150, own: 35, board: 35 } };

for (const area of ['office', 'field'] as const)
	test(`no screen of the ${area} makes anybody wait for more JavaScript than its budget`, async () => {
		const { shell, own, board } = BUDGETS[area];
		const loads = await firstLoads(area);
		expect(loads.length).toBeGreaterThan(3);
		const isOver = (load: (typeof loads)[number]) =>
			load.shell > shell || load.own > (load.route.endsWith('/planificar') ? board : own);
		expect(loads.filter(isOver)).toEqual([]);
	});
