import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as m from '#lib/paraglide/messages.js';
import { bringBack, setAside } from './earlier-files.ts';
import { StartError } from './embedded-postgres.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = [
	'src',
	'static',
	'messages',
	'project.inlang/settings.json',
	'svelte.config.js',
	'vite.config.ts',
	'package.json',
	'package-lock.json'
];
const KEPT = join(ROOT, 'build/.hilo-hash');
const FILES = join(ROOT, 'build/client/_app/immutable');
const EARLIER = join(ROOT, '.svelte-kit/earlier');
const BUSY = join(ROOT, 'node_modules/.hilo-building');

function filesUnder(path: string): string[] {
	const full = join(ROOT, path);
	if (!existsSync(full)) return [];
	if (!statSync(full).isDirectory()) return [path];
	return readdirSync(full)
		.filter((name) => name !== 'paraglide' && !name.endsWith('.test.ts'))
		.flatMap((name) => filesUnder(`${path}/${name}`));
}

function sourcesHash() {
	const hash = createHash('sha256');
	for (const path of SOURCES.flatMap(filesUnder).sort()) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
	return hash.digest('hex');
}

const kept = () => (existsSync(KEPT) ? readFileSync(KEPT, 'utf8') : '');

function viteBuild() {
	return new Promise<void>((done, failed) => {
		const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
		const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
			cwd: ROOT,
			env: { ...process.env, NODE_ENV: 'production' }
		});
		let log = '';
		const note = (part: Buffer) => (log = (log + part).slice(-8_000));
		child.stdout.on('data', note);
		child.stderr.on('data', note);
		// Whoever stops Hilo now does not wait for pages that nobody will see.
		const end = () => child.kill();
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
		child.once('error', failed);
		child.once('exit', (code) => (code === 0 ? done() : failed(new StartError(m.shared_start_build_failed({ log })))));
	});
}

function isRunning(pid: number) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** Two starts from one checkout share `build/`: one prepares it, the other waits. */
async function claim() {
	for (;;) {
		try {
			writeFileSync(BUSY, String(process.pid), { flag: 'wx' });
			return;
		} catch {
			const owner = Number(existsSync(BUSY) ? readFileSync(BUSY, 'utf8') : 0);
			if (owner && !isRunning(owner)) rmSync(BUSY, { force: true });
			await pause(200);
		}
	}
}

/**
 * Makes `build/` when it is missing or older than what it is made of.
 * @param say is called before the long work, if there is any
 */
export async function ensureBuild(say: () => void) {
	if (kept() === sourcesHash()) return;
	await claim();
	try {
		const wanted = sourcesHash();
		if (kept() === wanted) return;
		say();
		setAside(FILES, EARLIER);
		await viteBuild();
		bringBack(EARLIER, FILES);
		writeFileSync(KEPT, wanted);
	} finally {
		rmSync(BUSY, { force: true });
	}
}
