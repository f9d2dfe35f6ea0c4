import { addDays, type Day } from '../calendar/time.ts';
import { symbolOf } from './issuer.ts';
import {
	LETTER_TABLES,
	type LetterFrozen,
	type LetterIssuer,
	type LetterKind,
	type LetterRow,
	type LetterSaid,
	type LetterTable
} from './letter.ts';
import { asOfText, countText, dayText } from './numerals.ts';
import { usualTitle } from './signing.ts';

/** More agencies than these are not named in a sentence: the annex names each. */
const AGENCIES_NAMED = 6;

/** The tables that hold something, in the order in which a letter tells of them. */
export function filledTables({ tables }: Pick<LetterFrozen, 'tables'>): LetterTable[] {
	return LETTER_TABLES.filter((table) => tables[table].length > 0);
}

/**
 * The sentences that bear numbers. They are made from the frozen rows whenever the letter is shown, so
 * that no person can write another number and no sentence adds two kinds.
 */
export function figureSentences(frozen: LetterFrozen): string[] {
	const { asOf, tables } = frozen;
	return [
		`Số liệu đến ${asOfText(asOf)} (danh sách tại Phụ lục kèm theo):`,
		...filledTables(frozen).map((table) => `- ${sentenceOf(table, tables[table], frozen)}`)
	];
}

function sentenceOf(
	table: LetterTable,
	rows: readonly LetterRow[],
	{ period }: Pick<LetterFrozen, 'period'>
): string {
	const count = countText(rows.length);
	const longest = countText(Math.max(...rows.map(({ days }) => days)));
	const within =
		period === null ? '' : ` từ ngày ${dayText(period.from)} đến ngày ${dayText(period.to)}`;
	const said: Record<LetterTable, string> = {
		dossiersOverdue: `Hồ sơ quá hạn (chưa giải quyết xong, đã qua ngày hẹn trả): ${count} hồ sơ, lâu nhất đã quá hạn ${longest} ngày làm việc`,
		dossiersLate: `Hồ sơ đã giải quyết trễ hạn${within}: ${count} hồ sơ, chậm nhất trễ hạn ${longest} ngày làm việc`,
		tasksOverdue: `Nhiệm vụ đang thực hiện quá hạn: ${count} nhiệm vụ, lâu nhất đã quá hạn ${longest} ngày làm việc`,
		tasksLate: `Nhiệm vụ hoàn thành quá hạn: ${count} nhiệm vụ, chậm nhất ${longest} ngày làm việc`,
		tasksUnacknowledged: `Nhiệm vụ đã giao chưa được xác nhận tiếp nhận: ${count} nhiệm vụ, lâu nhất đã quá thời hạn tiếp nhận ${longest} ngày làm việc`
	};
	return `${said[table]}${byAgency(rows)}.`;
}

function byAgency(rows: readonly LetterRow[]): string {
	const counts = [...Map.groupBy(rows, ({ agency }) => agency)];
	if (counts.length < 2 || counts.length > AGENCIES_NAMED) return '';
	const named = counts.map(([agency, its]) => `${agency} ${countText(its.length)}`).join('; ');
	return ` (${named})`;
}

/** The last sentence: what is reported back, to whom, by when; null when no day was set. */
export function replySentence(
	issuer: LetterIssuer,
	kind: LetterKind,
	by: Day | null
): string | null {
	if (by === null || kind === 'report') return null;
	const to =
		issuer.agencyCode === null
			? 'Ủy ban nhân dân tỉnh (qua Văn phòng Ủy ban nhân dân tỉnh)'
			: issuer.called;
	return `Báo cáo kết quả thực hiện về ${to} trước ngày ${dayText(by)}.`;
}

/** Whose letter it is, in its own sentences. */
function ours({ agencyCode, called }: LetterIssuer): string {
	return agencyCode === null ? 'Ủy ban nhân dân tỉnh' : called;
}

/** What a draft says before anybody has changed it. */
export function usualWords(
	kind: LetterKind,
	frozen: LetterFrozen,
	addressees: readonly string[],
	today: Day
): LetterSaid {
	const { issuer } = frozen;
	const provincial = issuer.agencyCode === null;
	const signing = kind === 'report' ? 'TM' : provincial ? 'TL' : 'TM';
	return {
		symbol: symbolOf(issuer, kind),
		subject: subjectOf(frozen, kind),
		addressees: kind === 'report' ? ['Đồng chí Chủ tịch Ủy ban nhân dân tỉnh'] : addressees,
		opening: [openingOf(frozen, kind)],
		requests: kind === 'report' ? [PROPOSAL] : requestsOf(frozen),
		replyBy: kind === 'report' ? null : addDays(today, 7),
		signing: { by: signing, title: usualTitle(issuer, signing), name: null },
		recipients:
			kind === 'report'
				? ['Như trên', 'Lưu: VT, KSTT']
				: provincial
					? ['Như trên', 'Chủ tịch, các Phó Chủ tịch UBND tỉnh', 'Lưu: VT, KSTT']
					: ['Như trên', 'Lưu: VT, VP']
	};
}

const PROPOSAL =
	'Văn phòng Ủy ban nhân dân tỉnh kính báo cáo và đề nghị đồng chí xem xét, cho ý kiến chỉ đạo.';

function subjectOf(frozen: LetterFrozen, kind: LetterKind): string {
	const filled = filledTables(frozen);
	const has = (table: LetterTable) => filled.includes(table);
	const dossiers =
		has('dossiersOverdue') && has('dossiersLate')
			? 'giải quyết hồ sơ thủ tục hành chính quá hạn và khắc phục việc giải quyết trễ hạn'
			: has('dossiersOverdue')
				? 'giải quyết hồ sơ thủ tục hành chính quá hạn'
				: has('dossiersLate')
					? 'khắc phục việc giải quyết hồ sơ thủ tục hành chính trễ hạn'
					: null;
	const tasks =
		has('tasksOverdue') || has('tasksLate') ? 'thực hiện nhiệm vụ được giao quá hạn' : null;
	const untaken = has('tasksUnacknowledged') ? 'chậm tiếp nhận nhiệm vụ được giao' : null;
	const what = [dossiers, tasks, untaken].filter((part) => part !== null).join(' và ');
	if (kind === 'report') return `về tình hình ${what}`;
	return `đôn đốc ${what}`;
}

function openingOf(frozen: LetterFrozen, kind: LetterKind): string {
	const filled = filledTables(frozen);
	const what = [
		filled.some((table) => table.startsWith('dossiers'))
			? 'việc giải quyết hồ sơ thủ tục hành chính'
			: null,
		filled.some((table) => table.startsWith('tasks')) ? 'việc thực hiện nhiệm vụ được giao' : null
	].filter((part) => part !== null);
	const watched = `Qua theo dõi ${what.join(' và ')}`;
	if (kind === 'report') return `${watched}, Văn phòng Ủy ban nhân dân tỉnh báo cáo như sau:`;
	return `${watched}, ${ours(frozen.issuer)} nhận thấy các nội dung sau đây cần được các cơ quan, đơn vị tập trung khắc phục.`;
}

function requestsOf(frozen: LetterFrozen): string[] {
	const said: Record<LetterTable, string> = {
		dossiersOverdue:
			'Khẩn trương giải quyết dứt điểm các hồ sơ quá hạn nêu tại Phụ lục; hồ sơ chưa giải quyết được thì có văn bản xin lỗi, nêu rõ lý do và hẹn lại thời gian trả kết quả theo quy định.',
		dossiersLate:
			'Rà soát nguyên nhân, trách nhiệm đối với các hồ sơ đã giải quyết trễ hạn; có biện pháp để không lặp lại.',
		tasksOverdue:
			'Tập trung hoàn thành các nhiệm vụ quá hạn; báo cáo rõ nguyên nhân, trách nhiệm và thời gian hoàn thành từng nhiệm vụ.',
		tasksLate: 'Rút kinh nghiệm đối với các nhiệm vụ hoàn thành quá hạn.',
		tasksUnacknowledged: 'Xác nhận đã tiếp nhận các nhiệm vụ được giao và tổ chức thực hiện ngay.'
	};
	return [
		`${ours(frozen.issuer)} yêu cầu Thủ trưởng các cơ quan, đơn vị:`,
		...filledTables(frozen).map((table, i) => `${i + 1}. ${said[table]}`)
	];
}
