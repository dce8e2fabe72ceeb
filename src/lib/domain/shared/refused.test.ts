import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OWN_REFUSALS, Refused } from './refused.ts';
import { REFUSALS, sentenceOf, type RefusalCode } from './refusals.ts';

const LIB = join(import.meta.dirname, '../..');
const ON_DEVICES = ['client', 'docs', 'domain', 'features', 'ui'];

function codesThrown(folder: string): string[] {
	const files = readdirSync(join(LIB, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
		/(?<!\.test)\.(ts|svelte)$/.test(name)
	);
	return files.flatMap((name) =>
		[...readFileSync(join(LIB, folder, name), 'utf8').matchAll(/new Refused\('([\w.-]+)'/g)].map(([, code]) => code!)
	);
}

test('whatever a device refuses by itself it can say without asking for more sentences', () => {
	const thrown = new Set(ON_DEVICES.flatMap(codesThrown));
	expect(thrown.size).toBeGreaterThan(5);
	expect([...thrown].filter((code) => !Object.hasOwn(OWN_REFUSALS, code))).toEqual([]);
});

test('a refusal says of itself what the whole table says of it', () => {
	for (const code of Object.keys(OWN_REFUSALS) as RefusalCode[]) expect(new Refused(code).sentence).toBe(sentenceOf(code));
	expect(Object.keys(REFUSALS)).toEqual(expect.arrayContaining(Object.keys(OWN_REFUSALS)));
});
