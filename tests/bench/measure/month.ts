import { randomBytes } from 'node:crypto';
import { editKey, entryKey, Room } from '#lib/docs/room.ts';
import type { BaseRecord } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import * as Y from 'yjs';
import { AT, updateOf } from '../../support/sync-client.ts';

/** One edit: its update, and where that ends in its page's own order. */
export type Gesture = { update: Uint8Array; intent: string; at: number; client: number; clock: number };
/** A room after a month: its bytes, how far they reach, and the ids of its records. */
export type Month = { update: Uint8Array; vector: Uint8Array; ids: string[]; records: [string, BaseRecord][]; clients: number[] };

/** Pages that were opened and wrote, each under a Yjs client id of its own: half of what makes Hilo found a room anew. */
const PAGES = 100;
const STREETS = ['Güemes', 'San Martín', 'Belgrano', '9 de Julio', 'Los Álamos', 'Sarmiento'];
const NAMES = ['Carmen Ruiz', 'Graciela Peralta', 'Oscar Maldonado', 'Lucía Fernández', 'Raúl Benítez', 'Norma Gómez'];

const anId = () => mintId(Date.now(), randomBytes(10));

const aLead = (n: number, by: string): BaseRecord<'lead'> => ({
	kind: 'lead',
	at: AT + n,
	by,
	fields: newLead({
		name: `${NAMES[n % NAMES.length]} ${n}`,
		document: { kind: 'dni', number: String(20_000_000 + n) },
		phone: `+54 9 351 555-${String(n).padStart(5, '0')}`,
		email: `cliente${n}@example.com`,
		contactChannel: 'whatsapp',
		observations: `${STREETS[n % STREETS.length]} ${100 + n}, portón azul`,
		owner: by
	})
});

/** What happens to the n-th record after its birth: each second one is edited, each third commented, each fourth numbered. */
function later(n: number, by: string) {
	const edits: Record<string, unknown> = {};
	if (n % 2 === 0) edits.phone = `+54 9 351 444-${n}`;
	if (n % 4 === 0) edits.name = `${NAMES[(n + 1) % NAMES.length]} ${n}`;
	return {
		edits,
		comments: n % 3 === 0 ? [{ id: anId(), text: `Llamar después de las ${n % 24}`, at: AT, by }] : [],
		number: n % 4 === 0 ? `L-${n}` : null
	};
}

/** Writes each record by one of many pages; `write` puts one record's life into its document. */
function written(amount: number, by: string, write: (doc: Y.Doc, id: string, n: number) => void) {
	const whole = new Y.Doc();
	const ids = Array.from({ length: amount }, anId);
	const size = Math.ceil(amount / PAGES);
	for (let first = 0; first < amount; first += size) {
		const page = new Y.Doc();
		page.transact(() => ids.slice(first, first + size).forEach((id, i) => write(page, id, first + i)));
		Y.applyUpdate(whole, Y.encodeStateAsUpdate(page));
	}
	return { whole, ids };
}

/** Hilo's shape: four maps with flat keys. */
export function month(amount: number, by: string): Month {
	const records: [string, BaseRecord][] = [];
	const { whole, ids } = written(amount, by, (doc, id, n) => {
		const room = new Room(doc);
		const record = aLead(n, by);
		records.push([id, record]);
		room.base.set(id, JSON.stringify(record));
		const { edits, comments, number } = later(n, by);
		for (const [field, v] of Object.entries(edits)) room.edits.set(editKey(id, field), { v, by, at: AT, i: anId(), over: null });
		for (const { id: entry, ...value } of comments) room.entries.set(entryKey(id, 'comments', entry), value);
		if (number) room.facts.set(editKey(id, 'number'), number);
	});
	return {
		update: Y.encodeStateAsUpdate(whole),
		vector: Y.encodeStateVector(whole),
		ids,
		records,
		clients: [...whole.store.clients.keys()]
	};
}

/** The same records as most would write them: a map of maps, each field a key, each list an array. */
export function nestedMonth(amount: number, by: string): Uint8Array {
	const { whole } = written(amount, by, (doc, id, n) => {
		const { fields, ...head } = aLead(n, by);
		const record = new Y.Map<unknown>();
		doc.getMap('records').set(id, record);
		for (const [key, value] of Object.entries({ ...head, ...fields }))
			record.set(key, value && typeof value === 'object' ? new Y.Map(Object.entries(value)) : value);
		const { edits, comments, number } = later(n, by);
		for (const [field, v] of Object.entries(edits)) record.set(field, v);
		if (number) record.set('number', number);
		const list = new Y.Array<Y.Map<unknown>>();
		list.push(comments.map((comment) => new Y.Map(Object.entries(comment))));
		record.set('comments', list);
	});
	return Y.encodeStateAsUpdate(whole);
}

/** One open page that edits one record's observations again and again; several may share the document of one device. */
export class Author {
	readonly #room: Room;
	readonly #record: string;
	readonly #by: string;

	constructor(record: string, by: string, doc = new Y.Doc()) {
		this.#room = new Room(doc);
		this.#record = record;
		this.#by = by;
	}
	edit(text: string): Gesture {
		const { doc } = this.#room;
		const intent = anId();
		const op = { edit: this.#record, field: 'observations', v: text, over: this.#room.standing(this.#record, 'observations') };
		const update = updateOf(doc, () => this.#room.apply([op], { intent, by: this.#by, at: AT }));
		return { update, intent, at: AT, client: doc.clientID, clock: Y.getState(doc.store, doc.clientID) };
	}
}
