import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAILED_SEEDS } from './failed-seeds.ts';
import { FAULT_NAMES } from './fault-names.ts';

/** Gestures of this run, in two processes; the night asks for more. */
const GESTURES = Number(process.env['HILO_GESTURES'] ?? 450_000);
const SEED = Number(process.env['HILO_SEED'] ?? 1);
/** Far apart, so that no world is lived twice. */
const APART = 10_000_000;

type Result = { seed: number; worlds: number; gestures: number; broken: { promise: string; what: string }[] };

function simulate(...args: string[]): Promise<Result> {
	const main = join(import.meta.dirname, 'main.ts');
	const child = spawn(process.execPath, ['--max-semi-space-size=64', main, ...args], {
		// A process for each fault, and all of them compile the same.
		env: { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.hilo-compiled') },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let said = '';
	child.stdout.on('data', (part) => (said += part));
	return new Promise((done, failed) =>
		child.once('close', (code) =>
			said ? done(JSON.parse(said) as Result) : failed(new Error(`the simulation ended with ${code}`))
		)
	);
}

for (const { seed, leaks } of FAILED_SEEDS)
	test(`every promise holds in the world ${seed}, which once broke one`, async () => {
		const { broken } = await simulate('--seed', String(seed), ...(leaks ? ['--leaks'] : []));
		expect(broken).toEqual([]);
	});

test(`every promise holds in ${GESTURES} gestures`, { timeout: 24 * 3_600_000 }, async () => {
	const half = Math.ceil(GESTURES / 2);
	const results = await Promise.all([
		simulate('--seed', String(SEED), '--gestures', String(half)),
		simulate('--seed', String(SEED + APART), '--gestures', String(half), '--leaks')
	]);
	console.log(results.map(({ worlds, gestures }) => `${gestures} gestures in ${worlds} worlds`).join(', '));
	for (const { seed, broken } of results) expect({ seed, broken }).toEqual({ seed, broken: [] });
	expect(results.reduce((sum, { gestures }) => sum + gestures, 0)).toBeGreaterThanOrEqual(GESTURES);
});

for (const [fault, { promises, from }] of Object.entries(FAULT_NAMES))
	test.concurrent(`the planted fault «${fault}» is caught`, async () => {
		const search = ['--seed', String(from), '--until', promises.join(), '--gestures', '30000'];
		const { broken } = await simulate('--fault', fault, ...search);
		expect(broken.filter(({ promise }) => promises.includes(promise))).not.toEqual([]);
	});
