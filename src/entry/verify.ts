import { printedHeads } from '#lib/server/audit-heads.ts';
import { openInstallation } from '#lib/server/installation.ts';
import { clockOf } from '#lib/server/settings.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { keepVerification } from '#lib/server/store/verifications.ts';
import { verifyAll } from '#lib/server/store/verify.ts';

/* `npm run verify`: recounts every invariant of the contract from the recorded messages, a line each
   with the difference, and ends with 1 if anything differs. */
const installation = await openInstallation(process.env, {
	statementTimeout: 0,
	idleInTransactionTimeout: 0,
	applicationName: 'don-doc verify'
});
try {
	const { database, settings } = installation;
	const beganAt = Date.now();
	// A province run on a training clock may lie ahead of this machine's: its now is not before its data.
	const [last] = await database.sql<{ at: number | null }[]>`
		select max(last_arrival_at) as at from freshness`;
	const now = Math.max(clockOf(settings).now(), last?.at ?? -Infinity);
	const printed = settings.auditHeads === null ? [] : printedHeads(settings.auditHeads);
	const rulebook = openRulebook(database.sql);
	const { findings, dossiers } = await withTransaction(
		database,
		async ({ sql }) =>
			verifyAll(sql, await rulebook.current(), now, told(), printed, evidenceIn(settings.dataDir)),
		{ isolation: 'repeatable read', readOnly: true }
	);
	const differences = findings.reduce((n, finding) => n + finding.differences, 0);
	findings.forEach((finding, i) => {
		const { invariant, looked, examples } = finding;
		say(`${i + 1} ${invariant.padEnd(11)} ${finding.differences} (${looked})`);
		for (const example of examples) say(`    ${example}`);
	});
	await keepVerification(database.sql, {
		beganAt,
		endedAt: Date.now(),
		kind: 'whole',
		dossiers,
		differences,
		lines: findings.map(({ looked: _, ...line }) => line),
		error: null
	});
	if (differences > 0) process.exitCode = 1;
} finally {
	await installation.close();
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** On a terminal, how far it is. */
function told(): ((dossiers: number) => void) | undefined {
	if (!process.stderr.isTTY) return undefined;
	return (dossiers) => process.stderr.write(`\r${dossiers} dossiers folded again`);
}
