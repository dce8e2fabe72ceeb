import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import directions from './directions.js';

const ROOT = join(import.meta.dirname, '../..');
let project: string;

function write(path: string, imports: string[]) {
	const file = join(project, path);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, imports.map((from, i) => `import { x as x${i} } from '${from}';\n`).join('') + 'export const x = 1;\n');
}

/** A small project that breaks every rule once. */
beforeAll(() => {
	project = mkdtempSync(join(tmpdir(), 'hilo-directions-'));
	for (const name of ['node_modules', 'package.json', 'tsconfig.json', '.svelte-kit'])
		symlinkSync(join(ROOT, name), join(project, name));
	write('src/lib/domain/order.ts', ['#lib/docs/room.ts', 'yjs']);
	write('src/lib/docs/room.ts', ['#lib/client/replica.ts', 'dexie']);
	write('src/lib/ui/button.ts', ['#lib/domain/order.ts']);
	write('src/lib/client/replica.ts', ['#lib/ui/button.ts']);
	write('src/lib/features/sales/desk.ts', ['#lib/server/jobs.ts', '../care/help.ts']);
	write('src/lib/features/care/help.ts', []);
	write('src/lib/server/jobs.ts', ['../../../sync-server/main.ts', '$app/state']);
	write('src/routes/+page.ts', ['#lib/server/jobs.ts']);
	write('src/routes/(office)/+layout.server.ts', ['#lib/domain/order.ts']);
	write('sync-server/main.ts', ['#lib/ui/button.ts', './circle.ts']);
	write('sync-server/circle.ts', ['./main.ts']);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('every rule of the table catches who breaks it', () => {
	const config = join(import.meta.dirname, 'directions.js');
	const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/depcruise'), ['--config', config, 'src', 'sync-server'], {
		cwd: project,
		encoding: 'utf8'
	});
	const caught = new Set([...stdout.matchAll(/error ([\w-]+):/g)].map((found) => found[1]));
	const rules = (directions.forbidden ?? []).map(({ name }) => name);
	expect([...caught].sort()).toEqual(rules.sort());
});
