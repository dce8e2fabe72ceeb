import { tick } from 'svelte';
import type { Evidence } from '#lib/domain/delivery/evidence.ts';

/** Where each piece of evidence is given: the id of the control that asks for it. */
export const CONTROL: Record<Evidence, string> = {
	checklist: 'pedir-lista',
	equipment: 'pedir-equipo',
	photo: 'pedir-foto',
	notes: 'pedir-notas',
	signature: 'pedir-firma'
};

/** A dialog that closes gives the focus back a moment later. */
const AFTER_DIALOG_MS = 60;

/** Leads to where something missing is given; with `act`, does it at once. */
export async function jumpTo(evidence: Evidence, act: boolean): Promise<void> {
	await tick();
	await new Promise((done) => setTimeout(done, AFTER_DIALOG_MS));
	const control = document.getElementById(CONTROL[evidence]);
	const closed = control?.closest('section')?.querySelector<HTMLElement>('[aria-expanded="false"]');
	closed?.click();
	await tick();
	control?.scrollIntoView({ block: 'center' });
	control?.focus();
	if (act && control instanceof HTMLButtonElement) control.click();
}
