export const optionId = (list: string, index: number) => `${list}-option-${index}`;

/** Where an arrow leads among `count` rows; undefined for every other key. Home and End stay with the text. */
export function stepFrom(key: string, at: number, count: number): number | undefined {
	if (count === 0) return undefined;
	if (key === 'ArrowDown') return (at + 1) % count;
	if (key === 'ArrowUp') return (at - 1 + count) % count;
	return undefined;
}
