import { afterAll, beforeAll, expect, it } from 'vitest';
import { OPERATOR } from '#lib/domain/audit/entry.ts';
import { createAccount } from '#lib/server/accounts/manage.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { inspectionDifferences } from '#lib/server/store/recount-inspections.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { setDemoInspections } from '../../src/demo/inspections.ts';
import { NOW, PASSWORD } from '../accounts/province.ts';
import { aProvince, anAgency } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

let database: FreshDatabase;
beforeAll(async () => {
	database = await freshDatabase();
	const { agencies, ...rest } = aProvince();
	const more = ['H21.03', 'H21.04'].map((code) => anAgency(code, `Sở ${code}`));
	await saveProvince(database, { ...rest, agencies: [...agencies, ...more] }, NOW, 'test');
	for (const [role, email] of [
		['office', 'vanphong'],
		['leader', 'lanhdao'],
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

it('shows one concluded, one under way and one that its agency does not know of, on any day of a week', async () => {
	const rules = await openRulebook(database.web.sql).current();
	// A Friday morning, and a Sunday night.
	for (const now of [NOW, NOW + 2.5 * 86_400_000]) {
		await database.sql.unsafe('truncate inspections cascade');
		await setDemoInspections(database, rules, now);
		const found = await database.sql<{ kind: string; state: string; known: boolean }[]>`
			select kind, state, shown_at is not null as known from inspections order by id`;
		expect(found).toEqual([
			{ kind: 'planned', state: 'concluded', known: true },
			{ kind: 'planned', state: 'opened', known: true },
			{ kind: 'unannounced', state: 'founded', known: false }
		]);
		expect(await inspectionDifferences(database.sql)).toEqual({
			...{ inspections: 3, events: 21, found: [] }
		});
	}
});
