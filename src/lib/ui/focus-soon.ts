const FRAMES = 20;

/** What a virtual list draws far away is hidden until it is measured: it takes the focus some frames later. */
export function focusSoon(find: () => HTMLElement | null | undefined, frames = FRAMES): void {
	const element = find();
	element?.focus();
	if (frames > 0 && (!element || document.activeElement !== element)) requestAnimationFrame(() => focusSoon(find, frames - 1));
}
