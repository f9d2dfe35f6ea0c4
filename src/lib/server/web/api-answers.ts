import { z } from 'zod';
import { AGENCY_KINDS, AGENCY_LEVELS } from '#lib/domain/agencies/agency.ts';
import { STANDINGS } from '#lib/domain/deadlines/standing.ts';
import { NORM_UNITS } from '#lib/domain/procedures/catalogue.ts';
import type {
	AgencyFigures,
	DossierDetail,
	DossierItem,
	DossierList,
	Overview
} from '#lib/domain/reports/overview.ts';
import type { Tally } from '#lib/domain/reports/tally.ts';
import { OVERDUE_AGES, type ChartSeries } from '#lib/server/store/charts.ts';

/** What the API answers, as schemas: for its description, and for the tests that hold it to them. */

const n = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
const day = z.iso.date();
/** ISO 8601 with offset. */
const instant = z.iso.datetime({ offset: true });
const code = z.string();

export const tally: z.ZodType<Tally> = z
	.strictObject({
		received: n,
		carriedOver: n,
		resolved: z.strictObject({
			early: n,
			onTime: n,
			late: n,
			noDue: n,
			total: n,
			lateByPromise: n,
			notHandedOver: n
		}),
		open: z.strictObject({ inTime: n, dueSoon: n, overdue: n, noDue: n, paused: n, total: n }),
		awaiting: z.strictObject({ total: n, overdue: n }),
		ended: z.strictObject({ withdrawn: n, stopped: n, afterDue: n }),
		refused: n,
		movedDue: n,
		rates: z.strictObject({ onTimeOrEarly: share, late: share, lateByPromise: share })
	})
	.meta({ id: 'Tally' });

const agencyFigures: z.ZodType<AgencyFigures> = z.strictObject({
	code,
	name: z.string(),
	kind: z.enum(AGENCY_KINDS),
	level: z.enum(AGENCY_LEVELS),
	accountable: z.boolean(),
	vertical: z.boolean(),
	parent: code.nullable(),
	ended: z.boolean(),
	tally,
	own: tally,
	freshness: z.strictObject({
		lastEventAt: instant.nullable(),
		lastArrivalAt: instant.nullable(),
		stale: z.boolean()
	})
});

export const overview: z.ZodType<Overview> = z
	.strictObject({
		epoch: z.string(),
		seq: n,
		asOf: instant,
		from: day,
		to: day,
		pending: n,
		province: tally,
		agencies: z.array(agencyFigures)
	})
	.meta({ id: 'Overview' });

const named = z.strictObject({ code, name: z.string() });
const item = z.strictObject({
	code,
	procedure: named,
	field: named,
	agency: named,
	receivedBy: code,
	channel: z.string(),
	unit: z.string(),
	status: z.int().min(1).max(10),
	standing: z.enum(STANDINGS).nullable(),
	marks: z.strictObject({
		notHandedOver: z.boolean(),
		endedAfterDue: z.boolean(),
		movedDue: z.boolean(),
		lateByPromise: z.boolean()
	}),
	receivedAt: instant.nullable(),
	submittedAt: instant.nullable(),
	firstDueAt: instant.nullable(),
	dueAt: instant.nullable(),
	dueSource: z.enum(['recorded', 'same_day']).nullable(),
	finishedAt: instant.nullable(),
	returnedAt: instant.nullable(),
	daysLate: z.int().nullable(),
	flags: z.array(z.string())
});
export const dossierItem: z.ZodType<DossierItem> = item.meta({ id: 'DossierItem' });

export const dossierList: z.ZodType<DossierList> = z
	.strictObject({ total: n, items: z.array(dossierItem), next: z.string().nullable() })
	.meta({ id: 'DossierList' });

const norm = z.strictObject({ value: z.int(), unit: z.enum(NORM_UNITS) }).nullable();
const sentence = z.looseObject({ code: z.string() });
const pauseKind = z.enum(['supplement', 'financial_duty', 'stopped']);
const reason = z.enum([
	'first',
	'same_day',
	'supplement',
	'financial_duty',
	'resumed',
	'moved',
	'time_only'
]);

const detail: z.ZodType<DossierDetail> = item.extend({
	firstEndAt: instant.nullable(),
	applicantKind: z.string(),
	papers: n,
	results: n,
	holder: z.strictObject({ unit: z.string(), title: z.string(), since: instant }).nullable(),
	changes: z.array(z.strictObject({ at: instant, status: z.int(), undated: z.boolean() })),
	steps: z.array(
		z.strictObject({
			at: instant,
			status: z.int(),
			unit: z.string(),
			title: z.string(),
			startedAt: instant.nullable(),
			normEndAt: instant.nullable(),
			arrivedAt: instant
		})
	),
	dues: z.array(
		z.strictObject({
			dueAt: instant,
			promiseAt: instant,
			effectiveAt: instant,
			reason,
			grounded: z.boolean()
		})
	),
	supplements: z.array(
		z.strictObject({
			requestedAt: instant.nullable(),
			receivedAt: instant.nullable(),
			dueBefore: instant.nullable(),
			dueAfter: instant.nullable()
		})
	),
	deadline: z.strictObject({
		receivedOn: day.nullable(),
		norm,
		days: z.array(
			z.strictObject({
				day,
				kind: z.string(),
				name: z.string().nullable(),
				source: z.string().nullable(),
				provisional: z.boolean(),
				pause: pauseKind.nullable(),
				counted: z.boolean(),
				n: z.int().nullable()
			})
		),
		capped: z.boolean(),
		pauses: z.array(
			z.strictObject({
				kind: pauseKind,
				from: day,
				to: day.nullable(),
				workingDays: z.int().nullable(),
				stopsClock: z.boolean()
			})
		),
		moves: z.array(
			z.strictObject({
				at: day,
				from: day.nullable(),
				to: day,
				workingDays: z.int().nullable(),
				reason: z.string(),
				grounded: z.boolean()
			})
		),
		computedDue: day.nullable(),
		recordedDue: day.nullable(),
		difference: z.int(),
		sentence,
		notes: z.array(sentence)
	})
});
export const dossierDetail = detail.meta({ id: 'Dossier' });

const lateDays = z.array(z.strictObject({ day, resolved: n, late: n, rate: share }));
export const charts: z.ZodType<ChartSeries> = z
	.strictObject({
		lateByDay: lateDays,
		previous: lateDays,
		lastYear: lateDays,
		lateByAgency: z.array(
			z.strictObject({
				code,
				name: z.string(),
				resolved: n,
				late: n,
				rate: share,
				previousRate: share,
				lastYearRate: share
			})
		),
		overdueAge: z.array(
			z.strictObject({ bucket: z.enum(OVERDUE_AGES.map(({ bucket }) => bucket)), count: n })
		),
		byField: z.array(
			z.strictObject({
				code,
				name: z.string(),
				received: n,
				resolved: n,
				late: n,
				overdue: n
			})
		)
	})
	.meta({ id: 'Charts' });

export const feedAnswer = z
	.strictObject({
		error_code: z.literal('0'),
		message: z.string(),
		accepted: n,
		unchanged: n,
		quarantined: z.array(
			z.strictObject({ index: n, MaHoSo: z.string(), field: z.string(), reason: z.string() })
		)
	})
	.meta({ id: 'FeedAnswer' });

export const fileReport = z
	.strictObject({
		error_code: z.literal('0'),
		dryRun: z.boolean(),
		service: z.enum(['DongBoHoSoMC', 'CapNhatTienDoHoSoMC']),
		taken: z.boolean(),
		rows: n,
		accepted: n,
		unchanged: n,
		quarantined: n,
		refused: n,
		lines: z.array(
			z.strictObject({
				line: n,
				MaHoSo: z.string(),
				outcome: z.enum(['accepted', 'unchanged', 'quarantined', 'refused']),
				field: z.string().optional(),
				reason: z.string().optional()
			})
		)
	})
	.meta({ id: 'FileReport' });

export const quarantineAnswer = z
	.strictObject({
		pending: n,
		groups: z.array(
			z.strictObject({
				reason: z.string(),
				field: z.string(),
				agencyName: z.string().nullable(),
				messages: n,
				dossiers: n,
				firstArrivedAt: instant,
				lastArrivedAt: instant,
				senders: z.array(z.string())
			})
		),
		orphans: z.strictObject({
			total: n,
			items: z.array(z.strictObject({ code, steps: n, lastArrivalAt: instant }))
		})
	})
	.meta({ id: 'Quarantine' });

export const waitingAnswer = z
	.strictObject({
		total: n,
		items: z.array(
			z.strictObject({
				id: n,
				code: z.string(),
				field: z.string(),
				reason: z.string(),
				agencyName: z.string().nullable(),
				arrivedAt: instant,
				lastArrivedAt: instant,
				times: n
			})
		),
		next: n.nullable()
	})
	.meta({ id: 'WaitingMessages' });

export const releasedAnswer = z.strictObject({ released: n, waiting: n }).meta({ id: 'Released' });
export const dismissedAnswer = z.strictObject({ dismissed: n }).meta({ id: 'Dismissed' });

const procedure = z
	.strictObject({
		code,
		name: z.string(),
		fieldCode: z.string(),
		fieldName: z.string(),
		norm,
		committed: norm,
		sameDay: z.boolean(),
		validFrom: day,
		validTo: day.nullable(),
		source: z.string()
	})
	.meta({ id: 'Procedure' });
export const procedureList = z
	.strictObject({ total: n, items: z.array(procedure) })
	.meta({ id: 'ProcedureList' });
export const importOutcome = z
	.strictObject({
		added: z.array(procedure),
		changed: z.array(z.strictObject({ before: procedure, after: procedure })),
		unchanged: z.array(procedure),
		errors: z.array(z.strictObject({ row: n, field: z.string(), reason: z.string() })),
		plan: z.string(),
		taken: z.boolean(),
		refolded: n
	})
	.meta({ id: 'CatalogueImport' });

/** RFC 9457. */
export const problemAnswer = z
	.looseObject({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		detail: z.string().optional(),
		code: z.string().optional(),
		field: z.string().optional(),
		errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional()
	})
	.meta({ id: 'Problem' });
