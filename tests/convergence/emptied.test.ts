import { Dexie } from 'dexie';
import { expect, test, vi } from 'vitest';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { Hub } from './hub.ts';
import { agree, DESK, LUIS, newId, opening, type Hands } from './people.ts';

const WITHIN_MS = 5_000;

const order = ({ writer }: Hands, id: string) =>
	writer.write(DESK, 'create', [{ base: id, value: { kind: 'order', fields: newOrder({ kind: 'removal', lead: newId() }) } }]);
const empty = ({ db }: Hands) => db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
const shown = async ({ db }: Hands, ...ids: string[]) => expect(await db.rows.bulkGet(ids)).not.toContain(undefined);

test('the browser empties a device while it works without network: what waited still waits, and arrives', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	const [sent, unsent, after] = [newId(), newId(), newId()];
	await order(ana, sent);
	await ana.sent();
	ana.writer.online(false);
	await order(ana, unsent);
	await empty(ana);
	await vi.waitFor(() => shown(ana, sent, unsent), WITHIN_MS);
	expect(await ana.states()).toEqual(['saved']);
	await order(ana, after);
	await ana.close();
	await ana.open();
	await ana.sent();
	await agree(ana, luis);
	await shown(luis, sent, unsent, after);
	expect(hub.taken).toHaveLength(3);
});

test('a device that is emptied while it could not store sends what waited, and not what it refused to take', async () => {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub), await opening(hub, LUIS)];
	ana.writer.online(false);
	const [unsent, failed] = [newId(), newId()];
	await order(ana, unsent);
	vi.spyOn(ana.db.updates, 'bulkAdd').mockRejectedValueOnce(new Dexie.AbortError());
	await expect(order(ana, failed)).rejects.toThrow();
	await empty(ana);
	ana.writer.online(true);
	await vi.waitFor(() => shown(luis, unsent), 2 * WITHIN_MS);
	await ana.sent();
	await agree(ana, luis);
	expect(await luis.db.rows.get(failed)).toBeUndefined();
});

test('a command that waits on a device that is emptied is sent, once', async () => {
	const hub = new Hub(DESK);
	const ana = await opening(hub);
	const sent: string[] = [];
	let up = false;
	ana.around.fetch = async (path, init) => {
		if (path !== '/api/commands') return hub.fetch(path);
		if (!up) throw new TypeError('no network');
		sent.push((JSON.parse(String(init?.body)) as { id: string }).id);
		return Response.json({ ok: true, result: {} });
	};
	await ana.outbox.keep('contract.create', {}, []);
	await empty(ana);
	await ana.outbox.keep('contract.create', {}, []);
	await vi.waitFor(async () => expect(await ana.db.outbox.count()).toBe(2), WITHIN_MS);
	up = true;
	await ana.outbox.flush();
	await vi.waitFor(() => expect(sent).toHaveLength(2), WITHIN_MS);
	expect(new Set(sent).size).toBe(2);
});
