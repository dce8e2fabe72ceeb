import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The peers are no part of the product: they come when somebody measures, from a lock of their own. */
export function ensurePeers() {
	const [lock, stamp] = ['package-lock.json', 'node_modules/.installed-lock'].map((file) =>
		join(import.meta.dirname, '../sync', file)
	) as [string, string];
	const wanted = readFileSync(lock, 'utf8');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	console.log('installing the peers');
	const { status } = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
		cwd: join(import.meta.dirname, '../sync'),
		stdio: 'inherit'
	});
	if (status !== 0) throw new Error('the peers could not be installed');
	writeFileSync(stamp, wanted);
}
