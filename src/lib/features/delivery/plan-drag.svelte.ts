import type { Check } from '#lib/domain/delivery/clashes.ts';
import type { DragHandlers, Point } from './drag-layer.ts';
import type { OrderView } from './order-view.ts';
import type { PlanBoard } from './plan-board.svelte.ts';
import type { Place } from './plan-acts.ts';

/** Where the pointer is: over a place of the board, over «No programadas», or nowhere. */
export type Target = { place: Place; checks: Check[] } | 'unscheduled' | null;
type Lifted = { order: OrderView; minutes: number; grabX: number };
/** Tells where a pixel lies; the board and the list know their own geometry. */
export type Places = {
	at(point: Point, grabX: number): { technician: string; start: number } | 'unscheduled' | null;
	approach(point: Point): void;
};

/** One drag at a time, from the list or from the board. */
export class PlanDrag {
	lifted = $state.raw<Lifted | null>(null);
	target = $state.raw<Target>(null);
	pointer = $state.raw<Point>({ x: 0, y: 0 });
	#board: PlanBoard;
	#places: Places;
	#frame = 0;

	constructor(board: PlanBoard, places: Places) {
		this.#board = board;
		this.#places = places;
	}

	/** @param grabbed whether the block itself was taken, so that it keeps its place under the pointer */
	handlers(order: OrderView, grabbed: boolean): DragHandlers {
		return {
			lift: (at, grab) => this.#lift(order, at, grabbed ? grab.x : 0),
			move: (at) => this.#move(at),
			drop: () => void this.#drop(),
			cancel: () => this.#end()
		};
	}

	#lift(order: OrderView, at: Point, grabX: number): boolean {
		if (!this.#board.mayMove(order)) return false;
		this.#board.problem = '';
		this.lifted = { order, minutes: order.plan?.minutes ?? order.row.fields.minutes, grabX };
		this.#move(at);
		this.#follow();
		return true;
	}

	#move(at: Point) {
		if (!this.lifted) return;
		this.pointer = at;
		const { order, minutes, grabX } = this.lifted;
		const found = this.#places.at(at, grabX);
		if (found === null || found === 'unscheduled') return this.#aim(found === 'unscheduled' && order.plan ? found : null);
		const before = this.target;
		const same =
			before && before !== 'unscheduled' && before.place.technician === found.technician && before.place.start === found.start;
		if (same) return;
		const place = { ...found, minutes };
		this.#aim({ place, checks: this.#board.checks(order, place) });
	}

	#aim(target: Target) {
		this.target = target;
		const place = target && target !== 'unscheduled' ? target.place : null;
		const { presence } = this.#board.device;
		presence.set({ drag: place && this.lifted ? { order: this.lifted.order.id, ...place } : null });
	}

	/** Scrolls while the pointer rests at an edge, so it runs without a move of the pointer. */
	#follow() {
		this.#frame = requestAnimationFrame(() => {
			if (!this.lifted) return;
			this.#places.approach(this.pointer);
			this.#move(this.pointer);
			this.#follow();
		});
	}

	async #drop() {
		const { lifted, target } = this;
		this.#end();
		if (!lifted || !target) return;
		if (target === 'unscheduled') await this.#board.unplace(lifted.order);
		else if (!isWhereItWas(lifted.order, target.place)) await this.#board.place(lifted.order, target.place);
	}

	#end() {
		cancelAnimationFrame(this.#frame);
		this.#aim(null);
		this.lifted = null;
	}
}

function isWhereItWas({ plan, status }: OrderView, { technician, start }: Place): boolean {
	return status === 'scheduled' && plan !== null && plan.start === start && plan.crew.includes(technician);
}
