import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { visit } from '../live/stage.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { aProvince, JUSTICE, LAND } from '../makers/province.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from './stage.ts';

/** Words that stand nowhere but in what one agency sent. */
const canariesOf = (agency: string) => {
	const word = agency === OWN ? 'CHIMLAND' : 'CHIMJUST';
	return {
		code: `${agency}-${word}-1`,
		coming: `${agency}-${word}-2`,
		procedure: `Thủ tục ${word}`,
		unit: `Phòng ${word}`,
		waiting: `Đơn vị lạ ${word}`,
		word
	};
};
const LANDS = canariesOf(OWN);
const JUSTICES = canariesOf(OTHER);

let stage: AccessStage;
let feeder: Caller;

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	feeder = await stage.key('feed');
	for (const [canary, name, procedure] of [
		[LANDS, LAND, '9.000001'],
		[JUSTICES, JUSTICE, '9.000002']
	] as const) {
		const own = { DonViXuLy: name, MaTTHC: procedure, TenTTHC: canary.procedure };
		await feed('DongBoHoSoMC', aRecord(canary.code, own));
		await feed('DongBoHoSoMC', aRecord(`${canary.code}9`, { ...own, DonViXuLy: canary.waiting }));
		const step = aStep(canary.code, '20261103090000', 4, { PhongBanXuLy: canary.unit });
		await feed('CapNhatTienDoHoSoMC', step);
	}
	await stage.database.sql`
		insert into agency_aliases (agency_id, alias, created_at, created_by)
		select id, ${`Tên khác ${LANDS.word}`}, now(), 'test' from agencies where code = ${OWN}`;
}, 300_000);
afterAll(async () => stage.close());

async function feed(service: string, ...data: unknown[]): Promise<void> {
	const answer = await stage.ask(feeder, '/api/v1/feed', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ service, data })
	});
	expect(answer.status).toBe(200);
}

const FIGURES = ['received', 'open.total', 'open.overdue', 'resolved.total', 'awaiting.total'];

/** Everything that can be read by address: pages, their data, the API and files. */
function addresses(): string[] {
	const lists = FIGURES.map((figure) => `dossiers?figure=${figure}`).concat(
		['dossiers', `dossiers?search=${LANDS.word}`, 'dossiers?search=H21.01', 'dossiers?search=CHIM'],
		['dossiers?at=2026-11-10T12:00:00Z&from=2026-11-01&to=2026-11-10', 'dossiers?agency=H21.01']
	);
	const pages = [
		...['', `agencies/${OWN}`, 'charts', `charts?agency=${OWN}`, 'procedures', 'operations'],
		...['quarantine', 'import', 'procedures/import', 'audit', 'keys', 'screens', 'accounts'],
		...['settings', 'settings/agencies', `dossiers/${LANDS.code}`, 'wall', 'nowhere', ...lists]
	];
	const data = pages.map((page) => {
		const [path = '', query] = page.split('?');
		return `${path === '' ? '' : `${path}/`}__data.json${query === undefined ? '' : `?${query}`}`;
	});
	const files = ['csv', 'xlsx'].flatMap((format) => [
		`dossiers/export?format=${format}`,
		`dossiers/export?figure=open.total&format=${format}`,
		`export?format=${format}`,
		`api/v1/dossiers/export?format=${format}`,
		`api/v1/overview/export?format=${format}`
	]);
	const api = [
		...['overview', `overview?agency=${OWN}`, 'charts', 'procedures', 'quarantine', 'audit'],
		...['quarantine/messages', `dossiers/${LANDS.code}`, 'accounts', 'keys', 'screens', ...lists]
	].map((path) => `api/v1/${path}`);
	return [...pages, ...data, ...files, ...api, 'metrics'].map((path) => `/${path}`);
}

/** What an answer says, headers and unpacked sheets too. */
async function textOf(answer: Response): Promise<string> {
	const bytes = Buffer.from(await answer.arrayBuffer());
	const said = JSON.stringify([...answer.headers]) + bytes.toString();
	return bytes.subarray(0, 2).toString() === 'PK' ? said + (await unpacked(bytes)) : said;
}

async function unpacked(bytes: Buffer): Promise<string> {
	return new Promise((done, failed) => {
		fromBuffer(bytes, { lazyEntries: true }, (broken, zip) => {
			if (broken) {
				failed(broken);
				return;
			}
			let text = '';
			zip.on('entry', (entry) => {
				zip.openReadStream(entry, (error, stream) => {
					if (error) {
						failed(error);
						return;
					}
					stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
					stream.on('end', () => {
						zip.readEntry();
					});
				});
			});
			zip.on('end', () => {
				done(text);
			});
			zip.on('error', failed);
			zip.readEntry();
		});
	});
}

/** Where the word stands, but for what the asker has said themselves. */
async function found(caller: Caller, word: string): Promise<string[]> {
	const places: string[] = [];
	for (const address of addresses()) {
		const answer = await stage.ask(caller, address, { headers: { accept: 'text/html' } });
		let text = await textOf(answer);
		if (address.includes(word)) {
			for (const own of [LANDS.code, `search=${LANDS.word}`, `"${LANDS.word}"`]) {
				text = text.replaceAll(own, '').replaceAll(encodeURIComponent(own), '');
			}
		}
		if (text.includes(word)) places.push(address);
	}
	return places;
}

describe('what one agency sent', () => {
	it.each([
		['head', OTHER],
		['acting_head', OTHER],
		['deputy', OTHER],
		['officer', OTHER],
		['clerk', OTHER],
		['commune_centre', OTHER],
		['clerk', OWN],
		['screen', OWN]
	] as const)(
		'reaches no page, file or answer of a %s of %s',
		async (role, agency) => {
			const caller = await stage.person(role, agency);
			const leaks = await found(caller, LANDS.word);
			// What was typed into the search field stands there again.
			expect(leaks.filter((address) => !address.includes(`search=${LANDS.word}`))).toEqual([]);
		},
		60_000
	);

	it('reaches a paired wall and a key of another agency as little', async () => {
		for (const caller of [await stage.wall(), await stage.key('read', { agency: OTHER }), feeder]) {
			const leaks = await found(caller, LANDS.word);
			expect(leaks.filter((address) => !address.includes(`search=${LANDS.word}`))).toEqual([]);
		}
	}, 60_000);

	it('is no administrator’s to read, but for the names that settings are about', async () => {
		const leaks = await found(await stage.person('admin'), LANDS.word);
		const settings = /settings\/agencies|search=CHIMLAND/;
		expect(leaks.filter((address) => !settings.test(address))).toEqual([]);
	}, 60_000);

	it('is there for its own head, and for who reads the province', async () => {
		const own = await found(await stage.person('head', OWN), LANDS.word);
		expect(own).toContain(`/dossiers/export?figure=open.total&format=xlsx`);
		expect(own).toContain(`/api/v1/dossiers?figure=open.total`);
		expect(own).toContain(`/dossiers/${LANDS.code}`);
		const office = await found(await stage.person('office'), LANDS.word);
		expect(office).toContain('/quarantine');
		const theirs = await found(await stage.person('head', OTHER), JUSTICES.word);
		expect(theirs).toContain(`/api/v1/dossiers?figure=open.total`);
	}, 60_000);

	it('is heard on no socket but its own agency’s and the province’s', async () => {
		const callers = [
			await stage.person('head', OTHER),
			await stage.person('officer', OTHER),
			await stage.person('clerk', OWN),
			await stage.person('admin'),
			await stage.wall(),
			await stage.person('head', OWN)
		];
		const sockets = callers.map((caller) => ({
			caller,
			visit: visit(stage.port, { origin: stage.origin, ...caller.live })
		}));
		try {
			const starts = await Promise.all(sockets.map(async ({ visit }) => visit.until('welcome')));
			await feed(
				'DongBoHoSoMC',
				aRecord(LANDS.coming, { DonViXuLy: LAND, TenTTHC: LANDS.procedure }),
				aRecord(`${LANDS.coming}9`, { DonViXuLy: LANDS.waiting })
			);
			await feed('DongBoHoSoMC', aRecord(JUSTICES.coming, { DonViXuLy: JUSTICE }));
			const own = sockets.at(-1);
			await own?.visit.until('changed', ({ ids }) => ids.includes(LANDS.coming));
			await sockets[0]?.visit.until('changed', ({ ids }) => ids.includes(JUSTICES.coming));
			for (const [i, { caller, visit }] of sockets.entries()) {
				const { epoch, seq } = starts[i] ?? { epoch: '', seq: 0 };
				const missed = JSON.stringify(
					await visit.socket.timeout(5_000).emitWithAck('resume', { epoch, seq })
				);
				const heard = (visit.wire() + missed).includes(LANDS.word);
				expect([caller.name, heard]).toEqual([caller.name, caller === own?.caller]);
			}
		} finally {
			for (const { visit } of sockets) visit.leave();
		}
	});
});
