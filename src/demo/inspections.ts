import { readerFor } from '#lib/domain/accounts/reader.ts';
import type { Account } from '#lib/domain/accounts/account.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { MINUTE, startOfDay, dayOf, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import type { InspectionAct } from '#lib/domain/inspections/acts.ts';
import { DEFAULT_CHECKLIST } from '#lib/domain/inspections/checklist.ts';
import type { InspectionKind, Minutes, TeamMember } from '#lib/domain/inspections/inspection.ts';
import { actOnFinding } from '#lib/server/commands/findings/act.ts';
import { logFinding } from '#lib/server/commands/findings/log.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import type { InspectionActor } from '#lib/server/commands/inspections/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';

const PEOPLE = {
	office: 'vanphong@demo.example',
	leader: 'lanhdao@demo.example',
	inspector: 'kiemtra@demo.example',
	head: 'thutruong-so@demo.example'
} as const;
type Who = keyof typeof PEOPLE;
const SUBJECT = 'việc tiếp nhận, giải quyết thủ tục hành chính';

/**
 * Three inspections by the same commands as any: a planned one that was concluded, a planned one that is
 * under way at the head's own agency, and an unannounced one that has not opened yet.
 *
 * @param now the demo's today; nothing happens after it
 */
export async function setDemoInspections(
	database: Database,
	rules: LoadedRules,
	now: Instant
): Promise<void> {
	const { directory, calendar } = rules;
	const accounts = new Map<Who, Account>();
	for (const who of Object.keys(PEOPLE) as Who[]) {
		const account = await accountByEmail(database.sql, PEOPLE[who]);
		if (account === null) return;
		accounts.set(who, account);
	}
	const accountOf = (who: Who): Account => {
		const account = accounts.get(who);
		if (account === undefined) throw new Error(who);
		return account;
	};
	const own = accountOf('head').posts[0]?.agencyId ?? null;
	if (own === null) return;
	const today = dayOf(now);
	const day = (n: number): Day => addWorkingDays(calendar, today, n);
	const at = (on: Day, hour: number): Instant => Math.min(startOfDay(on) + hour * 60 * MINUTE, now);
	const by = (who: Who, when: Instant): InspectionActor => ({
		...{ reader: readerFor(accountOf(who), directory, dayOf(when)), address: '127.0.0.1' },
		...{ now: when, realNow: Date.now() }
	});
	const others = directory
		.active(today)
		.filter(
			({ agencyId, kind, parentId }) => kind === 'so' && parentId === null && agencyId !== own
		)
		.map(({ agencyId }) => agencyId);
	const [first, second, from] = others;
	if (first === undefined || second === undefined || from === undefined) return;

	const member = (name: string, title: string, agencyId: number): TeamMember => ({
		...{ accountId: null, name, title, agencyId, leads: false }
	});
	const team: TeamMember[] = [
		{
			...{ accountId: accountOf('inspector').id, name: accountOf('inspector').name },
			...{ title: 'Trưởng phòng', agencyId: from, leads: true }
		},
		member('Thành viên mô phỏng 1', 'Chuyên viên', from),
		member('Thành viên mô phỏng 2', 'Chuyên viên', from)
	];
	async function plan(kind: InspectionKind, agencyId: number, on: Day): Promise<string> {
		const ground =
			kind === 'planned'
				? 'Kế hoạch kiểm tra năm (mô phỏng)'
				: 'Ý kiến chỉ đạo của Chủ tịch UBND tỉnh (mô phỏng)';
		const made = await planInspection(
			database,
			{
				...{ kind, method: 'on_site', year: Number(on.slice(0, 4)), agencyId, subject: SUBJECT },
				...{ ground, expected: null },
				orderedBy: { accountId: accountOf('leader').id, title: 'Chủ tịch UBND tỉnh' }
			},
			by('office', at(on, 8))
		);
		if (!made.accepted) throw new Error(`demo inspection: ${made.refusal.code}`);
		return made.value.code;
	}
	async function act(code: string, what: InspectionAct, who: Who, when: Instant): Promise<void> {
		const done = await actOnInspection(database, directory, { code, act: what }, by(who, when));
		if (!done.accepted) throw new Error(`demo inspection ${what.kind}: ${done.refusal.code}`);
	}
	async function find(
		code: string,
		{ item, category, text }: { item: string; category: 'F06' | 'F08'; text: string },
		when: Instant
	): Promise<string> {
		const basis = DEFAULT_CHECKLIST.items.find(({ id }) => id === item)?.basis ?? null;
		const made = await logFinding(
			database,
			{
				...{ category, severity: null, agencyId: null, unit: null, person: null, text },
				...{ clause: basis, dossiers: [], cause: null, evidence: [], happenedAt: null },
				...{ origin: { kind: 'checklist', id: item }, inspection: code, figure: null },
				sentAs: null
			},
			by('inspector', when)
		);
		if (!made.accepted) throw new Error(`demo finding: ${made.refusal.code}`);
		return made.value.code;
	}
	const founded = (on: Day, span: { from: Day; to: Day }): InspectionAct => ({
		...{ kind: 'founded', decision: { number: '00/QĐ-MP', on }, ...span, team },
		checklist: DEFAULT_CHECKLIST.items
	});
	const note = (item: string, result: 'met' | 'not_met', text = ''): InspectionAct => ({
		...{ kind: 'noted', item, result, text, dossiers: [] }
	});

	// Concluded.
	const done = await plan('planned', first, day(-30));
	await act(done, founded(day(-28), { from: day(-24), to: day(-22) }), 'office', at(day(-28), 9));
	const notice = { number: '01/TB-MP', on: day(-27) };
	await act(done, { kind: 'noticed', notice }, 'office', at(day(-27), 9));
	const place = 'Trụ sở đơn vị (mô phỏng)';
	const opening: InspectionAct = { kind: 'opened', place, present: ['Lãnh đạo đơn vị'] };
	await act(done, opening, 'inspector', at(day(-24), 8));
	await act(done, note('cong-khai.niem-yet', 'met'), 'inspector', at(day(-24), 9));
	const late = note('he-thong.cap-nhat', 'not_met', 'Một số bước cập nhật sau khi đã xử lý');
	await act(done, late, 'inspector', at(day(-24), 10));
	const minutes: Minutes = {
		...{ place, present: ['Lãnh đạo đơn vị'], dossiers: [], causes: 'Chưa phân công rõ' },
		...{
			achieved: 'Niêm yết thủ tục đủ, đúng và mới nhất',
			responsibility: 'Trưởng phòng phụ trách'
		},
		recommendations: ['Cập nhật hệ thống ngay khi xử lý'],
		shortcomings: [
			{
				...{ text: 'Một số bước cập nhật sau khi đã xử lý', category: 'F14' },
				basis: 'Nghị định 118/2025/NĐ-CP'
			}
		]
	};
	await act(done, { kind: 'minutes_released', minutes }, 'inspector', at(day(-22), 15));
	await act(done, { kind: 'leader_signed' }, 'inspector', at(day(-22), 16));
	const reason = 'Đại diện đơn vị vắng mặt khi ký (mô phỏng)';
	await act(done, { kind: 'unit_declined', reason }, 'inspector', at(day(-22), 17));
	const conclusion = {
		...{ achieved: minutes.achieved, shortcomings: minutes.shortcomings },
		...{ recommendations: minutes.recommendations, reportBy: day(10) }
	};
	await act(done, { kind: 'conclusion_drafted', conclusion }, 'inspector', at(day(-15), 9));
	await act(done, { kind: 'conclusion_signed' }, 'leader', at(day(-12), 9));
	const issued = { number: '02/TB-MP', on: day(-12) };
	await act(done, { kind: 'concluded', notice: issued }, 'office', at(day(-12), 10));

	// Under way, at the agency of the demo's head.
	const running = await plan('planned', own, day(-10));
	await act(running, founded(day(-6), { from: day(-1), to: day(3) }), 'office', at(day(-6), 9));
	const told = { number: '03/TB-MP', on: day(-5) };
	await act(running, { kind: 'noticed', notice: told }, 'office', at(day(-5), 9));
	const text = 'Đơn vị đã tự kiểm tra theo danh mục; còn hồ sơ quá hạn đang xử lý (mô phỏng).';
	const self: InspectionAct = { kind: 'self_reported', text, documents: [] };
	await act(running, self, 'head', at(day(-3), 9));
	await act(running, opening, 'inspector', at(day(-1), 8));
	await act(running, note('cong-khai.niem-yet', 'met'), 'inspector', at(day(-1), 9));
	const slipText = 'Giấy hẹn chưa ghi giờ trả';
	const slip = note('tiep-nhan.giay-hen', 'not_met', slipText);
	await act(running, slip, 'inspector', at(day(-1), 10));
	// Found at that item and confirmed; and a first record that is still the team's own.
	const receipt = { item: 'tiep-nhan.giay-hen', category: 'F08', text: slipText } as const;
	const confirmed = await find(running, receipt, at(day(-1), 11));
	const posting = 'Bảng niêm yết chưa có số điện thoại người tiếp nhận (mô phỏng)';
	const unposted = { item: 'cong-khai.can-bo', category: 'F06', text: posting } as const;
	await find(running, unposted, at(day(-1), 14));
	const decided = await actOnFinding(
		database,
		rules,
		{ code: confirmed, act: { kind: 'confirmed' } },
		by('inspector', at(day(-1), 15))
	);
	if (!decided.accepted) throw new Error(`demo finding: ${decided.refusal.code}`);

	// Nobody of its agency knows of this one.
	const hidden = await plan('unannounced', second, day(-2));
	await act(hidden, founded(day(-1), { from: today, to: day(2) }), 'office', at(day(-1), 11));
}
