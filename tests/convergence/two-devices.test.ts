import { expect, test, vi } from 'vitest';
import type { Kind } from '#lib/domain/records.ts';
import { newCase } from '#lib/domain/care/help-case.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { newProspect } from '#lib/domain/sales/prospect.ts';
import { newTicket } from '#lib/domain/sales/ticket.ts';
import type { NewRecord, WriteOp } from '#lib/client/write-ops.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { Hub } from './hub.ts';
import { agree, ANA, DESK, type Hands, HUGO, LUIS, newId, opening, SOFIA } from './people.ts';

const meet = (hub: Hub, ...actors: Actor[]) => Promise.all(actors.map((actor) => opening(hub, actor)));

const lead = newId();
const prospect = newId();
const plan = (start: number) => ({ id: newId(), crew: ['paula'], start, minutes: 60 });

/** Each record type: how it is born, and two edits that two people make apart. */
const STORIES: Record<
	'lead' | 'prospect' | 'ticket' | 'order' | 'case',
	{ value: NewRecord; actors: [Actor, Actor]; edits: [Record<string, unknown>, Record<string, unknown>] }
> = {
	lead: {
		value: { kind: 'lead', fields: newLead({ name: 'Carmen Ruiz' }) },
		actors: [SOFIA, HUGO],
		edits: [{ phone: '351 555-0101' }, { email: 'carmen@example.com' }]
	},
	prospect: {
		value: { kind: 'prospect', fields: newProspect({ lead }) },
		actors: [SOFIA, SOFIA],
		edits: [{ observations: 'Portón azul' }, { service: { plan: 'fibra-300', items: [], discounts: [], offeredAt: 1 } }]
	},
	ticket: {
		value: { kind: 'ticket', fields: newTicket({ lead, prospect }) },
		actors: [SOFIA, SOFIA],
		edits: [{ stage: 'quoted' }, { observations: 'Llamar' }]
	},
	order: {
		value: { kind: 'order', fields: newOrder({ kind: 'installation', lead }) },
		actors: [ANA, LUIS],
		edits: [{ plan: plan(9) }, { observations: 'Perro' }]
	},
	case: {
		value: { kind: 'case', fields: newCase({ title: 'Sin servicio', lead }) },
		actors: [HUGO, HUGO],
		edits: [{ priority: 'high' }, { state: 'in-progress' }]
	}
};
const LIST: Partial<Record<Kind, (text: string) => Extract<WriteOp, { entry: string }>['value']>> = {
	case: (text) => ({ text, from: 'staff', internal: false })
};

for (const [kind, { value, actors, edits }] of Object.entries(STORIES))
	for (const firstBack of [0, 1] as const)
		test(`${kind}: two devices edit apart and agree, whoever comes back first (${firstBack})`, async () => {
			const hub = new Hub(DESK);
			const [one, two] = (await meet(hub, ...actors)) as [Hands, Hands];
			const id = newId();
			await one.writer.write(DESK, 'create', [{ base: id, value }]);
			await vi.waitFor(async () => expect(await two.db.rows.get(id)).toBeDefined());
			for (const hands of [one, two]) hands.writer.online(false);
			for (const [hands, edit] of [
				[one, edits[0]],
				[two, edits[1]]
			] as const) {
				await hands.edit(id, edit);
				const entry = LIST[kind as Kind] ?? ((text: string) => ({ text }));
				await hands.writer.write(DESK, 'say', [
					{ entry: id, list: kind === 'case' ? 'messages' : 'comments', value: entry(hands.actor.user) }
				]);
			}
			const back = firstBack === 0 ? [one, two] : [two, one];
			for (const hands of back) {
				hands.writer.online(true);
				await hands.sent();
			}
			await agree(one, two);
			const row = (await one.db.rows.get(id))!;
			expect(row.fields).toMatchObject({ ...edits[0], ...edits[1] });
			expect(row.tick).toBe('server');
			expect(Object.values(row.entries)[0]).toHaveLength(2);
		});

test('two dispatchers move one order while apart: one plan stands, and whoever lost is told', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = (await meet(hub, ANA, LUIS)) as [Hands, Hands];
	const id = newId();
	await ana.writer.write(DESK, 'create', [{ base: id, value: STORIES.order.value }]);
	await vi.waitFor(async () => expect(await luis.db.rows.get(id)).toBeDefined());
	for (const hands of [ana, luis]) hands.writer.online(false);
	const [nine, four] = [plan(9), plan(16)];
	await ana.edit(id, { plan: nine });
	await luis.edit(id, { plan: four });
	for (const hands of [ana, luis]) hands.writer.online(true);
	await Promise.all([ana.sent(), luis.sent()]);
	await agree(ana, luis);
	const told = [...(await ana.db.notices.toArray()), ...(await luis.db.notices.toArray())];
	expect(told).toHaveLength(1);
	const stands = await ana.field(id, 'plan');
	expect(told[0]).toMatchObject({
		record: id,
		field: 'plan',
		theirs: stands,
		mine: JSON.stringify(stands) === JSON.stringify(nine) ? four : nine
	});
});

test('a colleague who saw the value and changes it overrules nobody', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = (await meet(hub, ANA, LUIS)) as [Hands, Hands];
	const id = newId();
	await ana.writer.write(DESK, 'create', [{ base: id, value: STORIES.order.value }]);
	await ana.edit(id, { plan: plan(9) });
	await vi.waitFor(async () => expect(await luis.field(id, 'plan')).toBeTruthy());
	const after = plan(16);
	await luis.edit(id, { plan: after });
	await vi.waitFor(async () => expect(await ana.field(id, 'plan')).toEqual(after));
	expect(await ana.db.notices.count()).toBe(0);
});
