/** Each fault with the promises by which it is found; others may break with them. */
export const FAULT_NAMES: Record<string, readonly string[]> = {
	'acknowledge-before-flush': ['D1'],
	'reused-client-id': ['D1', 'D2', 'C1'],
	'skipped-record': ['D1', 'D2', 'C1'],
	'gate-off': ['P1'],
	'gap-accepted': ['D1', 'D2', 'P2'],
	'projection-echo': ['silence', 'C1'],
	'double-grant': ['C3'],
	'outbox-dropped-at-restore': ['D1'],
	'blind-replay': ['C2'],
	'notes-typed-again': ['notes'],
	'sealed-month-opened-for-nothing': ['rest'],
	'undone-without-asking': ['undo']
};
