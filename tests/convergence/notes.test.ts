import * as Y from 'yjs';
import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { UndoStack } from '#lib/client/undo-stack.svelte.ts';
import type { WriteOp } from '#lib/client/write-ops.ts';
import { newOrder } from '#lib/domain/delivery/order.ts';
import { Hub } from './hub.ts';
import { agree, ANA, DESK, type Hands, LUIS, newId, opening } from './people.ts';

const notes = (hands: Hands, id: string) => hands.field(id, 'notes') as Promise<string>;
const sees = (hands: Hands, id: string, text: string | RegExp) =>
	vi.waitFor(async () => expect(await notes(hands, id)).toMatch(text instanceof RegExp ? text : new RegExp(`^${text}$`)), 5_000);
const typed = (id: string, from: string, to: string): WriteOp[] => [{ text: id, field: 'notes', from, to }];
const type = (hands: Hands, id: string, from: string, to: string) => hands.writer.write(DESK, 'order.notes', typed(id, from, to));

/** Two dispatchers with one order open, whose notes say something that both have read. */
async function both(text = 'Portón azul') {
	const hub = new Hub(DESK);
	const [ana, luis] = [await opening(hub, ANA), await opening(hub, LUIS)];
	const id = newId();
	const value = { kind: 'order' as const, fields: newOrder({ kind: 'installation', lead: newId() }) };
	await ana.writer.write(DESK, 'order.create', [{ base: id, value }]);
	await type(ana, id, '', text);
	await sees(luis, id, text);
	return { hub, ana, luis, id };
}
const goOffline = (...all: Hands[]) => all.forEach(({ writer }) => writer.online(false));
async function meet(...all: Hands[]) {
	for (const { writer } of all) writer.online(true);
	await Promise.all(all.map((hands) => hands.sent()));
	await agree(all[0]!, all[1]!);
}

test('two people type in one note without network, and both remain', async () => {
	const { ana, luis, id } = await both();
	goOffline(ana, luis);
	await type(ana, id, 'Portón azul', 'Portón azul. Tocar timbre');
	await type(luis, id, 'Portón azul', 'Hay perro. Portón azul');
	await type(luis, id, 'Hay perro. Portón azul', 'Hay un perro. Portón azul');
	await meet(ana, luis);
	expect(await notes(ana, id)).toBe('Hay un perro. Portón azul. Tocar timbre');
	expect([...(await ana.states()), ...(await luis.states())].filter((state) => state !== 'done')).toEqual([]);
	expect((await ana.db.notices.count()) + (await luis.db.notices.count())).toBe(0);
});

test('what one takes out while another types into it goes, and what was typed stays', async () => {
	const { ana, luis, id } = await both('Portón azul, perro malo, timbre');
	goOffline(ana, luis);
	await type(ana, id, 'Portón azul, perro malo, timbre', 'Portón azul, timbre');
	await type(luis, id, 'Portón azul, perro malo, timbre', 'Portón azul, perro muy malo, timbre');
	await meet(ana, luis);
	expect(await notes(luis, id)).toBe('Portón azul, muy timbre');
});

for (const restart of [false, true])
	test(`a new epoch that lacks a note gets it once, ${restart ? 'also of a device that was closed' : 'and nobody’s is lost'}`, async () => {
		const { hub, ana, luis, id } = await both();
		const backup = Y.encodeStateAsUpdate(hub.stay(DESK).doc);
		await type(ana, id, 'Portón azul', 'Portón azul, perro');
		await sees(luis, id, 'Portón azul, perro');
		await type(luis, id, 'Portón azul, perro', 'Ojo: Portón azul, perro');
		await Promise.all([ana.sent(), luis.sent()]);
		if (restart) await ana.close();
		hub.restore(DESK, backup);
		if (restart) {
			await sees(luis, id, 'Ojo: Portón azul');
			await ana.open();
		}
		await sees(ana, id, 'Ojo: Portón azul, perro');
		await sees(luis, id, 'Ojo: Portón azul, perro');
		await agree(ana, luis);
	});

test('a new epoch that has a note does not get it again', async () => {
	const { hub, ana, luis, id } = await both();
	hub.mute = true;
	await type(ana, id, 'Portón azul', 'Portón azul, perro');
	await sees(luis, id, 'Portón azul, perro');
	await ana.close();
	hub.mute = false;
	await type(luis, id, 'Portón azul, perro', 'Portón azul, perro malo');
	await luis.sent();
	hub.restore(DESK, Y.encodeStateAsUpdate(hub.stay(DESK).doc));
	await ana.open();
	await Promise.all([ana.sent(), luis.sent()]);
	await agree(ana, luis);
	expect(await notes(ana, id)).toBe('Portón azul, perro malo');
});

test('behind a refusal a note is typed again where it belongs by now', async () => {
	const { hub, ana, luis, id } = await both();
	goOffline(ana);
	const { intent } = await ana.edit(id, { observations: 'x' });
	await type(ana, id, 'Portón azul', 'Portón azul, perro');
	await type(luis, id, 'Portón azul', 'Ojo: Portón azul');
	await luis.sent();
	hub.refuse = (header) => (header?.id === intent ? { code: 'right.missing' } : null);
	await meet(ana, luis);
	expect(await notes(luis, id)).toBe('Ojo: Portón azul, perro');
	expect((await ana.states()).filter((state) => state === 'refused')).toHaveLength(1);
});

test('taking back one’s own typing leaves what another has typed meanwhile, before it, behind it and in it', async () => {
	const { ana, luis, id } = await both();
	const write = async (room: string, name: string, ops: WriteOp[], { gesture }: { gesture?: string } = {}) => {
		const written = await ana.writer.write(room, name, ops, gesture);
		undo.noted(name, ops, written);
		return written;
	};
	const undo: UndoStack = new UndoStack(ana.db, write, ana.around.now);
	await write(DESK, 'order.notes', typed(id, 'Portón azul', 'Portón azul, perro malo'));
	await sees(luis, id, 'Portón azul, perro malo');
	await type(luis, id, 'Portón azul, perro malo', 'Ojo: Portón azul, perro MUY malo. Timbre');
	await sees(ana, id, 'Ojo: Portón azul, perro MUY malo. Timbre');
	expect((await undo.back())?.met).toEqual([]);
	await sees(ana, id, 'Ojo: Portón azul ?MUY ?. Timbre');
	await undo.forth();
	await sees(luis, id, /perro/);
	await agree(ana, luis);
});

/** One of two devices types a sign or takes one out, leaves or returns; every sign is one of its kind. */
type Step = { who: 0 | 1; does: 'type' | 'type' | 'cut' | 'leave' | 'return'; at: number };
const steps = fc.array(
	fc.record({
		who: fc.constantFrom(0, 1),
		does: fc.constantFrom('type', 'type', 'type', 'cut', 'leave', 'return'),
		at: fc.nat(1_000)
	}) as fc.Arbitrary<Step>,
	{ minLength: 5, maxLength: 25 }
);
test('whatever two people type, every sign is there once, and what somebody took out is not', { timeout: 60_000 }, async () => {
	const { ana, luis, id } = await both('');
	let sign = 0x2190;
	await fc.assert(
		fc.asyncProperty(steps, async (script) => {
			const put = new Set(await notes(ana, id));
			for (const { who, does, at } of script) {
				const hands = [ana, luis][who]!;
				if (does === 'leave' || does === 'return') hands.writer.online(does === 'return');
				else {
					const from = await notes(hands, id);
					const place = at % (from.length + 1);
					const next = does === 'type' ? String.fromCharCode(sign++) : '';
					if (next) put.add(next);
					else put.delete(from[place] ?? '');
					await type(hands, id, from, from.slice(0, place) + next + from.slice(next ? place : place + 1));
				}
			}
			await meet(ana, luis);
			expect([...(await notes(ana, id))].sort()).toEqual([...put].sort());
		}),
		{ numRuns: 15 }
	);
});
