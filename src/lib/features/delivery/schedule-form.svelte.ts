import type { Device } from '#lib/client/device.svelte.ts';
import type { Booking, Check } from '#lib/domain/delivery/clashes.ts';
import { clockTime, dayOf, instantAt, isDay, minutesOf } from '#lib/domain/shared/day.ts';
import * as m from '#lib/paraglide/messages.js';
import { checksAt, suggestionsFor } from './board-facts.ts';
import type { OrderView } from './order-view.ts';
import { type Place } from './plan-acts.ts';

export const DURATIONS = [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 420, 480] as const;
/** A time that is proposed, numbered on the board; `chosen` while it stands in the fields. */
export type Suggested = Place & { chosen: boolean };
type Problems = { technician?: string; day?: string; time?: string };

/** What stands in the fields of «Programar», from the order's plan or the best time for it. */
export class ScheduleForm {
	technician = $state('');
	day = $state('');
	time = $state('');
	minutes = $state('60');
	asked = $state(false);
	#device: Device;
	#order: OrderView;
	#others: () => readonly Booking[];

	constructor(device: Device, order: OrderView, others: () => readonly Booking[]) {
		this.#device = device;
		this.#order = order;
		this.#others = others;
		const { plan } = order;
		const best =
			plan && order.status === 'scheduled'
				? { technician: plan.crew[0]!, start: plan.start, minutes: plan.minutes }
				: suggestionsFor(device, order, others())[0];
		if (best) this.fill(best);
		else this.minutes = String(order.row.fields.minutes);
	}

	fill({ technician, start, minutes }: Place) {
		const zone = this.#device.catalog.zone;
		this.technician = technician;
		this.day = dayOf(start, zone);
		this.time = clockTime(minutesOf(start, zone));
		this.minutes = String(minutes);
	}

	/** Null while something is missing. */
	get place(): Place | null {
		const { technician, day, time } = this;
		if (!technician || !isDay(day) || !/^\d\d:\d\d$/.test(time)) return null;
		const clock = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
		return { technician, start: instantAt(day, clock, this.#device.catalog.zone), minutes: Number(this.minutes) };
	}
	get checks(): Check[] {
		return this.place ? checksAt(this.#device, this.#order, this.place, this.#others()) : [];
	}
	get problems(): Problems {
		if (!this.asked) return {};
		const problems: Problems = {};
		if (!this.technician) problems.technician = m.delivery_schedule_technician_missing();
		if (!isDay(this.day)) problems.day = m.delivery_schedule_day_missing();
		if (!/^\d\d:\d\d$/.test(this.time)) problems.time = m.delivery_schedule_time_missing();
		return problems;
	}
	get durations(): number[] {
		return [...new Set([...DURATIONS, Number(this.minutes)])].toSorted((a, b) => a - b);
	}
}
