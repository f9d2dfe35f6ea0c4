import { dayOf, type Instant } from '#lib/domain/calendar/time.ts';
import type { FindingCategory } from '#lib/domain/inspections/checklist.ts';
import type { Database } from '#lib/server/store/database.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { openFindingScene, type FindingScene } from './finding-scene.ts';

/**
 * Findings at the agency of the demo's head, by the same commands as any: a first record, one that waits
 * for the unit's word, one explained, one given as a task, one mended, one watched after closing and one
 * that came back; and some at other agencies, so that the province can be looked over. All of it is made
 * up, and says so.
 *
 * @param now the demo's today; nothing happens after it
 */
export async function setDemoFindings(
	database: Database,
	rules: LoadedRules,
	now: Instant
): Promise<void> {
	const scene = await openFindingScene(database, rules, now);
	if (scene === null) return;
	await atTheHead(scene);
	await elsewhere(scene, otherAgencies(rules, scene.headIds, now));
}

async function atTheHead({ ownId, at, day, log, dossiers }: FindingScene): Promise<void> {
	const [first, second, third] = (await dossiers(ownId, 3)).map((code) => [code]);

	// Came back: closed, and the same fault found again while it was watched.
	const posted = await log(ownId, 'F06', 'Bảng niêm yết còn ba thủ tục đã bãi bỏ', at(15, 9));
	await posted.confirm();
	await posted.give(day(-8), at(14, 9));
	await posted.mend('Đã thay bảng niêm yết', at(12, 9));
	await posted.close(at(11, 9));
	const again = await log(ownId, 'F06', 'Bảng niêm yết lại thiếu thủ tục mới công bố', at(3, 9));
	await again.confirm();

	// Watched.
	const asked = 'Yêu cầu nộp bản sao giấy tờ đã có trong cơ sở dữ liệu';
	const copies = await log(ownId, 'F11', asked, at(10, 9));
	await copies.confirm();
	await copies.give(day(-4), at(9, 9));
	await copies.mend('Đã bỏ giấy tờ này khỏi thành phần hồ sơ', at(6, 9));
	await copies.close(at(5, 9));

	// Mended, and waits for somebody else to look again.
	const paper = { dossiers: first ?? [] };
	const paired = await log(ownId, 'F10', 'Ngày trên giấy khác ngày trên hệ thống', at(8, 9), paper);
	await paired.confirm();
	await paired.give(day(4), at(7, 9));
	await paired.mend('Đã đối chiếu, sửa ngày trên hệ thống', at(1, 9));

	// A task.
	const slow = { dossiers: second ?? [], cause: 'PHOI_HOP' };
	const asks = await log(ownId, 'F07', 'Chưa gửi văn bản đề nghị phối hợp', at(6, 9), slow);
	await asks.confirm();
	await asks.give(day(5), at(5, 9));

	// The unit has said its word.
	const extra = await log(ownId, 'F12', 'Yêu cầu bổ sung lần thứ hai', at(4, 9), {
		...{ dossiers: third ?? [], clause: 'Nghị định 61/2018/NĐ-CP' }
	});
	await extra.confirm();
	const word = 'Lần thứ hai là do văn bản lần đầu gửi nhầm; đã xin lỗi (mô phỏng).';
	await extra.explain(word, at(2, 9));

	// A first record that its agency does not see yet: a dossier that no system knows.
	const unknown = { dossiers: ['000.00.00-MP-0001'] };
	await log(ownId, null, 'Nhận hồ sơ tại bộ phận chuyên môn', at(0, 8), unknown);
}

/** Of which agency, what, how many working days ago, and how far it has come. */
const ELSEWHERE: readonly (readonly [
	number,
	FindingCategory,
	string,
	number,
	'confirmed' | 'tasked' | 'watched'
])[] = [
	[0, 'F02', 'Chưa tự kiểm tra trong quý', 9, 'confirmed'],
	[0, 'F07', 'Văn bản xin ý kiến chưa được trả lời', 7, 'tasked'],
	[1, 'F05', 'Chưa rà soát văn bản theo Luật mới', 8, 'confirmed'],
	[1, 'F06', 'Chưa công khai số điện thoại người tiếp nhận', 12, 'watched'],
	[2, 'F09', 'Yêu cầu nộp thêm giấy xác nhận tình trạng hôn nhân', 11, 'watched'],
	[2, 'F08', 'Bỏ qua bước thẩm định', 5, 'confirmed'],
	[3, 'F06', 'Bảng niêm yết để nơi khó thấy', 6, 'confirmed'],
	[4, 'F12', 'Yêu cầu bổ sung sau ngày làm việc thứ ba', 4, 'confirmed']
];

async function elsewhere(
	{ at, day, log }: FindingScene,
	agencies: readonly number[]
): Promise<void> {
	for (const [n, category, text, back, comes] of ELSEWHERE) {
		const agencyId = agencies[n];
		if (agencyId === undefined) continue;
		const finding = await log(agencyId, category, text, at(back, 9));
		await finding.confirm();
		if (comes === 'confirmed') continue;
		await finding.give(day(5 - back + 4), at(back - 1, 9));
		if (comes === 'tasked') continue;
		await finding.mend('Đã chấn chỉnh', at(back - 3, 9));
		await finding.close(at(back - 4, 9));
	}
}

/** Two departments and three communes, none of them an agency of the demo's heads. */
function otherAgencies(
	{ directory }: LoadedRules,
	heads: readonly number[],
	now: Instant
): number[] {
	const there = directory.active(dayOf(now)).filter(({ agencyId }) => !heads.includes(agencyId));
	const of = (kind: string, howMany: number) =>
		there
			.filter((one) => one.kind === kind)
			.slice(2, 2 + howMany)
			.map(({ agencyId }) => agencyId);
	return [...of('so', 2), ...of('ubnd_xa', 3)];
}
