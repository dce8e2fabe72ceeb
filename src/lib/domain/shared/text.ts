/** Most of what people write has no accents to lose. */
const PLAIN = /^[\x20-\x7e]*$/;
const WIDE = /\s{2,}|[^\S ]/g;

/** Text as it is searched: no case, no accents, one space between words. */
export function fold(text: string): string {
	const bare = PLAIN.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
	return bare.toLowerCase().replace(WIDE, ' ').trim();
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
