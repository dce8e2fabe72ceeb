import { PhotoQueue } from '#lib/client/photos.ts';
import type { Device } from '#lib/client/device.svelte.ts';

let queue: PhotoQueue | null = null;

/** Begins to bring this technician's pictures to the server. @returns what ends it */
export function startPhotos(device: Device): () => void {
	const started = new PhotoQueue({
		db: device.db,
		user: device.actor.user,
		now: () => device.now(),
		origin: location.origin
	});
	started.start();
	queue = started;
	return () => {
		started.stop();
		if (queue === started) queue = null;
	};
}

/** @throws {Error} outside of the field app */
export function photoQueue(): PhotoQueue {
	if (!queue) throw new Error('The photo queue has not been started');
	return queue;
}
