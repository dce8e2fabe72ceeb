import { expect, test } from 'vitest';
import type { CatalogItem } from '#lib/domain/catalog.ts';
import { proposeTech } from './nearest.ts';

const NODES: CatalogItem<'node'>[] = [
	{ kind: 'node', id: 'norte', name: 'Norte', lat: -31.7, lng: -64.9 },
	{ kind: 'node', id: 'sur', name: 'Sur', lat: -31.8, lng: -64.9 }
];
const SERVERS: CatalogItem<'server'>[] = [
	{ kind: 'server', id: 's1', name: 'Servidor 1', address: '10.0.0.1', nodes: ['norte'] },
	{ kind: 'server', id: 's2', name: 'Servidor 2', address: '10.0.0.2', nodes: ['sur'] }
];
const POOLS: CatalogItem<'pool'>[] = [{ kind: 'pool', id: 'p2', name: 'Clientes Sur', server: 's2', cidr: '100.64.8.0/22' }];
const at = (lat: number) => ({ address: '', locality: '', reference: '', lat, lng: -64.9 });

test('the nearest node decides server and pool', () => {
	expect(proposeTech(at(-31.79), NODES, SERVERS, POOLS)).toEqual({ server: 's2', node: 'sur', pool: 'p2' });
	expect(proposeTech(at(-31.71), NODES, SERVERS, POOLS)).toEqual({ server: 's1', node: 'norte', pool: '' });
});

test('without a pin the first by name that hangs on a server, and nothing where nothing is set up', () => {
	expect(proposeTech(null, NODES, SERVERS.slice(1), POOLS)).toEqual({ server: 's2', node: 'sur', pool: 'p2' });
	expect(proposeTech(null, [], [], [])).toEqual({ server: '', node: '', pool: '' });
});
