/**
 * Biên bản kiểm tra and Thông báo kết luận kiểm tra, as they are printed: drafts in the layout of Nghị
 * định 30/2020/NĐ-CP, whose number and date stay blank for the document-management system.
 */
import { dayOf, minuteOfDay, type Day, type Instant } from '../calendar/time.ts';
import type { EvidenceType } from '../evidence/file.ts';
import type { EvidenceItem } from '../evidence/item.ts';
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

/** A picture or document that stands behind a paper: by code and hash, its own name may hold a person's. */
export type PaperFile = Pick<EvidenceItem, 'code' | 'owner' | 'type' | 'eventAt' | 'capturedAt'> &
	Pick<EvidenceItem, 'receivedAt' | 'sha256Receipt'>;

/** What a paper needs besides the inspection itself. */
export interface PaperContext {
	/** Of the inspection itself, then of each finding that stands in the paper. */
	files: readonly PaperFile[];
	issuer: LetterIssuer;
	/** Name of an agency by its number. */
	agency(id: number): string;
	demo: boolean;
}

export const PAPERS = ['minutes', 'conclusion'] as const;
export type PaperKind = (typeof PAPERS)[number];

const PICTURES: ReadonlySet<EvidenceType> = new Set(['jpg', 'png'] as const);
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
	const { agency, issuer, demo, files } = context;
	const released = inspection.minutes !== null;
	const leader = leaderOf(inspection);
	return {
		marks: [...(released ? [] : [DRAFT]), ...(demo ? [SIMULATED] : [])],
		...headOf(issuer, 'BB-ĐKT'),
		title: { name: 'BIÊN BẢN', about: `Kiểm tra ${inspection.subject}` },
		lines: minutesLines(inspection, minutes, { agency, files }),
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
	const { agency, issuer, demo, files } = context;
	const { name, title } = inspection.orderedBy;
	return {
		marks: [...(inspection.conclusion === null ? [DRAFT] : []), ...(demo ? [SIMULATED] : [])],
		...headOf(issuer, 'TB-UBND'),
		title: {
			name: 'THÔNG BÁO',
			about: `Kết luận kiểm tra ${inspection.subject} tại ${agency(inspection.agencyId)}`
		},
		lines: conclusionLines(inspection, conclusion, { agency, files }),
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
	{ agency, files }: Pick<PaperContext, 'agency' | 'files'>
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
		...fileLines('X. TÀI LIỆU, HÌNH ẢNH KÈM THEO', files, minutes.shortcomings),
		line('Biên bản được lập thành 02 bản, mỗi bên giữ 01 bản.')
	];
}

function conclusionLines(
	inspection: Inspection,
	conclusion: Conclusion,
	{ agency, files }: Pick<PaperContext, 'agency' | 'files'>
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
			: [line(`${name} báo cáo kết quả khắc phục trước ngày ${dayText(conclusion.reportBy)}.`)]),
		...fileLines('IV. TÀI LIỆU, HÌNH ẢNH KÈM THEO', files, conclusion.shortcomings)
	];
}

/** Codes of the findings whose files stand behind a paper. */
export function findingsInPaper(inspection: Inspection, kind: PaperKind): string[] {
	const { minutes, minutesDraft, conclusion, conclusionDraft } = inspection;
	const paper = kind === 'minutes' ? (minutes ?? minutesDraft) : (conclusion ?? conclusionDraft);
	return [...new Set((paper?.shortcomings ?? []).flatMap(({ finding }) => finding ?? []))];
}

/** Each file with the shortcoming that it shows, told by its number in the paper. */
function fileLines(
	title: string,
	files: readonly PaperFile[],
	shortcomings: readonly Shortcoming[]
): PaperLine[] {
	const numberOf = ({ owner }: PaperFile) =>
		owner.kind === 'finding' ? shortcomings.findIndex(({ finding }) => finding === owner.code) : -1;
	return [
		heading(title),
		...each(
			files.map((file) => {
				const shows = numberOf(file);
				const sort = PICTURES.has(file.type) ? 'Hình ảnh' : 'Tài liệu';
				const at = momentText(file.eventAt ?? file.capturedAt ?? file.receivedAt);
				const of = shows === -1 ? '' : `, của mục ${shows + 1}`;
				return `${sort} ${file.code}${of}, lúc ${at}, SHA-256 ${file.sha256Receipt}.`;
			})
		)
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
