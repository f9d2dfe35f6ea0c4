import type { Account } from '#lib/domain/accounts/account.ts';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { dayOf, MINUTE, startOfDay, type Day, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { mendingText } from '#lib/domain/findings/category-names.ts';
import { actOnFinding, type AskedAct } from '#lib/server/commands/findings/act.ts';
import { logFinding, type SaidFinding } from '#lib/server/commands/findings/log.ts';
import { issueFindingTasks } from '#lib/server/commands/findings/task.ts';
import type { FindingActor } from '#lib/server/commands/findings/turn.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { TaskAct } from '#lib/domain/tasks/acts.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { demoOffices } from './tasks/office.ts';

const PEOPLE = {
	office: 'vanphong@demo.example',
	inspector: 'kiemtra@demo.example',
	head: 'thutruong-so@demo.example'
} as const;
type Who = keyof typeof PEOPLE;
/** Văn phòng UBND tỉnh follows what is to be mended. */
const OFFICE = 'H21.01';

/**
 * Findings at the agency of the demo's head, by the same commands as any: a first record, one that waits
 * for the unit's word, one explained, one given as a task, one mended, one watched after closing and one
 * that came back. All of it is made up, and says so.
 *
 * @param now the demo's today; nothing happens after it
 */
export async function setDemoFindings(
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
	const own = accounts.get('head')?.posts[0]?.agencyId ?? null;
	const tracker = directory.byCode(OFFICE);
	const heads = await demoOffices(database, directory, now);
	if (own === null || tracker === null || heads === null) return;
	const [agencyId, trackerId, offices] = [own, tracker, heads] as const;
	const day = (n: number): Day => addWorkingDays(calendar, dayOf(now), n);
	/** So many working days before today, at an hour of the day. */
	const at = (back: number, hour: number): Instant =>
		Math.min(startOfDay(day(-back)) + hour * 60 * MINUTE, now);
	function by(who: Who, when: Instant): FindingActor {
		const account = accounts.get(who);
		if (account === undefined) throw new Error(who);
		return {
			...{ reader: readerFor(account, directory, dayOf(when)), address: '127.0.0.1' },
			...{ now: when, realNow: Date.now() }
		};
	}
	const rows = await database.sql<{ code: string }[]>`
		select code from dossiers where agency_id = ${agencyId} order by code limit 3`;
	const [first, second, third] = rows.map(({ code }) => [code]);

	async function log(
		category: SaidFinding['category'],
		text: string,
		when: Instant,
		rest: Partial<SaidFinding> = {}
	): Promise<string> {
		const dossiers = rest.dossiers ?? [];
		const made = await logFinding(
			database,
			{
				...{ category, severity: null, agencyId, unit: null, person: null, clause: null },
				...{ dossiers, cause: null, text: `${text} (mô phỏng)`, evidence: [] },
				...{ happenedAt: null, inspection: null, figure: null, sentAs: null },
				origin: { kind: dossiers.length > 0 ? 'dossier' : 'none', id: dossiers[0] ?? null },
				...rest
			},
			by('inspector', when)
		);
		if (!made.accepted) throw new Error(`demo finding: ${made.refusal.code}`);
		return made.value.code;
	}
	async function act(code: string, what: AskedAct, who: Who, when: Instant): Promise<void> {
		const done = await actOnFinding(database, rules, { code, act: what }, by(who, when));
		if (!done.accepted) throw new Error(`demo finding ${what.kind}: ${done.refusal.code}`);
	}
	const confirm = async (code: string, when: Instant) =>
		act(code, { kind: 'confirmed' }, 'office', when);
	async function give(code: string, due: Day, when: Instant): Promise<string> {
		const items = [{ code, text: null }];
		const given = { items, directive: null, again: false, due, trackerId, words: mendingText };
		const made = await issueFindingTasks(database, rules, given, by('office', when));
		if (!made.accepted) throw new Error(`demo finding's task: ${made.refusal.code}`);
		const task = made.value.tasks[0]?.task ?? '';
		await turn(task, { kind: 'acknowledged' }, agencyId, when + 60 * MINUTE);
		return task;
	}
	async function turn(task: string, what: TaskAct, head: number, when: Instant): Promise<void> {
		const done = await offices.act(task, what, { head }, Math.min(when, now));
		if (!done) throw new Error(`demo finding's task: ${what.kind}`);
	}
	async function mend(code: string, task: string, text: string, when: Instant): Promise<void> {
		const evidence = ['Ảnh chụp sau khắc phục (mô phỏng)'];
		await turn(task, { kind: 'submitted', evidence }, agencyId, when);
		await act(code, { kind: 'mended', text: `${text} (mô phỏng)`, evidence }, 'head', when);
	}
	async function close(code: string, task: string, when: Instant): Promise<void> {
		await turn(task, { kind: 'verified' }, trackerId, when);
		const look = { kind: 'reinspected' as const, passed: true, text: '', evidence: [] };
		await act(code, look, 'office', when);
		await act(code, { kind: 'closed', now: null }, 'inspector', when + 30 * MINUTE);
	}

	// Came back: closed, and the same fault found again while it was watched.
	const posted = await log('F06', 'Bảng niêm yết còn ba thủ tục đã bãi bỏ', at(15, 9));
	await confirm(posted, at(15, 14));
	const postedTask = await give(posted, day(-8), at(14, 9));
	await mend(posted, postedTask, 'Đã thay bảng niêm yết', at(12, 9));
	await close(posted, postedTask, at(11, 9));
	const again = await log('F06', 'Bảng niêm yết lại thiếu thủ tục mới công bố', at(3, 9));
	await confirm(again, at(3, 14));

	// Watched.
	const asked = await log(
		'F11',
		'Yêu cầu nộp bản sao giấy tờ đã có trong cơ sở dữ liệu',
		at(10, 9)
	);
	await confirm(asked, at(10, 14));
	const askedTask = await give(asked, day(-4), at(9, 9));
	await mend(asked, askedTask, 'Đã bỏ giấy tờ này khỏi thành phần hồ sơ', at(6, 9));
	await close(asked, askedTask, at(5, 9));

	// Mended, and waits for somebody else to look again.
	const paper = { dossiers: first ?? [] };
	const paired = await log('F10', 'Ngày trên giấy khác ngày trên hệ thống', at(8, 9), paper);
	await confirm(paired, at(8, 14));
	const pairedTask = await give(paired, day(4), at(7, 9));
	await mend(paired, pairedTask, 'Đã đối chiếu, sửa ngày trên hệ thống', at(1, 9));

	// A task.
	const slow = { dossiers: second ?? [], cause: 'PHOI_HOP' };
	const asks = await log('F07', 'Chưa gửi văn bản đề nghị phối hợp', at(6, 9), slow);
	await confirm(asks, at(6, 14));
	await give(asks, day(5), at(5, 9));

	// The unit has said its word.
	const extra = await log('F12', 'Yêu cầu bổ sung lần thứ hai', at(4, 9), {
		...{ dossiers: third ?? [], clause: 'Nghị định 61/2018/NĐ-CP' }
	});
	await confirm(extra, at(4, 14));
	const text = 'Lần thứ hai là do văn bản lần đầu gửi nhầm; đã xin lỗi (mô phỏng).';
	await act(extra, { kind: 'explained', text, evidence: [] }, 'head', at(2, 9));

	// A first record that its agency does not see yet: a dossier that no system knows.
	const unknown = { dossiers: ['000.00.00-MP-0001'] };
	await log(null, 'Nhận hồ sơ tại bộ phận chuyên môn', at(0, 8), unknown);
}
