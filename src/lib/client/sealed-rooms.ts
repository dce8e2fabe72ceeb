import { fetchSnapshot, type Announced } from './join.ts';
import type { RoomMark } from './room-store.ts';
import { PROJECTION } from './rows.ts';
import type { Keeping } from './surroundings.ts';

/** Months that the server has sealed: this device keeps their rows, and no document. */
export class SealedRooms {
	#around: Keeping;
	#marks = new Map<string, RoomMark>();
	#turning: Promise<unknown> = Promise.resolve();

	constructor(around: Keeping) {
		this.#around = around;
	}

	/** Looks which of the known rooms are sealed here. @returns the others */
	async open(known: readonly string[]): Promise<string[]> {
		const marks = await Promise.all(known.map((name) => this.#around.store.mark(name)));
		marks.forEach((mark, n) => mark.sealed && this.#marks.set(known[n]!, mark));
		return known.filter((name) => !this.has(name));
	}
	has(room: string): boolean {
		return this.#marks.has(room);
	}
	/** Whether the rows are here as the server has them. A sealed room never changes within an epoch. */
	holds({ name, epoch }: Announced): boolean {
		const mark = this.#marks.get(name);
		return mark?.epoch === epoch && mark.projection === PROJECTION;
	}
	forget(room: string): void {
		this.#marks.delete(room);
	}

	forgetAll(): void {
		this.#marks.clear();
	}

	/** While a month changes from a document to rows nobody opens it. */
	settled(): Promise<unknown> {
		return this.#turning;
	}

	/** @param leave gives up the open room; false when somebody has written there meanwhile */
	async take(room: Announced, leave: () => Promise<boolean>): Promise<void> {
		const [{ sealRoom }, snapshot] = await Promise.all([import('./seal-room.ts'), fetchSnapshot(this.#around, room)]);
		// Until it is stored whoever writes there finds the month sealed, and nothing of it held.
		this.#marks.set(room.name, { epoch: 0, seq: 0, projection: PROJECTION, sealed: true });
		const turned = leave()
			.then((left) => (left ? sealRoom(this.#around, room, snapshot) : null))
			.then((mark) => (mark ? void this.#marks.set(room.name, mark) : this.forget(room.name)));
		this.#turning = turned.catch(() => {});
		await turned;
	}
}
