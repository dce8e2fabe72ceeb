import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system that is soon full. */
export class SmallDisk {
	readonly folder: string;
	readonly #ballast: string;

	private constructor(folder: string) {
		this.folder = folder;
		this.#ballast = join(folder, 'ballast');
	}

	/** @returns null where nobody may mount one */
	static mount(megabytes: number): SmallDisk | null {
		const folder = mkdtempSync(join(tmpdir(), 'hilo-disk-'));
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder], { stdio: 'ignore' });
			return new SmallDisk(folder);
		} catch {
			rmdirSync(folder);
			return null;
		}
	}

	/** Takes every byte that is left. */
	fill() {
		const file = openSync(this.#ballast, 'a');
		for (const size of [1024 * 1024, 4096]) while (fits(file, size));
		closeSync(file);
	}
	makeRoom() {
		rmSync(this.#ballast, { force: true });
	}
	unmount() {
		execFileSync('umount', ['--lazy', this.folder]);
		rmdirSync(this.folder);
	}
}

function fits(file: number, size: number): boolean {
	try {
		return writeSync(file, Buffer.alloc(size)) === size;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
		throw error;
	}
}
