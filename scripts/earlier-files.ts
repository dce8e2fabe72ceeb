import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_MS = 60 * 24 * 3_600_000;

const filesIn = (folder: string) =>
	existsSync(folder)
		? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile())
		: [];

/** Remembers the files of the build that is about to be replaced, and since when they are replaced. */
export function setAside(current: string, earlier: string): void {
	for (const name of filesIn(current)) if (!existsSync(join(earlier, name))) cpSync(join(current, name), join(earlier, name));
}

/** Puts the files of builds that were replaced less than 60 days ago beside the new ones: a tab that runs one still asks for them. */
export function bringBack(earlier: string, current: string, now = Date.now()): void {
	for (const name of filesIn(earlier)) {
		const [old, own] = [join(earlier, name), join(current, name)];
		if (existsSync(own) || statSync(old).mtimeMs < now - KEPT_MS) rmSync(old);
		else cpSync(old, own);
	}
}
