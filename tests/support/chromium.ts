import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Without a window first: it costs two thirds of what the same browser costs that could show one. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The machine's own browser, or the one that CHROMIUM names; undefined lets Playwright look for its own. */
export function chromiumPath(): string | undefined {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
	return process.env['CHROMIUM'] ?? found;
}

/** A browser for tests on a machine without network, as root or not. */
export const BROWSER_ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];
