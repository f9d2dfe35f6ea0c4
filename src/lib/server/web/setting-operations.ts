import { z } from 'zod';
import { AGENCY_KINDS, AGENCY_LEVELS } from '#lib/domain/agencies/agency.ts';
import type { Operation } from './operation.ts';
import * as shapes from './setting-shapes.ts';

const ACT = ['act'] as const;
const n = z.int().min(0);
const day = z.iso.date();
const code = z.string();

const interval = z.strictObject({ from: n, to: n });
const line = z.strictObject({
	code,
	name: z.string(),
	shortName: z.string(),
	kind: z.enum(AGENCY_KINDS),
	level: z.enum(AGENCY_LEVELS),
	parentCode: code.nullable(),
	accountable: z.boolean(),
	vertical: z.boolean(),
	hours: z.strictObject({ week: z.array(z.array(interval)) }),
	validFrom: day,
	validTo: day.nullable(),
	document: z.string()
});
const succession = z.strictObject({
	fromCode: code,
	toCode: code,
	kind: z.enum(['merge', 'split', 'rename', 'abolish', 'transfer']),
	on: day,
	document: z.string()
});
const term = z.strictObject({
	code,
	name: z.string(),
	title: z.string(),
	acting: z.boolean(),
	validFrom: day,
	validTo: day.nullable(),
	document: z.string()
});

/** What importing a file of agencies changes, or would. */
export const agenciesOutcome = z
	.strictObject({
		added: z.array(line),
		changed: z.array(z.strictObject({ before: line.nullable(), after: line })),
		ended: z.array(line),
		unchanged: n,
		closed: z.array(line),
		aliases: z.array(z.strictObject({ code, alias: z.string() })),
		successions: z.array(succession),
		heads: z.array(term),
		errors: z.array(z.strictObject({ row: n, field: z.string(), reason: z.string() })),
		plan: z.string(),
		taken: z.boolean()
	})
	.meta({ id: 'AgenciesImport' });

const withdrawn = z.strictObject({ withdrawn: n });
const changed = z.strictObject({ code, validFrom: day }).meta({ id: 'AgencyChanged' });

/** The commands with which a province is set up; all for those who may manage settings. */
export const SETTING_OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/agencies/imports',
		method: 'post',
		summary: 'Imports a file of agencies; tried only, unless dryRun=false',
		keys: ACT,
		body: shapes.agenciesFields,
		file: true,
		command: true,
		answer: agenciesOutcome,
		refusals: [400, 409, 413, 415, 422, 429]
	},
	{
		path: '/api/v1/agencies/changes',
		method: 'post',
		summary: 'A new version of an agency from a day on',
		keys: ACT,
		body: shapes.agencyChange,
		command: true,
		answer: changed,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/agencies/ends',
		method: 'post',
		summary: 'The last day of an agency, and what follows it',
		keys: ACT,
		body: shapes.agencyEnd,
		command: true,
		answer: changed,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/agencies/aliases',
		method: 'post',
		summary: 'Another name or code under which the feed knows an agency',
		keys: ACT,
		body: shapes.agencyAlias,
		command: true,
		answer: z.strictObject({ code, alias: z.string() }),
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/agencies/heads',
		method: 'post',
		summary: 'Who heads an agency from a day on',
		keys: ACT,
		body: shapes.agencyHead,
		command: true,
		answer: changed,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/calendar/previews',
		method: 'post',
		summary: 'How many open dossiers days would touch; nothing is changed',
		keys: ACT,
		body: shapes.daysAsked,
		command: true,
		answer: z.strictObject({
			days: z.array(z.strictObject({ day, spanning: n, due: n, changes: z.boolean() })),
			dossiers: n
		}),
		refusals: [400]
	},
	{
		path: '/api/v1/calendar/days',
		method: 'post',
		summary: 'Declares holidays, working days and closures by one document',
		keys: ACT,
		body: shapes.daysDeclared,
		command: true,
		answer: z.strictObject({ declared: n }),
		refusals: [400, 409]
	},
	{
		path: '/api/v1/calendar/withdrawals',
		method: 'post',
		summary: 'Takes a declared day back; its row is kept',
		keys: ACT,
		body: shapes.withdrawal,
		command: true,
		answer: withdrawn,
		refusals: [400, 404]
	},
	{
		path: '/api/v1/calendar/years',
		method: 'post',
		summary: 'Confirms the calendar of a year',
		keys: ACT,
		body: shapes.yearConfirmed,
		command: true,
		answer: z.strictObject({ year: n }),
		refusals: [400, 409]
	},
	{
		path: '/api/v1/parameters',
		method: 'post',
		summary: 'Sets a value of a parameter from a day on',
		keys: ACT,
		body: shapes.parameterSet,
		command: true,
		answer: z.strictObject({ name: z.string(), validFrom: day }),
		refusals: [400, 409]
	},
	{
		path: '/api/v1/parameters/withdrawals',
		method: 'post',
		summary: 'Takes a value of a parameter back',
		keys: ACT,
		body: shapes.withdrawal,
		command: true,
		answer: withdrawn,
		refusals: [400, 404]
	},
	{
		path: '/api/v1/thresholds',
		method: 'post',
		summary: 'Decides from which value on an indicator is marked',
		keys: ACT,
		body: shapes.thresholdSet,
		command: true,
		answer: z.strictObject({ indicator: z.string(), validFrom: day }),
		refusals: [400, 409]
	},
	{
		path: '/api/v1/thresholds/withdrawals',
		method: 'post',
		summary: 'Takes a threshold back',
		keys: ACT,
		body: shapes.withdrawal,
		command: true,
		answer: withdrawn,
		refusals: [400, 404]
	}
];
