import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ROW = /^\| \*\*([A-Z]\d)\*\* .+? \| (.+) \|$/gm;

/** Where a proof's name leads: a test, a folder of them, or a file as it is. */
const filesOf = (name: string) =>
	globSync([`tests/${name}.test.ts`, `tests/${name}/*.test.ts`, name], { cwd: ROOT }).filter((file) => file.includes('.test.'));

test('what is said to prove a promise is there', () => {
	const rows = [...readFileSync(join(ROOT, 'docs/promises.md'), 'utf8').matchAll(ROW)];
	expect(rows.length).toBeGreaterThan(20);
	for (const [, promise, proofs = ''] of rows) {
		const names = [...proofs.matchAll(/`([^`]+)`/g)].map(([, name]) => name!).filter((name) => !/[ :]/.test(name));
		expect({ promise, missing: names.filter((name) => filesOf(name).length === 0) }).toEqual({ promise, missing: [] });
		expect(names.length, promise).toBeGreaterThan(0);
	}
});
