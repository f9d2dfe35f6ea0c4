/**
 * The letter that has findings put right (as document 13033/UBND-THKSTTHC did after an inspection): a
 * draft in the layout of Nghị định 30/2020/NĐ-CP whose number and date stay blank until it is issued
 * elsewhere. It says what was found by category, then what each agency has to mend and by when.
 */
import type { Day } from '../calendar/time.ts';
import { FINDING_CATEGORIES } from '../inspections/checklist.ts';
import { symbolOf } from '../letters/issuer.ts';
import type { LetterIssuer } from '../letters/letter.ts';
import { dayText } from '../letters/numerals.ts';
import {
	blank,
	closed,
	dateText,
	DRAFT,
	nameLines,
	SIMULATED,
	type DocumentParts
} from '../letters/parts.ts';
import { signingLines, usualTitle } from '../letters/signing.ts';
import { compareVietnamese } from '../words/collate.ts';
import { CATEGORY_NAMES, mendingText } from './category-names.ts';
import type { FindingTerms } from './finding.ts';

/** A finding as a letter tells of it: nothing of a person. */
export interface FindingToMend extends Pick<FindingTerms, 'category' | 'text' | 'dossiers'> {
	/** Name of its agency. */
	agency: string;
}

export interface MendingLetterContext {
	issuer: LetterIssuer;
	/** Null: left to who drafts it. */
	due: Day | null;
	/** Who follows it, `Văn phòng UBND tỉnh`. */
	tracker: string;
	demo: boolean;
}

const INTRODUCED = 'Qua kiểm tra công tác cải cách hành chính, giải quyết thủ tục hành chính';

/** @param found those that may leave the program: confirmed, a severe one only after the conclusion */
export function mendingLetter(
	found: readonly FindingToMend[],
	{ issuer, due, tracker, demo }: MendingLetterContext
): DocumentParts {
	const agencies = [...new Set(found.map(({ agency }) => agency))].sort(compareVietnamese);
	const by = due === null ? '' : `, hoàn thành trước ngày ${dayText(due)}`;
	return {
		marks: [DRAFT, ...(demo ? [SIMULATED] : [])],
		above: issuer.above === null ? [] : nameLines(issuer.above),
		name: nameLines(issuer.name),
		number: `Số: ${blank(10)}/${symbolOf(issuer, 'urging')}`,
		placeDate: `${issuer.place}, ${dateText(null)}`,
		about: 'V/v chấn chỉnh, khắc phục tồn tại, hạn chế sau kiểm tra',
		title: null,
		addressees: agencies,
		paragraphs: closed([
			`${INTRODUCED}, ${issuer.called} ghi nhận các tồn tại, hạn chế sau đây:`,
			...FINDING_CATEGORIES.flatMap((category) => {
				const of = found.filter((one) => one.category === category);
				if (of.length === 0) return [];
				const where = [...new Set(of.map(({ agency }) => agency))].sort(compareVietnamese);
				return [`- ${CATEGORY_NAMES[category]} (${where.join('; ')}).`];
			}),
			`Để chấn chỉnh, ${issuer.called} yêu cầu thủ trưởng các cơ quan, đơn vị${by}:`,
			...agencies.flatMap((agency, n) => [
				`${n + 1}. ${agency}:`,
				...found.filter((one) => one.agency === agency).map((one) => `- ${mendingText(one)}.`)
			]),
			`Các cơ quan, đơn vị báo cáo kết quả kèm minh chứng về ${tracker}; kết quả khắc phục được phúc tra và theo dõi 20 ngày làm việc sau khi đóng.`
		]),
		signing: {
			lines: signingLines(issuer, { by: 'TM', title: usualTitle(issuer, 'TM'), name: null }),
			name: null
		},
		recipients: ['- Như trên;', '- Chủ tịch, các Phó Chủ tịch UBND tỉnh;', '- Lưu: VT, KSTT.'],
		annex: null
	};
}
