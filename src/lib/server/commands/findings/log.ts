import { actorOf } from '#lib/domain/audit/entry.ts';
import { mayLog } from '#lib/domain/findings/acts.ts';
import { OUTSIDE_ONE_STOP, severityOf, type Severity } from '#lib/domain/findings/category.ts';
import { begunFinding, type FindingTerms } from '#lib/domain/findings/finding.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import type { Database } from '#lib/server/store/database.ts';
import { dossiersKnown, findingSentAs, insertFinding } from '#lib/server/store/findings.ts';
import { seatIn } from './seats.ts';
import { announceFindings, authorOf, inFindings, type FindingActor } from './turn.ts';

/** What somebody says they found; what follows from it is the program's. */
export interface SaidFinding extends Omit<
	FindingTerms,
	'agencyId' | 'category' | 'severity' | 'unknownDossiers'
> {
	/** Null: that of the dossier, or of the inspection. */
	agencyId: number | null;
	/** Null: only for a dossier that the system does not know, which was then received elsewhere. */
	category: FindingTerms['category'] | null;
	severity: Severity | null;
	person: string | null;
	/** Named by the sender: sent twice it is logged once. */
	sentAs: string | null;
}

export interface LoggedFinding {
	code: string;
	category: FindingTerms['category'];
	severity: Severity;
	/** Codes that the system does not know: a fault of their own. */
	unknownDossiers: string[];
}

/** Keeps a first record (ghi nhận ban đầu). Nobody but those who inspect sees it yet. */
export async function logFinding(
	database: Database,
	said: SaidFinding,
	by: FindingActor
): Promise<Decision<LoggedFinding & { again: boolean }>> {
	const { person, sentAs, ...rest } = said;
	const { reader, now } = by;
	return inFindings(database, async (sql) => {
		const known = await dossiersKnown(sql, said.dossiers);
		const unknown = said.dossiers.filter((code) => !known.has(code));
		const category = said.category ?? (unknown.length > 0 ? OUTSIDE_ONE_STOP : null);
		if (category === null) return refused('finding.no_category', { field: 'category' });
		const seat = said.inspection === null ? null : await seatIn(sql, said.inspection, reader, now);
		if (said.inspection !== null && seat === null) {
			return refused('finding.inspection_unknown', { field: 'inspection' });
		}
		const ofDossier = said.dossiers
			.map((code) => known.get(code) ?? null)
			.find((id) => id !== null);
		const agencyId = said.agencyId ?? seat?.agencyId ?? ofDossier ?? null;
		if (agencyId === null) return refused('finding.no_agency', { field: 'agency' });
		if (seat !== null && seat.agencyId !== agencyId) {
			return refused('finding.other_agency', { field: 'agency' });
		}
		const may = mayLog(reader, agencyId, seat);
		if (!may.accepted) return may;
		if (said.happenedAt !== null && said.happenedAt > now + 60_000) {
			return refused('finding.future', { field: 'happenedAt' });
		}
		const severity = severityOf(category, said.severity);
		const told = { category, severity, unknownDossiers: unknown };
		if (sentAs !== null) {
			// Two that arrive at once go one after the other, and the second finds the first.
			await sql`select pg_advisory_xact_lock(hashtextextended(${sentAs}, 29))`;
			const before = await findingSentAs(sql, reader.account?.id ?? null, sentAs);
			if (before !== null) return accepted({ code: before, ...told, again: true });
		}
		const terms: FindingTerms = { ...rest, ...told, agencyId };
		const event = {
			...{ kind: 'logged' as const, at: now, by: reader.account?.id ?? null },
			terms
		};
		const finding = begunFinding(event);
		const code = await insertFinding(sql, { finding, event, person, sentAs }, authorOf(by));
		await record(sql, {
			at: by.realNow,
			actor: actorOf(reader, by.address),
			action: 'finding.log',
			subject: `finding:${code}`,
			before: null,
			after: { category, severity, dossiers: said.dossiers, inspection: said.inspection }
		});
		await announceFindings(sql, now, [{ code, finding }]);
		return accepted({ code, ...told, again: false });
	});
}
