export const GROUND = ['tinta', 'papel', 'acento', 'tinta2', 'lienzo'] as const;
export type Colors = Record<(typeof GROUND)[number], string>;

/** A canvas understands no light-dark(): the browser computes the tokens on a real property. */
export function colorsOf<N extends string>(target: HTMLElement, names: readonly N[]): Record<N, string> {
	const before = target.style.color;
	const found = names.map((name) => {
		target.style.color = `var(--${name})`;
		return [name, getComputedStyle(target).color] as const;
	});
	target.style.color = before;
	return Object.fromEntries(found) as Record<N, string>;
}
