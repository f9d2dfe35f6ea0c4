import { readFileSync } from 'node:fs';
import { headLine, parseHeads } from '#lib/server/audit-heads.ts';
import { openInstallation } from '#lib/server/installation.ts';
import { checkChain } from '#lib/server/store/audit-chain.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { tool, UsageError } from './command-line.ts';
import { say } from './terminal.ts';

/* npm run audit -- head|check … : the head of the audit chain, to be kept outside, and back again */

const USAGE = `npm run -s audit -- head          prints "n hash at" on one line; keep it on another machine
npm run audit -- check FILE      whether the chain is whole and the heads printed to FILE are in it`;

await tool(USAGE, async (verb, given) => {
	const printed = verb === 'check' ? headsIn(given.word()) : [];
	const installation = await openInstallation(process.env, {
		statementTimeout: 0,
		idleInTransactionTimeout: 0,
		applicationName: 'don-doc audit'
	});
	const { database } = installation;
	try {
		switch (verb) {
			case 'head':
				say(await headLine(database.sql, Date.now()));
				return;
			case 'check': {
				const { broken, links } = await withTransaction(
					database,
					async ({ sql }) => checkChain(sql, { printed }),
					{ isolation: 'repeatable read', readOnly: true }
				);
				say(`${links} links, ${printed.length} printed heads: ${broken.length} differences`);
				for (const text of broken) say(`    ${text}`);
				if (broken.length > 0) process.exitCode = 1;
				return;
			}
			default:
				throw new UsageError(`unknown: ${verb}`);
		}
	} finally {
		await installation.close();
	}
});

function headsIn(path: string) {
	return parseHeads(readFileSync(path, 'utf8'), path);
}
