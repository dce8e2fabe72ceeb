import { instantAt, type Day } from '#lib/domain/shared/day.ts';
import type { Point } from './drag-layer.ts';
import { minutesAt, ROW, type Axis } from './plan-geometry.ts';
import type { Places } from './plan-drag.svelte.ts';

type Layout = { axis: Axis; days: readonly Day[]; technicians: readonly string[]; zone: string };

export const COLUMN = 160;
export const HEAD = 48;
const EDGE = 48;
const SPEED = 14;
const TURN_MS = 600;

const inside = ({ x, y }: Point, { left, right, top, bottom }: DOMRect) => x >= left && x <= right && y >= top && y <= bottom;

/** From pixels to technicians and instants, over what is on the screen now. */
export class BoardPlaces implements Places {
	/** The column «No programadas». */
	list: HTMLElement | null = null;
	#scroller: HTMLElement | null = null;
	#layout: Layout | null = null;
	#turning: { button: Element; since: number } | null = null;

	know(scroller: HTMLElement, layout: Layout) {
		this.#scroller = scroller;
		this.#layout = layout;
	}

	at(point: Point, grabX: number): { technician: string; start: number } | 'unscheduled' | null {
		if (this.list && inside(point, this.list.getBoundingClientRect())) return 'unscheduled';
		if (!this.#scroller || !this.#layout) return null;
		const box = this.#scroller.getBoundingClientRect();
		if (!inside(point, box) || point.x < box.left + COLUMN || point.y < box.top + HEAD) return null;
		const { axis, days, technicians, zone } = this.#layout;
		const x = point.x - box.left - COLUMN + this.#scroller.scrollLeft;
		const row = Math.floor((point.y - box.top - HEAD + this.#scroller.scrollTop) / ROW);
		const day = days[Math.floor(x / axis.width)];
		const technician = technicians[row];
		if (!day || !technician) return null;
		return { technician, start: instantAt(day, minutesAt((x % axis.width) - grabX, axis), zone) };
	}

	/** Near an edge the board scrolls; a rest on an arrow of the head turns the page. */
	approach(point: Point): void {
		this.#turn(point);
		const box = this.#scroller?.getBoundingClientRect();
		if (!box || !inside(point, box)) return;
		const near = (low: number, high: number, at: number) => (at < low + EDGE ? -SPEED : at > high - EDGE ? SPEED : 0);
		this.#scroller?.scrollBy(near(box.left + COLUMN, box.right, point.x), near(box.top + HEAD, box.bottom, point.y));
	}

	#turn({ x, y }: Point) {
		const button = document.elementFromPoint(x, y)?.closest('[data-turn]') ?? null;
		if (button !== this.#turning?.button) this.#turning = button && { button, since: performance.now() };
		if (!this.#turning || performance.now() - this.#turning.since < TURN_MS) return;
		(this.#turning.button as HTMLElement).click();
		this.#turning.since = performance.now() + TURN_MS;
	}
}
