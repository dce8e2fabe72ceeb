import type { Attachment } from 'svelte/attachments';

const PAUSE = 500;
let bubble: HTMLDivElement | undefined;

function place(target: Element, text: string) {
	bubble ??= document.createElement('div');
	bubble.className = 'hilo-tooltip';
	bubble.ariaHidden = 'true';
	bubble.textContent = text;
	document.body.append(bubble);
	const box = target.getBoundingClientRect();
	const below = box.bottom + 6 + bubble.offsetHeight < innerHeight;
	const left = box.left + box.width / 2 - bubble.offsetWidth / 2;
	bubble.style.left = `${Math.max(4, Math.min(left, innerWidth - bubble.offsetWidth - 4))}px`;
	bubble.style.top = `${below ? box.bottom + 6 : box.top - 6 - bubble.offsetHeight}px`;
}

/** Shows the control's name to who sees it. It repeats `aria-label`, so readers are not told twice. */
export function tooltip(text: string): Attachment<HTMLElement> {
	return (target) => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		/** What it opened tells more than its name, and would lie under it. */
		const show = () => target.ariaExpanded !== 'true' && place(target, text);
		const hide = () => {
			clearTimeout(timer);
			bubble?.remove();
		};
		const later = (event: PointerEvent) => {
			if (event.pointerType === 'mouse') timer = setTimeout(show, PAUSE);
		};
		const focused = () => void (target.matches(':focus-visible') && show());
		const key = (event: KeyboardEvent) => event.key === 'Escape' && hide();
		const listeners = {
			pointerenter: later,
			pointerleave: hide,
			pointerdown: hide,
			click: hide,
			focus: focused,
			blur: hide,
			keydown: key
		};
		for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name, listener as EventListener);
		return () => {
			hide();
			for (const [name, listener] of Object.entries(listeners)) target.removeEventListener(name, listener as EventListener);
		};
	};
}
