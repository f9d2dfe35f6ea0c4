import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { findingDifferences } from '#lib/server/store/recount-findings.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { setDemoFindings } from '../../src/demo/findings.ts';
import { NOW, PASSWORD } from '../accounts/province.ts';
import { aProvince, anAgency } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
	database = await freshDatabase();
	const { agencies, ...rest } = aProvince();
	const more = ['03', '04', '05', '06', '07'].map((n) => anAgency(`H21.${n}`, `Sở ${n}`));
	await saveProvince(database, { ...rest, agencies: [...agencies, ...more] }, NOW, 'test');
	for (const [role, email] of [
		['office', 'vanphong'],
		['inspector', 'kiemtra'],
		['head', 'thutruong-so']
	] as const) {
		const made = await createAccount(
			database,
			{
				...{ email: `${email}@demo.example`, name: email, role, password: PASSWORD },
				agencyCode: role === 'head' ? 'H21.01' : null
			},
			OPERATOR
		);
		if (!made.accepted) throw new Error(made.refusal.code);
	}
});
afterAll(async () => database.drop());

it('shows findings in every step at the agency of its head, and some elsewhere, on any day of a week', async () => {
	const rules = await openRulebook(database.web.sql).current();
	// A Friday morning, and a Sunday night.
	for (const now of [NOW, NOW + 2.5 * 86_400_000]) {
		await database.sql.unsafe('truncate findings, tasks cascade');
		await setDemoFindings(database, rules, now);
		const found = await database.sql<{ agency: number; state: string }[]>`
			select agency_id as agency, state from findings order by id`;
		const own = found.filter(({ agency }) => agency === found[0]?.agency);
		expect(own.map(({ state }) => state)).toEqual([
			...['relapsed', 'confirmed', 'watched', 'mended', 'tasked', 'explained', 'logged']
		]);
		const others = found.filter(({ agency }) => agency !== found[0]?.agency);
		expect(new Set(others.map(({ agency }) => agency)).size).toBeGreaterThan(1);
		expect(new Set(others.map(({ state }) => state))).toEqual(
			new Set(['confirmed', 'tasked', 'watched'])
		);
		const done = await database.sql<{ state: string }[]>`
			select t.state from findings f join tasks t on t.code = f.task
			where f.state in ('watched', 'relapsed')`;
		expect(new Set(done.map(({ state }) => state))).toEqual(new Set(['done']));
		expect(await findingDifferences(database.sql)).toMatchObject({ found: [] });
	}
});
