import { WINDOW } from '#lib/client/provider.ts';
import * as Y from 'yjs';
import type { Light } from './light.ts';
import { MARK } from './load.ts';
import { Author, type Gesture } from './month.ts';
import type { Subject } from './subjects.ts';
import { clocksIn } from './wire.ts';

const PATIENCE_MS = 20_000;

/** One page that writes one text into each of many records. */
export class Page {
	readonly doc: Y.Doc;
	readonly #authors: Author[];

	constructor(records: readonly string[], by: string, doc = new Y.Doc()) {
		this.doc = doc;
		this.#authors = records.map((record) => new Author(record, by, doc));
	}
	write(text: string): Gesture[] {
		return this.#authors.map((author) => author.edit(`${text} ${MARK}`));
	}
}

/** Until somebody has heard that many edits as news. */
export function hearing({ wire, name }: Subject, light: Light, amount: number): Promise<void> {
	let heard = 0;
	const standing = () => `${name}: ${heard} of ${amount} edits were seen, closed with ${light.closedWith}`;
	return inTime(standing, (done) => {
		light.heard = (frame) => {
			if (wire.kindOf(frame) !== 'update') return;
			for (let at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + 1)) heard++;
			if (heard >= amount) done();
		};
	});
}

/** As Hilo's own client does: one update an intent, a window of them under way. Resolves when the last is acknowledged. */
export function sendAcknowledged(
	{ wire, name }: Subject,
	room: string,
	light: Light,
	gestures: readonly Gesture[]
): Promise<void> {
	let [sent, kept] = [0, 0];
	const drain = () => {
		const next = gestures.slice(sent, kept + WINDOW);
		sent += next.length;
		light.send(...next.flatMap((gesture) => wire.gesture(room, gesture)));
	};
	const standing = () => `${name}: ${kept} of ${sent} edits were acknowledged, closed with ${light.closedWith}`;
	return inTime(standing, (done) => {
		light.heard = (frame) => {
			if (wire.kindOf(frame) !== 'acknowledged') return;
			const clocks = clocksIn(frame);
			while (kept < sent && (clocks[gestures[kept]!.client] ?? 0) >= gestures[kept]!.clock) kept++;
			if (kept === gestures.length) done();
			else drain();
		};
		drain();
	});
}

function inTime(standing: () => string, work: (done: () => void) => void): Promise<void> {
	return new Promise((done, failed) => {
		const timer = setTimeout(() => failed(new Error(standing())), PATIENCE_MS);
		work(() => {
			clearTimeout(timer);
			done();
		});
	});
}
