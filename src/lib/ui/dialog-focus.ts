const ASKED = 'input:not([type=hidden]):not(:disabled), select:not(:disabled), textarea:not(:disabled)';

/** A dialog starts at what it asks, not at its close button. */
export function focusInside(event: Event, dialog: HTMLElement | undefined) {
	if (!dialog) return;
	event.preventDefault();
	const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>(ASKED) ?? dialog;
	first.focus();
}

/** What the dialog has made may have the focus already: it is not given back to where it was before. */
export function keepsFocus(event: Event, dialog: HTMLElement | undefined) {
	const { activeElement, body } = document;
	if (activeElement && activeElement !== body && !dialog?.contains(activeElement)) event.preventDefault();
}

/** Pressing a toast is not leaving the dialog: its «Deshacer» belongs to what was just done in it. */
export function keepsDialog(event: PointerEvent) {
	if (event.target instanceof Element && event.target.closest('[data-sonner-toaster]')) event.preventDefault();
}
