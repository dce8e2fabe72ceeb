import * as Y from 'yjs';
import { expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { Hub } from './hub.ts';
import { agree, DESK, type Hands, LUIS, newId, opening, SOFIA } from './people.ts';

const plan = (start: number) => ({ id: newId(), crew: ['paula'], start, minutes: 60 });

async function anOrder(by: Hands): Promise<string> {
	const id = newId();
	await by.writer.write(DESK, 'create', [
		{ base: id, value: { kind: 'order', fields: newOrder({ kind: 'installation', lead: newId() }) } }
	]);
	await by.sent();
	return id;
}

test('an acknowledgement is lost while a colleague writes: one effect, and the colleague’s value stands', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const id = await anOrder(ana);
	hub.mute = true;
	await ana.edit(id, { plan: plan(9) });
	await ana.writer.write(DESK, 'say', [{ entry: id, list: 'comments', value: { text: 'Tocar timbre' } }]);
	await vi.waitFor(async () => expect((await luis.db.rows.get(id))?.entries.comments).toHaveLength(1));
	hub.mute = false;
	await ana.close();
	const later = plan(16);
	await luis.edit(id, { plan: later });
	await luis.sent();
	// The room moves to a new epoch with everything in it: Ana's device must replay.
	hub.restore(DESK, Y.encodeStateAsUpdate(hub.stay(DESK).doc));
	hub.stay(DESK).closed = {};
	await ana.open();
	await ana.sent();
	await luis.sent();
	await agree(ana, luis);
	expect(await ana.field(id, 'plan')).toEqual(later);
	expect((await ana.db.rows.get(id))?.entries.comments).toHaveLength(1);
	expect(await ana.states()).toEqual(['done', 'done', 'done']);
});

test('a room that came afresh does not come again because it could not at first', async () => {
	const hub = new Hub(DESK);
	let [broken, loads] = [false, 0];
	const fetch: typeof hub.fetch = async (path) => {
		if (!path.includes(DESK)) return hub.fetch(path);
		loads++;
		if (broken) throw new TypeError('cut');
		return hub.fetch(path);
	};
	const ana = await opening({ fetch, socketUrl: hub.socketUrl, WebSocket: hub.WebSocket });
	const id = await anOrder(ana);
	hub.refuse = () => ({ code: 'right.missing' });
	[broken, loads] = [true, 0];
	await ana.edit(id, { observations: 'no' });
	// Asked for by the refusal, and by the socket that was closed for it.
	await vi.waitFor(() => expect(loads).toBeGreaterThan(3), 20_000);
	[broken, loads, hub.refuse] = [false, 0, () => null];
	await vi.waitFor(() => expect(ana.writer.connected).toBe(true), 10_000);
	await ana.edit(id, { observations: 'sí' });
	await ana.sent();
	await new Promise((later) => setTimeout(later, 4_000));
	expect(loads).toBe(1);
});

test('a restored server gets back what it lost, once', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const id = await anOrder(ana);
	const backup = Y.encodeStateAsUpdate(hub.stay(DESK).doc);
	const nine = plan(9);
	await ana.edit(id, { plan: nine });
	await ana.writer.write(DESK, 'say', [{ entry: id, list: 'comments', value: { text: 'Tocar timbre' } }]);
	await ana.sent();
	hub.restore(DESK, backup);
	await vi.waitFor(() => expect(hub.stay(DESK).doc.getMap('edits').size).toBe(1), 10_000);
	await vi.waitFor(() => expect(hub.stay(DESK).doc.getMap('entries').size).toBe(1), 10_000);
	await agree(ana, luis);
	expect(await luis.field(id, 'plan')).toEqual(nine);
});

test('what is refused is set aside with its reason, and what came after it still arrives', async () => {
	const hub = new Hub(DESK);
	const sofia = await opening(hub, SOFIA);
	const [bad, good] = [newId(), newId()];
	sofia.writer.online(false);
	const { intent } = await sofia.writer.write(DESK, 'create', [
		{ base: bad, value: { kind: 'lead', fields: newLead({ name: 'Mala' }) } }
	]);
	const { intent: dependent } = await sofia.edit(bad, { phone: '1' });
	await sofia.writer.write(DESK, 'create', [{ base: good, value: { kind: 'lead', fields: newLead({ name: 'Buena' }) } }]);
	hub.refuse = (header) => (header?.id === intent ? { code: 'record.taken' } : null);
	sofia.writer.online(true);
	await sofia.sent();
	expect(await sofia.db.intents.get({ id: intent })).toMatchObject({ state: 'refused', code: 'record.taken' });
	expect(await sofia.db.intents.get({ id: dependent })).toMatchObject({ state: 'refused', code: 'record.unknown' });
	expect(hub.stay(DESK).doc.getMap('base').has(good)).toBe(true);
	expect(await sofia.db.rows.get(bad)).toBeUndefined();
	expect(await sofia.db.rows.get(good)).toMatchObject({ tick: 'server' });
});

test('a device that dies between a refusal and its replay loads the room afresh when it is opened again', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const id = await anOrder(ana);
	ana.writer.online(false);
	const { intent } = await ana.edit(id, { plan: plan(9) });
	hub.refuse = (header) => (header?.id === intent ? { code: 'right.missing' } : null);
	const snapshot = ana.around.fetch;
	ana.around.fetch = () => Promise.reject(new TypeError('no network'));
	ana.writer.online(true);
	await vi.waitFor(async () => expect((await ana.db.intents.get({ id: intent }))?.state).toBe('refused'));
	await ana.close();
	ana.around.fetch = snapshot;
	await ana.open();
	await agree(ana, luis);
	expect(await ana.field(id, 'plan')).toBeNull();
});

test('an edit that slept is not put over a colleague’s: both values are kept for a person to choose', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const id = await anOrder(ana);
	await vi.waitFor(async () => expect(await luis.db.rows.get(id)).toBeDefined());
	ana.writer.online(false);
	const [nine, four] = [plan(9), plan(16)];
	const { intent } = await ana.edit(id, { plan: nine });
	await luis.edit(id, { plan: four });
	await luis.sent();
	let asked = 0;
	hub.refuse = (header) => (header?.id === intent && asked++ === 0 ? { code: 'edit.met', detail: { field: 'plan' } } : null);
	ana.writer.online(true);
	await vi.waitFor(async () => expect((await ana.db.intents.get({ id: intent }))?.state).toBe('refused'));
	await agree(ana, luis);
	expect(await ana.field(id, 'plan')).toEqual(four);
	expect(await ana.db.intents.get({ id: intent })).toMatchObject({ ops: [{ v: nine }], before: { [`${id}/plan`]: null } });
});
