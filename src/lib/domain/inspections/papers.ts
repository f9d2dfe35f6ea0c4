/**
 * Biên bản kiểm tra and Thông báo kết luận kiểm tra, as they are printed: drafts in the layout of Nghị
 * định 30/2020/NĐ-CP, whose number and date stay blank for the document-management system.
 */
import { dayOf, minuteOfDay, type Day, type Instant } from '../calendar/time.ts';
import type { LetterIssuer } from '../letters/letter.ts';
import { dayText } from '../letters/numerals.ts';
import { DRAFT, SIMULATED } from '../letters/parts.ts';
import {
	endedOn,
	leaderOf,
	type Conclusion,
	type Inspection,
	type Minutes,
	type Shortcoming
} from './inspection.ts';

/** A line of text: a heading of a part, or a paragraph. */
export interface PaperLine {
	text: string;
	heading: boolean;
}

/** All that stands on the sheets of a paper. */
export interface InspectionPaper {
	marks: readonly string[];
	above: readonly string[];
	name: readonly string[];
	number: string;
	placeDate: string;
	title: { name: string; about: string };
	lines: readonly PaperLine[];
	/** Who signs, the left one first; `null` above a name that is not known. */
	signatures: readonly { lines: readonly string[]; name: string | null }[];
	/** Nơi nhận; empty for minutes. */
	recipients: readonly string[];
}

/** What a paper needs besides the inspection itself. */
export interface PaperContext {
	issuer: LetterIssuer;
	/** Name of an agency by its number. */
	agency(id: number): string;
	demo: boolean;
}

export const PAPERS = ['minutes', 'conclusion'] as const;
export type PaperKind = (typeof PAPERS)[number];

const blank = (n: number) => '\u00a0'.repeat(n);
const NO_DATE = `ngày${blank(5)}tháng${blank(5)}năm 20…`;
const NOTHING = 'Không có.';
const line = (text: string): PaperLine => ({ text, heading: false });
const heading = (text: string): PaperLine => ({ text, heading: true });
/** What is said, or that there is nothing of it: a part of a paper is never left out. */
const said = (text: string) => line(text.trim() === '' ? NOTHING : text.trim());
const each = (texts: readonly string[]) =>
	texts.length === 0 ? [line(NOTHING)] : texts.map((text) => line(`- ${text}`));

/** Biên bản kiểm tra, of the minutes that were released, else of the draft; null: there are none. */
export function minutesPaper(
	inspection: Inspection,
	context: PaperContext
): InspectionPaper | null {
	const minutes = inspection.minutes ?? inspection.minutesDraft;
	if (minutes === null) return null;
	const { agency, issuer, demo } = context;
	const released = inspection.minutes !== null;
	const leader = leaderOf(inspection);
	return {
		marks: [...(released ? [] : [DRAFT]), ...(demo ? [SIMULATED] : [])],
		...headOf(issuer, 'BB-ĐKT'),
		title: { name: 'BIÊN BẢN', about: `Kiểm tra ${inspection.subject}` },
		lines: minutesLines(inspection, minutes, agency),
		signatures: [
			{
				lines: ['ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA', ...upper(inspection.unitSigned?.signer.title)],
				name: inspection.unitSigned?.signer.name ?? null
			},
			{ lines: ['TRƯỞNG ĐOÀN KIỂM TRA'], name: leader?.name ?? null }
		],
		recipients: []
	};
}

/** Thông báo kết luận kiểm tra, as signed and sent, else of the draft; null: there is none. */
export function conclusionPaper(
	inspection: Inspection,
	context: PaperContext
): InspectionPaper | null {
	const conclusion = inspection.conclusion ?? inspection.conclusionDraft;
	if (conclusion === null) return null;
	const { agency, issuer, demo } = context;
	const { name, title } = inspection.orderedBy;
	return {
		marks: [...(inspection.conclusion === null ? [DRAFT] : []), ...(demo ? [SIMULATED] : [])],
		...headOf(issuer, 'TB-UBND'),
		title: {
			name: 'THÔNG BÁO',
			about: `Kết luận kiểm tra ${inspection.subject} tại ${agency(inspection.agencyId)}`
		},
		lines: conclusionLines(inspection, conclusion, agency),
		signatures: [{ lines: signedFor(issuer, title), name }],
		recipients: [
			`- ${agency(inspection.agencyId)};`,
			'- Các thành viên Đoàn kiểm tra;',
			'- Lưu: VT, HSKT.'
		]
	};
}

function headOf(issuer: LetterIssuer, symbol: string) {
	const [, committee, place] = /^(ỦY BAN NHÂN DÂN) (.+)$/u.exec(issuer.name) ?? [];
	return {
		above: issuer.above === null ? [] : [issuer.above],
		name: committee === undefined || place === undefined ? [issuer.name] : [committee, place],
		number: `Số: ${blank(10)}/${symbol}`,
		placeDate: `${issuer.place}, ${NO_DATE}`
	};
}

function upper(text: string | undefined): string[] {
	return text === undefined ? [] : [text.toLocaleUpperCase('vi')];
}

/** On behalf of the Committee when its Chairman ordered it, else by his title alone. */
function signedFor(issuer: LetterIssuer, title: string): string[] {
	const who = title.toLocaleUpperCase('vi');
	if (!issuer.committee || !who.includes('CHỦ TỊCH')) return [who];
	const deputy = who.startsWith('PHÓ');
	return ['TM. ỦY BAN NHÂN DÂN', ...(deputy ? ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'] : ['CHỦ TỊCH'])];
}

function minutesLines(
	inspection: Inspection,
	minutes: Minutes,
	agency: (id: number) => string
): PaperLine[] {
	const { decision, openedAt, team, unitSigned, unitDeclined, agencyId } = inspection;
	const ended = endedOn(inspection);
	const opinion = unitSigned?.opinion.trim() ?? '';
	return [
		...(decision === null
			? []
			: [
					line(
						`Căn cứ Quyết định số ${decision.number} ngày ${dayText(decision.on)} về việc thành lập Đoàn kiểm tra.`
					)
				]),
		line(
			`Thời gian: từ ${openedAt === null ? '…' : momentText(openedAt)} đến ${ended === null ? '…' : `ngày ${dayText(ended)}`}.`
		),
		line(`Địa điểm: ${minutes.place}.`),
		heading('I. THÀNH PHẦN'),
		line('1. Đoàn kiểm tra:'),
		...team.map(({ name, title, agencyId: from, leads }) =>
			line(`- ${name}, ${title}, ${agency(from)}${leads ? ' - Trưởng đoàn' : ' - thành viên'};`)
		),
		line(`2. ${agency(agencyId)}:`),
		...each(minutes.present),
		heading('II. NỘI DUNG KIỂM TRA'),
		line(inspection.subject),
		heading('III. HỒ SƠ ĐÃ KIỂM TRA'),
		minutes.dossiers.length === 0 ? line(NOTHING) : line(`${minutes.dossiers.join('; ')}.`),
		heading('IV. KẾT QUẢ ĐẠT ĐƯỢC'),
		said(minutes.achieved),
		heading('V. TỒN TẠI, HẠN CHẾ (GHI NHẬN BAN ĐẦU)'),
		...shortcomingLines(minutes.shortcomings),
		heading('VI. NGUYÊN NHÂN'),
		said(minutes.causes),
		heading('VII. TRÁCH NHIỆM'),
		said(minutes.responsibility),
		heading('VIII. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA'),
		unitDeclined === null
			? said(opinion)
			: line(`Đơn vị không ký biên bản: ${unitDeclined.reason}`),
		heading('IX. KIẾN NGHỊ'),
		...each(minutes.recommendations),
		line('Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản.')
	];
}

function conclusionLines(
	inspection: Inspection,
	conclusion: Conclusion,
	agency: (id: number) => string
): PaperLine[] {
	const { decision, days, agencyId } = inspection;
	const name = agency(agencyId);
	return [
		line(
			`Thực hiện Quyết định số ${decision?.number ?? '…'}${decision === null ? '' : ` ngày ${dayText(decision.on)}`}, Đoàn kiểm tra đã kiểm tra ${inspection.subject} tại ${name}${days === null ? '' : ` từ ngày ${dayText(days.from)} đến ngày ${dayText(days.to)}`}. Xét báo cáo của Đoàn kiểm tra, biên bản kiểm tra và ý kiến của đơn vị, kết luận như sau:`
		),
		heading('I. KẾT QUẢ ĐẠT ĐƯỢC'),
		said(conclusion.achieved),
		heading('II. TỒN TẠI, HẠN CHẾ'),
		...shortcomingLines(conclusion.shortcomings),
		heading('III. YÊU CẦU, KIẾN NGHỊ'),
		...each(conclusion.recommendations),
		...(conclusion.reportBy === null
			? []
			: [line(`${name} báo cáo kết quả khắc phục trước ngày ${dayText(conclusion.reportBy)}.`)])
	];
}

function shortcomingLines(shortcomings: readonly Shortcoming[]): PaperLine[] {
	if (shortcomings.length === 0) return [line(NOTHING)];
	return shortcomings.map(({ text, basis, category }, n) =>
		line(
			`${n + 1}. ${text}${category === null ? '' : ` [${category}]`}${basis === null ? '' : ` (${basis})`}`
		)
	);
}

function momentText(at: Instant): string {
	const minutes = minuteOfDay(at);
	const two = (n: number) => String(n).padStart(2, '0');
	const day: Day = dayOf(at);
	return `${two(Math.floor(minutes / 60))} giờ ${two(minutes % 60)} ngày ${dayText(day)}`;
}
