import { z } from 'zod';
import { envelope, snapshotRecord, stepRecord } from '#lib/server/ingest/dossier-feed/wire.ts';
import * as answers from './api-answers.ts';
import * as shapes from './api-shapes.ts';
import { auditAnswer, auditFilter, auditParams } from './audit-shapes.ts';
import { APOLOGY_OPERATIONS } from './apology-shapes.ts';
import { CAUSE_OPERATIONS } from './cause-shapes.ts';
import { CONSULTATION_OPERATIONS } from './consultation-shapes.ts';
import { MEASURE_OPERATIONS } from './measure-shapes.ts';
import { DELAY_OPERATIONS } from './delays.ts';
import { DIRECTIVE_OPERATIONS } from './directive-shapes.ts';
import { DRAFT_OPERATIONS } from './draft-shapes.ts';
import { listExportParams, overviewExportParams } from './export-params.ts';
import { CORRECTION_OPERATIONS } from './correction-shapes.ts';
import { EVIDENCE_OPERATIONS } from './evidence-shapes.ts';
import { FINDING_OPERATIONS } from './finding-shapes.ts';
import { FLAG_OPERATIONS } from './flag-shapes.ts';
import { SHIFT_OPERATIONS } from './shift-shapes.ts';
import type { Operation } from './operation.ts';
import { listParams, overviewParams } from './overview-params.ts';
import { indicatorsAnswer } from './indicator-answer.ts';
import { INSPECTION_OPERATIONS } from './inspection-shapes.ts';
import { KEY_OPERATIONS } from './key-shapes.ts';
import { LETTER_OPERATIONS } from './letter-shapes.ts';
import { MORNING_OPERATIONS } from './morning-shapes.ts';
import { PEOPLE_OPERATIONS } from './people-operations.ts';
import { SCREEN_OPERATIONS } from './screen-operations.ts';
import { SETTING_OPERATIONS } from './setting-operations.ts';
import { MIRROR_OPERATIONS } from './mirror-shapes.ts';
import { OPINION_OPERATIONS } from './opinion-shapes.ts';
import { TASK_OPERATIONS } from './task-shapes.ts';
import { URGING_OPERATIONS } from './urging-shapes.ts';

const READ = ['read', 'act'] as const;
const ACT = ['act'] as const;
const SPREADSHEETS = [
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'text/csv'
] as const;

const feedEnvelope = envelope.extend({ data: z.array(z.union([snapshotRecord, stepRecord])) });

/** Everything under `/api/v1`; a test holds it to the routes that there are. */
export const OPERATIONS: readonly Operation[] = [
	{
		path: '/api/v1/feed',
		method: 'post',
		summary: 'Messages of one-stop systems in the national envelope, up to 1,000 and 10 MiB',
		keys: ['feed'],
		body: feedEnvelope,
		answer: answers.feedAnswer,
		refusals: [400, 413, 415, 429]
	},
	{
		path: '/api/v1/feed/file',
		method: 'post',
		summary: 'The same messages as a .csv or .xlsx file; tried only, unless dryRun=false',
		keys: ['feed', 'act'],
		body: shapes.feedFileFields,
		file: true,
		answer: answers.fileReport,
		refusals: [400, 413, 415, 422, 429]
	},
	{
		path: '/api/v1/overview',
		method: 'get',
		summary: 'Figures of the province and of every agency',
		keys: READ,
		query: overviewParams,
		answer: answers.overview,
		refusals: [400]
	},
	{
		path: '/api/v1/overview/export',
		method: 'get',
		summary: 'The same as a file',
		keys: READ,
		query: overviewExportParams,
		answer: SPREADSHEETS,
		refusals: [400, 429]
	},
	{
		path: '/api/v1/charts',
		method: 'get',
		summary: 'Series behind the charts',
		keys: READ,
		query: overviewParams,
		answer: answers.charts,
		refusals: [400]
	},
	{
		path: '/api/v1/indicators',
		method: 'get',
		summary: 'What every number means: definition, formula, legal basis, source, since when',
		keys: READ,
		answer: indicatorsAnswer,
		refusals: []
	},
	{
		path: '/api/v1/dossiers',
		method: 'get',
		summary: 'The dossiers behind a figure; total equals that number of the overview',
		keys: READ,
		query: listParams,
		answer: answers.dossierList,
		refusals: [400, 404]
	},
	{
		path: '/api/v1/dossiers/export',
		method: 'get',
		summary: 'The same as a file, up to 100,000 dossiers',
		keys: READ,
		query: listExportParams,
		answer: SPREADSHEETS,
		refusals: [400, 404, 413, 429]
	},
	{
		path: '/api/v1/dossiers/{code}',
		method: 'get',
		summary: 'One dossier: state, steps, due-date ledger, flags, and why its date is what it is',
		keys: READ,
		answer: answers.dossierDetail,
		refusals: [404]
	},
	{
		path: '/api/v1/quarantine',
		method: 'get',
		summary: 'Messages that wait to be matched, by what they wait for; steps without a dossier',
		keys: READ,
		answer: answers.quarantineAnswer,
		refusals: []
	},
	{
		path: '/api/v1/quarantine/messages',
		method: 'get',
		summary: 'Waiting messages one by one',
		keys: READ,
		query: shapes.waitingParams,
		answer: answers.waitingAnswer,
		refusals: [400]
	},
	{
		path: '/api/v1/quarantine/preview',
		method: 'get',
		summary: 'How many messages a mapping of an agency name would release',
		keys: ACT,
		query: shapes.nameMapping,
		answer: answers.releasedAnswer,
		refusals: [400, 404]
	},
	{
		path: '/api/v1/quarantine/mappings',
		method: 'post',
		summary: 'Says which agency a written name means, and releases what waited for it',
		keys: ACT,
		body: shapes.nameMapping,
		command: true,
		answer: answers.releasedAnswer,
		refusals: [400, 404, 409]
	},
	{
		path: '/api/v1/quarantine/replays',
		method: 'post',
		summary: 'Sends waiting messages through intake again, with the arrival that they had',
		keys: ACT,
		body: shapes.replayOrder,
		command: true,
		answer: answers.releasedAnswer,
		refusals: [400, 409]
	},
	{
		path: '/api/v1/quarantine/dismissals',
		method: 'post',
		summary: 'Lets waiting messages go, for a reason from the list',
		keys: ACT,
		body: shapes.dismissalOrder,
		command: true,
		answer: answers.dismissedAnswer,
		refusals: [400, 409]
	},
	{
		path: '/api/v1/procedures',
		method: 'get',
		summary: 'The procedure catalogue, searched without diacritics',
		keys: READ,
		query: shapes.procedureParams,
		answer: answers.procedureList,
		refusals: [400]
	},
	{
		path: '/api/v1/procedures/imports',
		method: 'post',
		summary: 'Imports a catalogue file; tried only, unless dryRun=false',
		keys: ACT,
		body: shapes.catalogueFields,
		file: true,
		command: true,
		answer: answers.importOutcome,
		refusals: [400, 409, 413, 415, 422, 429]
	},
	...APOLOGY_OPERATIONS,
	...CAUSE_OPERATIONS,
	...CONSULTATION_OPERATIONS,
	...MEASURE_OPERATIONS,
	...DELAY_OPERATIONS,
	...DIRECTIVE_OPERATIONS,
	...EVIDENCE_OPERATIONS,
	...DRAFT_OPERATIONS,
	...FINDING_OPERATIONS,
	...FLAG_OPERATIONS,
	...CORRECTION_OPERATIONS,
	...SHIFT_OPERATIONS,
	...KEY_OPERATIONS,
	...INSPECTION_OPERATIONS,
	...LETTER_OPERATIONS,
	...MORNING_OPERATIONS,
	...PEOPLE_OPERATIONS,
	...SCREEN_OPERATIONS,
	...SETTING_OPERATIONS,
	...TASK_OPERATIONS,
	...MIRROR_OPERATIONS,
	...OPINION_OPERATIONS,
	...URGING_OPERATIONS,
	{
		path: '/api/v1/audit',
		method: 'get',
		summary: 'The record of acts, the newest first, and the state of its chain',
		keys: ACT,
		query: auditParams,
		answer: auditAnswer,
		refusals: [400]
	},
	{
		path: '/api/v1/audit/export',
		method: 'get',
		summary: 'The same as CSV, up to 100,000 acts; itself put on record',
		keys: ACT,
		query: auditFilter,
		answer: ['text/csv'],
		refusals: [400, 413, 429]
	},
	{
		path: '/api/v1/openapi.json',
		method: 'get',
		summary: 'This description',
		keys: ['feed', 'read', 'act'],
		answer: z.looseObject({ openapi: z.string() }),
		refusals: []
	}
];

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 description of {@link OPERATIONS}. */
export function openApi(origin: string): Json {
	const components: Json = {};
	const paths: Record<string, Json> = {};
	for (const operation of OPERATIONS) {
		const path = paths[operation.path] ?? {};
		path[operation.method] = describe(operation, components);
		paths[operation.path] = path;
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Đôn Đốc',
			version: '1',
			description:
				'Dossiers of administrative procedures of a province: where each stands, now and at any past instant. Instants are ISO 8601 with offset; days are of Asia/Ho_Chi_Minh.'
		},
		servers: [{ url: origin }],
		security: [{ key: [] }, { session: [] }],
		paths,
		components: {
			schemas: components,
			securitySchemes: {
				key: {
					type: 'http',
					scheme: 'bearer',
					description: 'An API key of scope feed, read or act'
				},
				session: { type: 'apiKey', in: 'cookie', name: 'don-doc.session' }
			}
		}
	};
}

function describe(operation: Operation, components: Json): Json {
	const { path, query, body, file, orFile, command, answer, keys } = operation;
	const refusals = [401, 403, ...operation.refusals, 503];
	const parameters = [
		...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
			name,
			in: 'path',
			required: true,
			schema: { type: 'string' }
		})),
		...(query === undefined ? [] : queryParameters(query)),
		...(command === true
			? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }]
			: [])
	];
	return {
		summary: operation.summary,
		description: `Keys: ${keys.join(', ')}.`,
		...(parameters.length > 0 ? { parameters } : {}),
		...(body === undefined ? {} : { requestBody: requestBody(body, file === true, orFile) }),
		responses: {
			'200': { description: 'Done', content: contentOf(answer, components) },
			...Object.fromEntries(
				refusals.map((status) => [
					String(status),
					{
						description: MEANINGS[status] ?? 'Refused',
						content: {
							'application/problem+json': { schema: schemaOf(answers.problemAnswer, components) }
						}
					}
				])
			)
		}
	};
}

const MEANINGS: Readonly<Record<number, string>> = {
	400: 'Malformed; names the field',
	401: 'Nobody signed in, or a key that does not open',
	403: 'Not allowed',
	404: 'Does not exist for the reader',
	409: 'Conflicts with what is, or the Idempotency-Key was used for something else',
	413: 'Too large',
	415: 'Wrong type of content',
	422: 'The file has lines that are refused; nothing was changed',
	429: 'Too much at once; Retry-After says when to try again',
	503: 'The database is away; nothing was accepted; Retry-After says when to try again'
};

function queryParameters(query: z.ZodObject): Json[] {
	const { properties, required } = inputSchema(query);
	const needed = new Set(Array.isArray(required) ? required : []);
	return Object.entries((properties ?? {}) as Json).map(([name, schema]) => ({
		name,
		in: 'query',
		required: needed.has(name),
		schema
	}));
}

function requestBody(body: z.ZodType, file: boolean, orFile?: string): Json {
	if (!file) {
		const sent = { type: 'string', format: 'binary', description: orFile };
		const form = { type: 'object', required: ['file'], properties: { file: sent } };
		return {
			required: true,
			content: {
				'application/json': { schema: inputSchema(body) },
				...(orFile === undefined ? {} : { 'multipart/form-data': { schema: form } })
			}
		};
	}
	const { properties } = inputSchema(body);
	const schema = {
		type: 'object',
		required: ['file'],
		properties: {
			file: {
				type: 'string',
				format: 'binary',
				description: orFile ?? '.csv or .xlsx, at most 10 MiB'
			},
			...((properties ?? {}) as Json)
		}
	};
	return { required: true, content: { 'multipart/form-data': { schema } } };
}

function inputSchema(schema: z.ZodType): Json {
	const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
	const { $schema: _, $defs, ...rest } = made;
	return inlined(rest, ($defs ?? {}) as Json) as Json;
}

/** What is sent is described whole in its place: a name belongs to the form in which it is answered. */
function inlined(value: unknown, definitions: Json): unknown {
	if (Array.isArray(value)) return value.map((one) => inlined(one, definitions));
	if (typeof value !== 'object' || value === null) return value;
	const { $ref, ...members } = value as Json;
	const name = typeof $ref === 'string' ? $ref.replace('#/$defs/', '') : null;
	if (name !== null && name in definitions) {
		const { id: _id, ...definition } = definitions[name] as Json;
		return inlined({ ...definition, ...members }, definitions);
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [key, inlined(member, definitions)])
	);
}

function contentOf(answer: Operation['answer'], components: Json): Json {
	if (answer instanceof z.ZodType) {
		return { 'application/json': { schema: schemaOf(answer, components) } };
	}
	const download = { schema: { type: 'string', format: 'binary' } };
	return Object.fromEntries(answer.map((type) => [type, download]));
}

/** A schema of an answer; those that have a name stand among the components, once. */
function schemaOf(schema: z.ZodType, components: Json): Json {
	const made = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Json;
	const { $schema: _, $defs, id, ...rest } = rewritten(made) as Json;
	for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) {
		const { id: _id, ...body } = definition as Json;
		components[name] = body;
	}
	if (typeof id !== 'string') return rest;
	components[id] = rest;
	return { $ref: `#/components/schemas/${id}` };
}

/** References within one schema become references to the components. */
function rewritten(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(rewritten);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => [
			key,
			key === '$ref' && typeof member === 'string'
				? member.replace('#/$defs/', '#/components/schemas/')
				: rewritten(member)
		])
	);
}
