import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFeedInstant } from '#lib/domain/calendar/time.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { chartSeries } from '#lib/server/store/charts.ts';
import { dossierByCode, listDossiers } from '#lib/server/store/dossiers.ts';
import { currentQuery, overviewOf } from '#lib/server/store/overview.ts';
import { procedureVersions, searchProcedures } from '#lib/server/store/procedures.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import * as answers from '#lib/server/web/api-answers.ts';
import { indicatorsAnswer, indicatorsNow } from '#lib/server/web/indicator-answer.ts';
import { openApi, OPERATIONS } from '#lib/server/web/openapi.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const ROUTES = resolve(import.meta.dirname, '../../src/routes/api/v1');
const NOW = parseFeedInstant('20261120093000') ?? 0;

/** `get /api/v1/dossiers/{code}` for every method that a route file exports. */
function routes(): string[] {
	const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => file.endsWith('+server.ts'))
		.flatMap((file) => {
			const source = readFileSync(resolve(ROUTES, file), 'utf8');
			const path = `/api/v1/${file.slice(0, -'/+server.ts'.length)}`.replace(/\[(\w+)\]/g, '{$1}');
			const methods = [...source.matchAll(/export const (GET|HEAD|POST|PUT|PATCH|DELETE)\b/g)];
			return methods.map(([, method = '']) => `${method.toLowerCase()} ${path}`);
		})
		.sort();
}

describe('the description of the API', () => {
	test('names every route under /api/v1, and no other', () => {
		expect(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes());
	});

	test('is whole: every reference is to something in it, every operation says how it may fail', () => {
		const described = openApi('http://localhost:3000');
		expect(described['openapi']).toBe('3.1.0');
		const text = JSON.stringify(described);
		const { schemas } = described['components'] as { schemas: Record<string, unknown> };
		for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
			expect(schemas).toHaveProperty(name);
		}
		expect(text).not.toContain('#/$defs/');
		expect(Object.keys(schemas)).toEqual(
			expect.arrayContaining(['Tally', 'Overview', 'DossierList', 'Problem'])
		);
	});

	test('parameters are those that the schema of the route checks', () => {
		const { paths } = openApi('') as { paths: Record<string, Record<string, unknown>> };
		const { parameters } = paths['/api/v1/overview']?.['get'] as { parameters: { name: string }[] };
		expect(parameters.map(({ name }) => name)).toEqual(
			'at knownAt from to agency own receivedBy field channel'.split(' ')
		);
	});
});

describe('what the API answers', () => {
	let database: FreshDatabase;

	beforeAll(async () => {
		database = await freshDatabase();
		await saveProvince(database, aProvince(), NOW, 'test');
		const intake = openIntake({ database: database.web, rulebook: openRulebook(database.sql) });
		const send = async (records: unknown[], service: Service) => {
			const reading = { service, receivingUnit: '', handlerKey: 'test' };
			const items = records.map((record, index) => ({
				index,
				translated: translate(record, reading),
				arrivedAt: NOW
			}));
			await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW);
		};
		const supplement = {
			NgayBoSung: '20261104090000',
			NgayTiepNhanBoSung: '20261106090000',
			NgayHenTraTruoc: '20261116170000',
			NgayHenTraMoi: '20261118170000'
		};
		await send(
			[
				aRecord('X-1', { DanhSachHoSoBoSung: [supplement], NgayHenTra: '20261118170000' }),
				aRecord('X-2', { TrangThaiHoSo: '10', NgayKetThucXuLy: '20261118090000' }),
				aRecord('X-3', { TrangThaiHoSo: '1', NgayTiepNhan: '' })
			],
			'DongBoHoSoMC'
		);
		await send([aStep('X-1', '20261105090000', 5)], 'CapNhatTienDoHoSoMC');
	});
	afterAll(async () => database.drop());

	test('is what its description says, member by member', async () => {
		const { sql } = database;
		const rules = await openRulebook(sql).current();
		const query = currentQuery(NOW);
		const list = await listDossiers(
			sql,
			rules,
			'all',
			{
				...query,
				figure: null,
				standing: null,
				flag: null,
				search: null,
				age: null,
				due: null,
				sort: 'due',
				limit: 10,
				cursor: null
			},
			NOW
		);
		expect(list.total).toBe(3);
		answers.dossierList.parse(list);
		answers.overview.parse(await overviewOf(sql, rules, query, NOW));
		answers.charts.parse(await chartSeries(sql, rules, query, NOW));
		for (const { code } of list.items) {
			answers.dossierDetail.parse(await dossierByCode(sql, rules, 'all', code, NOW));
		}
		const versions = await procedureVersions(sql);
		const asked = { search: null, on: null, offset: 0, limit: 5 };
		answers.procedureList.parse(searchProcedures(versions, asked));
		indicatorsAnswer.parse(indicatorsNow());
	});
});
