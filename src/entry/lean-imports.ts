import { registerHooks } from 'node:module';

/*
 * drizzle-orm's package.json lists thousands of exports, and Node parses it again for each of the
 * package's 150 ES modules: half a second of every start. Its CommonJS twin, file for file the same,
 * loads in a tenth of that, so everybody in this process (the pages' bundle too) is given that one.
 */
registerHooks({
	resolve: (specifier, context, next) =>
		/^drizzle-orm(\/|$)/.test(specifier)
			? next(specifier, { ...context, conditions: ['node', 'require'] })
			: next(specifier, context)
});
