import { defineConfig, globalIgnores } from 'eslint/config';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const PLAIN = {
	'no-console': 'error',
	'no-debugger': 'error',
	'no-eval': 'error',
	'no-implied-eval': 'error',
	'no-var': 'error',
	'prefer-const': 'error',
	eqeqeq: ['error', 'always', { null: 'ignore' }],
	'no-self-compare': 'error',
	'no-unreachable': 'error',
	'no-control-regex': 'error',
	'no-dupe-keys': 'error',
	'no-dupe-else-if': 'error',
	'no-fallthrough': 'error',
	'no-constant-condition': ['error', { checkLoops: false }],
	'no-async-promise-executor': 'error',
	'no-unsafe-finally': 'error',
	'no-restricted-exports': [
		'error',
		{ restrictedNamedExports: ['then'], restrictDefaultExports: { defaultFrom: true } }
	],
	'@typescript-eslint/no-explicit-any': 'error',
	'@typescript-eslint/no-non-null-assertion': 'error',
	'@typescript-eslint/consistent-type-imports': [
		'error',
		{ prefer: 'type-imports', fixStyle: 'inline-type-imports' }
	],
	'@typescript-eslint/no-unused-vars': [
		'error',
		{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
	],
	'@typescript-eslint/ban-ts-comment': 'error',
	'@typescript-eslint/no-namespace': 'error',
	'@typescript-eslint/no-require-imports': 'error'
};

/** Rules that need types: `.ts` only, because they are slow in `.svelte`, where svelte-check looks. */
const TYPED = {
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/return-await': ['error', 'in-try-catch'],
	'@typescript-eslint/promise-function-async': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true }
	],
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/no-array-delete': 'error',
	'@typescript-eslint/no-for-in-array': 'error',
	'@typescript-eslint/no-base-to-string': 'error',
	'@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }]
};

const NOT_IN_STAGES = {
	patterns: [
		{
			group: ['$app/*', '$env/*', '$lib', '$lib/*', '@sveltejs/*', '@auth/*'],
			message: 'This stage also runs outside SvelteKit: take what you need as an argument.'
		}
	]
};

export default defineConfig([
	globalIgnores(['build/', '.svelte-kit/', 'src/lib/paraglide/', 'test-results/', 'drizzle/meta/']),
	{
		files: ['**/*.ts', '**/*.js', '**/*.svelte'],
		plugins: { '@typescript-eslint': tseslint.plugin, 'import-x': importX },
		languageOptions: {
			parser: tseslint.parser,
			globals: { ...globals.node, ...globals.browser }
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		settings: {
			'import-x/extensions': ['.ts', '.js'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
			'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.js'] })]
		},
		rules: PLAIN
	},
	{
		files: ['**/*.ts'],
		languageOptions: {
			parserOptions: { projectService: { allowDefaultProject: ['drizzle/*.ts'] } }
		},
		rules: TYPED
	},
	{
		// A function that returns a piece of SQL must not be async: awaiting a piece would run it.
		files: ['src/lib/server/store/**/*.ts'],
		rules: { '@typescript-eslint/promise-function-async': 'off' }
	},
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser } },
		rules: {
			'prefer-const': 'off',
			'svelte/prefer-const': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: { 'import-x/no-cycle': ['error', { ignoreExternal: true }] }
	},
	{
		// Time is an argument of every rule.
		files: ['src/lib/domain/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: '"now" is an argument.' },
				{ object: 'performance', property: 'now', message: '"now" is an argument.' },
				{ object: 'Math', property: 'random', message: 'Chance is an argument.' }
			],
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
					message: '"now" is an argument.'
				}
			]
		}
	},
	{
		// A television's own clock may be wrong by hours: ages come from the server's.
		files: ['src/lib/ui/wall/**', 'src/routes/(wall)/**'],
		ignores: ['**/*.test.ts', '**/+*.server.ts', '**/+server.ts'],
		rules: {
			'no-restricted-properties': [
				'error',
				{
					object: 'Date',
					property: 'now',
					message: 'Time is the server’s; what passes: performance.now().'
				},
				{ object: 'performance', property: 'timeOrigin', message: 'Time is the server’s.' }
			],
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
					message: 'Time is the server’s; what passes: performance.now().'
				}
			]
		}
	},
	{
		files: [
			'src/lib/domain/**/*.ts',
			'src/lib/server/{store,commands,ingest,live,embedded}/**/*.ts',
			'src/lib/server/*.ts'
		],
		rules: { 'no-restricted-imports': ['error', NOT_IN_STAGES] }
	},
	{
		// Playwright hands fixtures to its tests as objects, also empty ones.
		files: ['tests/browser/**/*.ts'],
		rules: { 'no-empty-pattern': 'off' }
	}
]);
