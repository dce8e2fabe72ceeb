import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { entryKey } from '#lib/docs/room.ts';
import { textsIn } from '#lib/docs/room-texts.ts';
import type { Role } from '#lib/domain/catalog.ts';
import type { Actor } from '#lib/domain/permissions.ts';
import { RECORDS, TEXT_LENGTH, wrongWithBase, type BaseRecord } from '#lib/domain/records.ts';
import { newLead } from '#lib/domain/sales/lead.ts';
import { mintId } from '#lib/domain/shared/ids.ts';
import { storable } from '#lib/domain/shared/schema.ts';
import * as v from 'valibot';
import * as Y from 'yjs';
import type { LiveRoom } from '../../sync-server/room.ts';
import { Desk, type Wire } from '../support/desk.ts';
import { Dice, frameSeeds, HOSTILE, mutateFrame } from '../support/mutations.ts';
import { AT, jsonFrame, syncFrame, updateOf } from '../support/sync-client.ts';

/** Inputs of one run: `HILO_FUZZ` asks for another number, `HILO_SEED` for another run. */
const INPUTS = Number(process.env['HILO_FUZZ'] ?? 100_000);
const SEED = Number(process.env['HILO_SEED'] ?? 20_261_122);
const dice = new Dice(SEED);
const anId = () => mintId(AT, dice.bytes(10));
const actor = (...roles: Role[]): Actor => ({ user: anId(), roles, branch: 'centro' });

const collect = (() => {
	setFlagsFromString('--expose-gc');
	return runInNewContext('gc') as () => void;
})();
/** What the first collection finds dead outside the heap, only the next one gives back. */
function memory(): number {
	collect();
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / 1024 / 1024;
}

const SOFIA = actor('seller');
const ENEMY = actor('cashier');
const INSIDER = actor('seller');
const KNOWN = anId();
const aLead: BaseRecord<'lead'> = { kind: 'lead', at: AT, by: SOFIA.user, fields: newLead({ name: 'Carmen Ruiz' }) };

/** Two who work on, each on the one connection that he had from the beginning. */
function colleagues(desk: Desk) {
	const doc = new Y.Doc();
	const [writer, reader] = [desk.connect(SOFIA, true), desk.connect(SOFIA, true)];
	for (const wire of [writer, reader]) wire.says(syncFrame(0, Y.encodeStateVector(doc)));
	const own: string[] = [];
	return {
		own,
		/** @returns whether the other heard it */
		work(): boolean {
			const [intent, key] = [anId(), own.length === 0 ? KNOWN : anId()];
			const update = updateOf(doc, () => doc.getMap('base').set(key, JSON.stringify(aLead)));
			const before = reader.heard;
			writer.says(jsonFrame(102, { id: intent, name: 'lead.create', at: AT, gesture: null }));
			writer.says(syncFrame(2, update));
			own.push(key);
			return desk.room.room.base.has(key) && reader.heard > before && writer.readyState === 1 && reader.readyState === 1;
		}
	};
}

const everything = ({ room }: LiveRoom) => ({
	base: room.base.toJSON(),
	edits: room.edits.toJSON(),
	facts: room.facts.toJSON(),
	entries: room.entries.toJSON()
});

/** Every value of the room is one that a schema allows, by somebody who may have written it. */
function wrongValues({ room }: LiveRoom): string[] {
	const wrong: string[] = [];
	const kindOf = (key: string) => (JSON.parse(room.base.get(key.split('/')[0]!) ?? '{}') as BaseRecord).kind;
	for (const [key, text] of room.base.entries()) if (wrongWithBase(JSON.parse(text)).length > 0) wrong.push(`base ${key}`);
	for (const [key, { v: value, by }] of room.edits.entries()) {
		const { fields, texts } = RECORDS[kindOf(key)] ?? { fields: {}, texts: [] };
		const field = key.split('/')[1]!;
		const isRight = texts.includes(field) ? value === null : fields[field] && v.is(fields[field], value);
		if (!isRight || by === ENEMY.user) wrong.push(`edit ${key}`);
	}
	for (const [key, value] of room.entries.entries()) {
		const schema = RECORDS[kindOf(key)]?.lists[key.split('/')[1]!];
		if (!schema || !v.is(schema, value)) wrong.push(`entry ${key}`);
	}
	for (const key of room.facts.keys()) wrong.push(`fact ${key}`);
	for (const [key, text] of textsIn(room)) {
		const isRight = RECORDS[kindOf(key)]?.texts.includes(key.split('/')[1]!) && room.edits.has(key);
		const words = text.toDelta() as { insert: unknown; attributes?: object }[];
		const bare = words.every(({ insert, attributes }) => typeof insert === 'string' && storable(insert) && !attributes);
		if (!isRight || !bare || text.length > TEXT_LENGTH.merged) wrong.push(`text ${key}`);
	}
	return wrong;
}

const pause = () => new Promise((next) => setImmediate(next));

test(
	`${INPUTS} broken inputs: nobody else notices, nothing wrong is taken, memory and the event loop stay calm`,
	{ timeout: 3_600_000 },
	async () => {
		const from = performance.now();
		const desk = new Desk();
		const others = colleagues(desk);
		expect(others.work()).toBe(true);
		const comment = () => ({
			key: entryKey(KNOWN, 'comments', anId()),
			value: { text: 'hola', at: AT, by: ENEMY.user }
		});
		const seeds = frameSeeds({ room: desk.room.doc, known: KNOWN }, comment, INSIDER.user);
		const before = memory();
		const delay = monitorEventLoopDelay({ resolution: 5 });
		delay.enable();
		let wires: Wire[] = [];
		for (let n = 0; n < INPUTS; n++) {
			const slot = n % 4;
			if (wires[slot]?.readyState !== 1) wires[slot] = desk.connect(slot < 2 ? ENEMY : INSIDER, slot % 2 === 0);
			wires[slot].says(mutateFrame(dice.pick(seeds), dice, seeds));
			if (n % 50 === 0) await pause();
			if (n % 1_000 === 0) expect(others.work(), `input ${n} of seed ${SEED}`).toBe(true);
		}
		delay.disable();
		for (const wire of wires) wire.close();
		wires = [];
		expect(wrongValues(desk.room)).toEqual([]);
		expect(desk.count.judged, 'most inputs did not even come to the gate').toBeGreaterThan(INPUTS / 4);
		expect(desk.room.connections.size).toBe(2);
		expect([desk.room.doc.store.pendingStructs, desk.room.doc.store.pendingDs]).toEqual([null, null]);
		// A refused device may linger a moment to say what else is wrong.
		await new Promise((later) => setTimeout(later, 500));
		const grown = memory() - before;
		const p99 = delay.percentile(99) / 1e6;
		console.log(
			`${INPUTS} inputs, ${desk.count.judged} judged, ${desk.count.taken} taken, in ${((performance.now() - from) / 1000).toFixed(1)} s, memory +${grown.toFixed(1)} MiB, event loop p99 ${p99.toFixed(1)} ms`
		);
		expect(grown).toBeLessThanOrEqual(64);
		expect(p99).toBeLessThanOrEqual(100);
	}
);

test.each(Object.keys(HOSTILE))('%s is refused and leaves the room as it was', (name) => {
	const desk = new Desk();
	colleagues(desk).work();
	const before = everything(desk.room);
	const update = HOSTILE[name]!({ room: desk.room.doc, known: KNOWN });
	for (const who of [ENEMY, INSIDER])
		for (const ack of [true, false]) {
			const wire = desk.connect(who, ack);
			wire.says(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
			wire.says(syncFrame(2, update));
		}
	expect(everything(desk.room)).toEqual(before);
	expect(desk.room.doc.share.size).toBe(4);
});
