import type { Intent } from '#lib/client/database.ts';
import type { Change } from '#lib/client/room-store.ts';
import { dice } from '../clock.ts';
import { TabStore, type Drive } from '../device-store.ts';

const ids = new WeakMap<Drive, number>();
function idOf(drive: Drive): number {
	if (!ids.has(drive)) ids.set(drive, dice.roll(new Uint32Array(1))[0]!);
	return ids.get(drive)!;
}

/** One Yjs client id for as long as the device lives. */
export class SameId extends TabStore {
	override async open(name: string) {
		const stored = await super.open(name);
		stored.doc.clientID = idOf(this.drive);
		return stored;
	}
	protected override keep(change: Change) {
		if (change.afresh) change.afresh.clientID = idOf(this.drive);
		super.keep(change);
	}
}

/** What was acknowledged once is nobody's business any more. */
export class Careless extends TabStore {
	override async done(): Promise<Intent[]> {
		return [];
	}
}
