import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Rooms of the domain: a room may use only those before it. The same order holds for tables. */
const ROOMS =
	'words calendar agencies accounts audit settings procedures deadlines dossiers evidence tasks directives opinions urging letters flags corrections causes consultations apologies measures inspections findings shift reports indicators wall ledger'.split(
		' '
	);

const DOMAIN = /^src\/lib\/domain\//;
const STORE = /^src\/lib\/server\/store\//;
const BASE = /^src\/lib\/server\/((clock|log|settings|secrets|desk)\.ts$|apart\/)/;
const NODE = /^node:/;
const PARAGLIDE = /^src\/lib\/paraglide\//;
/** The office's words: the messages, and those of the registry that screens, files and API share. */
const WORDS = /^src\/lib\/(paraglide|words)\//;
const KIT = /^(@sveltejs\/kit|\$app\/|\$env\/|\.\/\$types$)/;

/**
 * The import law: who may import what. The first row whose `from` fits a file counts; a file that no
 * row fits is in a folder that does not exist in this house. Rows say what is allowed besides the
 * file's own folder.
 */
const LAW: { from: RegExp; may: RegExp[]; notOwnFolder?: boolean }[] = [
	// Only tests read these.
	{ from: /^src\/lib\/domain\/\w+\/fixtures\//, may: [DOMAIN, NODE] },
	{ from: /^src\/lib\/domain\//, may: [/^zod$/, DOMAIN] },
	{
		from: /^src\/lib\/live\/connection\.svelte\.ts$/,
		may: [DOMAIN, /^socket\.io-client$/, /^zod$/]
	},
	{ from: /^src\/lib\/live\/refresh\.ts$/, may: [DOMAIN, /^\$app\/navigation$/] },
	{ from: /^src\/lib\/live\//, may: [DOMAIN, /^zod$/] },
	{ from: /^src\/lib\/words\//, may: [DOMAIN, WORDS] },
	{
		from: /^src\/lib\/server\/store\//,
		may: [DOMAIN, STORE, /^drizzle-orm/, /^postgres$/, /^zod$/, NODE, BASE]
	},
	{
		from: /^src\/lib\/server\/embedded\//,
		may: [/^src\/lib\/server\/(log|secrets)\.ts$/, STORE, /^zod$/, NODE]
	},
	{ from: /^src\/lib\/server\/apart\//, may: [NODE] },
	{
		// The one command of several parts: taking messages in.
		from: /^src\/lib\/server\/commands\/intake(\.ts$|\/)/,
		may: [DOMAIN, STORE, BASE, /^src\/lib\/server\/commands\/intake\//, /^zod$/, NODE],
		notOwnFolder: true
	},
	{
		from: /^src\/lib\/server\/commands\/(tasks|inspections|findings)\//,
		may: [DOMAIN, STORE, BASE, /^zod$/, NODE]
	},
	{
		from: /^src\/lib\/server\/commands\//,
		may: [DOMAIN, STORE, BASE, /^zod$/, NODE],
		notOwnFolder: true
	},
	{
		from: /^src\/lib\/server\/ingest\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			/^src\/lib\/server\/commands\//,
			// A file has the columns of the national record.
			/^src\/lib\/server\/ingest\/dossier-feed\//,
			// Whatever is a zip is unpacked to nowhere once.
			/^src\/lib\/server\/ingest\/files\/(zip-check|table)\.ts$/,
			/^zod$/,
			/^(csv-parse|yauzl|read-excel-file|mammoth|unpdf|parse5)/,
			NODE
		]
	},
	{
		// What people are told, and the ways by which it leaves the program.
		from: /^src\/lib\/server\/notices\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			WORDS,
			/^src\/lib\/ui\/words\//,
			/^(nodemailer|pg-boss)$/,
			/^zod$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/live\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			/^src\/lib\/live\/(?!connection|refresh)/,
			/^src\/lib\/server\/accounts\/(?!auth)/,
			/^postgres$/,
			/^socket\.io$/,
			/^zod$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/accounts\/auth/,
		may: [DOMAIN, STORE, BASE, /^@auth\//, KIT, /^zod$/, NODE, WORDS, /^src\/lib\/server\/web\//]
	},
	{
		from: /^src\/lib\/server\/accounts\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			/^@auth\/core/,
			/^@node-rs\/argon2$/,
			/^(otpauth|uqr)$/,
			/^@zxcvbn-ts\//,
			/^rate-limiter-flexible$/,
			/^zod$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/exports\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			WORDS,
			// A paper says it in the words of the screen.
			/^src\/lib\/ui\/words\//,
			/^(csv-|pdfkit$|docx$)/,
			/^zod$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/mail\//,
		may: [
			DOMAIN,
			BASE,
			WORDS,
			/^src\/lib\/ui\/words\//,
			/^src\/lib\/server\/(exports\/|mornings\.ts)/,
			/^nodemailer$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/web\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			WORDS,
			KIT,
			/^src\/lib\/server\/(accounts|commands|ingest|exports)\//,
			/^src\/lib\/live\/contract/,
			/^zod$/,
			NODE
		]
	},
	{
		from: /^src\/lib\/server\/[\w-]+\.ts$/,
		may: [DOMAIN, STORE, /^src\/lib\/server\/([\w-]+\.ts$|embedded\/)/, /^pino$/, /^zod$/, NODE]
	},
	{
		from: /^src\/lib\/ui\/charts\//,
		may: [/^chart\.js/, DOMAIN, WORDS, /^src\/lib\/ui\/words\//, /^svelte/]
	},
	{
		from: /^src\/lib\/ui\/(parts|words)\//,
		may: [DOMAIN, WORDS, /^src\/lib\/ui\/(parts|words)\//, /^svelte/, /^bits-ui$/, /^@lucide\//]
	},
	{
		from: /^src\/lib\/ui\//,
		may: [
			DOMAIN,
			WORDS,
			/^src\/lib\/ui\//,
			/^src\/lib\/live\//,
			/^svelte/,
			/^bits-ui$/,
			/^@lucide\//,
			/^\$app\//
		]
	},
	{
		from: /^src\/routes\//,
		may: [
			DOMAIN,
			STORE,
			BASE,
			WORDS,
			KIT,
			/^src\/lib\/server\/(commands|web|exports|accounts|ingest)\//,
			/^src\/routes\//,
			/^src\/lib\/(ui|live)\//,
			/^src\/app\.css$/,
			/^\.\/\$types/,
			/^svelte/,
			/^zod$/,
			/^@lucide\//,
			/^bits-ui$/,
			/^@fontsource\//
		]
	},
	{ from: /^src\/params\//, may: [KIT, DOMAIN] },
	{ from: /^src\/(hooks\.(server|client)\.ts|app\.d\.ts)$/, may: [/./] },
	{
		from: /^src\/demo\//,
		may: [DOMAIN, /^src\/demo\//, /^src\/lib\/server\//, /^src\/entry\/parts\.ts$/, /^zod$/, NODE]
	},
	{ from: /^src\/entry\//, may: [/./] }
];

/** Packages that only one place may touch, whatever else its row says. */
const ONLY: { what: RegExp; from: RegExp }[] = [
	{ what: /^socket\.io$/, from: /^src\/lib\/server\/live\// },
	{ what: /^chart\.js/, from: /^src\/lib\/ui\/charts\// },
	{ what: /^@auth\/sveltekit/, from: /^src\/(lib\/server\/accounts\/auth|hooks\.server\.ts)/ },
	{ what: /^src\/entry\//, from: /^src\/(entry|demo)\// },
	{ what: /^src\/demo\//, from: /^src\/(entry|demo)\// },
	{ what: /^\$lib/, from: /^$/ }
];

interface Import {
	from: string;
	to: string;
	typeOnly: boolean;
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
	.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
	.filter((file) => !PARAGLIDE.test(file) && !file.endsWith('.test.ts'));
const imports = files.flatMap(importsOf);

function importsOf(from: string): Import[] {
	const text = readFileSync(join(ROOT, from), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
	const found = [
		...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm),
		...text.matchAll(/^\s*import\s+()['"]([^'"]+)['"]/gm),
		...text.matchAll(/\bimport\(\s*()['"]([^'"]+)['"]/g)
	];
	return found.map((match) => {
		const braces = /\{([^}]*)\}/.exec(match[0]);
		const names = braces?.[1]?.split(',').filter((name) => name.trim() !== '') ?? [];
		const inline =
			names.length > 0 &&
			names.every((name) => name.trim().startsWith('type ')) &&
			!/import\s+\w+\s*,/.test(match[0]);
		return { from, to: target(from, match[2] ?? ''), typeOnly: Boolean(match[1]) || inline };
	});
}

function target(from: string, written: string): string {
	if (written.startsWith('#lib/')) return `src/lib/${written.slice(5)}`;
	if (/^\.\/\$types/.test(written)) return './$types';
	if (!written.startsWith('.')) return written;
	return relative(ROOT, resolve(ROOT, dirname(from), written));
}

const show = (found: Import[]) => found.map(({ from, to }) => `${from} -> ${to}`).sort();

describe('the import law', () => {
	it('every file lies in a folder that the law knows', () => {
		expect(files.filter((file) => !LAW.some((row) => row.from.test(file)))).toEqual([]);
	});

	it('nobody imports what their stage may not', () => {
		const broken = imports.filter(({ from, to }) => {
			const row = LAW.find((candidate) => candidate.from.test(from));
			const own = row?.notOwnFolder !== true && dirname(to).startsWith(dirname(from));
			return row !== undefined && !own && !row.may.some((allowed) => allowed.test(to));
		});
		expect(show(broken)).toEqual([]);
	});

	it('a package or folder with one keeper is touched by nobody else', () => {
		const broken = imports.filter(({ from, to }) =>
			ONLY.some((rule) => rule.what.test(to) && !rule.from.test(from))
		);
		expect(show(broken)).toEqual([]);
	});

	it('a room of the domain uses only earlier rooms', () => {
		const room = (path: string) => /^src\/lib\/domain\/([\w-]+)\//.exec(path)?.[1];
		const unknown = new Set(files.map(room).filter((name) => name && !ROOMS.includes(name)));
		expect([...unknown]).toEqual([]);
		const broken = imports.filter(({ from, to }) => {
			const [a, b] = [room(from), room(to)];
			return a !== undefined && b !== undefined && ROOMS.indexOf(b) > ROOMS.indexOf(a);
		});
		expect(show(broken)).toEqual([]);
	});

	it('every relative import and every #lib import names a file that exists, with its ending', () => {
		const missing = imports.filter(
			({ to }) => /^src\//.test(to) && !PARAGLIDE.test(to) && !existsSync(join(ROOT, to))
		);
		expect(show(missing)).toEqual([]);
	});

	it('no files import each other in a circle', () => {
		const next = new Map<string, string[]>();
		for (const { from, to, typeOnly } of imports) {
			if (!typeOnly && to.startsWith('src/')) next.set(from, [...(next.get(from) ?? []), to]);
		}
		const circles: string[] = [];
		const state = new Map<string, 'open' | 'closed'>();
		const visit = (file: string, path: string[]): void => {
			if (state.get(file) === 'closed') return;
			if (state.get(file) === 'open') {
				circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
				return;
			}
			state.set(file, 'open');
			for (const to of next.get(file) ?? []) visit(to, [...path, file]);
			state.set(file, 'closed');
		};
		for (const file of files) visit(file, []);
		expect(circles).toEqual([]);
	});
});

describe('the shape of the house', () => {
	it('has no junk drawers and no barrels', () => {
		const drawers =
			/(^|\/)(utils?|helpers?|common|shared|misc|types|constants)(\/|\.ts$)|(^|\/)index\.ts$/;
		expect(files.filter((file) => drawers.test(file))).toEqual([]);
	});

	it('names files in kebab-case and components in PascalCase', () => {
		const odd = files.filter((file) => {
			const name = file.split('/').at(-1) ?? '';
			if (file.startsWith('src/routes/') || name.startsWith('+')) return false;
			return name.endsWith('.svelte')
				? !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name)
				: !/^[a-z0-9]+(-[a-z0-9]+)*(\.(svelte|server|client|d))?\.ts$/.test(name);
		});
		expect(odd).toEqual([]);
	});
});
