import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Header = { id: string };
type Refusal = { code: string; detail?: Record<string, string> };
type Stay = {
	epoch: number;
	seq: number;
	doc: Y.Doc;
	lines: Set<Line>;
	owners: Map<number, string>;
	closed: Record<string, number>;
};

const later = (work: () => void) => setTimeout(work, 0);
const say = (type: number, write: (encoder: encoding.Encoder) => void) => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
};
const sync = (step: number, bytes: Uint8Array) =>
	say(0, (encoder) => {
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, bytes);
	});
const json = (type: number, value: unknown) => say(type, (encoder) => encoding.writeVarString(encoder, JSON.stringify(value)));

/** A server in memory that speaks as ours does, so that devices can be met, parted and refused in a test. */
export class Hub {
	readonly socketUrl = 'ws://hub/sync';
	stays = new Map<string, Stay>();
	/** Judges an update; null takes it. */
	refuse: (intent: Header | null) => Refusal | null = () => null;
	/** Takes and passes on, but tells nobody: acknowledgements are lost. */
	mute = false;
	/** What has arrived, by intent, in order. */
	taken: string[] = [];
	up = true;
	/** Rooms that nobody comes into for now. */
	readonly shut = new Set<string>();
	readonly #outside: Line[] = [];

	constructor(...rooms: string[]) {
		for (const room of rooms)
			this.stays.set(room, { epoch: 1, seq: 0, doc: new Y.Doc(), lines: new Set(), owners: new Map(), closed: {} });
	}

	stay(room: string): Stay {
		return this.stays.get(room)!;
	}

	fetch = async (path: string): Promise<Response> => {
		if (!this.up) throw new TypeError('no network');
		if (path === '/api/rooms')
			return Response.json({ rooms: [...this.stays].map(([name, { epoch, seq }]) => ({ name, epoch, seq, head: seq })) });
		const [, room] = /^\/api\/rooms\/(.+)\/\d+\/\d+$/.exec(path) ?? [];
		const stay = this.stays.get(room ?? '');
		return stay ? new Response(Y.encodeStateAsUpdate(stay.doc) as BodyInit) : new Response(null, { status: 404 });
	};

	/** A class like the browser's WebSocket, whose every line ends in this hub. */
	get WebSocket(): typeof WebSocket {
		const open = (line: Line) => later(() => (this.shut.has(line.room) ? this.#outside.push(line) : this.#open(line)));
		return class extends Line {
			constructor(url: string) {
				super(url, open);
			}
		} as unknown as typeof WebSocket;
	}

	/** Whether somebody stands before a room that is shut. */
	isAskedFor(room: string): boolean {
		return this.#outside.some((line) => line.room === room && line.readyState === 0);
	}
	letIn(room: string): void {
		this.shut.delete(room);
		for (const line of this.#outside.splice(0))
			if (line.room === room) this.#open(line);
			else this.#outside.push(line);
	}

	/** A restored backup: what came after it is gone, and the epoch says so. */
	restore(room: string, bytes: Uint8Array): void {
		const stay = this.stay(room);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, bytes);
		stay.closed = Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc)));
		stay.doc = doc;
		stay.epoch++;
		for (const line of [...stay.lines]) line.end(1006);
	}

	#open(line: Line): void {
		const stay = this.stays.get(line.room);
		if (!this.up || line.readyState !== 0) return line.end(1006);
		line.readyState = 1;
		line.onopen?.();
		if (!stay) return line.end(4404);
		if (line.epoch !== stay.epoch) {
			line.hear(json(103, { epoch: stay.epoch, clocks: stay.closed }));
			return line.end(4410);
		}
		stay.lines.add(line);
		line.onend = () => stay.lines.delete(line);
		line.onsay = (bytes) => this.#read(stay, line, bytes);
	}

	#read(stay: Stay, line: Line, bytes: Uint8Array): void {
		const decoder = decoding.createDecoder(bytes);
		const type = decoding.readVarUint(decoder);
		if (type === 102) line.intent = JSON.parse(decoding.readVarString(decoder)) as Header;
		if (type !== 0) return;
		const step = decoding.readVarUint(decoder);
		const body = decoding.readVarUint8Array(decoder);
		if (step === 0) return this.#welcome(stay, line, body);
		this.#take(stay, line, body);
	}

	#welcome(stay: Stay, line: Line, vector: Uint8Array): void {
		line.hear(sync(1, Y.encodeStateAsUpdate(stay.doc, vector)));
		line.hear(sync(0, Y.encodeStateVector(stay.doc)));
		this.#acknowledge(stay, line);
	}

	#take(stay: Stay, line: Line, update: Uint8Array): void {
		const clients = Y.decodeUpdate(update).structs.map(({ id }) => id.client);
		const isForeign = clients.some((client) => (stay.owners.get(client) ?? line.device) !== line.device);
		const refusal = isForeign ? { code: 'edit.author' } : this.refuse(line.intent);
		if (refusal) {
			line.hear(json(101, { intents: [{ id: line.intent?.id ?? null, detail: {}, ...refusal }] }));
			return line.end(4409);
		}
		for (const client of clients) stay.owners.set(client, line.device);
		Y.applyUpdate(stay.doc, update);
		stay.seq++;
		if (line.intent) this.taken.push(line.intent.id);
		for (const other of stay.lines) if (other !== line) other.hear(sync(2, update));
		this.#acknowledge(stay, line);
	}

	#acknowledge(stay: Stay, line: Line): void {
		const clocks = [...Y.decodeStateVector(Y.encodeStateVector(stay.doc))].filter(
			([client]) => stay.owners.get(client) === line.device
		);
		if (!this.mute) line.hear(json(100, { seq: stay.seq, clocks: Object.fromEntries(clocks) }));
	}
}

class Line {
	readonly OPEN = 1;
	readyState = 0;
	binaryType = 'arraybuffer';
	intent: Header | null = null;
	onopen: (() => void) | null = null;
	onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
	onclose: ((event: { code: number; reason: string }) => void) | null = null;
	onerror: (() => void) | null = null;
	onsay: (bytes: Uint8Array) => void = () => {};
	onend: () => void = () => {};
	readonly room: string;
	readonly epoch: number;
	readonly device: string;

	constructor(url: string, open: (line: Line) => void) {
		const { pathname, searchParams } = new URL(url);
		this.room = pathname.slice('/sync/'.length);
		this.epoch = Number(searchParams.get('epoch'));
		this.device = searchParams.get('device') ?? '';
		open(this);
	}

	send(bytes: Uint8Array): void {
		const copy = bytes.slice();
		later(() => this.readyState === 1 && this.onsay(copy));
	}

	hear(bytes: Uint8Array): void {
		const copy = bytes.slice().buffer;
		later(() => this.readyState === 1 && this.onmessage?.({ data: copy }));
	}

	end(code: number): void {
		later(() => {
			this.readyState = 3;
			this.onend();
			this.onclose?.({ code, reason: '' });
		});
	}

	close(): void {
		if (this.readyState === 3) return;
		this.readyState = 3;
		this.onend();
	}
}
