import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bringBack, setAside } from './earlier-files.ts';

const DAY = 24 * 3_600_000;
let folder: string;
const current = () => join(folder, 'current');
const earlier = () => join(folder, 'earlier');
const served = () =>
	readdirSync(current(), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.js'))
		.sort();

/** A build empties its folder first. */
function build(now: number, ...names: string[]) {
	setAside(current(), earlier());
	rmSync(current(), { recursive: true, force: true });
	mkdirSync(join(current(), 'chunks'), { recursive: true });
	for (const name of names) writeFileSync(join(current(), 'chunks', name), name);
	bringBack(earlier(), current(), now);
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'hilo-builds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what a replaced build was made of is served for sixty days more', () => {
	const now = Date.now();
	build(now, 'a.js', 'b.js');
	build(now, 'b.js', 'c.js');
	expect(served()).toEqual(['chunks/a.js', 'chunks/b.js', 'chunks/c.js']);
	build(now + 59 * DAY, 'd.js');
	expect(served()).toEqual(['chunks/a.js', 'chunks/b.js', 'chunks/c.js', 'chunks/d.js']);
	build(now + 61 * DAY, 'd.js');
	expect(served()).toEqual(['chunks/d.js']);
});

test('a file that comes back counts from its next end', () => {
	const now = Date.now();
	build(now, 'a.js');
	build(now, 'b.js');
	build(now, 'a.js');
	expect(readdirSync(join(earlier(), 'chunks'))).toEqual(['b.js']);
});
