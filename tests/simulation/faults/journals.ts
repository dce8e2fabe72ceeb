import type { Part, RoomAnswer } from '../../../sync-server/journal.ts';
import { between, onceIn } from '../clock.ts';
import { Journal, type Disk } from '../journal.ts';
import { Slots } from '../slots.ts';

const NOTHING = Buffer.from([0, 0]);

/** Says that it is kept, and keeps it when it comes to it, as what writes once a second does. */
export class Hasty extends Journal {
	#flushing: Promise<unknown> = Promise.resolve();
	override async commitWindow(parts: readonly Part[]): Promise<RoomAnswer[]> {
		this.#flushing = this.#flushing.then(() => this.#later()).then(() => parts.forEach((part) => this.flush(part)));
		return parts.map(({ room, seq, updates }) => ({ room, seq: seq + updates.length }));
	}
	#later(): Promise<void> {
		return new Promise((done) => setTimeout(() => this.dead || done(), between(50, 500)));
	}
}

/** Now and then a record is counted and not written. */
export class Forgetful extends Journal {
	protected override flush(part: Part): RoomAnswer {
		const answer = super.flush(part);
		const last = this.disk.room(part.room).entries.at(-1);
		if (last && onceIn(50)) last.update = NOTHING;
		return answer;
	}
}

/** What it hears it asks to be written again, a little different. */
export class Echoing extends Journal {
	protected override flush(part: Part): RoomAnswer {
		const answer = super.flush(part);
		const [first] = part.changes;
		if (first) this.ask(part.room, `${first.id}/echo`, this.disk.room(part.room).seq);
		return answer;
	}
	/** An echo has its time, or nothing else would. */
	protected override wait(): Promise<void> {
		return new Promise((done) => setTimeout(() => this.dead || done(), 150));
	}
}

class Generous extends Slots {
	override isFree(): boolean {
		return true;
	}
}
/** Gives an hour to whoever asks. */
export function generous(disk: Disk): Journal {
	if (!(disk.slots instanceof Generous)) disk.slots = new Generous();
	return new Journal(disk);
}
