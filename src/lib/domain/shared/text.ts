/** Text as it is searched: no case, no accents, one space between words. */
export function fold(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

export function digits(text: string): string {
	return text.replace(/\D/g, '');
}

/** Every word of the query somewhere in the folded text, in any order; an empty query finds all. */
export function matches(query: string, folded: string): boolean {
	return fold(query)
		.split(' ')
		.every((word) => folded.includes(word));
}
