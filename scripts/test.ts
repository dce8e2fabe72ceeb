// Everything that must hold, part after part; a part that fails does not stop the next.
// `--check` runs the quick ones: format, lint, directions, types, unit.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

function vitest(name: string, projects: readonly string[], ...more: string[]): Part {
	const file = join(reports, `${name}.json`);
	const chosen = projects.flatMap((project) => ['--project', project]);
	const count = fromReport<VitestReport>(file, (report) => ({
		passed: report.numPassedTests,
		failed: report.numFailedTests + brokenFiles(report),
		skipped: report.numPendingTests + report.numTodoTests,
		names: failedTests(report)
	}));
	const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`, ...chosen, ...more];
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
	return { name: 'e2e', command: 'playwright', args: ['test', '--reporter=list,json'], count };
}

const CHECKS = [
	checker('types', 'svelte-check', '--output', 'human', '--threshold', 'error'),
	checker('format', 'prettier', '--check', '--log-level=warn', '.'),
	checker('lint', 'oxlint', '--quiet'),
	checker('lint components', 'eslint', '--quiet', 'src/**/*.svelte', 'src/**/*.svelte.ts'),
	checker('directions', 'depcruise', '--config', 'tests/architecture/directions.js', 'src', 'sync-server'),
	vitest('unit', ['unit'])
];

const SLOWER = [
	// They wait more than they work: three at once keep two cores busy.
	vitest('devices+services', ['convergence', 'scenarios'], '--maxWorkers=3'),
	...['simulation', 'hostile', 'faults'].map((name) => vitest(name, [name])),
	playwright()
];

type Said = { code: number; words: string };

/** @param aside its words are kept until it ends, as others run beside it */
function run({ command, args }: Part, aside: boolean) {
	return new Promise<Said>((done) => {
		const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH'] ?? ''}` };
		const child = spawn(join(BIN, command), args, { cwd: ROOT, env, stdio: aside ? 'pipe' : 'inherit' });
		let words = '';
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (words += part));
		child.once('error', (error) => done({ code: 127, words: `${words}${error.message}` }));
		child.once('close', (code) => done({ code: code ?? 1, words }));
	});
}

const seconds = (from: number) => `${((Date.now() - from) / 1000).toFixed(1)} s`;

const sentence = ({ passed, failed, skipped }: Counts) =>
	`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

type Ended = { counts: Counts; line: string };

async function runOne(part: Part, aside: boolean): Promise<Ended> {
	const from = Date.now();
	if (!aside) console.log(`\n── ${part.name}`);
	const { code, words } = await run(part, aside);
	if (aside) console.log(`\n── ${part.name}\n${words}`);
	const counts = part.count(code);
	return { counts, line: `${part.name.padEnd(16)} ${seconds(from).padStart(8)}  ${sentence(counts)}` };
}

/** In their order, so many of them at once. */
async function runAll(parts: readonly Part[], atOnce: number): Promise<Ended[]> {
	const ended: Ended[] = [];
	const waiting = parts.entries();
	const lane = async () => {
		for (const [n, part] of waiting) ended[n] = await runOne(part, atOnce > 1);
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	return ended;
}

function sumOf(ended: readonly Ended[]): Counts {
	const sum = (of: 'passed' | 'failed' | 'skipped') => ended.reduce((total, { counts }) => total + counts[of], 0);
	return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

const quick = process.argv.includes('--check');
const from = Date.now();
// Each of the quick ones keeps one core busy, each of the others all there are.
const ended = [...(await runAll(CHECKS, 2)), ...(await runAll(quick ? [] : SLOWER, 1))];
rmSync(reports, { recursive: true, force: true });
const total = sumOf(ended);
console.log(`\n${[...ended.flatMap(({ counts }) => counts.names ?? []), ...ended.map(({ line }) => line)].join('\n')}\n`);
console.log(`total ${seconds(from)}`);
console.log(sentence(total));
process.exitCode = total.failed ? 1 : 0;
