import * as decoding from 'lib0/decoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { entryKey, Room, type Op } from '#lib/docs/room.ts';
import { ROLES, type Role } from '#lib/domain/catalog.ts';
import { canAppend, canCreate, canWrite, type Actor } from '#lib/domain/permissions.ts';
import { RECORDS, type BaseRecord, type Kind } from '#lib/domain/records.ts';
import { Desk, type Wire } from '../support/desk.ts';
import { Dice } from '../support/mutations.ts';
import { ENTRIES, FIELDS } from '../support/samples.ts';
import { AT, jsonFrame, syncFrame, updateOf } from '../support/sync-client.ts';
import { anId } from '../support/sync-server.ts';

const SEED = Number(process.env['HILO_SEED'] ?? 20_261_122);
const dice = new Dice(SEED);
const KINDS = (Object.keys(RECORDS) as Kind[]).filter((kind) => RECORDS[kind].room === 'desk');
const someone = (...roles: Role[]): Actor => ({ user: anId(), roles, branch: 'centro' });
const born = (kind: Kind, by: string) => ({ kind, at: AT, by, fields: FIELDS[kind] }) as BaseRecord;

/** A room with a record of each kind, somebody who watches it, and the owner, who may write nearly everything. */
class Scene {
	readonly desk = new Desk();
	readonly owner = someone('owner', 'supervisor');
	readonly ids = Object.fromEntries(KINDS.map((kind) => [kind, anId()])) as Record<Kind, string>;
	readonly seen = new Y.Doc();
	#writer: Wire;

	constructor() {
		for (const kind of KINDS)
			this.desk.room.room.apply([{ base: this.ids[kind], value: born(kind, this.owner.user) }], {
				intent: anId(),
				by: 'x',
				at: AT
			});
		const watcher = this.desk.connect(someone('seller'), false);
		watcher.onheard = (message) => this.#hear(message);
		watcher.says(syncFrame(0, Y.encodeStateVector(this.seen)));
		this.#writer = this.#connect(this.owner);
	}
	#hear(message: Uint8Array) {
		const decoder = decoding.createDecoder(message);
		if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) return;
		Y.applyUpdate(this.seen, decoding.readVarUint8Array(decoder));
	}
	#connect(who: Actor): Wire {
		const wire = this.desk.connect(who, true);
		wire.says(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
		return wire;
	}
	/** One of both who write at the same moment, neither having seen the other. */
	prepare(by: string, ops: Op[]) {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.desk.room.doc));
		const intent = anId();
		const update = updateOf(doc, () => new Room(doc).apply(ops, { intent, by, at: AT }));
		return { intent, frames: [jsonFrame(102, { id: intent, name: 'x', at: AT, gesture: null }), syncFrame(2, update)] };
	}
	attack(who: Actor, frames: Uint8Array[]) {
		const wire = this.#connect(who);
		for (const frame of frames) wire.says(frame);
		wire.close();
	}
	work(frames: Uint8Array[]) {
		for (const frame of frames) this.#writer.says(frame);
	}
}

type Attempt = { by: string; op: Op };

/** Something that this person may not do, though its shape is right. */
function forbidden(scene: Scene, actor: Actor): Attempt {
	for (;;) {
		const kind = dice.pick(KINDS);
		const id = scene.ids[kind];
		const field = dice.pick(Object.keys(RECORDS[kind].fields));
		const list = dice.pick(Object.keys(RECORDS[kind].lists));
		const v = (FIELDS[kind] as Record<string, unknown>)[field];
		const way = dice.below(6);
		if (way === 0 && !canCreate(actor, kind)) return { by: actor.user, op: { base: anId(), value: born(kind, actor.user) } };
		if (way === 1 && !canAppend(actor, kind, list))
			return { by: actor.user, op: { entry: id, list, id: anId(), value: ENTRIES[list]!(actor.user) } };
		// In somebody else's name even what one may write oneself.
		if (way === 2) return { by: scene.owner.user, op: { edit: id, field, v, over: null } };
		if (way === 3) return { by: actor.user, op: { base: anId(), value: born(kind, anId()) } };
		const [text] = RECORDS[kind].texts;
		if (way === 5 && text && !canWrite(actor, kind, text))
			return { by: actor.user, op: { text: id, field: text, from: '', to: 'PROHIBIDO' } };
		if (way === 4 && !canWrite(actor, kind, field)) return { by: actor.user, op: { edit: id, field, v, over: null } };
	}
}

/** What the owner does at the same moment: to the same field if anybody may write it, else a comment. */
function permitted({ owner, ids }: Scene, { op }: Attempt): Op[] {
	if ('text' in op) return [{ ...op, to: 'permitido' }];
	if (!('edit' in op)) return [{ edit: ids.lead, field: 'phone', v: `351 ${dice.below(1e6)}`, over: null }];
	const kind = KINDS.find((each) => ids[each] === op.edit)!;
	if (canWrite(owner, kind, op.field)) return [{ ...op }];
	const list = Object.keys(RECORDS[kind].lists)[0]!;
	return [{ entry: op.edit, list, id: anId(), value: ENTRIES[list]!(owner.user) }];
}

const ownerOfKey = (value: unknown) =>
	typeof value === 'string' ? (JSON.parse(value) as { by: string }).by : (value as { by: string }).by;

/** Everything in the watcher's document that the attempt would have left there. */
function traces(seen: Room, { op }: Attempt, intent: string, enemy: string): string[] {
	const found = [...seen.edits.entries()].filter(([, edit]) => edit.i === intent || edit.by === enemy).map(([key]) => key);
	if ('base' in op && seen.base.has(op.base)) found.push(op.base);
	if ('text' in op && seen.text(op.text, op.field).includes(op.to)) found.push(op.text);
	for (const [key, value] of [...seen.base.entries(), ...seen.entries.entries()])
		if (ownerOfKey(value) === enemy) found.push(key);
	return found;
}

function stands(seen: Room, op: Op, intent: string): boolean {
	if ('edit' in op) return seen.standing(op.edit, op.field) === intent;
	if ('text' in op) return seen.standing(op.text, op.field) === intent && seen.text(op.text, op.field).includes(op.to);
	return 'entry' in op && seen.entries.has(entryKey(op.entry, op.list, op.id));
}

test('10,000 forbidden attempts: nobody sees one value of them, and every permitted value of the same moment stands', () => {
	const wrong: string[] = [];
	let scene = new Scene();
	for (let n = 0; n < 10_000; n++) {
		if (n % 100 === 0) scene = new Scene();
		const enemy = someone(dice.pick(ROLES.filter((role) => role !== 'owner')));
		const attempt = forbidden(scene, enemy);
		const bad = scene.prepare(attempt.by, [attempt.op]);
		const ops = permitted(scene, attempt).map((op) =>
			'edit' in op ? { ...op, over: scene.desk.room.room.standing(op.edit, op.field) } : op
		);
		const good = scene.prepare(scene.owner.user, ops);
		const both = [() => scene.attack(enemy, bad.frames), () => scene.work(good.frames)];
		for (const act of dice.below(2) ? both : both.toReversed()) act();
		const seen = new Room(scene.seen);
		for (const key of traces(seen, attempt, bad.intent, enemy.user)) wrong.push(`${n}: ${enemy.roles.join()} was seen at ${key}`);
		for (const op of ops) if (!stands(seen, op, good.intent)) wrong.push(`${n}: the owner's ${JSON.stringify(op)} was lost`);
	}
	expect(wrong.slice(0, 20), `seed ${SEED}`).toEqual([]);
});
