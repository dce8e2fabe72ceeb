import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const OUTPUT = join(import.meta.dirname, '../../.svelte-kit/output');
/** What a device needs to write and to hear others; it is fetched as soon as the screen stands. */
const DATA = 'src/lib/client/writer.ts';

type Route = { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null };
type Manifest = { _: { client: { imports: string[] }; routes: Route[] } };
type Chunk = { file: string; imports?: string[] };

/** Kilobytes of JavaScript, gzipped: `shell` is framework, data and what every screen of the area has, `own` what the route adds. */
export type FirstLoad = { route: string; shell: number; own: number };

const sizes = new Map<string, number>();
function sizeOf(files: Iterable<string>): number {
	let sum = 0;
	for (const file of files) {
		if (!file.endsWith('.js')) continue;
		if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(OUTPUT, 'client', file))).length / 1000);
		sum += sizes.get(file)!;
	}
	return sum;
}

function dataFiles(): Set<string> {
	const chunks = JSON.parse(readFileSync(join(OUTPUT, 'client/.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
	const found = new Set<string>();
	const take = (key: string) => {
		const { file, imports = [] } = chunks[key]!;
		if (found.has(file)) return;
		found.add(file);
		imports.forEach(take);
	};
	take(DATA);
	return found;
}

async function filesOf(node: number): Promise<string[]> {
	return ((await import(join(OUTPUT, `server/nodes/${node}.js`))) as { imports: string[] }).imports;
}

/** Everything that a browser fetches before a screen can be used. */
async function filesBefore(page: NonNullable<Route['page']>, always: Iterable<string>): Promise<Set<string>> {
	const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined);
	return new Set([...always, ...(await Promise.all(nodes.map(filesOf))).flat()]);
}

/** What each screen of an area waits for, from the build as it lies there. */
export async function firstLoads(area: 'office' | 'field'): Promise<FirstLoad[]> {
	const { manifest } = (await import(join(OUTPUT, 'server/manifest-full.js'))) as { manifest: Manifest };
	const always = [...manifest._.client.imports, ...dataFiles()];
	const screens = manifest._.routes.filter(({ id, page }) => page && id.startsWith(`/(${area})`));
	const needs = await Promise.all(screens.map(({ page }) => filesBefore(page!, always)));
	const shell = needs.reduce((common, files) => common.intersection(files));
	return screens.map(({ id }, i) => ({ route: id, shell: sizeOf(shell), own: sizeOf(needs[i]!.difference(shell)) }));
}
