import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';

/** Puts what is being looked at into the address, so that it can be shared and come back to; an empty value leaves it. */
export function setParams(values: Record<string, string>): void {
	const url = new URL(page.url);
	for (const [name, value] of Object.entries(values)) {
		if (value === '') url.searchParams.delete(name);
		else url.searchParams.set(name, value);
	}
	void goto(resolve(`${url.pathname}${url.search}` as '/'), { replaceState: true, keepFocus: true, noScroll: true });
}

export const param = (name: string) => page.url.searchParams.get(name) ?? '';
