import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { queueIntent } from '#lib/client/queue.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { Hub } from './hub.ts';
import { DESK, LUIS, newId, opening, type Hands } from './people.ts';

/** GUARANTEES D2: so soon a person knows that this device does not save. */
const TOLD_MS = 5_000;

afterEach(() => void vi.restoreAllMocks());

const anOrder = (id: string) => ({
	base: id,
	value: { kind: 'order' as const, fields: newOrder({ kind: 'removal', lead: newId() }) }
});
const write = ({ writer }: Hands, id: string) => writer.write(DESK, 'create', [anOrder(id)]);
const queue = ({ around }: Hands, id: string) => queueIntent(around, DESK, 'create', [anOrder(id)]);

const fullOf = (table: object, method: string) => () =>
	void vi.spyOn(table as Record<string, () => unknown>, method).mockRejectedValue(new Dexie.QuotaExceededError('full'));
const noRoom = ({ db }: Hands) => fullOf(db.updates, 'bulkAdd')();

type Case = {
	/** @returns how to mend it, if that is more than to end the mocks */
	breaks(hands: Hands, hub: Hub): unknown;
	acts(hands: Hands, id: string, hub: Hub): unknown;
};

const CASES: Record<string, Case> = {
	'it is full': { breaks: noRoom, acts: (hands, id) => write(hands, id) },
	'a transaction is aborted': {
		breaks: ({ db }) => {
			const abort = () => Dexie.currentTransaction.abort();
			db.intents.hook('creating', abort);
			return () => db.intents.hook('creating').unsubscribe(abort);
		},
		acts: (hands, id) => write(hands, id)
	},
	'it was closed and cannot be opened': {
		breaks({ db }) {
			db.close();
			fullOf(db, 'open')();
		},
		acts: (hands, id) => write(hands, id)
	},
	'it never answers': {
		breaks({ db }) {
			const held: ((error: Error) => void)[] = [];
			vi.spyOn(db, 'transaction').mockImplementation((() => new Promise((_, failed) => held.push(failed))) as never);
			return () => held.forEach((fail) => fail(new Dexie.AbortError()));
		},
		acts: (hands, id) => void write(hands, id).catch(() => {})
	},
	'a listener of the document throws': {
		breaks: ({ writer }) =>
			void writer.connection(DESK)!.provider.doc.on('update', () => {
				throw new Error('mine');
			}),
		acts: (hands, id) => write(hands, id)
	},
	'it is full when others write': {
		breaks: noRoom,
		acts: async (_, id, hub) => write(await opening(hub, LUIS), id)
	},
	'it is full when the room is loaded afresh': {
		async breaks(hands) {
			await write(hands, newId());
			await hands.sent();
			noRoom(hands);
		},
		acts: (_, __, hub) => hub.restore(DESK, Y.encodeStateAsUpdate(hub.stay(DESK).doc))
	},
	'it is full when the server has acknowledged': {
		breaks: ({ db }) => fullOf(db.intents, 'put')(),
		acts: (hands, id) => write(hands, id)
	},
	'it is full when the server has refused': {
		breaks({ db }, hub) {
			hub.refuse = () => ({ code: 'right.missing' });
			fullOf(db.intents, 'put')();
		},
		acts: (hands, id) => write(hands, id)
	},
	'it is full for another tab': {
		breaks: ({ db }) => fullOf(db.intents, 'add')(),
		acts: (hands, id) => queue(hands, id)
	},
	'the tab that writes cannot take what another tab has written': {
		breaks: noRoom,
		acts: (hands, id) => queue(hands, id)
	},
	'it is full for a command': {
		breaks: ({ db }) => fullOf(db.outbox, 'add')(),
		acts: ({ outbox }) => outbox.keep('cycle.run', { month: '2026-03' }, [])
	}
};

/** Nothing that was written in vain is shown, and nothing has a tick too early. */
async function expectNoTick({ db }: Hands, id: string, refused: boolean) {
	const row = await db.open().then(() => db.rows.get(id));
	expect(row?.tick).not.toBe('server');
	if (refused) expect(row).toBeUndefined();
}

test.each(Object.entries(CASES))(
	'the store fails, %s: the person is told within 5 s, nothing is ticked, and all is well once it works',
	async (_, { breaks, acts }) => {
		const hub = new Hub(DESK);
		const ana = await opening(hub);
		const [id, later] = [newId(), newId()];
		const mend = await breaks(ana, hub);
		let refused = false;
		await (async () => acts(ana, id, hub))().catch(() => (refused = true));
		await vi.waitFor(() => expect(refused || !ana.told.storage).toBe(true), TOLD_MS);
		vi.restoreAllMocks();
		await expectNoTick(ana, id, refused);
		hub.refuse = () => null;
		if (typeof mend === 'function') mend();
		await write(ana, later);
		await vi.waitFor(() => expect(hub.stay(DESK).doc.getMap('base').has(later)).toBe(true), 20_000);
		await vi.waitFor(async () => expect(await ana.db.rows.get(later)).toMatchObject({ tick: 'server' }), 5_000);
		expect(ana.told.storage).toBe(true);
	}
);
