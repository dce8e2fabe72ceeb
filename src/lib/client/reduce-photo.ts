/** Long side in pixels of what is kept, and of what lists show. */
const LARGE = 1600;
const SMALL = 240;
const QUALITY = 0.82;

export type Reduced = { sha256: string; blob: Blob; thumb: string };

/**
 * A picture as it is kept: reduced, upright, and drawn anew, so that nothing the camera wrote beside it (place, owner, model) leaves the phone.
 * @throws {DOMException} when the browser cannot read it as a picture
 */
export async function reducePhoto(file: Blob): Promise<Reduced> {
	const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
	try {
		const blob = await drawn(bitmap, LARGE);
		const thumb = await asAddress(await drawn(bitmap, SMALL));
		return { sha256: await sha256Of(blob), blob, thumb };
	} finally {
		bitmap.close();
	}
}

function drawn(bitmap: ImageBitmap, longest: number): Promise<Blob> {
	const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
	const canvas = new OffscreenCanvas(
		Math.max(1, Math.round(bitmap.width * scale)),
		Math.max(1, Math.round(bitmap.height * scale))
	);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('This browser has no canvas to draw on');
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

async function sha256Of(blob: Blob): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
	return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function asAddress(blob: Blob): Promise<string> {
	return new Promise((done, failed) => {
		const reader = new FileReader();
		reader.onload = () => done(String(reader.result));
		reader.onerror = () => failed(reader.error);
		reader.readAsDataURL(blob);
	});
}
