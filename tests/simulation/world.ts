import { AGAIN_MS, type Intent } from '#lib/client/database.ts';
import { begin, between, chance, leap, onceIn, oneOf, pass, wall } from './clock.ts';
import { TabStore, type Drive } from './device-store.ts';
import { Hands } from './device.ts';
import { gesture } from './gestures.ts';
import { Disk, Journal, QUIET_MS } from './journal.ts';
import { shake, weather } from './network.ts';
import { OldMonth } from './old-month.ts';
import { DESK, OLD, PEOPLE, type Person } from './people.ts';
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
export type Shown = { intent: Intent; by: string; drive: Drive; acknowledged: boolean };

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;

/** Without a sale nobody has anything to work on. */
const withSeller = (people: readonly Person[]) => (people.some(sells) ? people : [oneOf(PEOPLE.filter(sells)), ...people]);
const sells = ({ actor }: Person) => actor.roles.includes('seller');

/** A company for some hundred gestures, on a bad day. */
export class World {
	readonly disk: Disk;
	readonly server: Server;
	readonly hands: Hands[];
	readonly shown = new Map<string, Shown>();
	readonly wiped = new Set<Drive>();
	gestures = 0;
	restored = false;
	/** Who has lost a right for a while, which his device did not know. */
	readonly demoted = new Set<string>();
	/** Not in every world. */
	readonly old: OldMonth | null;
	/** Whether people take back what they did. */
	readonly #undoes: boolean;
	#backup: Disk | null = null;
	/** The epoch that a backup brought back: until the next one begins somebody may keep what the server lacks. */
	#restored = new Map<string, number>();
	#restoredAt = -Infinity;

	constructor(seed: number, parts: Parts) {
		begin(seed);
		// Not in every world: what needs neither a second month nor second thoughts is found faster without.
		this.#undoes = seed % 4 >= 2;
		this.disk = seed % 2 === 0 ? new Disk(DESK, OLD) : new Disk(DESK);
		weather.leaks = parts.leaks;
		const actors = new Map(PEOPLE.map(({ actor, truly }) => [actor.user, truly ?? actor]));
		this.server = new Server(this.disk, actors, parts.journal);
		this.server.onsealing = () => this.#weekLater();
		const storeOn = ({ drive, actor }: Hands) => {
			const store = parts.store(drive);
			store.onstored = (intents) => intents.forEach((intent) => this.#show(intent, actor.user, drive));
			return store;
		};
		// Two people are a company too; with five, few things happen that need no fifth.
		const some = PEOPLE.filter(() => chance() < 0.5);
		this.hands = withSeller(some.length > 1 ? some : PEOPLE).map(
			({ device, actor, wrong = 0 }) => new Hands(device, actor, this.server, wrong, storeOn)
		);
		this.old = this.disk.rooms.has(OLD) ? new OldMonth(this) : null;
	}

	/** The old month was sealed, so for a week nobody has written there: no older backup is brought back. */
	#weekLater() {
		if (this.#backup && this.#backup.room(OLD).usedAt < this.disk.room(OLD).usedAt) this.#backup = null;
	}
	#show(intent: Intent, by: string, drive: Drive) {
		const before = this.shown.get(intent.id);
		const acknowledged = (before?.acknowledged ?? false) || intent.state === 'done';
		this.shown.set(intent.id, { intent: before?.intent ?? intent, by, drive, acknowledged });
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
		if (this.#undoes && this.server.actors.get(hands.actor.user) === hands.actor && onceIn(8))
			return void (this.gestures += hands.takeBack() ? 1 : 0);
		const room = this.old && onceIn(20) ? OLD : DESK;
		const ops = hands.isOpen ? gesture({ hands, room }) : [];
		if (ops.length === 0) return;
		this.gestures++;
		void hands.write(room, 'gesture', ops);
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
		this.old?.happen();
		if (this.old && onceIn(10) && !this.#isAwaited()) this.server.seal();
	}
	/** A week after a backup was brought back everybody has told what it lacked: no later than that they come. */
	#isAwaited(): boolean {
		return this.disk.room(OLD).usedAt > this.#restoredAt && !this.#isPastRestored(OLD);
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
		this.#restoredAt = wall();
		for (const [name, { epoch, seq }] of this.#backup.rooms)
			if (epoch !== this.disk.room(name).epoch || seq !== this.disk.room(name).seq) this.#restored.set(name, epoch);
		this.server.restore(this.#backup);
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
		if (!this.disk.names.every((name) => this.#isPastRestored(name))) return;
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
		await this.#settle();
		if (this.#isCalm()) return;
		// What was to be brought back by a device that is empty is given up in the end.
		leap(AGAIN_MS);
		await this.#settle();
	}
	async #settle() {
		for (let rounds = 0; rounds < 60 && !this.#isCalm(); rounds++) await pass(2_000);
	}
	/** A week later the old month is sealed for good. */
	async rest(): Promise<void> {
		await pass(QUIET_MS);
		this.server.seal();
		const isDone = () => this.disk.room(OLD).isSealed && this.#isCalm();
		for (let rounds = 0; rounds < 30 && !isDone(); rounds++) await pass(2_000);
	}
	#isCalm(): boolean {
		const { names } = this.disk;
		const waiting = (hands: Hands) => names.some((name) => hands.hasWork(name));
		return (
			this.disk.writes.length === 0 &&
			this.hands.every((hands) => hands.isConnected && !waiting(hands)) &&
			names.every((name) => this.#isHeldBy(name)) &&
			this.#quiet(names.reduce((sum, name) => sum + this.disk.room(name).seq, 0))
		);
	}
	#isPastRestored(name: string): boolean {
		return this.disk.room(name).epoch > (this.#restored.get(name) ?? 0) && this.#isHeldBy(name);
	}
	/** Every device is in the room's epoch. */
	#isHeldBy(name: string): boolean {
		const { epoch, isSealed } = this.disk.room(name);
		const marks = this.hands.map(({ drive }) => drive.room(name).mark);
		return marks.every((mark) => mark.epoch === epoch && (mark.sealed ?? false) === isSealed);
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
