// Who may import whom: docs and reasons in the same table as the rule. `npm run directions` checks it.

const OURS = '^(src|sync-server|scripts|tests)/';
// What people read is compiled from messages/ and has no folder of its own.
const WORDS = '^src/lib/paraglide/';

/** Only these of our folders may be imported from there. */
const only = (name, from, allowed, comment) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from, pathNot: '\\.test\\.ts$' },
	to: { path: OURS, pathNot: [WORDS, ...allowed] }
});

/** Only these packages may be imported from there. */
const packages = (name, from, allowed, comment) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from, pathNot: '\\.test\\.ts$' },
	to: {
		dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'],
		pathNot: allowed.map((one) => `(^|node_modules/)${one}(/|$)`)
	}
});

const DOMAIN = '^src/lib/domain/';
const DOCS = '^src/lib/docs/';
const CLIENT = '^src/lib/client/';
const UI = '^src/lib/ui/';
const FEATURES = '^src/lib/features/';
const SERVER = '^src/lib/server/';
const ROUTES = '^src/(routes/|service-worker)';
const SERVER_FILES = ['\\.server\\.ts$', '/\\+server\\.ts$'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		only('domain-alone', DOMAIN, [DOMAIN], 'runs the same on a phone, a server and in a test'),
		packages('domain-packages', DOMAIN, ['valibot', 'stdnum'], 'no clock, no network, no framework'),
		only('docs-on-domain', DOCS, [DOCS, DOMAIN], 'the shape of shared data, with the rules beside it'),
		packages('docs-packages', DOCS, ['yjs', 'lib0', 'valibot'], 'typed accessors over Yjs, nothing else'),
		only('ui-alone', UI, [UI], 'knows nothing of the business'),
		only('client-without-screens', CLIENT, [CLIENT, DOCS, DOMAIN], 'the device without screens'),
		only('features-below-routes', FEATURES, [FEATURES, UI, CLIENT, DOCS, DOMAIN], 'screens know the device, never the server'),
		{
			name: 'areas-apart',
			comment: 'areas meet only in routes',
			severity: 'error',
			from: { path: `${FEATURES}([^/]+)/` },
			to: { path: FEATURES, pathNot: `${FEATURES}$1/` }
		},
		only('server-on-rules', SERVER, [SERVER, DOCS, DOMAIN], 'services do not know who calls them'),
		{
			name: 'server-without-kit',
			comment: 'the sync server runs services without a bundle',
			severity: 'error',
			from: { path: SERVER },
			to: { path: '^\\$app' }
		},
		{
			name: 'pages-off-server',
			comment: 'only +*.server.ts, +server.ts and hooks reach the services',
			severity: 'error',
			from: { path: ROUTES, pathNot: [...SERVER_FILES, '\\.test\\.ts$'] },
			to: { path: SERVER }
		},
		{
			name: 'screens-open-offline',
			comment: 'one server load in office, field or root and the screen no longer opens without network',
			severity: 'error',
			from: { path: ['^src/routes/\\((office|field)\\)/.+\\.server\\.ts$', '^src/routes/\\+layout\\.server\\.ts$'] },
			to: {}
		},
		only('sync-server-on-rules', '^sync-server/', ['^sync-server/', SERVER, DOCS, DOMAIN], 'a second door to the same rules'),
		{
			name: 'no-circles',
			comment: 'what loads in a circle has no first line; types may name each other',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['^src/lib/paraglide/', '^build/', '^\\.svelte-kit/'] },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'svelte', 'default'],
			extensions: ['.ts', '.js', '.svelte']
		}
	}
};
