import type { Actor } from '#lib/domain/permissions.ts';
import { error } from '@sveltejs/kit';

/** Whose portal this is; every query of a page begins with it. */
export function customerOf({ actor }: { actor: Actor | null }): string {
	if (!actor?.customer) error(401);
	return actor.customer;
}
