import { mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { answer, ask, type ConsultationTold } from '#lib/domain/consultations/consultation.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import {
	holdConsultation,
	holdForConsultations,
	keepConsultation,
	keepConsultationEnd
} from '#lib/server/store/consultations.ts';
import { withTransaction, type Database, type Sql } from '#lib/server/store/database.ts';
import { append } from '#lib/server/store/ledger.ts';

/** Who tells it, and from where; `now` is the domain's, `realNow` that of the record of acts. */
export interface ConsultationActor {
	reader: Reader;
	address: string;
	now: Instant;
	realNow: Instant;
}

const AS_DELAYS = { scope: 'delays' } as const;

/** Puts on record that an opinion was asked about a dossier. It adds no time to any promise. */
export async function askOpinion(
	database: Database,
	told: ConsultationTold & { dossier: string; askedId: number | null; askedName: string },
	by: ConsultationActor
): Promise<Decision<{ code: string; dossier: string }>> {
	const { reader, now } = by;
	return withTransaction(
		database,
		async ({ sql }) => {
			const [found] = await sql<{ id: number; agencyId: number | null; receivedOn: Day | null }[]>`
				select id, agency_id as "agencyId", received_on as "receivedOn"
				from dossiers where code = ${told.dossier}`;
			if (!found || !seesDossierOf(reader, found.agencyId)) {
				return refused('consultation.dossier_unknown');
			}
			const { id: dossierId, agencyId } = found;
			if (agencyId === null || !mayTo(reader, 'explainDelays', agencyId)) {
				return refused('consultation.not_yours');
			}
			if (told.askedId === agencyId) return refused('consultation.of_itself');
			const decided = ask(found, told, dayOf(now));
			if (!decided.accepted) return decided;
			const code = await keepConsultation(sql, { ...told, dossierId, agencyId }, saidBy(by));
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'consultation.ask' },
				...{ subject: `dossier:${told.dossier}`, before: null },
				after: { code, bodyKind: told.bodyKind, askedOn: told.askedOn, dueOn: told.dueOn }
			});
			await append(sql, { at: now, kind: 'delays', agencies: [agencyId], ids: [told.dossier] });
			return accepted({ code, dossier: told.dossier });
		},
		AS_DELAYS
	);
}

/** Puts on record how it ended: answered on a day, or taken back as entered by mistake. */
export async function endOpinion(
	database: Database,
	given: { code: string; answeredOn: Day | null; text: string },
	by: ConsultationActor
): Promise<Decision<{ code: string; dossier: string }>> {
	const { reader, now } = by;
	const { code, answeredOn, text } = given;
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdConsultation(sql, code);
			if (held === null || !seesDossierOf(reader, held.agencyId)) {
				return refused('consultation.unknown');
			}
			const { id, agencyId, dossier } = held;
			if (agencyId === null || !mayTo(reader, 'explainDelays', agencyId)) {
				return refused('consultation.not_yours');
			}
			if (answeredOn === null) {
				if (held.ended) return refused('consultation.already_ended');
				if (text === '') return refused('consultation.reason_missing', { field: 'text' });
			} else {
				const decided = answer(held, answeredOn, dayOf(now));
				if (!decided.accepted) return decided;
			}
			const kind = answeredOn === null ? 'withdrawn' : 'answered';
			await keepConsultationEnd(sql, id, { kind, answeredOn, text }, saidBy(by));
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'consultation.end' },
				...{ subject: `dossier:${dossier}`, before: { code }, after: { kind, answeredOn } }
			});
			await append(sql, { at: now, kind: 'delays', agencies: [agencyId], ids: [dossier] });
			return accepted({ code, dossier });
		},
		AS_DELAYS
	);
}

/** An opinion asked, and its answer if there is one, as a line of a file tells both. */
export type ToldConsultation = ConsultationTold & {
	dossier: string;
	askedId: number | null;
	askedName: string;
	answeredOn: Day | null;
	answer: string;
};

/** What became of the lines: one wrong line, and nothing is kept. */
export interface ConsultationsOutcome {
	taken: boolean;
	kept: number;
	/** On record already. */
	unchanged: number;
	faults: { index: number; dossier: string; code: string }[];
}

/**
 * Puts the lines of a file on record. What is there already (the same letter of the same day to the same
 * body about the same dossier) gets its answer where the line has one, else it stays as it is.
 */
export async function recordConsultations(
	database: Database,
	given: { lines: readonly ToldConsultation[]; dryRun: boolean },
	by: ConsultationActor
): Promise<ConsultationsOutcome> {
	const { lines, dryRun } = given;
	const { reader, now } = by;
	const today = dayOf(now);
	return withTransaction(
		database,
		async ({ sql }) => {
			const held = await holdForConsultations(
				sql,
				lines.map(({ dossier }) => dossier)
			);
			const faults: ConsultationsOutcome['faults'] = [];
			const news: { line: ToldConsultation; dossierId: number; agencyId: number }[] = [];
			const answers: { id: number; line: ToldConsultation; agencyId: number }[] = [];
			const named = new Set<string>();
			for (const [index, line] of lines.entries()) {
				const fault = (code: string) => faults.push({ index, dossier: line.dossier, code });
				const dossier = held.get(line.dossier);
				if (!dossier || !seesDossierOf(reader, dossier.agencyId)) {
					fault('consultation.dossier_unknown');
					continue;
				}
				const { id: dossierId, agencyId } = dossier;
				if (agencyId === null || !mayTo(reader, 'explainDelays', agencyId)) {
					fault('consultation.not_yours');
					continue;
				}
				if (line.askedId === agencyId) {
					fault('consultation.of_itself');
					continue;
				}
				if (named.has(sameKey(line))) {
					fault('consultation.named_twice');
					continue;
				}
				named.add(sameKey(line));
				const known = dossier.asked.find(
					(one) => sameKey({ ...one, dossier: '' }) === sameKey({ ...line, dossier: '' })
				);
				if (known === undefined) {
					const decided = ask(dossier, line, today);
					if (!decided.accepted) {
						fault(decided.refusal.code);
						continue;
					}
					news.push({ line, dossierId, agencyId });
				} else if (line.answeredOn !== null && line.answeredOn !== known.answeredOn) {
					answers.push({ id: known.id, line, agencyId });
				}
				if (line.answeredOn !== null && line.answeredOn !== known?.answeredOn) {
					const on = { askedOn: line.askedOn, ended: (known?.answeredOn ?? null) !== null };
					const decided = answer(on, line.answeredOn, today);
					if (!decided.accepted) fault(decided.refusal.code);
				}
			}
			if (faults.length > 0) return { taken: false, kept: 0, unchanged: 0, faults };
			const kept = news.length + answers.length;
			const outcome = { kept, unchanged: lines.length - kept, faults };
			if (dryRun || kept === 0) return { taken: !dryRun, ...outcome };
			for (const { line, dossierId, agencyId } of news) {
				const code = await keepConsultation(sql, { ...line, dossierId, agencyId }, saidBy(by));
				const made = await holdConsultation(sql, code);
				if (made !== null) await keepAnswer(sql, made.id, line, by);
			}
			for (const { id, line } of answers) await keepAnswer(sql, id, line, by);
			const codes = [...new Set(lines.map(({ dossier }) => dossier))];
			await record(sql, {
				...{ at: by.realNow, actor: actorOf(reader, by.address), action: 'consultation.ask' },
				...{ subject: codes.length === 1 ? `dossier:${codes[0] ?? ''}` : null, before: null },
				after: { asked: news.length, answered: answers.length, dossiers: codes.slice(0, 500) }
			});
			const agencies = [...new Set([...news, ...answers].map(({ agencyId }) => agencyId))];
			await append(sql, { at: now, kind: 'delays', agencies, ids: codes });
			return { taken: true, ...outcome };
		},
		AS_DELAYS
	);
}

function sameKey(
	one: Pick<ToldConsultation, 'dossier' | 'askedId' | 'askedName' | 'number' | 'askedOn'>
): string {
	return JSON.stringify([one.dossier, one.askedId, one.askedName, one.number, one.askedOn]);
}

async function keepAnswer(
	sql: Sql,
	id: number,
	{ answeredOn, answer: text }: ToldConsultation,
	by: ConsultationActor
): Promise<void> {
	if (answeredOn === null) return;
	await keepConsultationEnd(sql, id, { kind: 'answered', answeredOn, text }, saidBy(by));
}

function saidBy({ reader: { account }, now }: ConsultationActor) {
	return { at: now, accountId: account?.id ?? null, name: account?.name ?? '' };
}
