import { z } from 'zod';
import { TASK_SOURCES, TASK_STATES } from '#lib/domain/tasks/task.ts';
import { TASK_WAITS } from '#lib/domain/tasks/shown.ts';
import { TASK_FIGURES } from '#lib/domain/tasks/tally.ts';
import { TIMELINESS } from '#lib/domain/tasks/timeliness.ts';
import { EVIDENCE_REFUSALS, evidenceFile, keptFile } from './evidence-shapes.ts';
import type { Operation } from './operation.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const agencyCode = z.string().trim().min(1).max(40);
const line = (atMost: number) => z.string().trim().min(1).max(atMost);

const urgency = z.enum(['hoa_toc', 'thuong_khan', 'khan']);

/** Day of the week, month or year on which it is due each time; a day that a month lacks is its last. */
export const recurrence = z
	.discriminatedUnion('every', [
		z.strictObject({ every: z.literal('weekly'), weekday: z.int().min(1).max(7) }),
		z.strictObject({ every: z.literal('monthly'), day: z.int().min(1).max(31) }),
		z.strictObject({
			every: z.literal('quarterly'),
			month: z.int().min(1).max(3),
			day: z.int().min(1).max(31)
		}),
		z.strictObject({
			every: z.literal('yearly'),
			month: z.int().min(1).max(12),
			day: z.int().min(1).max(31)
		})
	])
	.meta({ id: 'Recurrence' });

/** The number that a task came of, frozen as it was shown. */
export const taskCause = z
	.strictObject({
		kind: line(40),
		id: line(200),
		/** Code of the agency whose number it is; null: of the province. */
		agency: z.string().nullable(),
		/** What else narrowed it, as the address of the page said. */
		query: z.string().max(500).optional(),
		value: z.number().nullable(),
		at: instant
	})
	.meta({ id: 'TaskCause' });

/** `system`: the other software that it lives in, `number`: its number there. */
export const taskOrigin = z.strictObject({ system: z.string(), number: z.string() });

const span = z.tuple([z.int().min(0), z.int().min(0)]);

const confirmedTask = z
	.strictObject({
		path: line(60).nullable().default(null),
		text: line(10_000),
		product: line(500).nullable().default(null),
		source: z.enum(TASK_SOURCES).default('chairman'),
		/** Code of the agency that answers for it. */
		lead: agencyCode,
		coordinating: z.array(agencyCode).max(300).default([]),
		/** Code of the agency that follows it and confirms the result. */
		tracker: agencyCode,
		due: day.nullable().default(null),
		/** `tracking`: set by the office because the document has none. */
		dueFrom: z.enum(['document', 'tracking']).nullable().default(null),
		condition: line(1000).nullable().default(null),
		units: z.array(line(200)).max(1000).default([]),
		/** Post or person whom the document makes responsible. */
		responsible: line(300).nullable().default(null),
		/** Who carries it out, as the document names it. */
		executingUnit: line(300).nullable().default(null),
		/** Each period becomes a task with a due day of its own; `due` is then the first day that counts. */
		recurrence: recurrence.nullable().default(null),
		/** Where it stands in `text` of the document: offsets in UTF-16 units, the end not included. */
		span: span.nullable().default(null)
	})
	.refine(({ due, dueFrom }) => (due === null) === (dueFrom === null), {
		path: ['dueFrom'],
		error: 'phải nói hạn lấy từ đâu, và chỉ khi có hạn'
	});

/** `POST /api/v1/directives` */
export const directiveIssue = z.strictObject({
	type: line(60),
	number: line(60).nullable().default(null),
	issuedOn: day.nullable().default(null),
	issuer: line(300),
	subject: line(2000),
	urgency: urgency.nullable().default(null),
	/** A document of the same number and day is there, and another one is meant. */
	again: z.boolean().default(false),
	tasks: z.array(confirmedTask).max(500),
	/**
	 * The words of the document, kept beside its tasks, as `/directives/parse` answers them: a text that
	 * would be kept otherwise has no places to point into.
	 */
	text: z.string().max(500_000).nullable().default(null),
	/** Passages that are rules ("Nghiêm cấm …"), not tasks. */
	rules: z.array(span).max(2000).default([]),
	...{ signer: line(300).nullable().default(null), authority: line(300).nullable().default(null) },
	assignedBy: line(300).nullable().default(null),
	addressees: z.array(line(500)).max(300).default([]),
	references: z.array(line(1000)).max(500).default([])
});

/** Bytes of a document with its words, in JSON, at most. */
export const DIRECTIVE_BYTES = 4 * 1024 * 1024;

/** `POST /api/v1/task-series/{code}/end` */
export const seriesEnd = z.strictObject({ document: z.string().trim().min(1).max(300) });

/** `POST /api/v1/directives/{code}/acknowledgements` */
export const directiveAcknowledgement = z.strictObject({});

const reason = line(4000);
const documentName = line(300);

/** `POST /api/v1/tasks/{code}/acts` */
export const taskAct = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('received') }),
	z.strictObject({ kind: z.literal('acknowledged') }),
	z.strictObject({ kind: z.literal('correction_asked'), reason }),
	z.strictObject({
		kind: z.literal('correction_decided'),
		/** Code of the agency that answers for it from now on; null: it stays where it is. */
		lead: agencyCode.nullable(),
		document: documentName
	}),
	z.strictObject({
		kind: z.literal('assigned_inside'),
		unit: line(300),
		/** Seen inside the agency only, as is the inner due day. */
		officer: line(200).nullable().default(null),
		due: day.nullable()
	}),
	z.strictObject({
		kind: z.literal('progressed'),
		text: reason,
		evidence: z.array(line(500)).max(50).default([])
	}),
	z.strictObject({ kind: z.literal('unit_marked'), unit: line(200), done: z.boolean() }),
	z.strictObject({ kind: z.literal('submitted'), evidence: z.array(line(500)).max(50) }),
	z.strictObject({ kind: z.literal('sent_back'), reason }),
	z.strictObject({ kind: z.literal('verified') }),
	z.strictObject({ kind: z.literal('extension_asked'), until: day, reason }),
	z.strictObject({
		kind: z.literal('extension_decided'),
		granted: z.boolean(),
		document: documentName
	}),
	z.strictObject({ kind: z.literal('condition_met'), due: day.nullable() }),
	z.strictObject({ kind: z.literal('paused'), reason }),
	z.strictObject({ kind: z.literal('resumed') }),
	z.strictObject({ kind: z.literal('revoked'), document: documentName }),
	z.strictObject({ kind: z.literal('reopened'), reason, due: day.nullable() })
]);

const agency = z.strictObject({ code: z.string(), name: z.string() });

export const taskItem = z
	.strictObject({
		code: z.string(),
		path: z.string().nullable(),
		directive: z
			.strictObject({
				code: z.string(),
				type: z.string(),
				number: z.string().nullable(),
				issuedOn: day.nullable(),
				subject: z.string()
			})
			.nullable(),
		text: z.string(),
		product: z.string().nullable(),
		source: z.enum(TASK_SOURCES),
		lead: agency,
		coordinating: z.array(agency),
		tracker: agency,
		state: z.enum(TASK_STATES),
		/** Null for one that was revoked. */
		timeliness: z.enum(TIMELINESS).nullable(),
		urgency: urgency.nullable(),
		firstDue: day.nullable(),
		due: day.nullable(),
		dueFrom: z.enum(['document', 'tracking']).nullable(),
		condition: z.string().nullable(),
		units: z.strictObject({ done: n, of: n }).nullable(),
		responsible: z.string().nullable(),
		executingUnit: z.string().nullable(),
		cause: taskCause.nullable(),
		/** Null: it lives here. A task of another software is never acted on here. */
		origin: taskOrigin.nullable(),
		recurrence: recurrence.nullable(),
		/** `2026-11`, `2026-Q4`, `2026` or `2026-W47` of one that comes again. */
		period: z.string().nullable(),
		/** Days since it was assigned, of one that is open and has no due day. */
		ageDays: n.nullable(),
		extension: z
			.strictObject({
				until: day,
				askedAt: instant,
				/** The due day has come, and nobody has answered; `waits` has the office's own working days. */
				unanswered: z.boolean()
			})
			.nullable(),
		assignedAt: instant,
		acknowledgedAt: instant.nullable(),
		submittedAt: instant.nullable(),
		doneAt: instant.nullable(),
		/** Until when its head acknowledges, and whether that is or was late; null: nobody waits for it. */
		acknowledgement: z.strictObject({ by: instant, late: z.boolean() }).nullable(),
		/** Working days past its due day; null unless it is overdue. */
		overdueDays: n.nullable(),
		/** Whose word it waits for, since when, and for how many working days: the others' own time. */
		waits: z.array(
			z.strictObject({
				for: z.enum(['verification', 'extension', 'correction']),
				since: instant,
				days: n
			})
		),
		relapses: n,
		sentBack: n,
		/** What the reader may do to it now. */
		mayDo: z.array(z.string())
	})
	.meta({ id: 'Task' });

const tally = z
	.strictObject({
		total: n,
		done: z.strictObject({ onTime: n, late: n, noDate: n, total: n }),
		open: z.strictObject({
			...{ inTime: n, dueSoon: n, overdue: n, noDate: n, standing: n, total: n }
		}),
		unacknowledged: n,
		submitted: n,
		/** Open without a date, assigned more than three months ago. */
		noDateOld: n,
		overdueAge: z.strictObject({ le7: n, d8_30: n, d31_90: n, gt90: n }),
		onTimeRate: z.number().min(0).max(1).nullable()
	})
	.meta({ id: 'TaskTally' });

/** `GET /api/v1/tasks` */
export const taskListParams = z.object({
	/** Tasks that this agency or one below it answers for. */
	agency: agencyCode.optional(),
	/** `true`: that agency itself, without those below it. */
	own: z.enum(['true', 'false']).optional(),
	/** Tasks of one document, by its public code. */
	directive: z.string().max(40).optional(),
	/** Due in the week of this day. */
	week: day.optional(),
	/** Words of the task, its document's number or its own code, without regard to case and marks. */
	q: z.string().trim().max(200).optional(),
	/** Any number of the tally by its dotted name: the list is of exactly that many. */
	figure: z.enum(TASK_FIGURES).optional(),
	state: z.enum(TASK_STATES).optional(),
	timeliness: z.enum(TIMELINESS).optional(),
	/** Those that wait for somebody else's word than the doer's: a result, an extension, a correction. */
	waits: z.enum(TASK_WAITS).optional(),
	limit: z.coerce.number().int().min(1).max(1000).optional(),
	offset: z.coerce.number().int().min(0).max(1_000_000).optional(),
	/** `here`, `mirrored`, or the name of one other software; figures count what is listed by it. */
	origin: z.string().trim().min(1).max(100).optional()
});
/** `next`: the offset of the next part; null: this is the last. */
const taskList = z.strictObject({ total: n, tally, items: z.array(taskItem), next: n.nullable() });
const taskDetail = z.strictObject({
	...taskItem.shape,
	/** The work that comes again of which it is one period; `endedOn` null: it goes on. */
	series: z
		.strictObject({ code: z.string(), endedOn: day.nullable(), endedBy: z.string().nullable() })
		.nullable(),
	/** Of a quantity target, in the document's order. */
	unitList: z.array(z.strictObject({ name: z.string(), done: z.boolean() })),
	/** Every due day it has had. */
	/** Files handed in, whose codes `evidence` of an event may name. */
	files: z.array(evidenceFile),
	dues: z.array(
		z.strictObject({ due: day.nullable(), at: instant, document: z.string().nullable() })
	),
	events: z.array(z.looseObject({ at: instant, kind: z.string(), by: z.string().nullable() }))
});

/** Documents and tasks, under `/api/v1/directives` and `/api/v1/tasks`. */
export const TASK_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/directives',
		method: 'post',
		summary: 'Issues a document with the tasks that a person has confirmed, all or none',
		keys: ACT,
		body: directiveIssue,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			tasks: z.array(z.string()),
			/** Of work that comes again: the task of the first period of each stands in `tasks`. */
			series: z.array(z.string())
		}),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/task-series/{code}/end',
		method: 'post',
		summary: 'Ends work that comes again: no further period is made, those that there are stay',
		keys: ACT,
		body: seriesEnd,
		command: true,
		answer: z.strictObject({ code: z.string(), endedOn: day }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/directives/{code}/acknowledgements',
		method: 'post',
		summary: 'A head takes up all that a document asks of the agency, at once',
		keys: ACT,
		body: directiveAcknowledgement,
		command: true,
		answer: z.strictObject({ code: z.string(), tasks: z.array(z.string()) }),
		refusals: [400, 403, 404, 409]
	},
	{
		path: '/api/v1/tasks',
		method: 'get',
		summary: 'Tasks in the reader’s scope, with their figures',
		keys: READ,
		query: taskListParams,
		answer: taskList,
		refusals: [400, 403, 404]
	},
	{
		path: '/api/v1/tasks/{code}',
		method: 'get',
		summary: 'A task with all that happened to it',
		keys: READ,
		answer: taskDetail,
		refusals: [403, 404]
	},
	{
		path: '/api/v1/tasks/{code}/evidence',
		method: 'post',
		summary: 'Keeps files for a report: pdf, docx, xlsx, jpg or png of at most 20 MB each',
		keys: ACT,
		body: z.object({}),
		file: true,
		orFile: 'pdf, docx, xlsx, jpg or png, at most 20 MiB; up to three times',
		answer: z.strictObject({ files: z.array(keptFile) }),
		refusals: [400, 403, 404, 413, 415]
	},
	{
		path: '/api/v1/tasks/{code}/evidence/{file}',
		method: 'get',
		summary: 'A file of evidence',
		keys: READ,
		answer: ['application/octet-stream'],
		refusals: [403, 404]
	},
	{
		path: '/api/v1/tasks/{code}/acts',
		method: 'post',
		summary: 'Acknowledges, reports, hands in, confirms, extends … a task',
		keys: ACT,
		body: taskAct,
		command: true,
		answer: z.strictObject({
			code: z.string(),
			state: z.enum(TASK_STATES),
			due: day.nullable()
		}),
		refusals: [400, 403, 404, 409]
	}
];

/** What is said to a person for each refusal of these commands. */
export const TASK_REFUSALS: Readonly<Record<string, string>> = {
	'directive.exists': 'Đã có văn bản cùng số và ngày. Nếu là văn bản khác, hãy xác nhận lại.',
	'directive.text_other':
		'Chữ của văn bản không đúng dạng mà /directives/parse trả về nên không biết các đoạn nằm ở đâu.',
	'directive.span_outside': 'Một đoạn nằm ngoài văn bản, hoặc không có văn bản kèm theo.',
	'directive.unknown':
		'Không có văn bản này, hoặc văn bản không giao việc cho cơ quan của tài khoản.',
	'directive.already_acknowledged': 'Văn bản này đã được xác nhận tiếp nhận.',
	'task.unknown': 'Không có nhiệm vụ này.',
	'task.agency_unknown': 'Không có cơ quan mang mã này.',
	'task.not_yours': 'Việc này không thuộc thẩm quyền của tài khoản.',
	'task.own_work':
		'Không ai xác nhận hoặc gia hạn nhiệm vụ của chính cơ quan nơi mình giữ chức vụ.',
	'task.not_now': 'Trạng thái hiện tại của nhiệm vụ không cho phép việc này.',
	'task.no_condition': 'Nhiệm vụ này không chờ điều kiện nào.',
	'task.condition_open': 'Nhiệm vụ còn chờ điều kiện, chưa bắt đầu.',
	'task.no_units': 'Nhiệm vụ này không có danh sách đơn vị.',
	'task.unit_unknown': 'Đơn vị này không có trong danh sách của nhiệm vụ.',
	'task.no_due': 'Nhiệm vụ không có thời hạn để gia hạn.',
	'task.due_not_ours': 'Thời hạn do Chính phủ, Thủ tướng Chính phủ giao không gia hạn ở đây.',
	'task.too_late_to_extend': 'Đề nghị gia hạn phải gửi trước ngày đến hạn.',
	'task.extension_waits': 'Đã có đề nghị gia hạn đang chờ ý kiến.',
	'task.no_extension': 'Không có đề nghị gia hạn nào đang chờ.',
	'task.extension_not_later': 'Thời hạn đề nghị phải sau thời hạn hiện tại.',
	'task.same_lead': 'Cơ quan này đang chủ trì nhiệm vụ.',
	'task.incomplete': 'Chưa điền đủ nội dung cần thiết, chưa có gì được lưu.',
	'task.not_confirmed': 'Chưa đánh dấu ô xác nhận, chưa có gì được lưu.',
	...EVIDENCE_REFUSALS,
	'task.no_evidence': 'Báo cáo hoàn thành phải có minh chứng.',
	'series.unknown': 'Không có nhiệm vụ định kỳ này.',
	'series.ended': 'Nhiệm vụ định kỳ này đã kết thúc.',
	'task.mirrored':
		'Nhiệm vụ này được theo dõi ở phần mềm khác; chỉ xem tại đây, việc xử lý thực hiện ở phần mềm đó.',
	'task.due_past': 'Thời hạn mới không được ở trong quá khứ.'
};
