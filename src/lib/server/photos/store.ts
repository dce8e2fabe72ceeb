import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const MOST_BYTES = 8 * 1024 * 1024;
const SHA256 = /^[0-9a-f]{64}$/;

const MAGIC: readonly [type: string, at: number, bytes: readonly number[]][] = [
	['image/jpeg', 0, [0xff, 0xd8, 0xff]],
	['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
	['image/webp', 8, [0x57, 0x45, 0x42, 0x50]]
];

export const isHash = (text: string) => SHA256.test(text);

/** What the bytes are, whatever somebody calls them; null for no picture. */
export function pictureType(bytes: Uint8Array): string | null {
	return MAGIC.find(([, at, magic]) => magic.every((byte, i) => bytes[at + i] === byte))?.[0] ?? null;
}

/** @returns the reason in plain words for the technician's log, or null when the bytes are the picture they claim to be */
export function wrongWith(sha256: string, bytes: Uint8Array): 'size' | 'type' | 'hash' | null {
	if (bytes.length === 0 || bytes.length > MOST_BYTES) return 'size';
	if (!pictureType(bytes)) return 'type';
	return createHash('sha256').update(bytes).digest('hex') === sha256 ? null : 'hash';
}

const pathOf = (dataDir: string, sha256: string) => join(dataDir, 'photos', sha256.slice(0, 2), sha256);

/** Durable when it returns: written aside, flushed, renamed, and the folder's entry flushed too. */
export async function storeBlob(dataDir: string, sha256: string, bytes: Uint8Array): Promise<void> {
	const path = pathOf(dataDir, sha256);
	if (await hasBlob(dataDir, sha256, bytes.length)) return;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	const aside = `${path}.${randomUUID()}`;
	try {
		const file = await open(aside, 'wx', 0o600);
		try {
			await file.writeFile(bytes);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(aside, path);
	} catch (error) {
		await unlink(aside).catch(() => {});
		throw error;
	}
	await flushFolder(dirname(path));
	await flushFolder(dirname(dirname(path)));
}

async function flushFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

/** @param bytes the size it must have; left out, any */
export async function hasBlob(dataDir: string, sha256: string, bytes?: number): Promise<boolean> {
	const found = await stat(pathOf(dataDir, sha256)).catch(() => null);
	return found !== null && (bytes === undefined || found.size === bytes);
}

export function readBlob(dataDir: string, sha256: string): ReadStream {
	return createReadStream(pathOf(dataDir, sha256));
}
