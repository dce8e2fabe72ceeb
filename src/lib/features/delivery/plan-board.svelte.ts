import type { Device, Other } from '#lib/client/device.svelte.ts';
import { liveList, type Arriving } from '#lib/client/live-rows.svelte.ts';
import type { Check } from '#lib/domain/delivery/clashes.ts';
import { isOpen, waitsForPlan } from '#lib/domain/delivery/order.ts';
import { addDays, dayOf, instantAt, type Day } from '#lib/domain/shared/day.ts';
import type { Pin } from '#lib/domain/shared/place.ts';
import { Refused } from '#lib/domain/shared/refused.ts';
import * as m from '#lib/paraglide/messages.js';
import { bookingsOf, checksAt, hoursOf, techniciansOf } from './board-facts.ts';
import type { OrderView } from './order-view.ts';
import { STATUSES } from './order-words.ts';
import { ordersOfBoard } from './orders.ts';
import { schedule, unschedule, type Place } from './plan-acts.ts';
import { conflictsOf, rowsOf } from './plan-rows.ts';
import { daysFrom, mondayOf } from './times.ts';
import { arrange, type Wanted } from './unscheduled.ts';

/** Of how many days each is. */
export const VIEWS = { day: 1, three: 3, week: 7, map: 1 } as const;
export type BoardView = keyof typeof VIEWS;
/** What is looked at; kept in the address. */
export type Window = { view: BoardView; from: Day };

const TICK_MS = 15_000;

/** What everybody planned, as this person looks at it. */
export class PlanBoard {
	readonly device: Device;
	readonly orders: Arriving<OrderView>;
	now = $state(0);
	/** Something was refused or cannot be: the sentence. */
	problem = $state('');
	/** The order whose visit takes the focus: its row is always drawn. */
	current = $state('');
	/** The same of «No programadas»: its card is always drawn. */
	card = $state('');
	/** Read aloud. */
	said = $state('');
	/** What of «No programadas» is looked for. */
	wanted = $state.raw<Wanted>({ query: '', kind: '', zone: '', sorting: 'age', near: '' });
	#window: () => Window;

	constructor(device: Device, window: () => Window) {
		this.device = device;
		this.#window = window;
		this.now = device.now();
		this.orders = liveList(
			device,
			() => ordersOfBoard(device.db, this.#since),
			() => this.#since
		);
		$effect(() => {
			const timer = setInterval(() => (this.now = device.now()), TICK_MS);
			return () => clearInterval(timer);
		});
	}

	readonly zone = $derived.by(() => this.device.catalog.zone);
	readonly today: Day = $derived.by(() => dayOf(this.now, this.zone));
	readonly days: Day[] = $derived.by(() => {
		const { view, from } = this.#window();
		return daysFrom(view === 'week' ? mondayOf(from) : from, VIEWS[view]);
	});
	readonly waiting = $derived.by(() => this.orders.value.filter(({ status }) => waitsForPlan(status)));
	readonly listed = $derived.by(() => arrange(this.waiting, this.wanted, this.near));
	readonly bookings = $derived.by(() => bookingsOf(this.orders.value));
	/** Where the technician goes, on the days that are shown, to whom the unscheduled are to be near. */
	readonly near: readonly Pin[] = $derived.by(() => {
		const his = this.#shown.filter(({ crew }) => crew.includes(this.wanted.near));
		return his.flatMap(({ pin }) => pin ?? []);
	});
	readonly conflicts = $derived.by(() => conflictsOf(this.orders.value));
	readonly technicians = $derived.by(() => techniciansOf(this.device, this.#booked));
	readonly rows = $derived.by(() => {
		const clashing = new Set(this.conflicts.flatMap(({ first, second }) => [first.id, second.id]));
		return rowsOf(this.orders.value, this.technicians, this.days, this.zone, clashing);
	});
	readonly hours = $derived.by(() => hoursOf(this.device));
	/** Orders that other people are moving now, by order. */
	readonly held: ReadonlyMap<string, Other> = $derived.by(() => {
		const movers = this.device.presence.others().filter(({ drag }) => drag !== null);
		return new Map(movers.map((other) => [other.drag!.order, other]));
	});
	#shown = $derived.by(() => {
		const [first, last] = [this.days[0]!, this.days.at(-1)!];
		return this.bookings.filter(({ start }) => dayOf(start, this.zone) >= first && dayOf(start, this.zone) <= last);
	});
	#booked = $derived.by(() => new Set(this.#shown.flatMap(({ crew }) => crew)));
	/** Suggestions reckon with today even while another week is looked at. */
	#since = $derived.by(() => {
		const first = this.days[0]! < this.today ? this.days[0]! : this.today;
		return instantAt(addDays(first, -1), 0, this.zone);
	});

	order(id: string): OrderView | undefined {
		return this.orders.value.find((order) => order.id === id);
	}
	/** Draws an order's card or visit, so that it can take the focus. */
	stopAt({ id, status }: OrderView) {
		if (waitsForPlan(status)) this.card = id;
		else this.current = id;
	}
	checks(order: OrderView, place: Place): Check[] {
		return checksAt(this.device, order, place, this.bookings);
	}

	/** Whether this person may lift it now; says why not. */
	mayMove(order: OrderView): boolean {
		const holder = this.held.get(order.id);
		if (holder) this.#tell(m.delivery_held_by_other({ name: holder.name }));
		else if (!isOpen(order.status, 'schedule')) this.#tell(m.delivery_refused_status({ status: STATUSES[order.status].words() }));
		else return true;
		return false;
	}

	async place(order: OrderView, place: Place): Promise<boolean> {
		const blocked = this.checks(order, place).find(({ severity }) => severity === 'block');
		if (blocked) return this.#tell(blocked.sentence);
		return this.#try(() => schedule(this.device, order, place));
	}
	async unplace(order: OrderView): Promise<boolean> {
		return this.#try(() => unschedule(this.device, order));
	}
	/** Some minutes more or less, where it stands. */
	async lengthen(order: OrderView, by: number): Promise<void> {
		const { plan } = order;
		const minutes = (plan?.minutes ?? 0) + by;
		if (!plan || minutes < 15 || !this.mayMove(order)) return;
		await this.place(order, { technician: plan.crew[0]!, start: plan.start, minutes });
	}

	#tell(sentence: string): false {
		this.problem = sentence;
		this.said = sentence;
		return false;
	}
	async #try(work: () => Promise<void>): Promise<boolean> {
		try {
			await work();
		} catch (error) {
			if (error instanceof Refused) return this.#tell(error.sentence);
			throw error;
		}
		this.problem = '';
		return true;
	}
}
