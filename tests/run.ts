import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/*
 * `npm test`: everything that says whether this may be shipped. Output is passed on as it comes; the
 * last line is `N passed, N failed`. A phase that crashes, hangs or skips a test has failed.
 */

const ROOT = resolve(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules/.bin');
/** A phase that has not ended by then hangs, also on a machine that is busy with other things. */
const PATIENCE = 20 * 60_000;
const REPORTS = mkdtempSync(join(tmpdir(), 'don-doc-reports-'));

interface Count {
	passed: number;
	failed: number;
	/** What failed, and the first line of why; whoever reads only the end of the output finds it there. */
	faults?: string[];
}

interface Phase {
	name: string;
	command: string[];
	env?: Record<string, string>;
	/** Reads how many tests passed and failed; without it the phase itself is one test. */
	count?: () => Count;
}

const unitReport = join(REPORTS, 'vitest.json');
const browserReport = join(REPORTS, 'playwright.json');

/** The build comes first: it writes the words and the route types that the others read. */
const PHASES: Phase[][] = [
	[
		{ name: 'build', command: ['node', 'src/entry/build.ts'] },
		{ name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'] }
	],
	[
		{ name: 'lint', command: ['eslint', '.'] },
		{
			name: 'types',
			command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings']
		}
	],
	[
		{
			name: 'rules, database and sockets',
			command: [
				'vitest',
				'run',
				'--reporter=default',
				'--reporter=json',
				`--outputFile.json=${unitReport}`
			],
			count: () => countVitest(unitReport)
		}
	],
	[
		{
			name: 'browser',
			command: ['playwright', 'test', '-c', 'tests/playwright.config.ts', '--reporter=list,json'],
			env: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport },
			count: () => countPlaywright(browserReport)
		}
	]
];

async function runPhase({ name, command, env, count }: Phase): Promise<Count> {
	process.stdout.write(`\n== ${name}\n`);
	const began = performance.now();
	const [program = '', ...rest] = command;
	const child = spawn(program, rest, {
		cwd: ROOT,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}`, CI: '1', ...env }
	});
	const hung = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
	const code = await new Promise<number | null>((ended) => {
		child.once('error', () => {
			ended(null);
		});
		child.once('close', ended);
	});
	clearTimeout(hung);
	const counted = outcome(code, count);
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	process.stdout.write(
		`== ${name}: ${counted.passed} passed, ${counted.failed} failed (${seconds} s)\n`
	);
	return counted;
}

function outcome(code: number | null, count: (() => Count) | undefined): Count {
	if (count === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
	try {
		const counted = count();
		// An error outside any test, in a set-up or after the last one, fails the run all the same.
		return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
	} catch (error) {
		return { passed: 0, failed: 1, faults: [String(error)] };
	}
}

const vitestReport = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numTodoTests: z.number(),
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			message: z.string(),
			assertionResults: z.array(
				z.object({
					fullName: z.string(),
					status: z.string(),
					failureMessages: z.array(z.string()).nullish()
				})
			)
		})
	)
});

function countVitest(path: string): Count {
	const report = vitestReport.parse(read(path));
	const unloaded = report.testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0
	);
	const faults = report.testResults.flatMap(({ name, assertionResults }) =>
		assertionResults
			.filter(({ status }) => status !== 'passed')
			.map((one) => fault(name, one.fullName, one.failureMessages?.[0] ?? one.status))
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numPendingTests + report.numTodoTests + unloaded.length,
		faults: [...faults, ...unloaded.map(({ name, message }) => fault(name, 'the file', message))]
	};
}

const playwrightSpec = z.object({
	title: z.string(),
	file: z.string(),
	ok: z.boolean(),
	tests: z.array(
		z.object({
			status: z.string(),
			results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() }))
		})
	)
});
interface PlaywrightSuite {
	specs: z.output<typeof playwrightSpec>[];
	suites?: PlaywrightSuite[] | undefined;
}
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.lazy(() =>
	z.object({ specs: z.array(playwrightSpec), suites: z.array(playwrightSuite).optional() })
);
const playwrightReport = z.object({
	suites: z.array(playwrightSuite),
	stats: z.object({
		expected: z.number(),
		unexpected: z.number(),
		flaky: z.number(),
		skipped: z.number()
	})
});

function countPlaywright(path: string): Count {
	const { stats, suites } = playwrightReport.parse(read(path));
	const faults = suites
		.flatMap(specsIn)
		.filter(({ tests }) => tests.some(({ status }) => status !== 'expected'))
		.map(({ title, file, tests }) => {
			const [test] = tests;
			return fault(file, title, test?.results[0]?.error?.message ?? test?.status ?? '');
		});
	return {
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky + stats.skipped,
		faults
	};
}

function specsIn({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'] {
	return [...specs, ...suites.flatMap(specsIn)];
}

function fault(file: string, test: string, why: string): string {
	const [line = ''] = stripVTControlCharacters(why).split('\n');
	return `${relative(ROOT, resolve(ROOT, file))}: ${test}: ${line}`;
}

function read(path: string): unknown {
	if (!existsSync(path)) throw new Error('the phase wrote no report');
	return JSON.parse(readFileSync(path, 'utf8'));
}

const total: Count = { passed: 0, failed: 0 };
const faults: string[] = [];
for (const together of PHASES) {
	for (const counted of await Promise.all(together.map(runPhase))) {
		total.passed += counted.passed;
		total.failed += counted.failed;
		faults.push(...(counted.faults ?? []));
	}
}
rmSync(REPORTS, { recursive: true, force: true });
for (const one of faults) process.stdout.write(`failed: ${one}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
