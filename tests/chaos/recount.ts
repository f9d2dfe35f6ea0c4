import { isDeepStrictEqual } from 'node:util';
import { dayOf } from '#lib/domain/calendar/time.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import { foldRules } from '#lib/domain/dossiers/rules.ts';
import type { Overview } from '#lib/domain/reports/overview.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { secretIn } from '#lib/server/secrets.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { openRulebook, type LoadedRules } from '#lib/server/store/rulebook.ts';
import { verifyAll } from '#lib/server/store/verify.ts';
import { overview } from '#lib/server/web/api-answers.ts';
import { LIFE_DAY, lifeOf } from './lives.ts';

export interface Counted {
	/** What differs from a calm run, in words; nothing when all is well. */
	differences: string[];
	/** How much differs by invariant, as `npm run verify` says it. */
	verify: Record<string, number>;
}

/**
 * Counts everything again after the trouble: each message that was sent is recorded once, each
 * dossier is as a calm run leaves it, every invariant of the contract holds, and what the app that
 * ran through it serves from its memory is what the database says.
 *
 * @param served the app's answer to the default overview
 */
export async function countAgain(
	database: Database,
	dataDir: string,
	dossiers: number,
	served: Overview
): Promise<Counted> {
	const rules = await openRulebook(database.sql).current();
	const calm = calmRun(rules, secretIn(dataDir, 'handler.key'), dossiers);
	const verified = await verify(database, rules);
	return {
		differences: [
			...(await lostOrDoubled(database, calm)),
			...(await otherStates(database, calm)),
			...verified.differences,
			...(await servedWrongly(database, rules, served))
		],
		verify: verified.counts
	};
}

/** Every message once, in order, each on time: what all the trouble must come to. */
function calmRun(rules: LoadedRules, handlerKey: string, dossiers: number) {
	const asked = foldRules(rules);
	return Array.from({ length: dossiers }, (_, n) => {
		const messages = lifeOf(n).map(({ service, record }, i): Recorded => {
			const read = translate(record, { service, receivingUnit: 'H21', handlerKey });
			if (!read.ok) throw new Error(`${read.field}: ${read.reason}`);
			const { content, hash } = read;
			const arrivedAt = Date.parse('2026-10-29T09:00:00+07:00') + i;
			const message: Recorded = { hash, content, arrivedAt, backfill: false, agencyId: null };
			if (content.kind === 'snapshot') {
				const found = rules.directory.resolveName(content.agencyName, dayOf(eventTime(message)));
				if ('agencyId' in found) message.agencyId = found.agencyId;
			}
			return message;
		});
		return { dossier: fold(messages, asked), messages };
	});
}

type Calm = ReturnType<typeof calmRun>;

async function lostOrDoubled({ sql }: Database, calm: Calm): Promise<string[]> {
	const rows = await sql<{ code: string; hash: string }[]>`
		select d.code, encode(m.hash, 'hex') as hash
		from messages m join dossiers d on d.id = m.dossier_id
		where d.code like ${`%-${LIFE_DAY}-%`}`;
	const found = rows.map(({ code, hash }) => `${code} ${hash}`);
	const expected = new Set(
		calm.flatMap(({ dossier, messages }) => messages.map(({ hash }) => `${dossier.code} ${hash}`))
	);
	const distinct = new Set(found);
	return [
		...[...expected.difference(distinct)].map((one) => `lost: ${one}`),
		...[...distinct.difference(expected)].map((one) => `never sent: ${one}`),
		...(found.length > distinct.size ? [`twice: ${found.length - distinct.size}`] : [])
	];
}

async function otherStates({ sql }: Database, calm: Calm): Promise<string[]> {
	const rows = await sql<{ code: string; state: unknown }[]>`
		select code, json_build_array(status, phase, agency_id, received_on, due_on, promise_on,
			finished_on, closed_on, moved, unit) as state from dossiers`;
	const held = new Map(rows.map(({ code, state }) => [code, JSON.stringify(state)]));
	return calm.flatMap(({ dossier: { code, state, unit } }) => {
		const expected = JSON.stringify([
			state.status,
			state.phase,
			state.agencyId,
			state.receivedOn,
			state.dueOn,
			state.promiseOn,
			state.finishedOn,
			state.closedOn,
			state.moved,
			unit
		]);
		return held.get(code) === expected ? [] : [`${code}: ${held.get(code)} not ${expected}`];
	});
}

/** The contract's invariants, recounted from the messages as `npm run verify` does it. */
async function verify(database: Database, rules: LoadedRules) {
	const { findings } = await withTransaction(
		database,
		async ({ sql }) => verifyAll(sql, rules, Date.now()),
		{ isolation: 'repeatable read', readOnly: true }
	);
	return {
		counts: Object.fromEntries(findings.map((f) => [f.invariant, f.differences])),
		differences: findings.flatMap(({ invariant, differences, examples }) => {
			const named = examples.map((one) => `${invariant}: ${one}`);
			const more = differences - examples.length;
			return more > 0 ? [...named, `${invariant}: ${more} more`] : named;
		})
	};
}

/** What the app serves to everybody who asks for the overview of now. */
export async function overviewFrom(url: string, readKey: string): Promise<Overview> {
	const headers = { authorization: `Bearer ${readKey}` };
	const response = await fetch(`${url}/api/v1/overview`, { headers });
	if (!response.ok) throw new Error(`the overview is answered with ${response.status}`);
	return overview.parse(await response.json());
}

async function servedWrongly(
	{ sql }: Database,
	rules: LoadedRules,
	served: Overview
): Promise<string[]> {
	const at = Date.parse(served.asOf);
	const counted = await overviewOf(sql, rules, currentQuery(at), at);
	const told = ({ seq, pending, province, agencies }: Overview) =>
		new Map<string, unknown>([
			['seq', seq],
			['pending', pending],
			['province', province],
			...agencies.map(({ code, tally, own }) => [code, { tally, own }] as const)
		]);
	const right = told(counted);
	return [...told(served)].flatMap(([name, value]) =>
		isDeepStrictEqual(value, right.get(name)) ? [] : [`served: ${name} is not what was counted`]
	);
}
