import { innerWidth } from 'svelte/reactivity/window';

const WIDE = 1280;
/** The board needs the room: there the sidebar starts collapsed on most screens. */
const WIDE_BOARD = 1680;

/** Open or collapsed: as the person left it on this kind of screen, else as the width asks. */
export class SidebarState {
	#board: () => boolean;
	#chosen = $state<Record<string, boolean>>({});

	constructor(board: () => boolean) {
		this.#board = board;
		this.#chosen = JSON.parse(localStorage.getItem('hilo-sidebar') ?? '{}') as Record<string, boolean>;
	}
	get #kind() {
		return this.#board() ? 'board' : 'rest';
	}
	get collapsed(): boolean {
		return this.#chosen[this.#kind] ?? (innerWidth.current ?? WIDE) < (this.#board() ? WIDE_BOARD : WIDE);
	}
	toggle() {
		this.#chosen[this.#kind] = !this.collapsed;
		localStorage.setItem('hilo-sidebar', JSON.stringify(this.#chosen));
	}
}
