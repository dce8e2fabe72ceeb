import type { Check } from '#lib/domain/delivery/clashes.ts';
import { addDays, dayOf, instantAt, longDay, minutesOf, shortTime } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import { suggestionsFor } from './board-facts.ts';
import type { OrderView } from './order-view.ts';
import type { PlanBoard } from './plan-board.svelte.ts';
import type { Place } from './plan-acts.ts';
import { axisOf, STEP } from './plan-geometry.ts';

/** Modo ubicar: arrows carry an order over the board, each step read aloud. */
export class PlanLocate {
	order = $state.raw<OrderView | null>(null);
	place = $state.raw<Place | null>(null);
	#board: PlanBoard;
	#onday: (day: string) => void;

	/** @param onday brings a day into view */
	constructor(board: PlanBoard, onday: (day: string) => void) {
		this.#board = board;
		this.#onday = onday;
	}

	get checks(): Check[] {
		return this.order && this.place ? this.#board.checks(this.order, this.place) : [];
	}

	start(order: OrderView) {
		if (!this.#board.mayMove(order)) return;
		const place = this.#first(order);
		if (!place) return;
		this.order = order;
		this.#set(place);
	}

	/** @returns whether the key was its own */
	key({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
		if (!this.order || !this.place) return false;
		const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
		const row = { ArrowUp: -1, ArrowDown: 1 }[key];
		if (side !== undefined) this.#set(shiftKey ? this.#byDay(side) : this.#byQuarter(side));
		else if (row !== undefined) this.#set({ ...this.place, technician: this.#neighbour(row) });
		else if (key === 'Enter') void this.#drop();
		else if (key === 'Escape') this.#stop(m.delivery_locate_cancelled());
		else return false;
		return true;
	}

	#first(order: OrderView): Place | null {
		const { plan, status } = order;
		if (plan && status === 'scheduled') return { technician: plan.crew[0]!, start: plan.start, minutes: plan.minutes };
		const best = suggestionsFor(this.#board.device, order, this.#board.bookings)[0];
		const [someone] = this.#board.technicians;
		if (best || !someone) return best ?? null;
		return {
			technician: someone.id,
			start: Math.ceil(this.#board.now / (STEP * 60_000)) * STEP * 60_000,
			minutes: order.row.fields.minutes
		};
	}

	#byQuarter(side: number): Place {
		const { zone, hours } = this.#board;
		const place = this.place!;
		const { first, last } = axisOf(hours, [], 0);
		const [day, minutes] = [dayOf(place.start, zone), minutesOf(place.start, zone) + side * STEP];
		if (minutes < first) return { ...place, start: instantAt(addDays(day, -1), Math.max(first, last - place.minutes), zone) };
		if (minutes > last - STEP) return { ...place, start: instantAt(addDays(day, 1), first, zone) };
		return { ...place, start: instantAt(day, minutes, zone) };
	}

	#byDay(side: number): Place {
		const { zone } = this.#board;
		const { start } = this.place!;
		return { ...this.place!, start: instantAt(addDays(dayOf(start, zone), side), minutesOf(start, zone), zone) };
	}

	#neighbour(step: number): string {
		const { technicians } = this.#board;
		const at = technicians.findIndex(({ id }) => id === this.place!.technician);
		return technicians[Math.max(0, Math.min(technicians.length - 1, at + step))]?.id ?? this.place!.technician;
	}

	#set(place: Place) {
		const { zone, technicians } = this.#board;
		this.place = place;
		this.#onday(dayOf(place.start, zone));
		const name = technicians.find(({ id }) => id === place.technician)?.name ?? '';
		const state = this.checks.map(({ sentence }) => sentence).join('. ') || m.delivery_locate_free();
		this.#board.said = m.delivery_locate_at({
			name,
			day: longDay(dayOf(place.start, zone)),
			time: shortTime(place.start, zone),
			state
		});
	}

	async #drop() {
		const { order, place } = this;
		if (order && place && (await this.#board.place(order, place))) this.#stop('');
	}

	#stop(said: string) {
		this.order = null;
		this.place = null;
		if (said) this.#board.said = said;
	}
}
