import * as m from '#lib/paraglide/messages.js';

/** The seven splices of *el hilo*, in order. */
export const SPLICES = [
	m.shared_splice_lead,
	m.shared_splice_prospect,
	m.shared_splice_ticket,
	m.shared_splice_order,
	m.shared_splice_contract,
	m.shared_splice_installation,
	m.shared_splice_invoice
] as const;
export type Splice = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** Where a story is: `at` 1 to 7, or everything `done`, or `lost` where it stands. */
export type ThreadState = { at: Splice; done?: boolean; lost?: boolean };

export const spliceName = (at: number) => SPLICES[at - 1]?.() ?? '';

export function spliceState(step: number, { at, done = false }: ThreadState): 'done' | 'current' | 'pending' {
	if (done || step < at) return 'done';
	return step === at ? 'current' : 'pending';
}

/** The whole thread in one sentence: «Paso 4 de 7: Orden». */
export function threadWords({ at, done, lost }: ThreadState): string {
	if (done) return m.shared_thread_complete();
	return (lost ? m.shared_thread_lost : m.shared_thread_step)({ step: at, name: spliceName(at) });
}
