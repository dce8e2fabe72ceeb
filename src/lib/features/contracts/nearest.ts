import type { CatalogItem } from '#lib/domain/catalog.ts';
import { metresBetween } from '#lib/domain/shared/place.ts';
import type { Location } from '#lib/domain/shared/schema.ts';

export type Proposal = { server: string; node: string; pool: string };

const byName = <T extends { name: string }>(a: T, b: T) => a.name.localeCompare(b.name, 'es');

/** The node nearest to the address, the server it hangs on and the pool that server gives from; empty where there is none. */
export function proposeTech(
	location: Location | null,
	nodes: readonly CatalogItem<'node'>[],
	servers: readonly CatalogItem<'server'>[],
	pools: readonly CatalogItem<'pool'>[]
): Proposal {
	const pin = location && location.lat !== null && location.lng !== null ? { lat: location.lat, lng: location.lng } : null;
	const near = pin ? nodes.toSorted((a, b) => metresBetween(pin, a) - metresBetween(pin, b)) : nodes.toSorted(byName);
	const node = near.find(({ id }) => servers.some((server) => server.nodes.includes(id))) ?? near[0];
	const server =
		servers.find(({ nodes: hung }) => node && hung.includes(node.id)) ?? (servers.length === 1 ? servers[0] : undefined);
	const pool = pools.filter((one) => one.server === server?.id).toSorted(byName)[0];
	return { server: server?.id ?? '', node: node?.id ?? '', pool: pool?.id ?? '' };
}
