import type { Device } from '#lib/client/device.svelte.ts';
import { fetchPart } from '#lib/client/fetch-part.ts';
import type { PhotoQueue } from '#lib/client/photos.ts';

let queue: Promise<PhotoQueue> | null = null;

async function start(device: Device): Promise<PhotoQueue> {
	const { PhotoQueue } = await fetchPart(() => import('#lib/client/photos.ts'));
	const started = new PhotoQueue({
		db: device.db,
		user: device.actor.user,
		now: () => device.now(),
		origin: location.origin
	});
	started.start();
	return started;
}

/** Begins to bring this technician's pictures to the server. @returns what ends it */
export function startPhotos(device: Device): () => void {
	const starting = start(device);
	queue = starting;
	return () => {
		void starting.then((started) => started.stop());
		if (queue === starting) queue = null;
	};
}

/** @throws {Error} outside of the field app */
export function photoQueue(): Promise<PhotoQueue> {
	if (!queue) throw new Error('The photo queue has not been started');
	return queue;
}
