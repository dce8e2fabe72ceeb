import { tinykeys } from 'tinykeys';

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;
const OFF = 'hilo-shortcuts-off';

function typing(event: KeyboardEvent): boolean {
	const target = event.composedPath()[0];
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
	);
}
function inDialog(event: KeyboardEvent): boolean {
	const dialog = document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]');
	return dialog !== null && !(event.target instanceof Node && dialog.contains(event.target));
}

/** WCAG 2.1.4: single letters can be switched off, on this device. */
export function singleKeysOff(): boolean {
	return localStorage.getItem(OFF) === '1';
}
export function switchSingleKeys(on: boolean) {
	localStorage.setItem(OFF, on ? '0' : '1');
}

/**
 * Listens until the returned function is called. Keys as tinykeys writes them: `c`, `g v`, `$mod+k`, `Shift+?`.
 * Those without Ctrl or Alt wait while somebody types or a dialog is over the screen.
 */
export function shortcuts(table: Shortcuts, target: Window | HTMLElement = window): () => void {
	const guarded = Object.entries(table).map(([keys, act]) => {
		const single = !/\$mod|Control|Alt|Meta|F\d|Escape/.test(keys);
		// A text field takes back its own typing first.
		const ownUndo = /\+z$/i.test(keys);
		const run = (event: KeyboardEvent) => {
			if (event.defaultPrevented) return;
			if (single && (typing(event) || inDialog(event) || singleKeysOff())) return;
			if (ownUndo && typing(event)) return;
			event.preventDefault();
			act(event);
		};
		return [keys, run] as const;
	});
	return tinykeys(target, Object.fromEntries(guarded), { ignore: () => false });
}
