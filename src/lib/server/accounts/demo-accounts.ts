import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROGRAM } from '#lib/domain/audit/entry.ts';
import type { Role } from '#lib/domain/accounts/account.ts';
import { needsAgency } from '#lib/domain/accounts/permissions.ts';
import type { KeyScope } from '#lib/domain/accounts/reader.ts';
import type { AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import type { Day } from '#lib/domain/calendar/time.ts';
import { accountByEmail } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import { keyByHash } from '../store/keys.ts';
import { hashOfKey } from './api-key.ts';
import { createAccount, createKey, resetPassword, type NewAccount } from './manage.ts';
import { passwordMatches } from './password.ts';

const demoFile = z.object({
	url: z.string(),
	accounts: z.array(
		z.object({
			role: z.string(),
			email: z.string(),
			password: z.string(),
			agency: z.string().nullable(),
			key: z.string()
		})
	),
	feedKey: z.string(),
	readKey: z.string()
});

/** `DATA_DIR/demo.json`, as the contract has it; `agency` is a public code. */
export type DemoFile = z.output<typeof demoFile>;

/** Who there is in the demo. Offices, not persons: no demo account is anybody. */
const PEOPLE: readonly { role: Role; email: string; name: string; agency?: 'first' | 'second' }[] =
	[
		{ role: 'leader', email: 'lanhdao@demo.example', name: 'Lãnh đạo UBND tỉnh' },
		{ role: 'office', email: 'vanphong@demo.example', name: 'Văn phòng UBND tỉnh' },
		{ role: 'centre', email: 'trungtam@demo.example', name: 'Trung tâm Phục vụ hành chính công' },
		{ role: 'inspector', email: 'kiemtra@demo.example', name: 'Thành viên Đoàn kiểm tra' },
		{
			role: 'head',
			email: 'thutruong-so@demo.example',
			name: 'Thủ trưởng cơ quan',
			agency: 'first'
		},
		{
			role: 'head',
			email: 'thutruong-xa@demo.example',
			name: 'Thủ trưởng cơ quan',
			agency: 'second'
		},
		{ role: 'officer', email: 'chuyenvien@demo.example', name: 'Chuyên viên', agency: 'first' },
		{ role: 'admin', email: 'quantri@demo.example', name: 'Quản trị hệ thống' }
	];

/**
 * Makes the demo's accounts and keys and writes `demo.json` (mode 0600). A later start finds them and
 * keeps them; what the file says and the database no longer opens is made anew. Call it after the
 * agencies are there, and again whenever the address may have changed.
 *
 * @param agencies codes of the two agencies of the heads; by default a department and a commune
 * @param fields codes of the fields that the leader answers for, besides these two agencies
 */
export async function ensureDemoAccounts(
	database: Database,
	given: {
		dataDir: string;
		url: string;
		directory: AgencyDirectory;
		today: Day;
		agencies?: readonly [string, string];
		fields?: string[];
	}
): Promise<DemoFile> {
	const path = join(given.dataDir, 'demo.json');
	const known = readDemoFile(path);
	const [first, second] = given.agencies ?? twoAgencies(given.directory, given.today);
	// At once: each password costs some tens of milliseconds to make or to check.
	const accounts = await Promise.all(
		PEOPLE.map(async ({ agency, ...person }) => {
			const code = !needsAgency(person.role) ? null : agency === 'second' ? second : first;
			const before = known?.accounts.find((one) => one.email === person.email);
			const remit =
				person.role === 'leader' && given.fields !== undefined
					? { remit: { fields: given.fields, agencies: [first, second] } }
					: {};
			return {
				...(await ensureAccount(database, { ...person, ...remit }, code, before)),
				agency: code
			};
		})
	);
	const file: DemoFile = {
		url: given.url,
		accounts,
		feedKey: await ensureKey(database, known?.feedKey, { scope: 'feed', email: null }),
		readKey: await ensureKey(database, known?.readKey, { scope: 'read', email: null })
	};
	writeFileSync(`${path}.new`, `${JSON.stringify(file, null, '\t')}\n`, { mode: 0o600 });
	renameSync(`${path}.new`, path);
	return file;
}

/** What a former start wrote; null when there is none, or it is not what we write. */
export function readDemoFile(path: string): DemoFile | null {
	try {
		return demoFile.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		return null;
	}
}

/** An account that opens with what is returned. One that somebody disabled stays so. */
async function ensureAccount(
	database: Database,
	{
		email,
		name,
		role,
		...post
	}: Pick<NewAccount, 'remit'> & {
		email: string;
		name: string;
		role: Role;
	},
	agencyCode: string | null,
	before: { password: string; key: string } | undefined
): Promise<{ role: Role; email: string; password: string; key: string }> {
	const account = await accountByEmail(database.sql, email);
	const password = before?.password ?? randomBytes(12).toString('base64url');
	if (account === null) {
		const made = await createAccount(
			database,
			{ email, name, role, agencyCode, password, ...post },
			PROGRAM
		);
		if (!made.accepted) throw new Error(`demo account ${role}: ${made.refusal.code}`);
	} else if (before !== undefined && account.disabledAt !== null) {
		return { role, email, password, key: before.key };
	} else if (!(await passwordMatches(account.passwordHash, password))) {
		await resetPassword(database, email, password, PROGRAM);
	}
	const key = await ensureKey(database, before?.key, { scope: 'act', email });
	return { role, email, password, key };
}

async function ensureKey(
	database: Database,
	known: string | undefined,
	{ scope, email }: { scope: KeyScope; email: string | null }
): Promise<string> {
	const hash = known === undefined ? null : hashOfKey(known);
	const found = hash && (await keyByHash(database.sql, hash));
	if (known !== undefined && found?.key.scope === scope) return known;
	const made = await createKey(
		database,
		{
			name: email === null ? `demo ${scope}` : `demo ${email}`,
			scope,
			agencyCode: null,
			email,
			backfill: false
		},
		PROGRAM
	);
	if (!made.accepted) throw new Error(`demo key ${scope}: ${made.refusal.code}`);
	return made.value.key;
}

/** The department with most below it, where most dossiers lie, and the first commune. */
function twoAgencies(directory: AgencyDirectory, today: Day): readonly [string, string] {
	const active = directory.active(today).filter((one) => one.accountable);
	const size = (id: number) => directory.descendants(id, today).length;
	const departments = active
		.filter((one) => one.kind === 'so')
		.sort((a, b) => size(b.agencyId) - size(a.agencyId));
	const first = departments[0] ?? active[0];
	const second =
		active.find((one) => one.kind === 'ubnd_xa') ?? active.find((one) => one !== first);
	if (first === undefined || second === undefined) {
		throw new Error('the demo needs two accountable agencies');
	}
	return [first.code, second.code];
}
