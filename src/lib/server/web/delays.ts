import { z } from 'zod';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf } from '#lib/domain/calendar/time.ts';
import {
	CAUSE_STANDINGS,
	CAUSES,
	LATE_KINDS,
	lateKind,
	NATURES
} from '#lib/domain/causes/cause.ts';
import type { Desk } from '../desk.ts';
import { lateDossiers, statementsOf } from '../store/causes.ts';
import { readAs } from '../store/reading.ts';
import { shownStatement } from './causes.ts';
import { statementShape } from './cause-shapes.ts';
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
		mayExplain: z.boolean(),
		maySettle: z.boolean()
	})
	.meta({ id: 'DossierDelays' });
export type DossierDelays = z.output<typeof dossierDelays>;

/** What is on record about a dossier that is late; null when it does not exist for the reader. */
export async function readDossierDelays(
	{ db, clock }: Desk,
	reader: Reader,
	code: string
): Promise<DossierDelays | null> {
	const today = dayOf(clock.now());
	return readAs(db, reader, async (sql) => {
		const held = (await lateDossiers(sql, [code])).get(code);
		if (!held) return null;
		const said = (await statementsOf(sql, [held.id])).get(held.id) ?? [];
		const { agencyId, declarationId, cause, nature, standing } = held;
		return {
			late: lateKind(held, today),
			...{ declaration: declarationId, cause, nature, standing },
			said: said.map(shownStatement),
			mayExplain: agencyId !== null && mayTo(reader, 'explainDelays', agencyId),
			maySettle: agencyId !== null && mayTo(reader, 'settleCauses', agencyId)
		};
	});
}

export const DELAY_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/dossiers/{code}/delays',
		method: 'get',
		summary: 'What is on record about a late dossier: its cause, as declared and settled',
		keys: ['read', 'act'],
		answer: dossierDelays,
		refusals: [403, 404]
	}
];
