import { z } from 'zod';
import { isDay } from '#lib/domain/calendar/time.ts';
import { INSPECTION_RULES, type InspectionActKind } from '#lib/domain/inspections/acts.ts';
import { FINDING_CATEGORIES } from '#lib/domain/inspections/checklist.ts';
import {
	INSPECTION_KINDS,
	INSPECTION_METHODS,
	INSPECTION_STATES,
	NOTE_RESULTS
} from '#lib/domain/inspections/inspection.ts';
import { PAPERS } from '#lib/domain/inspections/papers.ts';
import { findingItem } from './finding-shapes.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.string().refine(isDay, 'không phải là một ngày (YYYY-MM-DD)');
const instant = z.iso.datetime({ offset: true });
const line = (atMost: number) => z.string().trim().min(1).max(atMost);
const text = (atMost: number) => z.string().trim().max(atMost);
const lines = z.array(line(1000)).max(200);
const days = z.strictObject({ from: day, to: day });
const numbered = z.strictObject({ number: line(60), on: day });
const year = z.coerce.number().int().min(2018).max(2100);
const dossiers = z.array(line(80)).max(1000);
const category = z.enum(FINDING_CATEGORIES);

const shortcoming = z.strictObject({
	text: line(4000),
	basis: line(300).nullable(),
	category: category.nullable(),
	/** The finding that it tells of. */
	finding: line(40).nullish()
});
const minutes = z.strictObject({
	place: text(300),
	present: lines,
	dossiers,
	achieved: text(20_000),
	shortcomings: z.array(shortcoming).max(200),
	causes: text(20_000),
	responsibility: text(20_000),
	recommendations: lines
});
const conclusion = z.strictObject({
	achieved: text(20_000),
	shortcomings: z.array(shortcoming).max(200),
	recommendations: lines,
	/** The day by which the unit reports what it has mended. */
	reportBy: day.nullable()
});
const checklistItem = z.strictObject({
	id: line(80),
	group: line(120),
	text: line(1000),
	basis: line(300),
	category
});
/** Somebody of a team: by account (e-mail), or by name alone. */
const member = z.strictObject({
	email: z.string().trim().max(200).nullable().default(null),
	name: text(100).default(''),
	title: line(200),
	/** Code of the agency from which they come. */
	agency: line(40),
	leads: z.boolean()
});

/** `POST /api/v1/inspections` */
export const inspectionPlan = z.strictObject({
	kind: z.enum(INSPECTION_KINDS),
	method: z.enum(INSPECTION_METHODS).default('on_site'),
	year,
	agency: line(40),
	subject: line(1000),
	ground: line(1000),
	expected: days.nullable().default(null),
	/** Whoever orders it signs the conclusion. */
	orderedBy: z.strictObject({ email: line(200), title: line(200) })
});
export type InspectionPlan = z.output<typeof inspectionPlan>;

const kind = <K extends InspectionActKind>(name: K) => ({ kind: z.literal(name) });
/** `POST /api/v1/inspections/{code}/acts` */
export const inspectionAct = z.discriminatedUnion('kind', [
	z.strictObject({
		...kind('founded'),
		decision: numbered,
		from: day,
		to: day,
		team: z.array(member).min(1).max(60),
		/** Which checklist is gone through, as it is now. */
		checklist: line(80).default('cchc')
	}),
	z.strictObject({
		...kind('team_changed'),
		document: numbered,
		team: z.array(member).min(1).max(60)
	}),
	z.strictObject({ ...kind('rescheduled'), document: numbered, from: day, to: day }),
	z.strictObject({ ...kind('noticed'), notice: numbered }),
	z.strictObject({ ...kind('self_reported'), text: line(20_000), documents: lines.default([]) }),
	z.strictObject({ ...kind('opened'), place: line(300), present: lines.default([]) }),
	z.strictObject({
		...kind('noted'),
		item: line(80).nullable().default(null),
		result: z.enum(NOTE_RESULTS),
		text: text(4000).default(''),
		dossiers: dossiers.default([])
	}),
	z.strictObject({ ...kind('minutes_drafted'), minutes }),
	z.strictObject({ ...kind('minutes_released'), minutes }),
	z.strictObject({ ...kind('unit_signed'), title: line(200), opinion: text(20_000).default('') }),
	z.strictObject({ ...kind('unit_declined'), reason: line(2000) }),
	z.strictObject(kind('leader_signed')),
	z.strictObject({ ...kind('conclusion_drafted'), conclusion }),
	z.strictObject(kind('conclusion_signed')),
	z.strictObject({ ...kind('concluded'), notice: numbered }),
	z.strictObject({ ...kind('cancelled'), reason: line(2000) })
]);
export type InspectionActBody = z.output<typeof inspectionAct>;

/** `POST /api/v1/inspections/templates` */
export const templateChange = z.strictObject({
	key: z
		.string()
		.regex(/^[a-z0-9-]{1,40}$/, 'chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối'),
	name: line(300),
	items: z.array(checklistItem).max(300),
	/** The version that its writer changed; 0: the program's own, or none. */
	seen: n
});

/** `GET /api/v1/inspections` */
export const inspectionListParams = z.object({
	year: z
		.string()
		.regex(/^(|20\d\d)$/, 'không phải là một năm')
		.optional()
		.transform((given) => (given === undefined || given === '' ? null : Number(given)))
});
/** `GET /api/v1/inspections/{code}/docx` */
export const paperParams = z.object({ paper: z.enum(PAPERS) });

const agency = z.strictObject({ code: z.string(), name: z.string() });
const person = z.strictObject({ name: z.string(), title: z.string() });
const actKinds = z.enum(Object.keys(INSPECTION_RULES) as [InspectionActKind]);
const shared = {
	code: z.string(),
	kind: z.enum(INSPECTION_KINDS),
	method: z.enum(INSPECTION_METHODS),
	state: z.enum(INSPECTION_STATES),
	year: n,
	agency,
	subject: z.string(),
	expected: days.nullable(),
	days: days.nullable(),
	leader: z.string().nullable(),
	/** Fifteen working days after the end of the inspection; null while it has not ended. */
	conclusionDue: z.iso.date().nullable(),
	conclusionOverdue: z.boolean()
};
const listed = z.strictObject(shared).meta({ id: 'InspectionListed' });
export type InspectionListed = z.output<typeof listed>;

export const inspectionAnswer = z
	.strictObject({
		...shared,
		ground: z.string(),
		orderedBy: person,
		decision: numbered.nullable(),
		team: z.array(person.extend({ agency, leads: z.boolean() })),
		checklist: z.array(checklistItem),
		notice: numbered.nullable(),
		/** Since when the inspected agency knows of it; null: it does not. */
		shownAt: instant.nullable(),
		openedAt: instant.nullable(),
		place: z.string().nullable(),
		present: z.array(z.string()),
		selfReport: z
			.strictObject({ at: instant, text: z.string(), documents: z.array(z.string()) })
			.nullable(),
		/** Of the team alone: empty for everybody else. */
		notes: z.array(
			z.strictObject({
				at: instant,
				by: z.string(),
				item: z.string().nullable(),
				result: z.enum(NOTE_RESULTS),
				text: z.string(),
				dossiers
			})
		),
		minutesDraft: minutes.nullable(),
		minutes: minutes.nullable(),
		releasedAt: instant.nullable(),
		leaderSigned: person.extend({ at: instant }).nullable(),
		unitSigned: person.extend({ at: instant, opinion: z.string() }).nullable(),
		unitDeclined: z.strictObject({ at: instant, reason: z.string() }).nullable(),
		conclusionDraft: conclusion.nullable(),
		conclusionSigned: person.extend({ at: instant }).nullable(),
		conclusion: conclusion.nullable(),
		conclusionNotice: numbered.nullable(),
		concludedAt: instant.nullable(),
		history: z.array(z.strictObject({ at: instant, kind: z.string() })),
		/** Whether the reader works on it: the team, the office, the leaders. */
		ofTeam: z.boolean(),
		mayDo: z.array(actKinds),
		/** What was found there, as far as the reader may see it: its agency only what was confirmed. */
		findings: z.array(findingItem),
		/** Whether the reader may log a finding of it now. */
		logsFindings: z.boolean()
	})
	.meta({ id: 'Inspection' });
export type InspectionAnswer = z.output<typeof inspectionAnswer>;

/** Inspections, under `/api/v1/inspections`. */
export const INSPECTION_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/inspections',
		method: 'get',
		summary:
			'Inspections that exist for the reader: an unannounced one does not for its agency before it opens',
		keys: READ,
		query: inspectionListParams,
		answer: z.strictObject({
			/** Of the years asked for, for who reads the whole plan. */
			progress: z.strictObject({ planned: n, concluded: n }).nullable(),
			items: z.array(listed)
		}),
		refusals: [400, 403]
	},
	{
		path: '/api/v1/inspections',
		method: 'post',
		summary: 'Puts an inspection on the plan of a year, or orders an unannounced one',
		keys: ACT,
		body: inspectionPlan,
		command: true,
		answer: z.strictObject({ code: z.string() }),
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/inspections/templates',
		method: 'get',
		summary: 'Checklists, each in its youngest version',
		keys: READ,
		answer: z.strictObject({
			items: z.array(
				z.strictObject({
					...{ key: z.string(), version: n, name: z.string() },
					items: z.array(checklistItem)
				})
			)
		}),
		refusals: [403]
	},
	{
		path: '/api/v1/inspections/templates',
		method: 'post',
		summary: 'Changes a checklist: another version, for inspections founded from now on',
		keys: ACT,
		body: templateChange,
		command: true,
		answer: z.strictObject({ key: z.string(), version: n }),
		refusals: [400, 403, 409]
	},
	{
		path: '/api/v1/inspections/{code}',
		method: 'get',
		summary: 'An inspection; notes and drafts for its team alone',
		keys: READ,
		answer: inspectionAnswer,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/inspections/{code}/acts',
		method: 'post',
		summary: 'One act on an inspection, by the side whose it is',
		keys: ACT,
		body: inspectionAct,
		command: true,
		answer: z.strictObject({ code: z.string(), state: z.enum(INSPECTION_STATES) }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/inspections/{code}/docx',
		method: 'get',
		summary:
			'Minutes or conclusion in the layout of Nghị định 30/2020/NĐ-CP, number and date blank',
		keys: READ,
		query: paperParams,
		answer: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
		refusals: [400, 403, 404]
	}
];

/** What is said to a person for each refusal of these commands. */
export const INSPECTION_REFUSALS: Readonly<Record<string, string>> = {
	'inspection.unknown': 'Không có cuộc kiểm tra này.',
	'inspection.not_yours': 'Việc này không thuộc thẩm quyền của tài khoản.',
	'inspection.not_now': 'Cuộc kiểm tra không còn ở bước này. Hãy xem lại.',
	'inspection.incomplete': 'Chưa ghi đủ nội dung cần thiết.',
	'inspection.agency_unknown': 'Không có cơ quan mang mã này.',
	'inspection.keeps_the_plan':
		'Văn phòng UBND tỉnh lập kế hoạch và xem mọi cuộc kiểm tra, nên hệ thống không giữ kín được một cuộc kiểm tra đột xuất tại chính Văn phòng.',
	'inspection.person_unknown': 'Không có tài khoản mang thư điện tử này.',
	'inspection.orderer_unknown':
		'Người quyết định kiểm tra phải là lãnh đạo UBND tỉnh hoặc Văn phòng UBND tỉnh.',
	'inspection.checklist_unknown': 'Không có danh mục kiểm tra này.',
	'inspection.no_checklist': 'Danh mục kiểm tra chưa có nội dung nào.',
	'inspection.item_twice': 'Có hai nội dung kiểm tra cùng mã.',
	'inspection.item_unknown': 'Nội dung này không có trong danh mục của cuộc kiểm tra.',
	'inspection.template_stale': 'Có người vừa sửa danh mục này. Hãy xem lại trước khi lưu.',
	'inspection.document_to_come': 'Ngày của văn bản không thể ở tương lai.',
	'inspection.days_reversed': 'Ngày kết thúc không thể trước ngày bắt đầu.',
	'inspection.days_before_decision':
		'Cuộc kiểm tra không thể bắt đầu trước ngày Quyết định thành lập Đoàn.',
	'inspection.days_over': 'Đã hết thời gian kiểm tra. Cần văn bản điều chỉnh thời gian.',
	'inspection.not_begun': 'Chưa đến ngày bắt đầu kiểm tra.',
	'inspection.already_open': 'Cuộc kiểm tra đã bắt đầu, chỉ điều chỉnh được ngày kết thúc.',
	'inspection.unannounced_has_no_notice': 'Kiểm tra đột xuất không thông báo lịch.',
	'inspection.notice_too_late': 'Đã quá ngày bắt đầu, không thông báo lịch được nữa.',
	'inspection.notice_first': 'Kiểm tra theo kế hoạch phải thông báo lịch trước khi bắt đầu.',
	'inspection.one_leader': 'Đoàn kiểm tra phải có đúng một Trưởng đoàn.',
	'inspection.leader_without_account': 'Trưởng đoàn phải có tài khoản trên hệ thống.',
	'inspection.member_twice': 'Có người được ghi hai lần trong Đoàn.',
	'inspection.member_of_body':
		'Thành viên Đoàn không được là người của cơ quan được kiểm tra hoặc đơn vị thuộc cơ quan đó.',
	'inspection.already_signed': 'Đã ký rồi.',
	'inspection.no_conclusion': 'Chưa có dự thảo thông báo kết luận.',
	'inspection.conclusion_unsigned': 'Người quyết định kiểm tra chưa ký thông báo kết luận.',
	'inspection.notice_before_signing': 'Ngày ban hành không thể trước ngày ký.'
};
