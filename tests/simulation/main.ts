import './clock.ts';
import { parseArgs } from 'node:util';
import { redirect } from './faults/redirect.ts';
import type { Broken } from './invariants.ts';

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: '1' },
		gestures: { type: 'string', default: '1' },
		fault: { type: 'string' },
		until: { type: 'string' },
		leaks: { type: 'boolean', default: false }
	}
});
const REDIRECTED: Record<string, [sound: string, faulty: string]> = {
	'gate-off': ['sync-server/gate-rules.ts', 'judge-nobody.ts'],
	'gap-accepted': ['sync-server/update-reader.ts', 'take-gaps.ts'],
	'blind-replay': ['src/lib/client/replay.ts', 'replay-blindly.ts'],
	'notes-typed-again': ['src/lib/client/replay.ts', 'type-again.ts'],
	'sealed-month-opened-for-nothing': ['src/lib/client/provider.ts', 'ask-late.ts'],
	'undone-without-asking': ['src/lib/client/undo.ts', 'take-back-anything.ts']
};
redirect('sync-server/aside.ts', '../beside.ts');
const redirected = REDIRECTED[values.fault ?? ''];
if (redirected) redirect(...redirected);

// Only now: what is redirected must not have been loaded.
const { runSeed } = await import('./run.ts');
const { SOUND } = await import('./world.ts');
const { FAULTS } = await import('./faults/faults.ts');
const parts = values.fault ? FAULTS[values.fault]!() : { ...SOUND, leaks: values.leaks };

const wanted = values.until?.split(',');
const lookedFor = (broken: readonly Broken[]) => broken.filter(({ promise }) => wanted?.includes(promise) ?? true);

/** Worlds one after the other, each of the next seed, until so many gestures were made or a promise, or one of those looked for, is broken. */
async function run(seed: number, most: number): Promise<{ seed: number; worlds: number; gestures: number; broken: Broken[] }> {
	let [worlds, gestures] = [0, 0];
	for (; ; seed++) {
		const found = await runSeed(seed, parts);
		worlds++;
		gestures += found.gestures;
		const broken = lookedFor(found.broken);
		if (broken.length > 0 || gestures >= most) return { seed, worlds, gestures, broken };
	}
}

const found = await run(Number(values.seed), Number(values.gestures));
console.log(JSON.stringify({ ...found, broken: found.broken.slice(0, 10) }));
if (found.broken.length > 0 && !values.fault)
	console.error(`npm run simulate -- --seed ${found.seed}${values.leaks ? ' --leaks' : ''}`);
process.exit(found.broken.length > 0 ? 1 : 0);
