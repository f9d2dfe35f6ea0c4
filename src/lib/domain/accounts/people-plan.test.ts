import { describe, expect, it } from 'vitest';
import { agencyDirectory, type AgencyVersion } from '../agencies/agency.ts';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import type { Post } from './account.ts';
import { planPeople, type KnownPerson, type PeoplePlan } from './people-plan.ts';
import { WRITTEN_ROLES } from './people-row.ts';

function version(agencyId: number, code: string): AgencyVersion {
	return {
		...{ agencyId, code, name: code, shortName: code, kind: 'so', level: 'tinh', parentId: null },
		...{ accountable: true, vertical: false, validFrom: '2018-01-01', validTo: null },
		hours: DEFAULT_OFFICE_HOURS
	};
}
const directory = agencyDirectory({
	versions: [version(1, 'H21.01'), version(2, 'H21.02')],
	aliases: [],
	successions: []
});
const DEFAULTS = { validFrom: '2026-11-20', document: '12/QĐ-UBND' };

type Line = Record<string, unknown>;
const line = (email: string, role: string, rest: Line = {}): Line => ({
	'Thư điện tử': email,
	'Họ và tên': `Người ${email.split('@')[0] ?? ''}`,
	'Vai trò': role,
	'Mã cơ quan': '',
	...rest
});
function plan(rows: Line[], known: KnownPerson[] = [], by: number | null = null): PeoplePlan {
	return planPeople(known, rows, DEFAULTS, { directory, fields: new Set(['H21-DD']), by });
}
const faultsOf = (rows: Line[], known: KnownPerson[] = [], by: number | null = null) =>
	plan(rows, known, by).faults.map(({ row, field, reason }) => `${row} ${field} ${reason}`);

/** What there would be once a plan is carried out. */
function done({ created, given }: PeoplePlan): KnownPerson[] {
	return created.map(({ id, email, name }) => ({
		...{ id: -id, email, name, disabled: false },
		posts: given
			.filter(({ accountId }) => accountId === id)
			.map(({ post: { document: _, onBehalfOf, ...post } }, n): Post => ({
				...{ id: n + 1, ...post },
				onBehalfOf: onBehalfOf === null ? null : -onBehalfOf
			}))
	}));
}

describe('a file of accounts', () => {
	const rows = [
		line('thu.ky@gl.vn', 'Thư ký lãnh đạo', { 'Thay mặt': 'CHU.TICH@gl.vn' }),
		line('chu.tich@gl.vn', 'Lãnh đạo', {
			'Lĩnh vực phụ trách': 'H21-DD',
			'Đến ngày': '31/12/2030'
		}),
		line('Giam.Doc@gl.vn', 'GIÁM ĐỐC SỞ', { 'Mã cơ quan': 'h21.01', 'Từ ngày': '1/7/2025' }),
		line('giam.doc@gl.vn', 'phụ trách', { 'Mã cơ quan': 'H21.02', 'Họ và tên': 'Người Giam.Doc' })
	];

	it('makes people and gives them their posts, several to one, in whatever order they stand', () => {
		const { created, given, faults } = plan(rows);
		expect(faults).toEqual([]);
		expect(created.map(({ email }) => email)).toEqual([
			'thu.ky@gl.vn',
			'chu.tich@gl.vn',
			'giam.doc@gl.vn'
		]);
		expect(
			given.map(({ email, post }) => [email, post.role, post.validFrom, post.validTo])
		).toEqual([
			['chu.tich@gl.vn', 'leader', '2026-11-20', '2030-12-31'],
			['giam.doc@gl.vn', 'head', '2025-07-01', null],
			['giam.doc@gl.vn', 'acting_head', '2026-11-20', null],
			['thu.ky@gl.vn', 'secretary', '2026-11-20', '2030-12-31']
		]);
	});

	it('changes nothing when it comes again', () => {
		const known = done(plan(rows));
		expect(plan(rows, known)).toEqual({
			...{ created: [], renamed: [], given: [], faults: [] },
			unchanged: 4
		});
	});

	it('renames whom the province knows by another name, and says so', () => {
		const known = done(plan(rows));
		const renamed = rows.map((row) => ({ ...row, 'Họ và tên': 'Tên mới' }));
		expect(plan(renamed, known).renamed.map(({ after }) => after)).toEqual(
			Array.from({ length: 3 }, () => 'Tên mới')
		);
	});

	it('understands every role as the template writes it', () => {
		for (const [role, words] of Object.entries(WRITTEN_ROLES)) {
			for (const word of [...words, role]) {
				const agency = /head|deputy|clerk|officer|commune/.test(role) ? 'H21.01' : '';
				const { given, faults } = plan([line('a@gl.vn', word, { 'Mã cơ quan': agency })]);
				const found = given[0]?.post.role ?? faults[0]?.reason;
				expect([word, found]).toEqual([word, role === 'secretary' ? 'principal_needed' : role]);
			}
		}
	});
});

describe('a fault in a file of accounts', () => {
	it('is named by line and column, all of them at once', () => {
		expect(
			faultsOf([
				line('khong phai thu', 'Giám đốc', { 'Mã cơ quan': 'H21.01', 'Từ ngày': '31/2/2026' }),
				line('a@gl.vn', 'Trưởng phòng', { 'Họ và tên': '' }),
				line('b@gl.vn', 'Giám đốc'),
				line('c@gl.vn', 'Giám đốc', { 'Mã cơ quan': 'H21.77' }),
				line('d@gl.vn', 'Văn phòng', { 'Mã cơ quan': 'H21.01' }),
				line('e@gl.vn', 'Lãnh đạo', {
					'Lĩnh vực phụ trách': 'H21-DD, X',
					'Cơ quan phụ trách': 'H'
				}),
				line('f@gl.vn', 'Thư ký', { 'Thay mặt': 'khong.co@gl.vn' }),
				line('g@gl.vn', 'Màn hình lớn'),
				line('h@gl.vn', 'screen')
			])
		).toEqual([
			'2 email email_malformed',
			'2 validFrom not_a_day',
			'3 name missing',
			'3 role role_unknown',
			'4 agency agency_needed',
			'5 agency agency_unknown',
			'6 agency agency_not_wanted',
			'7 answersFor agency_unknown',
			'7 fields field_unknown',
			'8 onBehalfOf principal_unknown',
			'9 role role_unknown',
			'10 role screen_is_nobody'
		]);
	});

	it('a missing column is said once, not on every line', () => {
		expect(faultsOf([{ 'Thư điện tử': 'a@gl.vn' }])).toEqual([
			'1 name column_missing',
			'1 role column_missing',
			'1 agency column_missing'
		]);
	});

	it('the same line twice, another name for the same address, overlapping days', () => {
		const officer = line('a@gl.vn', 'Chuyên viên', { 'Mã cơ quan': 'H21.01' });
		expect(
			faultsOf([
				officer,
				officer,
				{ ...officer, 'Họ và tên': 'Ai khác', 'Mã cơ quan': 'H21.02' },
				{ ...officer, 'Từ ngày': '1/12/2026' }
			])
		).toEqual(['3 email twice', '4 name name_differs', '5 validFrom overlaps']);
	});

	it('of a disabled account, of a post that there is with another end, and of one’s own', () => {
		const officer = line('a@gl.vn', 'Chuyên viên', { 'Mã cơ quan': 'H21.01' });
		const [known] = done(plan([officer]));
		if (known === undefined) throw new Error('nobody was planned');
		expect(faultsOf([officer], [{ ...known, disabled: true }])).toEqual([
			'2 email account_disabled'
		]);
		expect(faultsOf([{ ...officer, 'Đến ngày': '31/12/2026' }], [known])).toEqual([
			'2 validTo post_differs'
		]);
		const further = { ...officer, 'Vai trò': 'Quản trị', 'Mã cơ quan': '' };
		expect(faultsOf([officer, further], [known], known.id)).toEqual(['3 email own_not_allowed']);
	});

	it('never repeats what the cell held', () => {
		const faults = JSON.stringify(plan([line('bí-mật', 'bí-mật', { 'Từ ngày': 'bí-mật' })]).faults);
		expect(faults).not.toContain('bí-mật');
	});
});
