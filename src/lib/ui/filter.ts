/** What hides rows: the address's parameter that says so, and it in words; no value, no filter. */
export type Filter = { param: string; label: string; value: string };

/** A choice among options as a filter; one that is not among them filters nothing that a person could be told. */
export function filterOf(
	param: string,
	label: string,
	options: readonly { value: string; label: string }[],
	chosen: string
): Filter {
	return { param, label, value: chosen === '' ? '' : (options.find(({ value }) => value === chosen)?.label ?? '') };
}
