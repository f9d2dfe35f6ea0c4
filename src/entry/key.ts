import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { closeKey, createKey } from '#lib/server/accounts/manage.ts';
import { rotateKey } from '#lib/server/accounts/rotate-key.ts';
import { isDay, isoOf } from '#lib/domain/calendar/time.ts';
import { openInstallation } from '#lib/server/installation.ts';
import { listKeys } from '#lib/server/store/keys.ts';
import { endWith, refusalLine, table, tool, UsageError, type Given } from './command-line.ts';
import { say } from './terminal.ts';

/* npm run key -- create|list|rotate|revoke … */

const USAGE = `npm run key -- create --name … --scope feed|read|act [--agency CODE] [--account EMAIL] [--backfill]
npm run key -- list
npm run key -- rotate ID [--until YYYY-MM-DD]
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
							'ends',
							'replaces',
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
							one.endsAt,
							one.replaces,
							one.revokedAt
						])
					)
				);
				return;
			case 'rotate': {
				const until = given.text('until');
				if (until !== null && !isDay(until)) throw new UsageError('--until is a day, YYYY-MM-DD');
				const made = await rotateKey(database, idOf(given), until, OPERATOR);
				if (!made.accepted) return endWith(refusalLine(made.refusal));
				const { id, name, endsAt, key } = made.value;
				process.stderr.write(
					`key ${id} for ${name}, shown this once; the old one opens until ${isoOf(endsAt)}:\n`
				);
				say(key);
				return;
			}
			case 'revoke': {
				const id = idOf(given);
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

function idOf(given: Given): number {
	const id = Number(given.text('id') ?? given.word());
	if (!Number.isSafeInteger(id)) throw new UsageError('the id of a key is a number');
	return id;
}
