/** What the bundler tells of a module while it decides which file each goes to. */
type Graph = { getModuleInfo(id: string): { importers: string[]; dynamicImporters: string[] } | null };

const ROUTE = /src\/routes\/(?:\((\w+)\))?/;

/** The apps that can come to a module, by their route groups: «field-office». */
function appsOf(id: string, graph: Graph): string {
	const reached = new Set([id]);
	for (const one of reached) {
		const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(one) ?? {};
		for (const importer of [...importers, ...dynamicImporters]) reached.add(importer);
	}
	const routes = [...reached].map((one) => ROUTE.exec(one)).filter((route) => route !== null);
	return [...new Set(routes.map(([, app]) => app ?? 'open'))].sort().join('-');
}

const byApps = (name: string, test: RegExp, minShareCount: number) => ({
	name: (id: string, graph: Graph) => `${name}-${appsOf(id, graph)}`,
	test,
	minShareCount
});

/**
 * Small modules that several screens of an app have go into one file an app: as many small files are a third larger, and
 * a first visit is as many requests. A group takes along what its modules import, so the framework, which everything
 * imports, has its own before them. The counts are those of least bytes within the budgets (decision 0019).
 */
export const CHUNKS = [
	{ name: 'framework', test: /node_modules\/(svelte|@sveltejs|clsx|esm-env|devalue)\//, minShareCount: 20 },
	{ name: 'shared', test: /~icons|lib\/ui/, minShareCount: 20 },
	byApps('icons', /~icons/, 2),
	byApps('words', /paraglide\/messages\/shared/, 2),
	byApps('controls', /lib\/ui/, 8)
];
