import { z } from 'zod';
import { CAUSES } from '#lib/domain/causes/cause.ts';
import { SEVERITIES, WATCHED_FIGURES } from '#lib/domain/findings/category.ts';
import { FINDING_ORIGINS, FINDING_STATES } from '#lib/domain/findings/finding.ts';
import { FINDING_CATEGORIES } from '#lib/domain/inspections/checklist.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const instant = z.iso.datetime({ offset: true });
const code = z.string().trim().min(1).max(100);
const line = (atMost: number) => z.string().trim().min(1).max(atMost);
const evidence = z.array(line(200)).max(50);
const category = z.enum(FINDING_CATEGORIES, 'không có loại tồn tại này');
const cause = z.enum(CAUSES, 'không có mã nguyên nhân này');
const severity = z.enum(SEVERITIES, 'phải là minor, moderate hoặc severe');

/** `POST /api/v1/findings` */
export const findingLog = z.strictObject({
	/** May be left out for a dossier that the system does not know: received outside the one-stop unit. */
	category: category.nullable().default(null),
	/** F14 and F15 are severe whatever is said. */
	severity: severity.nullable().default(null),
	/** Code of the agency; null: that of the dossier, or of the inspection. */
	agency: z.string().trim().min(1).max(40).nullable().default(null),
	unit: line(300).nullable().default(null),
	/** The official concerned, kept apart for few to read. Never a citizen. */
	person: line(200).nullable().default(null),
	clause: line(300).nullable().default(null),
	dossiers: z.array(code).max(200).default([]),
	cause: cause.nullable().default(null),
	text: z.string().trim().max(4000, 'quá dài').default(''),
	evidence: evidence.default([]),
	/** When it took place; null: not said. */
	happenedAt: instant.nullable().default(null),
	/** Where it was found. */
	origin: z
		.strictObject({ kind: z.enum(FINDING_ORIGINS), id: z.string().max(200).nullable() })
		.default({ kind: 'none', id: null }),
	/** Public code of the inspection; null: it stands alone. */
	inspection: code.nullable().default(null),
	/** The number of the agency to be watched after closing; null: the usual one of the category. */
	figure: z.enum(WATCHED_FIGURES).nullable().default(null),
	/** A name of the sender's own: sent twice under it, it is logged once. */
	sentAs: z
		.string()
		.regex(/^[\w-]{8,80}$/)
		.nullable()
		.default(null)
});

const text = z.string().trim().max(4000).default('');
const reason = line(4000);

/** `POST /api/v1/findings/{code}/acts` */
export const findingAct = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('amended'),
		category,
		severity,
		unit: line(300).nullable().default(null),
		clause: line(300).nullable().default(null),
		cause: cause.nullable().default(null),
		text,
		evidence: evidence.default([]),
		happenedAt: instant.nullable().default(null)
	}),
	z.strictObject({ kind: z.literal('confirmed') }),
	z.strictObject({ kind: z.literal('withdrawn'), reason }),
	z.strictObject({ kind: z.literal('explained'), text: reason, evidence: evidence.default([]) }),
	z.strictObject({
		kind: z.literal('explanation_decided'),
		accepted: z.boolean(),
		reason: text
	}),
	z.strictObject({ kind: z.literal('mended'), text, evidence }),
	z.strictObject({
		kind: z.literal('reinspected'),
		passed: z.boolean(),
		text,
		evidence: evidence.default([])
	}),
	z.strictObject({ kind: z.literal('closed') })
]);

/** `POST /api/v1/findings/tasks` */
export const findingTasks = z.strictObject({
	findings: z
		.array(z.strictObject({ code, text: line(10_000).nullable().default(null) }))
		.min(1, 'chưa chọn tồn tại nào')
		.max(500),
	/** The letter that asks for it; null: without one. */
	directive: z
		.strictObject({
			type: line(60).default('công văn'),
			number: line(60).nullable().default(null),
			issuedOn: z.iso.date().nullable().default(null),
			issuer: line(300),
			subject: line(2000)
		})
		.nullable()
		.default(null),
	again: z.boolean().default(false),
	due: z.iso.date('chưa có hạn'),
	/** Code of the agency that follows it. */
	tracker: z.string().trim().min(1).max(40)
});

const optional = <T extends z.ZodType>(schema: T) =>
	z
		.union([z.literal(''), schema])
		.optional()
		.transform((value) => (value === '' || value === undefined ? null : value));

/** `GET /api/v1/findings` */
export const findingParams = z.object({
	agency: optional(z.string().trim().max(40)),
	category: optional(category),
	severity: optional(severity),
	state: optional(z.enum(FINDING_STATES)),
	inspection: optional(code),
	dossier: optional(code),
	task: optional(code)
});

const agency = z.strictObject({ code: z.string(), name: z.string() });
export const findingItem = z
	.strictObject({
		code: z.string(),
		category,
		severity,
		state: z.enum(FINDING_STATES),
		agency,
		unit: z.string().nullable(),
		clause: z.string().nullable(),
		dossiers: z.array(z.string()),
		/** Those that the system did not know when it was logged. */
		unknownDossiers: z.array(z.string()),
		cause: z.string().nullable(),
		text: z.string(),
		evidence: z.array(z.string()),
		happenedAt: instant.nullable(),
		loggedAt: instant,
		/** How many times it was put right as a first record, the first counted. */
		version: n,
		/** Whether its agency sees it. */
		released: z.boolean(),
		/** Whether the conclusion of its inspection is signed: before that it is a first record. */
		concluded: z.boolean(),
		origin: z.strictObject({ kind: z.enum(FINDING_ORIGINS), id: z.string().nullable() }),
		inspection: z.string().nullable(),
		figure: z
			.strictObject({ figure: z.enum(WATCHED_FIGURES), value: z.number(), at: instant })
			.nullable(),
		/** The unit's word, and whether it was accepted; null there: nobody has decided yet. */
		explanation: z
			.strictObject({ text: z.string(), at: instant, accepted: z.boolean().nullable() })
			.nullable(),
		task: z.string().nullable(),
		mendedAt: instant.nullable(),
		closedAt: instant.nullable(),
		watch: z
			.strictObject({
				until: z.iso.date(),
				figure: z.enum(WATCHED_FIGURES).nullable(),
				/** At this value the fault is there again. */
				limit: z.number().nullable()
			})
			.nullable(),
		relapses: n,
		/** What the reader may do to it now. */
		mayDo: z.array(z.string())
	})
	.meta({ id: 'Finding' });
export type FindingItem = z.output<typeof findingItem>;

const findingList = z.strictObject({ total: n, items: z.array(findingItem) });
const findingDetail = z.strictObject({
	...findingItem.shape,
	/** The official concerned, for who may read that. */
	person: z.string().nullable(),
	/** The watched figure as it stands now. */
	figureNow: z.number().nullable(),
	events: z.array(z.looseObject({ at: instant, kind: z.string(), by: z.string().nullable() }))
});
export type FindingDetail = z.output<typeof findingDetail>;

const heat = z
	.strictObject({
		/** Confirmed ones; severe ones only after the conclusion of their inspection. */
		categories: z.array(category),
		/** In the order of their names: agencies are not ranked by findings. */
		agencies: z.array(
			z.strictObject({
				agency,
				counts: z.record(z.string(), n),
				total: n,
				open: n,
				closed: n,
				relapsed: n,
				/** Share of the closed that came back; null: none was closed. */
				recurrence: z.number().min(0).max(1).nullable()
			})
		),
		totals: z.record(z.string(), n)
	})
	.meta({ id: 'FindingHeat' });
export type FindingHeat = z.output<typeof heat>;

/** Findings, under `/api/v1/findings`. */
export const FINDING_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/findings',
		method: 'get',
		summary: 'Findings that exist for the reader, the latest first',
		keys: READ,
		query: findingParams,
		answer: findingList,
		refusals: [400, 403]
	},
	{
		path: '/api/v1/findings',
		method: 'post',
		summary: 'Logs a finding as a first record: nobody but those who inspect sees it yet',
		keys: ACT,
		body: findingLog,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			category,
			severity,
			unknownDossiers: z.array(z.string()),
			/** Whether it had been logged before under the same name of the sender's. */
			again: z.boolean()
		}),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/findings/{code}',
		method: 'get',
		summary: 'A finding with all that happened to it',
		keys: READ,
		answer: findingDetail,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/findings/{code}/acts',
		method: 'post',
		summary: 'Confirms, withdraws, explains, decides, mends, re-inspects or closes a finding',
		keys: ACT,
		body: findingAct,
		command: true,
		answer: z.strictObject({ code: z.string(), state: z.enum(FINDING_STATES) }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/findings/tasks',
		method: 'post',
		summary: 'Makes a remediation task of each finding, under one letter, all or none',
		keys: ACT,
		body: findingTasks,
		command: true,
		answer: z.strictObject({
			directive: z.string().nullable(),
			tasks: z.array(z.strictObject({ finding: z.string(), task: z.string() }))
		}),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/findings/heat',
		method: 'get',
		summary: 'How many findings of each category each agency has, and how many came back',
		keys: READ,
		answer: heat,
		refusals: [403]
	}
];

/** What is said to a person for each refusal of these commands. */
export const FINDING_REFUSALS: Readonly<Record<string, string>> = {
	'finding.unknown': 'Không có tồn tại này.',
	'finding.not_yours': 'Tài khoản này không làm được việc đó.',
	'finding.not_team': 'Chỉ Đoàn kiểm tra (xác nhận, rút: chỉ Trưởng đoàn) làm được việc này.',
	'finding.own_agency': 'Không ai ghi nhận, xác nhận hay phúc tra tại chính đơn vị mình.',
	'finding.own_record': 'Người ghi nhận không tự xác nhận: cần một người khác.',
	'finding.second_look': 'Phúc tra phải do người khác với người ghi nhận và người báo khắc phục.',
	'finding.not_now': 'Tồn tại không còn ở bước này. Hãy xem lại.',
	'finding.not_opened': 'Cuộc kiểm tra chưa công bố tại đơn vị nên chưa xác nhận được.',
	'finding.no_evidence': 'Chưa có minh chứng khắc phục.',
	'finding.no_category': 'Chưa chọn loại tồn tại.',
	'finding.no_agency': 'Chưa chọn cơ quan.',
	'finding.agency_unknown': 'Không có cơ quan mang mã này.',
	'finding.inspection_unknown': 'Không có cuộc kiểm tra này.',
	'finding.other_agency': 'Cuộc kiểm tra này là của cơ quan khác.',
	'finding.future': 'Thời điểm xảy ra ở tương lai.',
	'finding.none_named': 'Chưa chọn tồn tại nào.',
	'finding.due_past': 'Hạn khắc phục đã qua.',
	'finding.incomplete': 'Chưa đủ nội dung. Những gì đã nhập vẫn còn đó.'
};
