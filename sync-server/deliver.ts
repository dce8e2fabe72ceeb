import type { Connection } from './connection.ts';
import { framed, type Frames } from './frames.ts';
import type { JournalEntry } from './journal.ts';
import { acknowledgedMessage, updateMessage, type Clocks } from './messages.ts';

type Delivery = {
	connections: Iterable<Connection>;
	entries: readonly JournalEntry[];
	authors: ReadonlyMap<JournalEntry, Connection>;
	/** What each has now on the server of its own, if it said anything in this window. */
	own: ReadonlyMap<Connection, Clocks>;
	seq: number;
};

/**
 * What one window did to one room: first everybody else sees it, then its authors learn that it is kept. Those who wrote nothing
 * get the same bytes. Whoever is not joined yet finds it in the answer to his first question.
 */
export function deliver({ connections, entries, authors, own, seq }: Delivery) {
	const updates = entries.map((entry) => ({ message: updateMessage(entry.update), author: authors.get(entry) }));
	const messages = updates.map(({ message }) => message);
	const forOurs = framed([...messages, acknowledgedMessage({ seq, clocks: {} })]);
	let forStock: Frames | null = null;
	const writers = new Set([...authors.values(), ...own.keys()]);
	if (entries.length > 0)
		for (const connection of connections)
			if (connection.joined && !writers.has(connection))
				connection.sendFrames(connection.ack ? forOurs : (forStock ??= framed(messages)));
	for (const writer of writers) {
		if (!writer.joined) continue;
		const others = updates.filter(({ author }) => author !== writer).map(({ message }) => message);
		const receipt = writer.ack ? [acknowledgedMessage({ seq, clocks: own.get(writer) ?? {} })] : [];
		if (others.length + receipt.length > 0) writer.sendFrames(framed([...others, ...receipt]));
	}
}
