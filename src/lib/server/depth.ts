/** No payload of ours is as deep; one without bottom would break whoever walks through it. */
export const DEEPEST = 32;

export function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
