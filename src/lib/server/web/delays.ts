import { z } from 'zod';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { APOLOGY_STANDINGS, apologyStanding } from '#lib/domain/apologies/apology.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import {
	CAUSE_STANDINGS,
	CAUSES,
	LATE_KINDS,
	lateKind,
	NATURES
} from '#lib/domain/causes/cause.ts';
import type { Desk } from '../desk.ts';
import { apologiesOf, recordingSince } from '../store/apologies.ts';
import { lateDossiers, statementsOf } from '../store/causes.ts';
import { consultationsOf } from '../store/consultations.ts';
import { readAs } from '../store/reading.ts';
import { shownApology } from './apologies.ts';
import { apologyShape } from './apology-shapes.ts';
import { shownStatement } from './causes.ts';
import { statementShape } from './cause-shapes.ts';
import { consultationShape } from './consultation-shapes.ts';
import { shownConsultation } from './consultations.ts';
import type { Operation } from './operation.ts';

const n = z.int().min(0);

/** `GET /api/v1/dossiers/{MaHoSo}/delays` */
export const dossierDelays = z
	.strictObject({
		/** How it is late now; null: not at all. */
		late: z.enum(LATE_KINDS).nullable(),
		declaration: n.nullable(),
		cause: z.enum(CAUSES).nullable(),
		nature: z.enum(NATURES).nullable(),
		standing: z.enum(CAUSE_STANDINGS).nullable(),
		/** All that was said about the cause, the oldest first. */
		said: z.array(statementShape),
		/** Letters of apology, and whether it has one; null: it is not late. */
		apologies: z.strictObject({
			standing: z.enum(APOLOGY_STANDINGS).nullable(),
			letters: z.array(apologyShape)
		}),
		/** Opinions asked about it; they add no time to its appointment. */
		consultations: z.array(consultationShape),
		mayExplain: z.boolean(),
		maySettle: z.boolean()
	})
	.meta({ id: 'DossierDelays' });
export type DossierDelays = z.output<typeof dossierDelays>;

/** What is on record about a dossier that is late; null when it does not exist for the reader. */
export async function readDossierDelays(
	{ db, clock, rulebook }: Desk,
	reader: Reader,
	code: string
): Promise<DossierDelays | null> {
	const today = dayOf(clock.now());
	const rules = await rulebook.current();
	return readAs(db, reader, async (sql) => {
		const held = (await lateDossiers(sql, [code])).get(code);
		if (!held) return null;
		const said = (await statementsOf(sql, [held.id])).get(held.id) ?? [];
		const { agencyId, declarationId, cause, nature, standing } = held;
		const late = lateKind(held, today);
		const letters = (await apologiesOf(sql, [held.id])).get(held.id) ?? [];
		const asked = (await consultationsOf(sql, [held.id])).get(held.id) ?? [];
		const since = agencyId === null ? undefined : (await recordingSince(sql)).get(agencyId);
		return {
			late,
			...{ declaration: declarationId, cause, nature, standing },
			said: said.map(shownStatement),
			apologies: {
				standing:
					(late === 'late' || late === 'overdue') && held.dueOn !== null
						? apologyStanding(held.dueOn, letters.length, since ?? null)
						: null,
				letters: letters.map(shownApology)
			},
			consultations: asked.map((one) => shownConsultation(one, rules, reader, agencyId, today)),
			mayExplain: agencyId !== null && mayTo(reader, 'explainDelays', agencyId),
			maySettle: agencyId !== null && mayTo(reader, 'settleCauses', agencyId)
		};
	});
}

export const DELAY_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/dossiers/{code}/delays',
		method: 'get',
		summary:
			'What is on record about a late dossier: its cause as declared and settled, letters of apology, opinions asked',
		keys: ['read', 'act'],
		answer: dossierDelays,
		refusals: [403, 404]
	}
];
