import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS, chromiumPath } from './tests/support/chromium.ts';

export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.test.ts',
	globalSetup: './tests/support/e2e-setup.ts',
	workers: 2,
	retries: 0,
	timeout: 120_000,
	expect: { timeout: 10_000 },
	reporter: [['list']],
	outputDir: 'test-results',
	use: {
		browserName: 'chromium',
		locale: 'es-AR',
		timezoneId: 'America/Argentina/Cordoba',
		viewport: { width: 1440, height: 900 },
		// It stores the whole app in each new profile; tests that open it without network, or a newer build, allow it.
		serviceWorkers: 'block',
		trace: 'off',
		// What does not come is said by its name, and not by the whole test's end.
		actionTimeout: 60_000,
		launchOptions: { executablePath: chromiumPath(), args: BROWSER_ARGS }
	}
});
