import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of tests, however many processes take part in it: a folder that all of them know from the environment. */
export type Run = { folder: string; pid: number };

export function beginRun(): Run {
	const folder = mkdtempSync(join(tmpdir(), 'hilo-run-'));
	process.env['HILO_TEST_RUN'] = folder;
	process.env['HILO_TEST_PID'] = String(process.pid);
	return { folder, pid: process.pid };
}

export function thisRun(): Run {
	const folder = process.env['HILO_TEST_RUN'];
	if (!folder) throw new Error('no run of tests was begun: vitest and playwright do it in their globalSetup');
	return { folder, pid: Number(process.env['HILO_TEST_PID']) };
}
