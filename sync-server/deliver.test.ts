import { expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { deliver } from './deliver.ts';
import type { Frames } from './frames.ts';
import type { JournalEntry } from './journal.ts';
import { acknowledgedMessage, updateMessage, type Clocks } from './messages.ts';

const entry = (n: number) => ({ update: new Uint8Array([n]) }) as JournalEntry;
const seen = (n: number) => updateMessage(new Uint8Array([n]));
const kept = (clocks: Record<string, number>) => acknowledgedMessage({ seq: 7, clocks });

/** A room whose lines write down who heard what, in one list. */
function aRoom() {
	const said: { who: string; messages: Frames['messages']; bytes: Buffer }[] = [];
	const line = (who: string, { joined = true, ack = true } = {}) =>
		({ joined, ack, sendFrames: ({ messages, bytes }: Frames) => said.push({ who, messages, bytes }) }) as unknown as Connection;
	const ana = line('ana');
	const luis = line('luis');
	const everybody = [ana, luis, line('sofia'), line('tomas'), line('stock', { ack: false }), line('late', { joined: false })];
	return { said, ana, luis, everybody };
}

test('everybody else sees it before its author learns that it is kept; nobody hears his own', () => {
	const { said, ana, luis, everybody } = aRoom();
	const [first, second] = [entry(1), entry(2)];
	const authors = new Map([
		[first, ana],
		[second, luis]
	]);
	const own = new Map<Connection, Clocks>([
		[ana, { 11: 3 }],
		[luis, { 12: 4 }]
	]);
	deliver({ connections: everybody, entries: [first, second], authors, own, seq: 7 });
	expect(said.map(({ who, messages }) => [who, ...messages])).toEqual([
		['sofia', seen(1), seen(2), kept({})],
		['tomas', seen(1), seen(2), kept({})],
		['stock', seen(1), seen(2)],
		['ana', seen(2), kept({ 11: 3 })],
		['luis', seen(1), kept({ 12: 4 })]
	]);
	expect(said[0]!.bytes).toBe(said[1]!.bytes);
});

test('who only says again what is known gets a receipt, and the others nothing', () => {
	const { said, ana, everybody } = aRoom();
	deliver({ connections: everybody, entries: [], authors: new Map(), own: new Map([[ana, { 11: 3 }]]), seq: 7 });
	expect(said.map(({ who, messages }) => [who, ...messages])).toEqual([['ana', kept({ 11: 3 })]]);
});
