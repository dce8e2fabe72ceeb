import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { syncFrame } from '../support/sync-client.ts';
import { Hub } from './hub.ts';
import { DESK, LUIS, newId, opening, type Hands } from './people.ts';

const WITHIN_MS = 5_000;

const docOf = ({ writer }: Hands) => writer.connection(DESK)!.provider.doc;
const anOrder = () => ({ kind: 'order' as const, fields: newOrder({ kind: 'removal', lead: newId() }) });
const order = ({ writer }: Hands, id: string) => writer.write(DESK, 'create', [{ base: id, value: anOrder() }]);
/** One update for each order, as a colleague's device makes them. */
function ordersOf(...ids: string[]): Uint8Array[] {
	const [doc, updates] = [new Y.Doc(), [] as Uint8Array[]];
	doc.on('update', (update) => updates.push(update));
	for (const id of ids) doc.getMap('base').set(id, JSON.stringify({ ...anOrder(), at: 1, by: LUIS.user }));
	return updates;
}
/** As when somebody's listener throws while it hears of an order: from then on nobody is told of anything. */
function mute(hands: Hands, hub: Hub) {
	const [update] = ordersOf(newId());
	Y.applyUpdate(hub.stay(DESK).doc, update!);
	docOf(hands).once('update', () => {
		throw new Error('somebody’s');
	});
	expect(() => Y.applyUpdate(docOf(hands), update!)).toThrow('somebody’s');
}

test('a document that has fallen silent is stored and read back: what others write meanwhile is shown within 5 s', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const ids = [newId(), newId()];
	mute(ana, hub);
	for (const id of ids) await order(luis, id);
	await vi.waitFor(async () => expect(await ana.db.rows.count()).toBe(3), WITHIN_MS);
});

test('what is written into a silent document is refused or kept, never lost in between', async () => {
	const hub = new Hub(DESK);
	const ana = await opening(hub);
	mute(ana, hub);
	const [lost, kept] = [newId(), newId()];
	await expect(order(ana, lost)).rejects.toThrow();
	await order(ana, kept);
	await vi.waitFor(() => expect(hub.stay(DESK).doc.getMap('base').has(kept)).toBe(true), WITHIN_MS);
	expect(await ana.db.rows.get(lost)).toBeUndefined();
	expect(hub.stay(DESK).doc.getMap('base').has(lost)).toBe(false);
});

test('a document that waits for what never came is loaded afresh within 5 s', async () => {
	const hub = new Hub(DESK);
	const ana = await opening(hub);
	const ids = [newId(), newId()];
	const updates = ordersOf(...ids);
	for (const update of updates) Y.applyUpdate(hub.stay(DESK).doc, update);
	for (const line of hub.stay(DESK).lines) line.hear(syncFrame(2, updates[1]!));
	await vi.waitFor(() => expect(docOf(ana).store.pendingStructs).not.toBeNull(), WITHIN_MS);
	await vi.waitFor(async () => expect(await ana.db.rows.bulkGet(ids)).not.toContain(undefined), WITHIN_MS);
	expect(docOf(ana).store.pendingStructs).toBeNull();
});
