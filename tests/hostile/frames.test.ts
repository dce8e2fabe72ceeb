import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { act, aLeadOf, joinStock, RawClient, syncFrame, until, type Stock } from '../support/sync-client.ts';
import { anId, DESK, startSyncedServer, type Person, type SyncedServer } from '../support/sync-server.ts';
import { recordIn } from '../support/room-records.ts';

let server: SyncedServer;
let sofia: Person;
let [ana, luis]: Stock[] = [];
beforeAll(async () => {
	server = await startSyncedServer();
	sofia = await server.person('seller');
	[ana, luis] = [joinStock(server, sofia, DESK), joinStock(server, sofia, DESK)];
	await until(() => ana!.provider.synced && luis!.provider.synced);
});
afterAll(async () => {
	for (const one of [ana, luis]) one?.leave();
	await server.stop();
});

const MASK = [1, 2, 3, 4];
/** A frame of RFC 6455 as a client would mask it. @param length what the header says, in the form that `payload` would need */
function frame(first: number, payload: number[] = [], { masked = true, length }: { masked?: boolean; length?: number[] } = {}) {
	const long = payload.length > 125 ? [126, payload.length >> 8, payload.length & 255] : [payload.length];
	const [size, ...rest] = length ?? long;
	const body = masked ? [...MASK, ...payload.map((byte, at) => byte ^ MASK[at % 4]!)] : payload;
	return Uint8Array.from([first, size! | (masked ? 0x80 : 0), ...rest, ...body]);
}
const bytes = (text: string) => [...Buffer.from(text)];
const FIN = 0x80;
const [TEXT, BINARY, CLOSE, PING] = [FIN | 1, FIN | 2, FIN | 8, FIN | 9];

/** Section 5 of RFC 6455, broken in every way; none of it may end more than its own socket. */
const CORPUS: Record<string, Uint8Array[]> = {
	'reserved bit 1': [frame(BINARY | 0x40, [3])],
	'reserved bit 2': [frame(BINARY | 0x20, [3])],
	'reserved bit 3': [frame(BINARY | 0x10, [3])],
	'no mask': [frame(BINARY, [3], { masked: false })],
	'bad UTF-8 in a text': [frame(TEXT, [0xff, 0xfe, 0xc0])],
	'a surrogate in a text': [frame(TEXT, [0xed, 0xa0, 0x80])],
	'a reserved opcode': [frame(FIN | 3, [3])],
	'a reserved control opcode': [frame(FIN | 11)],
	'a ping longer than 125 bytes': [frame(PING, Array<number>(126).fill(7))],
	'a ping in two parts': [frame(9, [7])],
	'a continuation of nothing': [frame(FIN, [3])],
	'a message begun within another': [frame(2, [3]), frame(BINARY, [3])],
	'a close of one byte': [frame(CLOSE, [3])],
	'a close with a code that nobody may send': [frame(CLOSE, [0x03, 0xed])],
	'a close with a reason that is no text': [frame(CLOSE, [0x03, 0xe8, 0xff])],
	'a length of 2^63': [frame(BINARY, [], { length: [127, 0x80, 0, 0, 0, 0, 0, 0, 0] })],
	'a length of 2^53': [frame(BINARY, [], { length: [127, 0, 0x20, 0, 0, 0, 0, 0, 0] })],
	'a length of 2 GiB': [frame(BINARY, [], { length: [127, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff] })],
	'a message of many parts that grows beyond 1 MiB': Array.from({ length: 40 }, (_, n) =>
		frame(n ? 0 : 2, Array<number>(32_768).fill(0))
	),
	'words of another protocol': [Uint8Array.from(bytes('GET / HTTP/1.1\r\n\r\n'))]
};

async function write(client: RawClient, parts: readonly Uint8Array[]) {
	await client.opened;
	const { _socket } = client.ws as unknown as { _socket: { write(part: Uint8Array): void } };
	for (const part of parts) _socket.write(part);
}

/** Both work on, over the connections that they have had from the beginning. */
async function othersWorkOn() {
	const lead = anId();
	act(ana!.room, sofia, { base: lead, value: aLeadOf(sofia) });
	await until(() => recordIn(luis!.room, lead));
}

let lost = 0;
test.each(Object.entries(CORPUS))('%s ends that socket by name and nobody else’s', async (name, parts) => {
	for (const { provider } of [ana!, luis!]) provider.once('connection-close', () => lost++);
	const enemy = new RawClient(server, DESK, { cookie: sofia.cookie });
	await enemy.send(syncFrame(0, Y.encodeStateVector(new Y.Doc())));
	await enemy.heard(0);
	await write(enemy, parts);
	expect(await enemy.closed).toBe(/length of|grows/.test(name) ? 4413 : 4400);
	await othersWorkOn();
	expect(lost).toBe(0);
});

test('every one of them at once, and a socket cut inside a frame, harm nobody', async () => {
	const enemies = Object.values(CORPUS).flatMap((parts) => [parts, parts.map((part) => part.slice(0, -1))]);
	const clients = enemies.map(async (parts) => {
		const enemy = new RawClient(server, DESK, { cookie: sofia.cookie });
		await write(enemy, parts);
		enemy.ws.terminate();
		await enemy.closed;
	});
	await Promise.all([...clients, othersWorkOn()]);
	await othersWorkOn();
	expect(lost).toBe(0);
});
