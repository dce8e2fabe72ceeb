/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, prerendered, version } from '$service-worker';

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `hilo-${version}`;
const SHELL = '/shell';
/** What only the server may answer: sessions, commands, sockets, photos, and everything that customers see. */
const SERVER = ['/auth', '/api', '/sync', '/photos', '/portal', '/ingresar', '/bienvenida', '/invitacion', '/clave', '/salir'];
/** The build before stays: a tab that still runs it may ask for a chunk it has not loaded yet. Of older ones the server has the files. */
const KEPT = 2;

/** Of the build before there may be one in the browser's own cache under the same name, the shell above all. */
const asked = (path: string) => new Request(path, { cache: 'no-cache' });
const isServers = (path: string) => SERVER.some((own) => path === own || path.startsWith(`${own}/`));

worker.addEventListener('install', (event) => {
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...build, ...[...files, ...prerendered].map(asked)])));
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(forgetOldBuilds().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
	if (event.data === 'skip-waiting') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== worker.location.origin || isServers(pathname)) return;
	// The network first would wait at one bar of signal: screens open from what is stored.
	if (request.mode === 'navigate') event.respondWith(stored(SHELL, request));
	else if (build.includes(pathname) || files.includes(pathname) || pathname.startsWith('/_app/'))
		event.respondWith(stored(pathname, request));
});

async function stored(path: string, request: Request): Promise<Response> {
	const own = await (await caches.open(CACHE)).match(path);
	return own ?? (await caches.match(path)) ?? fetch(request);
}

async function forgetOldBuilds(): Promise<void> {
	const names = (await caches.keys()).filter((name) => name.startsWith('hilo-'));
	await Promise.all(names.slice(0, -KEPT).map((name) => caches.delete(name)));
}
