import { createHash } from 'node:crypto';
import mammoth from 'mammoth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { DAY, dayOf } from '#lib/domain/calendar/time.ts';
import { SIGNINGS, type LetterKind } from '#lib/domain/letters/letter.ts';
import { partsOf } from '#lib/domain/letters/parts.ts';
import { openIntake } from '#lib/server/commands/intake.ts';
import { draftLetter, issueLetter, rewordLetter } from '#lib/server/commands/letters.ts';
import { issueDirective } from '#lib/server/commands/tasks/issue.ts';
import { letterFile } from '#lib/server/exports/letters/letter-file.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { listDossiers } from '#lib/server/store/dossiers.ts';
import { letterByCode, listLetters } from '#lib/server/store/letters.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { openRulebook, type Rulebook } from '#lib/server/store/rulebook.ts';
import { letterOrder } from '#lib/server/web/letter-shapes.ts';
import { orderedLetter } from '#lib/server/web/letters.ts';
import { listParams, listQuery } from '#lib/server/web/overview-params.ts';
import { emailOf, NOW, settle, type Person } from '../accounts/province.ts';
import { aRecord } from '../makers/feed.ts';
import { COMMUNE, JUSTICE, LAND, LAND_OFFICE } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';
import { unpacked } from './unpacked.ts';

const CITIZEN = 'TRAN THI CANH BAO';
const DONE = { TrangThaiHoSo: '9', NgayKetThucXuLy: '20261118100000' };

let database: FreshDatabase;
let rulebook: Rulebook;

beforeAll(async () => {
	database = await freshDatabase();
	rulebook = openRulebook(database.web.sql);
	await settle(database);
	const intake = openIntake({ database: database.web, rulebook });
	const named = { ChuHoSo: CITIZEN, DiaChi: '12 Lê Lợi', SoDienThoai: '0905000111' };
	const records = [
		aRecord('H21.01-O1', { ...named, DonViXuLy: LAND }),
		aRecord('H21.01-O2', { ...named, DonViXuLy: LAND_OFFICE, NgayHenTra: '20261110170000' }),
		aRecord('H21.02-O3', { ...named, DonViXuLy: JUSTICE }),
		aRecord('H21.C1-O4', { ...named, DonViXuLy: COMMUNE }),
		aRecord('H21.01-L1', { ...named, ...DONE, DonViXuLy: LAND }),
		aRecord('H21.02-L2', { ...named, ...DONE, DonViXuLy: JUSTICE }),
		aRecord('H21.01-OK', { DonViXuLy: LAND, NgayHenTra: '20261215170000' })
	];
	const reading = { service: 'DongBoHoSoMC', receivingUnit: '', handlerKey: 'test' } as const;
	const items = records.map((one, index) => ({
		...{ index, arrivedAt: NOW - 3_600_000 },
		translated: translate(one, reading)
	}));
	await intake.take(items, { keyId: 1, agencies: 'all', backfill: false }, NOW - 3_600_000);
});
afterAll(async () => database.drop());

async function by(person: Person, now = NOW) {
	const account = await accountByEmail(database.sql, emailOf(person));
	if (account === null) throw new Error(person);
	const { directory } = await rulebook.current();
	const reader = readerFor(account, directory, dayOf(now));
	return { reader, address: '10.0.0.1', now, realNow: Date.now(), channels: [] };
}
async function order(person: Person, given: unknown, demo = false) {
	const desk = { db: database.web, rulebook, clock: { now: () => NOW }, settings: { demo } };
	return orderedLetter(desk, (await by(person)).reader, letterOrder.parse(given));
}
async function drafted(person: Person, given: unknown): Promise<string> {
	const letter = await order(person, given);
	if (!letter.accepted) throw new Error(letter.refusal.code);
	const made = await draftLetter(database.web, letter.value, await by(person));
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value.code;
}
async function letterOf(person: Person, code: string) {
	return readAs(database.web, (await by(person)).reader, async (sql) => letterByCode(sql, code));
}
async function kept(code: string) {
	const found = await letterOf('office', code);
	if (found === null) throw new Error(code);
	return found;
}
const overdue = { dossiers: { figure: 'open.overdue' } };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a letter from a list', () => {
	it('lists what of it is overdue and what was finished late, as many as the lists of that instant say', async () => {
		const letter = await kept(await drafted('office', { dossiers: {} }));
		const { tables, asOf, period } = letter.frozen;
		expect(asOf).toBe(NOW);
		expect(period).toEqual({ from: '2026-11-01', to: '2026-11-20' });
		const rules = await rulebook.current();
		const { reader } = await by('office');
		const total = async (figure: string) =>
			readAs(database.web, reader, async (sql) => {
				const query = listQuery(listParams.parse({ figure }), rules, NOW);
				return (await listDossiers(sql, rules, 'all', query, NOW)).total;
			});
		expect(tables.dossiersOverdue).toHaveLength(await total('open.overdue'));
		expect(tables.dossiersLate).toHaveLength(await total('resolved.late'));
		expect(tables.dossiersOverdue.map(({ code }) => code).sort()).toEqual([
			...['H21.01-O1', 'H21.01-O2', 'H21.02-O3', 'H21.C1-O4']
		]);
		expect(tables.dossiersLate).toEqual([
			expect.objectContaining({ code: 'H21.01-L1', finished: '2026-11-18', days: 2 }),
			expect.objectContaining({ code: 'H21.02-L2' })
		]);
		// A branch answers through the agency above it.
		expect([...letter.said.addressees].sort()).toEqual([LAND, JUSTICE, COMMUNE].sort());
	});

	it('lists only what was chosen of it, and each once', async () => {
		const chosen = { ...overdue, only: ['H21.01-O1', 'H21.02-O3', 'H21.01-OK', 'nowhere'] };
		const some = await kept(await drafted('office', chosen));
		expect(some.frozen.tables.dossiersOverdue.map(({ code }) => code)).toEqual([
			'H21.01-O1',
			'H21.02-O3'
		]);
		const twice = { ...overdue, dossierCodes: ['H21.01-O1', 'H21.01-L1'] };
		const both = await kept(await drafted('office', twice));
		expect(both.frozen.tables.dossiersOverdue).toHaveLength(4);
		expect(both.frozen.tables.dossiersLate.map(({ code }) => code)).toEqual(['H21.01-L1']);
	});

	it('stays as it was when the dossiers move on', async () => {
		const code = await drafted('office', overdue);
		const before = sha(await letterFile(partsOf(await kept(code))));
		await database.sql`update dossiers set phase = 'resolved' where code = 'H21.C1-O4'`;
		try {
			expect(sha(await letterFile(partsOf(await kept(code))))).toBe(before);
		} finally {
			await database.sql`update dossiers set phase = 'open' where code = 'H21.C1-O4'`;
		}
	});

	it('about tasks lists those under way past their day and those done late apart', async () => {
		const id = async (code: string) => (await rulebook.current()).directory.byCode(code) ?? 0;
		const directive = {
			...{ type: 'công văn', number: '3035/UBND-TH', issuedOn: '2026-06-04', issuer: 'UBND tỉnh' },
			...{ subject: 'x', urgency: null }
		};
		const task = {
			...{ path: '1', text: 'Rà soát hồ sơ', product: null, source: 'chairman' as const },
			...{ leadId: await id('H21.01'), coordinatingIds: [], trackerId: await id('H21.02') },
			...{ due: '2026-06-30', dueFrom: 'document' as const, condition: null, units: [] }
		};
		const then = Date.parse('2026-06-05T09:00:00+07:00');
		const issued = await issueDirective(
			database.web,
			{ directive, tasks: [task, { ...task, path: '2', due: '2027-01-15' }], again: false },
			await by('office', then)
		);
		if (!issued.accepted) throw new Error(issued.refusal.code);
		const letter = await kept(await drafted('office', { kind: 'report', tasks: {} }));
		expect(letter.frozen.tables.tasksOverdue).toEqual([
			expect.objectContaining({
				...{ code: issued.value.tasks[0], agency: LAND, due: '2026-06-30' },
				document: '3035/UBND-TH ngày 04/6/2026'
			})
		]);
		expect(partsOf(letter).title?.name).toBe('PHIẾU BÁO CÁO');
	});

	it('is refused when nothing is late, to who may not, and a head has no report to the Chairman', async () => {
		const refusal = async (person: Person, given: unknown) => {
			const letter = await order(person, given);
			if (!letter.accepted) return letter.refusal.code;
			const made = await draftLetter(database.web, letter.value, await by(person));
			return made.accepted ? null : made.refusal.code;
		};
		expect(await refusal('office', { dossierCodes: ['H21.01-OK'] })).toBe('letter.nothing_late');
		expect(await refusal('leader', overdue)).toBe('letter.not_yours');
		expect(await refusal('officer', overdue)).toBe('letter.not_yours');
		expect(await refusal('land', { ...overdue, kind: 'report' as LetterKind })).toBe(
			'letter.not_yours'
		);
		expect(await refusal('office', { urging: 'DD-404' })).toBe('letter.urging_unknown');
	});
});

describe('a head', () => {
	it('writes under the own agency’s heading to what is below, and of the own dossiers only', async () => {
		const code = await drafted('land', { dossiers: {} });
		const letter = await letterOf('land', code);
		expect(letter?.frozen.issuer).toMatchObject({
			...{ agencyCode: 'H21.01', above: 'ỦY BAN NHÂN DÂN TỈNH GIA LAI', head: 'GIÁM ĐỐC' },
			name: 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG'
		});
		expect(letter?.frozen.tables.dossiersOverdue.map(({ code }) => code).sort()).toEqual([
			'H21.01-O1',
			'H21.01-O2'
		]);
		expect(letter?.said.addressees).toContain(LAND_OFFICE);
		// Another head sees it nowhere, the province does and does not write in it.
		expect(await letterOf('justice', code)).toBeNull();
		const words = letter?.said;
		if (words === undefined) throw new Error('no letter');
		const edit = { code, words, seen: 0 };
		expect(await rewordLetter(database.web, edit, await by('justice'))).toMatchObject({
			refusal: { code: 'letter.unknown' }
		});
		expect(await rewordLetter(database.web, edit, await by('office'))).toMatchObject({
			refusal: { code: 'letter.not_yours' }
		});
		expect(await rewordLetter(database.web, edit, await by('land'))).toMatchObject({
			accepted: true
		});
	});

	it('sees in the list the letters of the own agency, and the Committee’s are for who reads the province', async () => {
		await drafted('office', overdue);
		const seen = async (person: Person) =>
			readAs(database.web, (await by(person)).reader, async (sql) =>
				listLetters(sql, { issued: null, limit: 100, offset: 0 })
			);
		expect((await seen('land')).items.every(({ agencyId }) => agencyId !== null)).toBe(true);
		expect(await seen('justice')).toEqual({ total: 0, items: [] });
		expect((await seen('leader')).total).toBeGreaterThan(1);
		expect(await seen('admin')).toEqual({ total: 0, items: [] });
	});
});

describe('a draft', () => {
	it('is worded by one person after the other: who writes over another is told', async () => {
		const code = await drafted('centre', overdue);
		const { said } = await kept(code);
		const words = { ...said, subject: 'V/v đôn đốc lần 3', recipients: ['Như trên', 'Lưu: VT'] };
		expect(
			await rewordLetter(database.web, { code, words, seen: 0 }, await by('centre'))
		).toMatchObject({ accepted: true, value: { edits: 1 } });
		expect((await kept(code)).said.subject).toBe('đôn đốc lần 3');
		expect(await rewordLetter(database.web, { code, words, seen: 0 }, await by('office'))).toEqual({
			accepted: false,
			refusal: { code: 'letter.stale', facts: {} }
		});
	});

	it('is issued once, by the office, with number and day; then nothing of it changes', async () => {
		const code = await drafted('office', overdue);
		const issue = async (person: Person, number: string, on = '2026-11-20') =>
			issueLetter(
				database.web,
				await rulebook.current(),
				{ code, number, on },
				await by(person, NOW + DAY)
			);
		expect(await issue('centre', '1907')).toMatchObject({ refusal: { code: 'letter.not_yours' } });
		expect(await issue('office', '')).toMatchObject({ refusal: { code: 'letter.number_form' } });
		expect(await issue('office', '1907', '2026-11-22')).toMatchObject({
			refusal: { code: 'letter.day_to_come' }
		});
		const once = await Promise.all([issue('office', '1907'), issue('office', '1907')]);
		expect(once.filter(({ accepted }) => accepted)).toEqual([
			{
				accepted: true,
				value: expect.objectContaining({ code, number: '1907/UBND-KSTT', issuedOn: '2026-11-20' })
			}
		]);
		expect(await issue('office', '1908')).toMatchObject({
			refusal: { code: 'letter.already_issued' }
		});
		const { said, edits } = await kept(code);
		expect(
			await rewordLetter(database.web, { code, words: said, seen: edits }, await by('office'))
		).toMatchObject({ refusal: { code: 'letter.already_issued' } });
		const other = await drafted('office', overdue);
		expect(
			await issueLetter(
				database.web,
				await rulebook.current(),
				{ code: other, number: '1907', on: '2026-11-20' },
				await by('office')
			)
		).toMatchObject({ refusal: { code: 'letter.number_taken' } });
		const acts = await database.sql<{ action: string }[]>`
			select action from audit where subject = ${`letter:${code}`} order by n`;
		expect(acts.map(({ action }) => action)).toEqual(['letter.draft', 'letter.issue']);
	});
});

/** One for the first page and one for the others, of the letter and of its annex. */
const HEADER = /^word\/header\d+\.xml$/;

describe('the file', () => {
	const margins = 'w:top="1134" w:right="851" w:bottom="1134" w:left="1701"';

	it('is in the layout of the decree, opens again, and counts as many rows as it says', async () => {
		const letter = await kept(await drafted('office', { dossiers: {} }));
		const file = await letterFile(partsOf(letter));
		const parts = await unpacked(file);
		const body = parts['word/document.xml'] ?? '';
		expect(body.split(margins)).toHaveLength(3);
		expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"\/>/);
		expect(body).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
		expect(body.match(/<w:titlePg/g)).toHaveLength(2);
		expect(parts['word/styles.xml']).toContain('w:ascii="Times New Roman"');
		expect(parts['word/styles.xml']).toMatch(/<w:sz w:val="28"\/>/);
		expect(body).not.toMatch(/w:ascii="(?!Times New Roman)/);
		// What is smaller than 13 is what the decree sets smaller: "Nơi nhận".
		const small = [...body.matchAll(/<w:sz w:val="(\d+)"\/>/g)].map(([, size]) => Number(size));
		expect(new Set(small)).toEqual(new Set([26, 28, 24, 22]));
		expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2);
		const heads = Object.entries(parts).filter(([name]) => HEADER.test(name));
		const numbered = heads.filter(([, xml]) => xml.includes('PAGE'));
		expect(numbered).toHaveLength(2);
		for (const [, xml] of numbered) expect(xml).toMatch(/w:jc w:val="center"/);
		for (const [, xml] of heads) expect(xml).toContain('DỰ THẢO');

		const { value } = await mammoth.extractRawText({ buffer: Buffer.from(file) });
		expect(value).toBe(value.normalize('NFC'));
		expect(value.replaceAll('\u00a0', ' ')).toMatch(/Số: {11}\/UBND-KSTT/);
		expect(value.replaceAll('\u00a0', ' ')).toMatch(/Gia Lai, ngày {5}tháng {5}năm 20…/);
		for (const said of [
			...['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'DỰ THẢO'],
			...['V/v đôn đốc', 'Kính gửi:', 'số liệu đến 09:00 ngày 20/11/2026', 'Nơi nhận:'],
			...['- Lưu: VT, KSTT.', 'I. HỒ SƠ QUÁ HẠN: 4 hồ sơ', './.']
		]) {
			expect(value).toContain(said);
		}
		const { tables } = letter.frozen;
		for (const { code } of [...tables.dossiersOverdue, ...tables.dossiersLate]) {
			expect(value.split(code)).toHaveLength(2);
		}
		const rows = body.match(/<w:tr>/g)?.length ?? 0;
		// Head and signature are tables of 2 and 1 rows; each list has its head.
		expect(rows - 3 - 2).toBe(tables.dossiersOverdue.length + tables.dossiersLate.length);
	});

	it('names no citizen, in no part of it', async () => {
		const letter = await kept(await drafted('office', { dossiers: {} }));
		const all = Object.values(await unpacked(await letterFile(partsOf(letter)))).join();
		for (const planted of [CITIZEN, '12 Lê Lợi', '0905000111', 'CONG DAN']) {
			expect(all).not.toContain(planted);
			expect(JSON.stringify(letter)).not.toContain(planted);
		}
	});

	it('says SỐ LIỆU MÔ PHỎNG on every page when the figures are', async () => {
		const letter = await order('office', overdue, true);
		if (!letter.accepted) throw new Error(letter.refusal.code);
		const file = await letterFile(partsOf({ ...letter.value, issued: null }));
		const heads = Object.entries(await unpacked(file)).filter(([name]) => HEADER.test(name));
		expect(heads).toHaveLength(4);
		for (const [, xml] of heads) expect(xml).toContain('DỰ THẢO · SỐ LIỆU MÔ PHỎNG');
	});

	it.each(SIGNINGS)('bears the signing block %s that was chosen', async (signing) => {
		const letter = await order('office', overdue);
		if (!letter.accepted) throw new Error(letter.refusal.code);
		const { said } = letter.value;
		const words = { ...said, signing: { by: signing, title: 'CHÁNH VĂN PHÒNG', name: null } };
		const file = await letterFile(partsOf({ ...letter.value, said: words, issued: null }));
		const { value } = await mammoth.extractRawText({ buffer: Buffer.from(file) });
		const lines = {
			TM: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
			KT: ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
			TL: ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
			TUQ: ['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']
		}[signing];
		expect(value).toContain(lines.join('\n\n'));
	});

	it('once issued bears number and date, and DỰ THẢO nowhere', async () => {
		const code = await drafted('office', overdue);
		await issueLetter(
			database.web,
			await rulebook.current(),
			{ code, number: '2001', on: '2026-11-20' },
			await by('office', NOW + DAY)
		);
		const file = await letterFile(partsOf(await kept(code)));
		const all = Object.values(await unpacked(file)).join();
		expect(all).toContain('Số: 2001/UBND-KSTT');
		expect(all).toContain('Gia Lai, ngày 20 tháng 11 năm 2026');
		expect(all).not.toContain('DỰ THẢO');
	});
});
