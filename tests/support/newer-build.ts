import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from './app.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = ['src', 'sync-server', 'scripts', 'static', 'messages', 'project.inlang', 'build'];
const FILES = ['package.json', 'package-lock.json', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json'];
/** Loaded only by who imports a file. */
const CHANGED = 'src/lib/features/sales/ImportLeads.svelte';
export const MARK = 'the build after';

/** The next version of Hilo as a checkout of its own, built: one screen's part is another, the rest is what it was. */
export async function newerBuild(): Promise<{ root: string; remove(): void }> {
	await buildOnce();
	const root = mkdtempSync(join(tmpdir(), 'hilo-newer-'));
	for (const name of [...PARTS, ...FILES]) cpSync(join(ROOT, name), join(root, name), { recursive: true });
	symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
	appendFileSync(join(root, CHANGED), `\n<span hidden>${MARK}</span>\n`);
	const build = "import('./scripts/build.ts').then(({ ensureBuild }) => ensureBuild(() => {}))";
	const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', build], { cwd: root, encoding: 'utf8' });
	if (status !== 0) throw new Error(`the newer build failed:\n${stderr}`);
	return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
