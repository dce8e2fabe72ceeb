/** What a button carries while that which it opens is not fetched yet. */
export function opener(what: 'menu' | 'dialog', open: () => void): Record<string, unknown> {
	return {
		'aria-haspopup': what,
		'aria-expanded': false,
		onclick: open,
		onkeydown: (event: KeyboardEvent) => {
			if (event.key !== 'ArrowDown') return;
			event.preventDefault();
			open();
		}
	};
}
