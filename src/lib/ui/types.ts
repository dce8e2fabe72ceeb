import type { Component } from 'svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

/** A `~icons/…` import. */
export type IconComponent = Component<SvelteHTMLElements['svg']>;
export type Tone = 'exito' | 'aviso' | 'peligro' | 'info' | 'neutro';
/** Fibre colour code: one per person or crew. */
export const THREADS = [
	'azul',
	'naranja',
	'verde',
	'marron',
	'gris',
	'rojo',
	'negro',
	'oliva',
	'violeta',
	'rosa',
	'aqua'
] as const;
export type Thread = (typeof THREADS)[number];

/** One thing to choose. `detail` is a second, quieter line. */
export type Option<V extends string = string> = {
	value: V;
	label: string;
	detail?: string;
	icon?: IconComponent;
	disabled?: boolean;
};

/** What a toast offers: a link, or an act; `undo` is the yellow one. */
export type ToastAction = { label: string; href?: string; onclick?: () => void; undo?: boolean };

/** The thread of a person whose colour is not known: the same name gets the same colour everywhere. */
export function threadOf(name: string): Thread {
	let sum = 0;
	for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
	return THREADS[sum % THREADS.length] ?? 'gris';
}
export function isThread(value: string | undefined): value is Thread {
	return THREADS.some((thread) => thread === value);
}
