/** The part of an address that a view keeps: what stands under these names, in their order. */
export function viewQuery(params: URLSearchParams, names: readonly string[]): string {
	const kept = names.flatMap((name) => {
		const value = params.get(name);
		return value ? [[name, value]] : [];
	});
	return new URLSearchParams(kept).toString();
}

/** What a view asks of the address: a name that it does not keep is taken away, and its page is the first. */
export function paramsOf(query: string, names: readonly string[]): Record<string, string> {
	const kept = new URLSearchParams(query);
	return Object.fromEntries(['pagina', ...names].map((name) => [name, kept.get(name) ?? '']));
}
