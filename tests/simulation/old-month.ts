import { onceIn, oneOf, wall } from './clock.ts';
import type { Hands } from './device.ts';
import { OLD } from './people.ts';
import type { World } from './world.ts';

/** From asking for a month until it is opened. */
const ASKED_MS = 5_000;

/** A month that is sealed while it rests, and who opens it again. */
export class OldMonth {
	/** What was done to it without need. */
	readonly needless: string[] = [];
	/** When somebody who had work for it last asked for it. */
	#wantedAt = -Infinity;
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
		const { server, hands } = world;
		for (const each of hands) each.onlate = (room) => room === OLD && this.#asks(each);
		server.onopening = () => this.#opened();
		server.onannounce = () => hands.forEach((each) => each.announce());
	}

	/** The server itself finds out something about one of its records, or founds it anew. */
	happen() {
		const { server, disk } = this.#world;
		const records = [...disk.holders].filter(([, room]) => room === OLD);
		if (records.length > 0 && onceIn(100)) server.say(OLD, `${oneOf(records)[0]}/coverage`, { at: wall() });
		if (onceIn(100)) server.refound(OLD);
	}

	/** Who says that he has work has some. */
	#asks(hands: Hands) {
		if (hands.hasWork(OLD) || this.#hasLostWorkOf(hands)) this.#wantedAt = wall();
		else this.needless.push(`${hands.name} asks for a month for which it has no work`);
	}
	/** Whether a restored server lacks what it had acknowledged to this device. */
	#hasLostWorkOf({ drive }: Hands): boolean {
		const { restored, disk } = this.#world;
		const kept = new Set(disk.room(OLD).entries.map(({ intent }) => intent));
		return restored && [...drive.intents.values()].some(({ id, room }) => room === OLD && !kept.has(id));
	}
	#opened() {
		const { restored, disk } = this.#world;
		const isSaid = disk.writes.some(({ room }) => room === OLD);
		if (!isSaid && !restored && wall() - this.#wantedAt > ASKED_MS) this.needless.push('a month is opened for nobody');
	}
}
