import { z } from 'zod';
import { CLAIMS } from '#lib/domain/corrections/claim.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const said = z.string().trim().max(4000, 'quá dài');
const reason = z.string().trim().min(1, 'chưa nêu lý do').max(4000, 'quá dài');
/** Names or numbers of documents, addresses; codes of kept files where there are any. */
const evidence = z.array(z.string().trim().min(1).max(500, 'quá dài')).max(20).default([]);
const claim = z.enum(CLAIMS, 'không có loại này');

/** More dossiers than these are not named one by one. */
export const NAMED_AT_MOST = 500;

/** `POST /api/v1/corrections` */
export const correctionOrder = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('dossiers'),
		claim,
		dossiers: z.array(z.string().trim().min(1).max(100)).min(1).max(NAMED_AT_MOST),
		reason,
		evidence
	}),
	z.strictObject({
		kind: z.literal('figure'),
		/** The parameters of `GET /api/v1/dossiers` whose total is held wrong; it names a figure. */
		filter: z.record(z.string().max(40), z.string().max(200)),
		/** What the agency holds right: less than what is told. */
		claimed: n,
		reason,
		evidence
	})
]);
export type CorrectionOrder = z.output<typeof correctionOrder>;

/** `POST /api/v1/corrections/{code}/acts` */
export const correctionAct = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('added'), text: reason, evidence }),
	z.strictObject({ kind: z.literal('accepted'), text: said.default('') }),
	z.strictObject({ kind: z.literal('rejected'), text: reason }),
	z.strictObject({ kind: z.literal('withdrawn'), text: reason })
]);

export const CORRECTION_VIEWS = ['open', 'asked', 'late', 'accepted', 'closed', 'all'] as const;
export type CorrectionView = (typeof CORRECTION_VIEWS)[number];
export const correctionListParams = z.object({
	agency: z.string().trim().max(40).optional(),
	/** `asked`: not answered; `late`: of these past the centre's own day; `closed`: nothing is waited for. */
	view: z
		.enum(['', ...CORRECTION_VIEWS], 'không có nhóm này')
		.optional()
		.transform((view): CorrectionView => (view === undefined || view === '' ? 'open' : view))
});

const outcome = z.enum(['asked', 'accepted', 'cured', 'rejected', 'withdrawn']);
const shape = {
	code: z.string(),
	agency: z.strictObject({ code: z.string(), name: z.string() }),
	kind: z.enum(['dossiers', 'figure']),
	claim,
	/** The list as an address asks for it; empty for dossiers named one by one. */
	question: z.string(),
	/** Frozen when it was asked. */
	count: n,
	claimed: n.nullable(),
	/** Of the frozen ones, how many the messages still tell as they were disputed. */
	standing: n,
	/** `cured` is read off the messages; nobody sets it. */
	outcome,
	/** When the last message came that put it right. */
	curedAt: instant.nullable(),
	asked: z.strictObject({ at: instant, by: z.string() }),
	reason: z.string(),
	answerDue: day,
	/** Working days that the centre was or is waited for, and of these past its day. */
	waited: n,
	over: n,
	answer: z
		.strictObject({ at: instant, by: z.string(), text: z.string(), accepted: z.boolean() })
		.nullable()
};
const correction = z.strictObject(shape).meta({ id: 'Correction' });
export type ShownCorrection = z.output<typeof correction>;

const correctionDetail = z
	.strictObject({
		...shape,
		items: z.array(z.strictObject({ code: z.string().nullable(), standing: z.boolean() })),
		history: z.array(
			z.strictObject({
				kind: z.enum(['asked', 'added', 'accepted', 'rejected', 'withdrawn']),
				at: instant,
				by: z.string(),
				text: z.string(),
				evidence: z.array(z.string())
			})
		),
		/** What the reader may do to it now. */
		acts: z.array(z.enum(['added', 'accepted', 'rejected', 'withdrawn']))
	})
	.meta({ id: 'CorrectionDetail' });
export type CorrectionDetail = z.output<typeof correctionDetail>;

const marks = z
	.strictObject({
		asOf: instant,
		/** Each agency with all below it, as its numbers are; only those with a mark. */
		agencies: z.array(
			z.strictObject({
				code: z.string(),
				figure: z.enum(['open.overdue', 'resolved.late', 'awaiting.overdue']),
				/** Dossiers in the number that are disputed one by one. */
				dossiers: n,
				/** How often the number itself is. */
				figures: n
			})
		)
	})
	.meta({ id: 'CorrectionMarks' });
export type CorrectionMarks = z.output<typeof marks>['agencies'];

export const CORRECTION_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/corrections',
		method: 'get',
		summary: 'Requests to put a number right in the reader’s scope, the newest first',
		keys: READ,
		query: correctionListParams,
		answer: z.strictObject({ items: z.array(correction) }),
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/corrections',
		method: 'post',
		summary: 'Says that dossiers, or a number with its list, are told wrong; the number stays',
		keys: ACT,
		body: correctionOrder,
		command: true,
		answer: z.strictObject({ code: z.string(), count: n, answerDue: day }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/corrections/marks',
		method: 'get',
		summary: 'Which numbers of which agencies are under review',
		keys: READ,
		answer: marks,
		refusals: [403]
	},
	{
		path: '/api/v1/corrections/{code}',
		method: 'get',
		summary: 'A request with its frozen list, and who said what and when',
		keys: READ,
		answer: correctionDetail,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/corrections/{code}/acts',
		method: 'post',
		summary: 'Adds to a request, takes it back, or answers it',
		keys: ACT,
		body: correctionAct,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			state: z.enum(['asked', 'accepted', 'rejected', 'withdrawn'])
		}),
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const CORRECTION_REFUSALS: Readonly<Record<string, string>> = {
	'correction.not_yours': 'Tài khoản không được đề nghị hoặc trả lời việc này.',
	'correction.nothing': 'Chưa chọn hồ sơ nào.',
	'correction.too_many': 'Danh sách quá dài. Hãy thu hẹp điều kiện.',
	'correction.past_list': 'Chỉ đề nghị theo số liệu hiện nay, không theo một thời điểm đã qua.',
	'correction.no_figure': 'Số liệu này không đề nghị đính chính theo danh sách được.',
	'correction.claimed_not_less': 'Số mà đơn vị cho là đúng phải nhỏ hơn số đang hiển thị.',
	'correction.dossier_unknown': 'Có hồ sơ không thuộc phạm vi của tài khoản.',
	'correction.several_agencies':
		'Các hồ sơ thuộc nhiều cơ quan. Mỗi cơ quan đề nghị cho hồ sơ của mình.',
	'correction.not_so': 'Có hồ sơ hiện không ở tình trạng được đề nghị đính chính.',
	'correction.already_asked': 'Có hồ sơ đang được đề nghị đính chính rồi.',
	'correction.already_answered': 'Đề nghị này đã được trả lời hoặc đã rút.',
	'correction.personal':
		'Nội dung có dãy số giống số giấy tờ hoặc số điện thoại của công dân. Hãy bỏ dãy số ấy.',
	'correction.no_reason': 'Chưa nêu lý do.',
	'correction.unknown': 'Không có đề nghị đính chính này.'
};
