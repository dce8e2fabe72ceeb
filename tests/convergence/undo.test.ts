import { afterEach, expect, test, vi } from 'vitest';
import { UndoStack, type TakenBack } from '#lib/client/undo-stack.svelte.ts';
import type { Row } from '#lib/client/database.ts';
import { inverse } from '#lib/client/undo.ts';
import type { WriteOp } from '#lib/client/write-ops.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { Hub } from './hub.ts';
import { ANA, DESK, Hands, LUIS, newId, SOFIA } from './people.ts';

const open: Hands[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((hands) => hands.close()))));

/** Somebody at a device of his own, who can take back what he did in this tab. */
async function at(hub: Hub, who = SOFIA) {
	const hands = await new Hands(hub, who).open();
	open.push(hands);
	const write = async (room: string, name: string, ops: WriteOp[], { gesture }: { gesture?: string } = {}) => {
		const written = await hands.writer.write(room, name, ops, gesture);
		undo.noted(name, ops, written);
		return written;
	};
	const undo: UndoStack = new UndoStack(hands.db, write, hands.around.now);
	const edit = (id: string, fields: Record<string, unknown>) =>
		write(
			DESK,
			'lead.edit',
			Object.entries(fields).map(([field, v]) => ({ edit: id, field, v }))
		);
	const sees = (id: string, field: string, value: unknown) =>
		vi.waitFor(async () => expect(await hands.field(id, field)).toEqual(value), 5_000);
	return { hands, undo, write, edit, sees };
}
const aLead = (id: string, name = 'Carmen Ruiz'): WriteOp => ({ base: id, value: { kind: 'lead', fields: newLead({ name }) } });

test('one step takes back everything one gesture changed, and comes again; a new act forgets what was taken back', async () => {
	const { undo, write, edit, sees } = await at(new Hub(DESK));
	const lead = newId();
	await write(DESK, 'lead.create', [aLead(lead)]);
	await edit(lead, { phone: '351 1', email: 'a@example.com' });
	await edit(lead, { phone: '351 2' });
	await undo.back();
	await sees(lead, 'phone', '351 1');
	await undo.back();
	await sees(lead, 'phone', '');
	await sees(lead, 'email', '');
	expect([undo.done.length, undo.undone.length]).toEqual([1, 2]);
	await undo.forth();
	await sees(lead, 'phone', '351 1');
	await sees(lead, 'email', 'a@example.com');
	await undo.forth();
	await sees(lead, 'phone', '351 2');
	await undo.back();
	await edit(lead, { name: 'Carmen R.' });
	expect(undo.undone).toEqual([]);
});

test('a birth is taken back without deleting anything, and an order cannot be taken back once it is somebody’s plan', async () => {
	const hub = new Hub(DESK);
	const [sofia, luis] = [await at(hub), await at(hub, LUIS)];
	const [lead, order] = [newId(), newId()];
	await sofia.write(DESK, 'lead.create', [aLead(lead)]);
	await sofia.undo.back();
	await sofia.sees(lead, 'archived', true);
	await sofia.undo.forth();
	await sofia.sees(lead, 'archived', false);
	await sofia.write(DESK, 'order.create', [
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead }) } }
	]);
	await luis.sees(order, 'plan', null);
	const plan = { id: newId(), crew: ['paula'], start: 9, minutes: 60 };
	await luis.hands.writer.write(DESK, 'order.schedule', [{ edit: order, field: 'plan', v: plan }]);
	await sofia.sees(order, 'plan', plan);
	expect((await sofia.undo.back())?.met).toMatchObject([{ record: order, field: 'plan', by: LUIS.user }]);
	expect(await sofia.hands.field(order, 'cancelled')).toBeNull();
});

test('another’s later value is never taken back without asking, nor by a step that lies deeper', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await at(hub, ANA), await at(hub, LUIS)];
	const order = newId();
	const set = (who: typeof ana, observations: string) =>
		who.write(DESK, 'order.edit', [{ edit: order, field: 'observations', v: observations }]);
	await ana.write(DESK, 'order.create', [
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await set(ana, 'uno');
	await luis.sees(order, 'observations', 'uno');
	await set(luis, 'dos');
	await ana.sees(order, 'observations', 'dos');
	const asked = await ana.undo.back();
	expect(asked?.met).toMatchObject([{ record: order, field: 'observations', by: LUIS.user }]);
	expect(await ana.hands.field(order, 'observations')).toBe('dos');
	await set(ana, 'tres');
	await ana.undo.back();
	await ana.sees(order, 'observations', 'dos');
	expect((await ana.undo.back())?.met, 'the value that came back is still his').toHaveLength(1);
	await ana.undo.back(true);
	await ana.sees(order, 'observations', '');
	await luis.sees(order, 'observations', '');
});

test('what another has just written is not taken back, though no row shows it yet', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await at(hub, ANA), await at(hub, LUIS)];
	const order = newId();
	await ana.write(DESK, 'order.create', [
		{ base: order, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await ana.edit(order, { observations: 'de Ana' });
	await luis.sees(order, 'observations', 'de Ana');
	const { doc } = ana.hands.writer.connection(DESK)!.provider;
	const asked = new Promise<TakenBack | null>((done) => doc.once('update', () => done(ana.undo.back())));
	await luis.edit(order, { observations: 'de Luis' });
	expect((await asked)?.met).toMatchObject([{ record: order, field: 'observations', by: LUIS.user }]);
	for (const who of [ana, luis]) await who.sees(order, 'observations', 'de Luis');
});

test('taken back without network, it arrives later as an edit like any other', async () => {
	const hub = new Hub(DESK);
	const [sofia, other] = [await at(hub), await at(hub, ANA)];
	const lead = newId();
	await sofia.write(DESK, 'lead.create', [aLead(lead)]);
	await sofia.edit(lead, { phone: '351 1' });
	await other.sees(lead, 'phone', '351 1');
	hub.up = false;
	sofia.hands.writer.online(false);
	await sofia.undo.back();
	await sofia.sees(lead, 'phone', '');
	hub.up = true;
	sofia.hands.writer.online(true);
	await other.sees(lead, 'phone', '');
});

test('nothing is put over a value of which nobody knows any more whose it is', async () => {
	const { hands, edit, write } = await at(new Hub(DESK));
	const lead = newId();
	await write(DESK, 'lead.create', [aLead(lead)]);
	const { intent } = await edit(lead, { phone: '351 1' });
	const [mine, row] = [new Set([intent]), (await hands.db.rows.get(lead))!];
	const intents = await hands.db.intents.where('id').equals(intent).toArray();
	// As a room that was founded anew keeps what is two months old.
	const folded = (phone: string) => new Map([[lead, { ...row, seen: {}, wrote: {}, fields: { ...row.fields, phone } }]]);
	const taking = (rows: Map<string, Row>) => inverse(intents, { rows, mine, now: 0 });
	expect(taking(folded('de otra persona'))).toEqual({ parts: [], met: [] });
	expect(taking(folded('351 1')).parts).toMatchObject([{ ops: [{ field: 'phone', v: '', over: null }] }]);
});

test('a hundred steps are remembered; drafts, reports and comments are none', async () => {
	const { undo, write } = await at(new Hub(DESK));
	const lead = newId();
	await write(DESK, 'lead.create', [aLead(lead)]);
	await write(DESK, 'lead.comment', [{ entry: lead, list: 'comments', value: { text: 'Llamó' } }]);
	expect(undo.done).toHaveLength(1);
	for (let n = 0; n < 101; n++)
		undo.noted('lead.edit', [{ edit: lead, field: 'phone', v: n }], { intent: newId(), gesture: newId() });
	undo.noted('draft.save', [{ edit: lead, field: 'step', v: 1 }], { intent: newId(), gesture: newId() });
	expect(undo.done).toHaveLength(100);
});
