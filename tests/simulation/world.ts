import type { Intent } from '#lib/client/database.ts';
import { begin, between, chance, leap, onceIn, oneOf, pass } from './clock.ts';
import { TabStore, type Drive } from './device-store.ts';
import { Hands } from './device.ts';
import { gesture } from './gestures.ts';
import { Disk, Journal } from './journal.ts';
import { shake, weather } from './network.ts';
import { DESK, PEOPLE } from './people.ts';
import { Server } from './server.ts';

/** Parts that a planted fault replaces. */
export type Parts = {
	journal: (disk: Disk) => Journal;
	store: (drive: Drive) => TabStore;
	/** Now and then a message is lost on a line that holds: worse than any network that there is. */
	leaks: boolean;
};
export const SOUND: Parts = { journal: (disk) => new Journal(disk), store: (drive) => new TabStore(drive), leaks: false };

/** What a person was shown of a gesture of his: that it was on the device, and perhaps that it was on the server. */
export type Shown = { intent: Intent; drive: Drive; acknowledged: boolean };

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;

/** A company for some hundred gestures, on a bad day. */
export class World {
	readonly disk = new Disk(DESK);
	readonly server: Server;
	readonly hands: Hands[];
	readonly shown = new Map<string, Shown>();
	readonly wiped = new Set<Drive>();
	gestures = 0;
	restored = false;
	/** Who has lost a right for a while, which his device did not know. */
	readonly demoted = new Set<string>();
	#backup: Disk | null = null;
	/** The epoch that a backup brought back: until the next one begins somebody may keep what the server lacks. */
	#restored = 0;

	constructor(seed: number, parts: Parts) {
		begin(seed);
		weather.leaks = parts.leaks;
		const actors = new Map(PEOPLE.map(({ actor, truly }) => [actor.user, truly ?? actor]));
		this.server = new Server(this.disk, actors, parts.journal);
		const storeOn = ({ drive }: Hands) => {
			const store = parts.store(drive);
			store.onstored = (intents) => intents.forEach((intent) => this.#show(intent, drive));
			return store;
		};
		// Two people are a company too; with five, few things happen that need no fifth.
		const people = PEOPLE.filter(() => chance() < 0.5);
		this.hands = (people.length > 1 ? people : PEOPLE).map(
			({ device, actor, wrong = 0 }) => new Hands(device, actor, this.server, wrong, storeOn)
		);
	}

	#show(intent: Intent, drive: Drive) {
		const before = this.shown.get(intent.id);
		const acknowledged = (before?.acknowledged ?? false) || intent.state === 'done';
		this.shown.set(intent.id, { intent: before?.intent ?? intent, drive, acknowledged });
	}

	/** Everybody works, and things happen. */
	async live(gestures: number): Promise<void> {
		for (const hands of this.hands) void hands.open();
		await pass(2_000);
		for (let i = 0; i < gestures; i++) {
			await pass(chance() < 0.9 ? between(1, 200) : between(200, 6_000));
			this.#act(oneOf(this.hands));
			await this.#happen();
		}
	}
	#act(hands: Hands) {
		const ops = hands.isOpen ? gesture(hands) : [];
		if (ops.length === 0) return;
		this.gestures++;
		void hands.write(DESK, 'gesture', ops);
	}

	async #happen() {
		const hands = oneOf(this.hands);
		if (onceIn(40)) shake(hands.place);
		if (onceIn(40)) this.#lose(hands, chance() < 0.9 ? between(100, 20_000) : between(MINUTE, 30 * MINUTE));
		if (onceIn(120)) this.#restart(hands);
		if (onceIn(1_500)) this.#wipe(hands);
		if (onceIn(100)) this.#crash(() => {});
		if (onceIn(60)) this.#backup = this.disk.copy();
		if (onceIn(500)) setTimeout(() => this.server.refound(DESK), between(0, 150));
		if (onceIn(900) && this.#backup) this.#crash(() => this.#restore());
		if (onceIn(600)) this.#demote(hands);
		if (onceIn(1_200)) this.#sleep();
	}
	#demote({ actor }: Hands) {
		const { actors } = this.server;
		const before = actors.get(actor.user)!;
		if (before.roles.includes('billing')) return;
		this.demoted.add(actor.user);
		actors.set(actor.user, { ...before, roles: ['billing'] });
		this.server.recheck();
		setTimeout(() => actors.set(actor.user, before), between(1_000, 2 * MINUTE));
	}
	#restore() {
		if (!this.#backup) return;
		this.restored = true;
		this.#restored = this.#backup.room(DESK).epoch;
		this.disk.restore(this.#backup);
	}
	#lose(hands: Hands, ms: number) {
		hands.goOnline(false);
		setTimeout(() => hands.goOnline(true), ms);
	}
	#restart(hands: Hands) {
		setTimeout(
			() => {
				hands.kill();
				setTimeout(() => hands.isOpen || void hands.open(), between(10, 3_000));
			},
			between(0, 150)
		);
	}
	#wipe(hands: Hands) {
		this.wiped.add(hands.drive);
		hands.wipe();
		setTimeout(() => hands.isOpen || void hands.open(), between(10, 3_000));
	}
	/** In the middle of whatever is under way. */
	#crash(meanwhile: () => void) {
		setTimeout(
			() => {
				this.server.crash();
				meanwhile();
				setTimeout(() => this.server.start(), between(20, 3_000));
			},
			between(0, 150)
		);
	}
	/** Weeks without anybody. What a restored server lacks is kept by the devices for a week: no longer than they sleep here. */
	#sleep() {
		const { epoch } = this.disk.room(DESK);
		if (epoch <= this.#restored || !this.hands.every(({ drive }) => drive.room(DESK).mark.epoch === epoch)) return;
		this.#backup = null;
		for (const hands of this.hands) if (chance() < 0.5) this.#lose(hands, between(MINUTE, 5 * MINUTE));
		leap(between(1, 45) * DAY);
	}

	/** The bad day is over: every line holds, everything that was killed runs again. */
	async recover(): Promise<void> {
		this.server.start();
		for (const hands of this.hands) {
			hands.goOnline(true);
			if (!hands.isOpen) void hands.open();
		}
		for (let rounds = 0; rounds < 60 && !this.#isCalm(); rounds++) await pass(2_000);
	}
	#isCalm(): boolean {
		const { epoch, seq } = this.disk.room(DESK);
		const waiting = ({ drive }: Hands) => [...drive.intents.values()].some(({ state }) => state === 'saved');
		const arrived = ({ drive }: Hands) => drive.room(DESK).mark.epoch === epoch;
		return (
			this.disk.writes.length === 0 &&
			this.hands.every((hands) => hands.isConnected && arrived(hands) && !waiting(hands)) &&
			this.#quiet(seq)
		);
	}
	#lastSeq = -1;
	#quiet(seq: number): boolean {
		const quiet = this.#lastSeq === seq;
		this.#lastSeq = seq;
		return quiet;
	}
	end() {
		for (const hands of this.hands) hands.kill();
		this.server.crash();
	}
}
