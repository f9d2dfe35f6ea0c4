import { mayTo, seesDossierOf, type Reader } from '#lib/domain/accounts/reader.ts';
import { actorOf } from '#lib/domain/audit/entry.ts';
import { dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { answer, ask, type ConsultationTold } from '#lib/domain/consultations/consultation.ts';
import { accepted, refused, type Decision } from '#lib/domain/refusal.ts';
import { record } from '#lib/server/store/audit.ts';
import {
	holdConsultation,
	keepConsultation,
	keepConsultationEnd
} from '#lib/server/store/consultations.ts';
import { withTransaction, type Database } from '#lib/server/store/database.ts';
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

function saidBy({ reader: { account }, now }: ConsultationActor) {
	return { at: now, accountId: account?.id ?? null, name: account?.name ?? '' };
}
