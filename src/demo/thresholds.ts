import { PROGRAM } from '#lib/domain/audit/entry.ts';
import type { Instant } from '#lib/domain/calendar/time.ts';
import type { ThresholdValue } from '#lib/domain/settings/thresholds.ts';
import { setThreshold } from '#lib/server/commands/settings.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { Rulebook } from '#lib/server/store/rulebook.ts';
import { TWO_LEVELS_FROM } from './province/seed.ts';

/** No office has decided this, and no document of this number exists. */
const DOCUMENT = 'Văn bản mô phỏng số 01/MP (không có thật)';

/**
 * High enough that some are over them and most are not: communes of the demo finish some ten dossiers a
 * month, of which two are a fifth.
 */
const THRESHOLDS: readonly Pick<ThresholdValue, 'indicator' | 'value'>[] = [
	{ indicator: 'late', value: 15 },
	{ indicator: 'overdue', value: 75 }
];

/** What the office of the demo has decided to be high, by the same command as any office. */
export async function setDemoThresholds(
	database: Database,
	rulebook: Rulebook,
	now: Instant
): Promise<void> {
	for (const threshold of THRESHOLDS) {
		const said = { ...threshold, validFrom: TWO_LEVELS_FROM, document: DOCUMENT };
		const act = { actor: PROGRAM, now, realNow: Date.now() };
		const decided = await setThreshold({ db: database, rulebook }, said, act);
		// Somebody has decided the same day otherwise: theirs stands.
		if (!decided.accepted && decided.refusal.code !== 'threshold.exists') {
			throw new Error(`demo threshold ${said.indicator}: ${decided.refusal.code}`);
		}
	}
}
