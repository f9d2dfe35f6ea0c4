import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { openStage, poster, type Answered, type Stage } from '../setup/stage.ts';

let stage: Stage;
let door: ReturnType<typeof poster>;
let readKey: string;

beforeAll(async () => {
	stage = await openStage(aProvince());
	door = poster(stage.app.url, await stage.key('feed'));
	readKey = await stage.key('read');
});
afterAll(async () => {
	door.close();
	await stage.close();
});

const NATIONAL = '/api/v1/feed';

function envelope(data: unknown, rest: Record<string, unknown> = {}): string {
	return JSON.stringify({ session: 's', madonvi: 'H21', service: 'DongBoHoSoMC', data, ...rest });
}

async function send(data: unknown[], rest: Record<string, unknown> = {}) {
	const answer = await door.post(NATIONAL, envelope(data, rest));
	expect(answer.status).toBe(200);
	return JSON.parse(answer.body);
}

/** Everything that a record leaves behind, for saying that nothing did. */
async function kept(): Promise<Record<string, number>> {
	const [row] = await stage.database.sql`
		select (select count(*) from dossiers) as dossiers, (select count(*) from messages) as messages,
			(select count(*) from quarantine) as quarantine, (select seq from ledger_head) as seq`;
	return { ...row };
}

function expectProblem(answer: Answered, status: number, code: string): Record<string, unknown> {
	expect(answer.headers['content-type']).toContain('application/problem+json');
	const problem = JSON.parse(answer.body);
	expect(problem).toMatchObject({ status, code });
	expect(answer.status).toBe(status);
	return problem;
}

describe('a request that is no batch is refused whole', () => {
	const envelopes: [string, string, string][] = [
		['no JSON', '{"data":[', '(body)'],
		['not UTF-8', '\ufffd', '(body)'],
		['no object', '[]', '(body)'],
		['no data', JSON.stringify({ service: 'DongBoHoSoMC' }), 'data'],
		['data of a wrong type', envelope('x'), 'data'],
		['an unknown service', envelope([], { service: 'XoaHoSo' }), 'service'],
		['a unit of a wrong type', envelope([], { madonvi: 7 }), 'madonvi']
	];
	it.each(envelopes)('%s: 400 naming the field', async (_, body, field) => {
		const before = await kept();
		const bytes = body === '\ufffd' ? Buffer.from([0x7b, 0xff, 0xfe]) : body;
		const problem = expectProblem(await door.post(NATIONAL, bytes), 400, 'feed.malformed');
		expect(problem.field).toBe(field);
		expect(await kept()).toEqual(before);
	});

	it('a wrong key: 401, and a key that may only read: 403', async () => {
		const body = envelope([aRecord('H21.01-261102-1001')]);
		const before = await kept();
		const unknown = { authorization: `Bearer dd_feed_${'x'.repeat(43)}` };
		expect((await door.post(NATIONAL, body, unknown)).status).toBe(401);
		expect((await door.post(NATIONAL, body, { authorization: 'Bearer ' })).status).toBe(401);
		const reads = { authorization: `Bearer ${readKey}` };
		expectProblem(await door.post(NATIONAL, body, reads), 403, 'feed.forbidden');
		expect(await kept()).toEqual(before);
	});

	it('another content type: 415', async () => {
		const before = await kept();
		for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
			const answer = await door.post(NATIONAL, envelope([]), { 'content-type': type });
			expect(answer.status).toBe(415);
		}
		expect(await kept()).toEqual(before);
	});

	it('1,001 records: 413, and 1,000 are taken', async () => {
		const records = Array.from({ length: 1_001 }, (_, i) =>
			aRecord(`H21.01-261102-${String(20_000 + i)}`)
		);
		const before = await kept();
		expectProblem(await door.post(NATIONAL, envelope(records)), 413, 'feed.too_large');
		expect(await kept()).toEqual(before);
		expect(await send(records.slice(0, 1_000))).toMatchObject({ accepted: 1_000 });
	});

	it.each([11, 13])('%i MB: 413', async (megabytes) => {
		const before = await kept();
		const body = envelope([
			aRecord('H21.01-261102-1002', { GhiChu: 'x'.repeat(megabytes * 2 ** 20) })
		]);
		expectProblem(await door.post(NATIONAL, body), 413, 'feed.too_large');
		expect(await kept()).toEqual(before);
	});
});

describe('a record that is not understood stops no neighbour', () => {
	const faults: [string, Record<string, unknown>, string, string][] = [
		['30 February and the like', { NgayTiepNhan: '20190231000000' }, 'NgayTiepNhan', 'not_a_date'],
		['an unknown status', { TrangThaiHoSo: '11' }, 'TrangThaiHoSo', 'unknown_status'],
		['a number for a text', { NgayHenTra: 20261116170000 }, 'NgayHenTra', 'must_be_text'],
		['an object for a list', { TaiLieuNop: {} }, 'TaiLieuNop', 'must_be_list'],
		['a NUL byte', { TenTTHC: 'Đăng\u0000ký' }, 'TenTTHC', 'nul_byte'],
		['half a character', { TenTTHC: 'Đăng\ud800ký' }, 'TenTTHC', 'broken_text'],
		['no reception', { NgayTiepNhan: '' }, 'NgayTiepNhan', 'required'],
		['an agency nobody knows', { DonViXuLy: 'Phòng Không Ai Biết' }, 'DonViXuLy', 'unknown_agency']
	];
	it.each(faults)(
		'%s waits in quarantine, named by field and rule',
		async (_, fault, field, reason) => {
			const serial = 3_000 + 2 * faults.findIndex((one) => one[1] === fault);
			const good = aRecord(`H21.01-261102-${serial}`);
			const bad = aRecord(`H21.01-261102-${serial + 1}`, fault);
			const answer = await send([bad, good]);
			expect(answer).toMatchObject({ error_code: '0', accepted: 1, unchanged: 0 });
			expect(answer.quarantined).toEqual([{ index: 0, MaHoSo: bad.MaHoSo, field, reason }]);
		}
	);

	it('nor do records that are no objects, or hold objects for texts to any depth', async () => {
		let deep: unknown = 'x';
		for (let i = 0; i < 2_000; i++) deep = [deep];
		const answer = await send([
			null,
			'text',
			7,
			[],
			{ MaHoSo: deep },
			aRecord('H21.01-261102-3100')
		]);
		expect(answer.accepted).toBe(1);
		expect(answer.quarantined.map((one: { index: number }) => one.index)).toEqual([0, 1, 2, 3, 4]);
	});
});

describe('what was said once is said', () => {
	it('a repeated batch changes nothing, whatever isUpdating says', async () => {
		const batch = [aRecord('H21.01-261102-4001'), aRecord('H21.01-261102-4002')];
		expect(await send(batch, { isUpdating: 'False' })).toMatchObject({ accepted: 2, unchanged: 0 });
		const before = await kept();
		for (const isUpdating of ['True', 'False', undefined, 7]) {
			expect(await send(batch, { isUpdating })).toMatchObject({ accepted: 0, unchanged: 2 });
		}
		expect(await kept()).toMatchObject({ dossiers: before.dossiers, messages: before.messages });
	});

	it('a first message marked as an update is taken as any other', async () => {
		const answer = await send([aRecord('H21.01-261102-4003')], { isUpdating: 'True' });
		expect(answer).toMatchObject({ accepted: 1, quarantined: [] });
	});

	it('steps are taken by both doors', async () => {
		await send([aRecord('H21.01-261102-4004')]);
		const step = aStep('H21.01-261102-4004', '20261105090000', 5);
		expect(await send([step], { service: 'CapNhatTienDoHoSoMC' })).toMatchObject({ accepted: 1 });
		const path = '/api/SynsTTHCC/CapNhatTienDoHoSoMC?MaDinhDanhDV=H21.01';
		const again = await door.post(path, JSON.stringify([step]));
		expect(JSON.parse(again.body)).toMatchObject({ accepted: 0, unchanged: 1 });
	});
});

describe('the shape of the province’s own platform', () => {
	it('a bare array with the unit on the address, in either form of its code', async () => {
		const path = '/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=000.00.01.H21&isUpdating=True';
		const answer = await door.post(path, JSON.stringify([aRecord('H21.01-261102-5001')]));
		expect(JSON.parse(answer.body)).toMatchObject({ error_code: '0', accepted: 1 });
		const [row] = await stage.database.sql`
			select received_by from dossiers where code = 'H21.01-261102-5001'`;
		expect(row).toEqual({ received_by: 'H21.01' });
	});

	it('an envelope where the array belongs: 400', async () => {
		const answer = await door.post('/api/SynsTTHCC/DongBoHoSoMC', envelope([]));
		expectProblem(answer, 400, 'feed.malformed');
	});
});

describe('a key made for an agency', () => {
	it('sends for its subtree; what belongs to others waits, and its neighbours pass', async () => {
		const own = poster(stage.app.url, await stage.key('feed', 'H21.02'));
		const records = [
			aRecord('H21.02-261102-6001', { DonViXuLy: JUSTICE }),
			aRecord('H21.01-261102-6002', { DonViXuLy: LAND })
		];
		const answer = JSON.parse((await own.post(NATIONAL, envelope(records))).body);
		own.close();
		expect(answer.accepted).toBe(1);
		expect(answer.quarantined).toEqual([
			{ index: 1, MaHoSo: 'H21.01-261102-6002', field: 'DonViXuLy', reason: 'outside_key' }
		]);
		const rows = await stage.database.sql`
			select code from dossiers where code in ('H21.02-261102-6001', 'H21.01-261102-6002')`;
		expect(rows.map(({ code }) => code)).toEqual(['H21.02-261102-6001']);
	});
});
