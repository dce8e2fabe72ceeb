type Planted = { promises: readonly string[]; from: number };

/**
 * Each fault with the promises by which it is found; others may break with them. `from`: the world with which the search begins,
 * one in which the fault showed soon and broke little else: worlds in which everybody loads everything again and again are long.
 */
export const FAULT_NAMES: Record<string, Planted> = {
	'acknowledge-before-flush': { promises: ['D1'], from: 5 },
	'reused-client-id': { promises: ['D1', 'D2', 'C1'], from: 2 },
	'skipped-record': { promises: ['D1', 'D2', 'C1'], from: 4 },
	'gate-off': { promises: ['P1'], from: 5 },
	'gap-accepted': { promises: ['D1', 'D2', 'P2'], from: 15 },
	'projection-echo': { promises: ['silence', 'C1'], from: 2 },
	'double-grant': { promises: ['C3'], from: 4 },
	'outbox-dropped-at-restore': { promises: ['D1'], from: 5 },
	'blind-replay': { promises: ['C2'], from: 2 },
	'notes-typed-again': { promises: ['notes'], from: 2 },
	'sealed-month-opened-for-nothing': { promises: ['rest'], from: 2 },
	'undone-without-asking': { promises: ['undo'], from: 2 }
};
