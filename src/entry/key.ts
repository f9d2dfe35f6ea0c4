import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { closeKey, createKey } from '#lib/server/accounts/manage.ts';
import { openInstallation } from '#lib/server/installation.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { endWith, refusalLine, table, tool, UsageError } from './command-line.ts';
import { say } from './terminal.ts';

/* npm run key -- create|list|revoke … */

const USAGE = `npm run key -- create --name … --scope feed|read|act [--agency CODE] [--account EMAIL] [--backfill]
npm run key -- list
npm run key -- revoke ID`;

await tool(USAGE, async (verb, given) => {
	const installation = await openInstallation(process.env);
	const { database } = installation;
	try {
		switch (verb) {
			case 'create': {
				const made = await createKey(
					database,
					{
						name: given.needed('name'),
						scope: given.needed('scope'),
						agencyCode: given.text('agency'),
						email: given.text('account'),
						backfill: given.flag('backfill')
					},
					OPERATOR
				);
				if (!made.accepted) return endWith(refusalLine(made.refusal));
				process.stderr.write(`key ${made.value.id}, shown this once (only its hash is kept):\n`);
				say(made.value.key);
				return;
			}
			case 'list':
				say(
					table(
						[
							'id',
							'name',
							'scope',
							'agency',
							'account',
							'backfill',
							'made',
							'last used',
							'revoked'
						],
						(await listKeys(database.sql)).map((one) => [
							one.id,
							one.name,
							one.scope,
							one.agencyCode,
							one.email,
							one.backfill ? 'yes' : '',
							one.createdAt,
							one.lastUsedAt,
							one.revokedAt
						])
					)
				);
				return;
			case 'revoke': {
				const id = Number(given.text('id') ?? given.word());
				if (!Number.isSafeInteger(id)) throw new UsageError('the id of a key is a number');
				const done = await closeKey(database, id, OPERATOR);
				if (!done.accepted) return endWith(refusalLine(done.refusal));
				say(`key ${id} is revoked; it opens nothing after five seconds at the latest`);
				return;
			}
			default:
				throw new UsageError(`unknown: ${verb}`);
		}
	} finally {
		await installation.close();
	}
});
