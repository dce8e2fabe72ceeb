const FIRST = '[data-autofocus], input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** A dialog starts at what it asks, not at its close button. */
export function focusInside(event: Event) {
	const dialog = event.currentTarget instanceof HTMLElement ? event.currentTarget : event.target;
	if (!(dialog instanceof HTMLElement)) return;
	event.preventDefault();
	const first = dialog.querySelector<HTMLElement>(FIRST) ?? dialog;
	first.focus();
}

/** Pressing a toast is not leaving the dialog: its «Deshacer» belongs to what was just done in it. */
export function keepsDialog(event: PointerEvent) {
	if (event.target instanceof Element && event.target.closest('[data-sonner-toaster]')) event.preventDefault();
}
