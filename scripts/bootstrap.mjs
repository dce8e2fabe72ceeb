// Runs before every npm script that matters, with whatever Node the machine has: plain JavaScript, nothing to install.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

const at = (...parts) => join(root, ...parts);
const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function run(command, args, options = {}) {
	const { status, error } = spawnSync(command, args, {
		cwd: root,
		env,
		stdio: 'inherit',
		shell: process.platform === 'win32',
		...options
	});
	if (status === 0) return;
	console.error(`\n«${command} ${args.join(' ')}» falló${error ? `: ${error.message}` : ''}.`);
	process.exit(status ?? 1);
}

function hashOf(paths) {
	const hash = createHash('sha256');
	for (const path of paths) hash.update(path).update(readText(at(path)));
	return hash.digest('hex');
}

/** npm keeps its own list of what lies in node_modules; a tree installed by hand from the same lock is as good as ours. */
function installedFromThisLock() {
	const have = readText(join(modules, '.package-lock.json'));
	if (!have) return false;
	const installed = JSON.parse(have).packages;
	const wanted = Object.entries(JSON.parse(readText(at('package-lock.json'))).packages);
	return wanted.every(
		([path, { version, optional, extraneous }]) => path === '' || optional || extraneous || installed[path]?.version === version
	);
}

function install() {
	const kept = join(modules, '.hilo-lock');
	const wanted = hashOf(['package-lock.json']);
	if (readText(kept) === wanted) return;
	if (!installedFromThisLock()) {
		console.log('Instalando las dependencias (solo la primera vez o cuando cambian)…');
		const npm = process.env.npm_execpath;
		if (npm?.endsWith('.js'))
			run(process.execPath, [npm, 'ci', '--loglevel=error', '--no-audit', '--no-fund'], { env: process.env });
		else run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], { env: process.env });
	}
	writeFileSync(kept, wanted);
}

/** One module a message for a bundle, which takes what it needs; a module a language for Node, which would read two thousand files. */
function compileMessages() {
	const sources = ['project.inlang/settings.json', ...readdirSync(at('messages')).map((name) => `messages/${name}`)];
	const kept = join(modules, '.hilo-messages');
	const wanted = hashOf(sources.sort());
	const made = ['', 'whole/'].every((part) => existsSync(at(`src/lib/paraglide/${part}messages/_index.js`)));
	if (readText(kept) === wanted && made) return;
	run('npm', ['run', '--silent', 'messages'], { stdio: ['ignore', 'ignore', 'inherit'] });
	writeFileSync(kept, wanted);
}

/** Each route has types of its own, which Kit writes from the list of files. */
function syncKit() {
	const kept = join(modules, '.hilo-routes');
	const routes = readdirSync(at('src/routes'), { recursive: true }).map(String).sort();
	const wanted = createHash('sha256')
		.update(routes.join('\n'))
		.update(readText(at('svelte.config.js')))
		.digest('hex');
	if (readText(kept) === wanted && existsSync(at('.svelte-kit/tsconfig.json'))) return;
	run('svelte-kit', ['sync'], { stdio: ['ignore', 'ignore', 'inherit'] });
	writeFileSync(kept, wanted);
}

/** Debian's browser without a window, which costs two thirds of the other; whichever there is will do. */
const LIGHT = 'chromium-headless-shell';
const BROWSERS = [LIGHT, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function hasBrowser(names) {
	if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM);
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.some((folder) => names.some((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isFile()));
}

function apt(...args) {
	const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
	return spawnSync('apt-get', [...args, '-qq'], quiet).status === 0;
}

/** Where the light one is not to be had it is asked for once. */
function ensureBrowser() {
	const asked = join(modules, '.hilo-browser');
	if (hasBrowser([LIGHT]) || (hasBrowser(BROWSERS) && existsSync(asked))) return;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('Instalando Chromium para las pruebas…');
		const add = (name) => apt('install', '-y', '--no-install-recommends', name);
		if (!apt('update') || !add(LIGHT)) hasBrowser(BROWSERS) || add('chromium');
		writeFileSync(asked, '');
	}
	if (!hasBrowser(BROWSERS)) console.error('No hay un Chromium: instalalo o decí dónde está con CHROMIUM=/ruta/al/navegador.');
}

install();
compileMessages();
syncKit();
if (process.argv.includes('--test')) ensureBrowser();
