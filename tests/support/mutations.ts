import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { Room } from '#lib/docs/room.ts';
import { jsonFrame, presenceFrame, syncFrame, updateOf } from './sync-client.ts';

/** Chance of a seed: the same run on every machine (mulberry32). */
export class Dice {
	#state: number;
	constructor(seed: number) {
		this.#state = seed | 0;
	}
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	}
	/** @returns a whole number from 0 to below `end` */
	below(end: number): number {
		return Math.floor(this.next() * end);
	}
	pick<T>(choices: readonly T[]): T {
		return choices[this.below(choices.length)]!;
	}
	bytes(length: number): Uint8Array {
		return Uint8Array.from({ length }, () => this.below(256));
	}
}

const joined = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
const varUint = (n: number) => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, n);
	return encoding.toUint8Array(encoder);
};

/** Numbers that decoders trip over: counts nobody could send, signs, the edges of 31, 32 and 53 bits. */
const NUMBERS = [0, 1, 127, 128, 255, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1].map(varUint);

type Mutation = (bytes: Uint8Array, dice: Dice, others: readonly Uint8Array[]) => Uint8Array;
const MUTATIONS: Mutation[] = [
	function flipBit(bytes, dice) {
		const copy = bytes.slice();
		if (copy.length > 0) copy[dice.below(copy.length)]! ^= 1 << dice.below(8);
		return copy;
	},
	function overwrite(bytes, dice) {
		const copy = bytes.slice();
		if (copy.length > 0) copy[dice.below(copy.length)] = dice.pick([0, 1, 0x7f, 0x80, 0xff, dice.below(256)]);
		return copy;
	},
	(bytes, dice) => bytes.slice(0, dice.below(bytes.length + 1)),
	function cutOut(bytes, dice) {
		const from = dice.below(bytes.length + 1);
		return joined(bytes.slice(0, from), bytes.slice(from + 1 + dice.below(8)));
	},
	function insert(bytes, dice) {
		const at = dice.below(bytes.length + 1);
		return joined(bytes.slice(0, at), dice.bytes(1 + dice.below(8)), bytes.slice(at));
	},
	function lieAboutNumber(bytes, dice) {
		const at = dice.below(bytes.length + 1);
		return joined(bytes.slice(0, at), dice.pick(NUMBERS), bytes.slice(at + 1));
	},
	function splice(bytes, dice, others) {
		const other = dice.pick(others);
		return joined(bytes.slice(0, dice.below(bytes.length + 1)), other.slice(dice.below(other.length + 1)));
	},
	function repeat(bytes, dice) {
		const from = dice.below(bytes.length + 1);
		const part = bytes.slice(from, from + 1 + dice.below(32));
		return joined(bytes.slice(0, from), ...Array<Uint8Array>(1 + dice.below(20)).fill(part), bytes.slice(from));
	}
];

/** One to four mutations, one after the other; now and then nothing but noise. */
export function mutate(bytes: Uint8Array, dice: Dice, others: readonly Uint8Array[]): Uint8Array {
	if (dice.below(50) === 0) return dice.bytes(dice.below(64));
	let mutated = bytes;
	for (let n = 1 + dice.below(4); n > 0; n--) mutated = dice.pick(MUTATIONS)(mutated, dice, others);
	return mutated;
}

/** A room that somebody is in, and one of its records. */
export type Target = { room: Y.Doc; known: string };

const copyOf = ({ room }: Target) => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(room));
	return doc;
};
const does = (change: (doc: Y.Doc, known: string) => void) => (target: Target) => {
	const doc = copyOf(target);
	return updateOf(doc, () => doc.transact(() => change(doc, target.known)));
};
const editTo = (value: unknown) => does((doc, known) => doc.getMap('edits').set(`${known}/name`, value));
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** What a program that knows Yjs would try: whole updates, each well encoded and none of them allowed. */
export const HOSTILE: Record<string, (target: Target) => Uint8Array> = {
	'an unknown map': does((doc) => doc.getMap('secrets').set('a', 1)),
	'a prototype': does((doc) => doc.getMap('edits').set('__proto__/constructor', { v: 1 })),
	'a list': does((doc) => doc.getArray('edits').push([1])),
	'a text in a map': does((doc, known) => doc.getMap('edits').set(`${known}/name`, new Y.Text('hola'))),
	'a map in a map': does((doc, known) => doc.getMap('base').set(known, new Y.Map([['kind', 'lead']]))),
	'a document in a map': does((doc, known) => doc.getMap('entries').set(`${known}/comments/x`, new Y.Doc())),
	'a root text': does((doc) => doc.getText('base').insert(0, 'hola')),
	'a bare letter in notes': does((doc, known) => doc.getText(`${known}/notes`).insert(0, 'hola')),
	'bold notes': does((doc, known) => {
		doc.getText(`${known}/notes`).insert(0, 'hola', { bold: true });
		doc.getMap('edits').set(`${known}/notes`, { v: null, by: 'x', at: 1, i: known, over: null });
	}),
	'notes of nobody’s record': does((doc) => {
		new Room(doc).apply([{ text: 'x', field: 'notes', from: '', to: 'hola' }], { intent: 'x', by: 'x', at: 1 });
	}),
	xml: does((doc) => doc.getXmlFragment('facts').insert(0, [new Y.XmlElement('script')])),
	'a deletion': does((doc, known) => doc.getMap('base').delete(known)),
	'a fact': does((doc, known) => doc.getMap('facts').set(`${known}/number`, 'T-1')),
	'a deep value': editTo(deep(5_000)),
	bytes: editTo(new Uint8Array(9)),
	'a big integer': editTo(2n ** 60n),
	'no number': editTo(Number.NaN),
	'nothing at all': editTo(undefined),
	'a long key': does((doc, known) => doc.getMap('edits').set(`${known}/${'x'.repeat(100_000)}`, 1)),
	'a thousand records': does((doc) => {
		for (let n = 0; n < 1_000; n++) doc.getMap('base').set(String(n), '{}');
	}),
	'a gap': (target) => {
		const doc = copyOf(target);
		doc.getMap('edits').set(`${target.known}/name`, 1);
		return updateOf(doc, () => doc.getMap('edits').set(`${target.known}/phone`, 2));
	},
	'another’s client id': (target) => {
		const doc = copyOf(target);
		doc.clientID = [...target.room.store.clients.keys()][0]!;
		return updateOf(doc, () => doc.getMap('edits').set(`${target.known}/name`, 1));
	},
	'a value deleted before it was born': () => {
		const doc = new Y.Doc();
		doc.getMap('base').set('x', 1);
		doc.getMap('base').delete('x');
		return Y.encodeStateAsUpdate(doc);
	}
};

/** A frame as it should be: what the mutations begin with. Half of them keep the frame whole and break what it carries. */
export type Seed = { payload: Uint8Array; frame: (payload: Uint8Array) => Uint8Array };

export function mutateFrame({ payload, frame }: Seed, dice: Dice, others: readonly Seed[]): Uint8Array {
	const payloads = others.map((other) => other.payload);
	return dice.below(2) ? mutate(frame(payload), dice, payloads) : frame(mutate(payload, dice, payloads));
}

const asIs = (payload: Uint8Array) => payload;
const inSync = (step: number) => (payload: Uint8Array) => syncFrame(step, payload);

/** @param entry what the enemy himself may append, another one each time @param by who may type in the notes */
export function frameSeeds(target: Target, entry: () => { key: string; value: object }, by: string): Seed[] {
	const typing = does((doc, known) => {
		const gesture = { intent: '01950000-0000-7000-8000-000000000001', by, at: 1 };
		new Room(doc).apply([{ text: known, field: 'notes', from: '', to: 'Portón azul' }], gesture);
	});
	const comment = () => {
		const doc = copyOf(target);
		const { key, value } = entry();
		return updateOf(doc, () => new Room(doc).entries.set(key, value));
	};
	const typed = Array.from({ length: 20 }, () => typing(target));
	const updates = [...Array.from({ length: 20 }, comment), ...typed, ...Object.values(HOSTILE).map((make) => make(target))];
	return [
		{ payload: Y.encodeStateVector(target.room), frame: inSync(0) },
		{ payload: Y.encodeStateAsUpdate(target.room), frame: inSync(1) },
		...updates.map((payload) => ({ payload, frame: inSync(2) })),
		{ payload: presenceFrame(7, 1, '{"user":"x"}'), frame: asIs },
		{ payload: new Uint8Array([3]), frame: asIs },
		{ payload: jsonFrame(102, { id: '01950000-0000-7000-8000-000000000000', name: 'x', at: 1, gesture: null }), frame: asIs }
	];
}
