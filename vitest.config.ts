import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';

const part = (name: string, include: string[]) => ({ extends: true as const, test: { name, include } });

/** Its files share their modules, and Dexie looks for IndexedDB only once: it must be there before any of them. */
const shared = { isolate: false, setupFiles: ['fake-indexeddb/auto', './tests/support/typing.ts'] };
const UNIT = ['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/architecture/*.test.ts'];

export default defineConfig({
	plugins: [icons({ compiler: 'svelte' }), sveltekit()],
	test: {
		globalSetup: './tests/support/global-setup.ts',
		setupFiles: './tests/support/typing.ts',
		maxWorkers: 2,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		projects: [
			{ extends: true as const, test: { name: 'unit', include: UNIT, ...shared } },
			...['convergence', 'simulation', 'scenarios', 'hostile', 'faults'].map((name) => part(name, [`tests/${name}/**/*.test.ts`]))
		]
	}
});
