// Everything that must hold, part after part; a part that fails does not stop the next.
// `--check` runs the quick ones: format, lint, directions, types, unit.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules/.bin');
const reports = mkdtempSync(join(tmpdir(), 'hilo-reports-'));

type Counts = { passed: number; failed: number; skipped: number; names?: string[] };
type Part = { name: string; command: string; args: string[]; count: (code: number) => Counts };

const asOne = (code: number): Counts => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });

const checker = (name: string, command: string, ...args: string[]): Part => ({ name, command, args, count: asOne });

/** A runner that died before its report counts as one failure; so does one whose tests pass and that fails all the same. */
function fromReport<T>(file: string, read: (report: T) => Counts) {
	return (code: number): Counts => {
		if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
		const counts = read(JSON.parse(readFileSync(file, 'utf8')) as T);
		return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
	};
}

type VitestReport = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: {
		name: string;
		status: string;
		assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
	}[];
};

/** A file that cannot even be read has no tests to fail. */
const brokenFiles = ({ testResults }: VitestReport) =>
	testResults.filter((file) => file.status === 'failed' && !file.assertionResults.length).length;

/** What failed and the first line of why, to be read where a long log ends. */
const failedTests = ({ testResults }: VitestReport) =>
	testResults.flatMap(({ name, assertionResults }) =>
		assertionResults
			.filter(({ status }) => status === 'failed')
			.map(
				({ fullName, failureMessages }) => `${relative(ROOT, name)} › ${fullName}: ${failureMessages?.[0]?.split('\n')[0] ?? ''}`
			)
	);

function vitest(name: string, ...projects: string[]): Part {
	const file = join(reports, `${name}.json`);
	const chosen = projects.flatMap((project) => ['--project', project]);
	const count = fromReport<VitestReport>(file, (report) => ({
		passed: report.numPassedTests,
		failed: report.numFailedTests + brokenFiles(report),
		skipped: report.numPendingTests + report.numTodoTests,
		names: failedTests(report)
	}));
	const args = ['run', '--passWithNoTests', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...chosen];
	return { name, command: 'vitest', args, count };
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] };

function playwright(): Part {
	const file = join(reports, 'e2e.json');
	process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] = file;
	const count = fromReport<PlaywrightReport>(file, ({ stats }) => ({
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky,
		skipped: stats.skipped
	}));
	return { name: 'e2e', command: 'playwright', args: ['test', '--pass-with-no-tests', '--reporter=list,json'], count };
}

const CHECKS = [
	checker('format', 'prettier', '--check', '--log-level=warn', '.'),
	checker('lint', 'oxlint', '--quiet'),
	checker('lint components', 'eslint', '--quiet', 'src/**/*.svelte', 'src/**/*.svelte.ts'),
	checker('directions', 'depcruise', '--config', 'tests/architecture/directions.js', 'src', 'sync-server'),
	checker('types', 'svelte-check', '--output', 'human', '--threshold', 'error'),
	vitest('unit', 'unit')
];

const folderHasTests = (folder: string) => {
	const path = join(ROOT, 'tests', folder);
	return existsSync(path) && readdirSync(path, { recursive: true }).some((name) => String(name).endsWith('.test.ts'));
};

const SLOWER = ['convergence', 'simulation', 'scenarios', 'hostile', 'faults']
	.filter(folderHasTests)
	.map((name) => vitest(name, name));

function run({ command, args }: Part) {
	return new Promise<number>((done) => {
		const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH'] ?? ''}` };
		const child = spawn(join(BIN, command), args, { cwd: ROOT, env, stdio: 'inherit' });
		child.once('error', () => done(127));
		child.once('exit', (code) => done(code ?? 1));
	});
}

const seconds = (from: number) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

const sentence = ({ passed, failed, skipped }: Counts) =>
	`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

async function runAll(parts: readonly Part[]) {
	const total: Counts = { passed: 0, failed: 0, skipped: 0 };
	const table: string[] = [];
	const names: string[] = [];
	for (const part of parts) {
		const from = Date.now();
		console.log(`\n── ${part.name}`);
		const counts = part.count(await run(part));
		total.passed += counts.passed;
		total.failed += counts.failed;
		total.skipped += counts.skipped;
		names.push(...(counts.names ?? []));
		table.push(`${part.name.padEnd(16)} ${seconds(from).padStart(8)}  ${sentence(counts)}`);
	}
	console.log(`\n${[...names, ...table].join('\n')}\n`);
	return total;
}

const quick = process.argv.includes('--check');
const from = Date.now();
const parts = quick ? CHECKS : [...CHECKS, ...SLOWER, ...(folderHasTests('e2e') ? [playwright()] : [])];
const total = await runAll(parts);
rmSync(reports, { recursive: true, force: true });
console.log(`total ${seconds(from)}`);
console.log(sentence(total));
process.exitCode = total.failed ? 1 : 0;
