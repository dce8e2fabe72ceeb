import { sveltekit } from '@sveltejs/kit/vite';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';

const part = (name: string, include: string[], isolate = true) => ({
	extends: true as const,
	test: { name, include, isolate }
});

export default defineConfig({
	plugins: [icons({ compiler: 'svelte' }), sveltekit()],
	test: {
		globalSetup: './tests/support/global-setup.ts',
		maxWorkers: 2,
		testTimeout: 120_000,
		hookTimeout: 120_000,
		projects: [
			part(
				'unit',
				['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/architecture/*.test.ts'],
				false
			),
			...['convergence', 'simulation', 'scenarios', 'hostile', 'faults'].map((name) => part(name, [`tests/${name}/**/*.test.ts`]))
		]
	}
});
