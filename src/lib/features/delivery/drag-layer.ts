import type { Attachment } from 'svelte/attachments';

export type Point = { x: number; y: number };
/** What a drag means is its owner's business; this file only knows pointers. */
export type DragHandlers = {
	/** False: this may not be lifted now. `grab` is where in the element it was taken. */
	lift(at: Point, grab: Point): boolean;
	move(at: Point): void;
	drop(at: Point): void;
	/** Esc, a lost pointer, a second finger: it returns to where it was. */
	cancel(): void;
};

const MOUSE_SLACK = 4;
const TOUCH_SLACK = 8;
const HOLD_MS = 350;

/** Lifts an element by the mouse at once, by a finger that rests 350 ms, so that a list can still be scrolled. */
export function dragSource(handlers: () => DragHandlers): Attachment<HTMLElement> {
	return (element) => {
		const drag = new Drag(element, handlers);
		return () => drag.end(false);
	};
}

class Drag {
	#element: HTMLElement;
	#handlers: () => DragHandlers;
	#down: (Point & { pointer: number }) | null = null;
	#lifted = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#listening = new AbortController();

	constructor(element: HTMLElement, handlers: () => DragHandlers) {
		this.#element = element;
		this.#handlers = handlers;
		element.addEventListener('pointerdown', (event) => this.#start(event));
		// Must be there before the finger is, or the browser scrolls regardless.
		element.addEventListener('touchmove', (event) => this.#lifted && event.preventDefault(), { passive: false });
		element.addEventListener('contextmenu', (event) => this.#down && event.preventDefault());
		element.addEventListener('dragstart', (event) => event.preventDefault());
	}

	#start(event: PointerEvent) {
		if (event.button !== 0 || !event.isPrimary) return;
		this.#down = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
		this.#listening = new AbortController();
		const { signal } = this.#listening;
		const on = <K extends keyof WindowEventMap>(name: K, act: (event: WindowEventMap[K]) => void) =>
			window.addEventListener(name, act, { signal, capture: true });
		on('pointermove', (moved) => this.#move(moved));
		on('pointerup', (up) => this.#up(up));
		on('pointercancel', () => this.end(true));
		// Captured, so also the blur of whatever field had the focus until now.
		on('blur', ({ target }) => target === window && this.end(true));
		on('keydown', (key) => this.#key(key));
		if (event.pointerType !== 'mouse') this.#timer = setTimeout(() => this.#lift(this.#down!), HOLD_MS);
	}

	#move(event: PointerEvent) {
		if (!this.#down || event.pointerId !== this.#down.pointer) return;
		const at = { x: event.clientX, y: event.clientY };
		if (this.#lifted) return this.#handlers().move(at);
		const far = Math.hypot(at.x - this.#down.x, at.y - this.#down.y);
		if (event.pointerType !== 'mouse' && far > TOUCH_SLACK) return this.end(false);
		if (event.pointerType === 'mouse' && far > MOUSE_SLACK && this.#lift(at)) this.#handlers().move(at);
	}

	#lift(at: Point): boolean {
		const { left, top } = this.#element.getBoundingClientRect();
		this.#lifted = this.#down !== null && this.#handlers().lift(at, { x: this.#down.x - left, y: this.#down.y - top });
		if (!this.#lifted) this.end(false);
		else {
			this.#element.setPointerCapture(this.#down!.pointer);
			navigator.vibrate?.(20);
			window.getSelection()?.removeAllRanges();
		}
		return this.#lifted;
	}

	#up(event: PointerEvent) {
		if (!this.#down || event.pointerId !== this.#down.pointer) return;
		const lifted = this.#lifted;
		if (lifted) this.#swallowClick();
		this.end(false);
		if (lifted) this.#handlers().drop({ x: event.clientX, y: event.clientY });
	}

	#key(event: KeyboardEvent) {
		if (event.key !== 'Escape' || !this.#lifted) return;
		event.preventDefault();
		event.stopPropagation();
		this.#swallowClick();
		this.end(true);
	}

	/** The click that ends a drag is not a press on what was dragged. */
	#swallowClick() {
		const swallow = (event: MouseEvent) => (event.stopPropagation(), event.preventDefault());
		window.addEventListener('click', swallow, { capture: true, once: true });
		const forget = () => setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
		window.addEventListener('pointerup', forget, { once: true });
		forget();
	}

	end(cancelled: boolean) {
		clearTimeout(this.#timer);
		this.#listening.abort();
		const lifted = this.#lifted;
		this.#down = null;
		this.#lifted = false;
		if (cancelled && lifted) this.#handlers().cancel();
	}
}
