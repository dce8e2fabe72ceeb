import type { CatalogView } from '#lib/client/device.svelte.ts';
import { SALES } from '#lib/domain/permissions.ts';

/** Whom a lead or a ticket can be given to. */
export const sellersOf = (catalog: CatalogView) =>
	catalog.staff().filter(({ active, roles }) => active && roles.some((role) => SALES.includes(role)));
