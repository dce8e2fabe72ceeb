import { dev } from '$app/environment';
import { workerState } from './worker-state.svelte.ts';

/** Keeps the app's files on the device. It never reloads a page by itself. */
export async function registerWorker(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	addEventListener('beforeinstallprompt', keepOffer);
	addEventListener('appinstalled', () => (workerState.install = null));
	const registration = await navigator.serviceWorker
		.register('/service-worker.js', { type: dev ? 'module' : 'classic' })
		.catch(() => null);
	if (!registration) return;
	void navigator.serviceWorker.ready.then(() => (workerState.shell = true));
	offer(registration.waiting);
	registration.addEventListener('updatefound', () => {
		const installing = registration.installing;
		installing?.addEventListener('statechange', () => {
			if (installing.state === 'installed') offer(registration.waiting);
		});
	});
}

/** Chromium offers it once, when it likes; it is put where somebody reads why. */
function keepOffer(event: Event): void {
	event.preventDefault();
	workerState.install = () => void (event as Event & { prompt(): Promise<unknown> }).prompt();
}

/** The first worker of a device replaces nobody. */
function offer(waiting: ServiceWorker | null): void {
	if (!waiting || !navigator.serviceWorker.controller) return;
	workerState.waiting = waiting;
	workerState.newVersion = true;
}

/** A person asked for the new version. */
export function updateApp(): void {
	navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
	workerState.waiting?.postMessage('skip-waiting');
}
