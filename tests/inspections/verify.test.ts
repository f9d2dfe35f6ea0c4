import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectionDifferences } from '#lib/server/store/recount-inspections.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { settle } from '../accounts/province.ts';
import { freshDatabase } from '../setup/database.ts';
import { act, founding, plan, type InspectionStage } from './stage.ts';

let stage: InspectionStage;
beforeAll(async () => {
	const database = await freshDatabase();
	stage = { database, rulebook: openRulebook(database.web.sql) };
	await settle(database);
});
afterAll(async () => stage.database.drop());

it('an inspection that is kept otherwise than its events make it is named by its code', async () => {
	const code = await plan(stage, 'unannounced');
	await act(stage, code, await founding(stage), 'office');
	const { sql } = stage.database;
	expect((await inspectionDifferences(sql)).found).toEqual([]);
	// As if somebody had let the agency see it, or a member stay.
	await sql`update inspections set shown_at = now()`;
	await sql`update inspection_members set to_day = '2027-01-01' where not leads`;
	expect((await inspectionDifferences(sql)).found).toEqual([`${code}: shownAt, members`]);
	await sql`update inspection_events set shown = false where n = 2`;
	const { found } = await inspectionDifferences(sql);
	expect(found[0]).toContain('shown');
});
