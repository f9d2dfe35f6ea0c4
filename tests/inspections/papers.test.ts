import { afterAll, beforeAll, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { addDays, dayOf } from '#lib/domain/calendar/time.ts';
import type { FindingAct } from '#lib/domain/findings/acts.ts';
import type { InspectionAct } from '#lib/domain/inspections/acts.ts';
import { DEFAULT_CHECKLIST } from '#lib/domain/inspections/checklist.ts';
import { actOnFinding } from '#lib/server/commands/findings/act.ts';
import { logFinding } from '#lib/server/commands/findings/log.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { insertEvidence } from '#lib/server/store/evidence.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { readConduct } from '#lib/server/web/inspections.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { unpacked } from '../letters/unpacked.ts';
import { aProvince } from '../makers/province.ts';

const NOTHING = 'KT-2026-000000';
const OPINION = 'Đơn vị đề nghị ghi rõ hai hồ sơ đã trả đúng hẹn.';
/** Concerned by findings: kept apart, and never in a paper. */
const OFFICIAL = 'Nguyễn Thị Giữ Riêng';
const [PHOTO, NO_PHOTO] = ['a'.repeat(64), 'b'.repeat(64)];
/** Whoever took it named it so: it stays out of papers. */
const PHOTO_NAME = 'giay-to-cua-mot-nguoi-dan.jpg';
const today = dayOf(Date.now());

let stage: AccessStage;
let code = '';
let head: Caller;
let member: Caller;

async function account(email: string) {
	const found = await accountByEmail(stage.database.sql, `${email}@test.example`);
	if (found === null) throw new Error(email);
	return found;
}
async function actor(email: string) {
	const { directory } = await openRulebook(stage.database.sql).current();
	const reader = readerFor(await account(email), directory, today);
	const by = { reader, address: '', now: Date.now(), realNow: Date.now() };
	return { directory, by };
}
async function act(what: InspectionAct, email: string): Promise<void> {
	const { directory, by } = await actor(email);
	const done = await actOnInspection(stage.database.web, directory, { code, act: what }, by);
	if (!done.accepted) throw new Error(`${what.kind}: ${done.refusal.code}`);
}
/** What somebody finds in it. @returns its code */
async function log(text: string, email: string): Promise<string> {
	const { by } = await actor(email);
	const made = await logFinding(
		stage.database.web,
		{
			...{ category: 'F08', severity: null, agencyId: null, unit: null, person: OFFICIAL, text },
			...{ clause: 'Nghị định 61/2018/NĐ-CP, Điều 5', dossiers: ['H21.01-261120-9001'] },
			...{ cause: null, evidence: [], happenedAt: null, figure: null, sentAs: null },
			...{ origin: { kind: 'none', id: null }, inspection: code }
		},
		by
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	return made.value.code;
}
async function move(finding: string, what: FindingAct, email: string): Promise<void> {
	const { by } = await actor(email);
	const loaded = await openRulebook(stage.database.sql).current();
	const done = await actOnFinding(stage.database.web, loaded, { code: finding, act: what }, by);
	if (!done.accepted) throw new Error(`${what.kind}: ${done.refusal.code}`);
}
/** As the page begins minutes and conclusion for the leader of the team. */
async function begunPapers() {
	const { by } = await actor('inspector');
	const { web: db, sql } = stage.database;
	const desk = { db, rulebook: openRulebook(sql), clock: { now: () => Date.now() } };
	const read = await readConduct(desk, by.reader, code);
	if (read === null) throw new Error(code);
	return read;
}

/** A picture of what was found, as it lies on the server. */
async function photo(finding: string, hash: string): Promise<void> {
	const at = Date.parse('2026-11-20T08:15:00+07:00');
	await insertEvidence(stage.database.sql, {
		...{ owner: { kind: 'finding', code: finding }, name: PHOTO_NAME, type: 'jpg', size: 10 },
		...{ sha256Capture: hash, sha256Receipt: hash, stored: hash.slice(0, 32), accountId: null },
		...{ eventAt: null, capturedAt: at, receivedAt: at, deviceAhead: 0, versionOf: null },
		...{ keptLocation: false, masked: false, restricted: false, deleteOn: '2027-11-20' }
	});
}

async function download(by: Caller, paper: string, of = code): Promise<Response> {
	return stage.ask(by, `/api/v1/inspections/${of}/docx?paper=${paper}`);
}
/** The text of a paper, a line for each paragraph, and how it is laid out. */
async function paper(by: Caller, which: string) {
	const response = await download(by, which);
	expect(response.status).toBe(200);
	const parts = await unpacked(new Uint8Array(await response.arrayBuffer()));
	const document = parts['word/document.xml'] ?? '';
	const text = document
		.replaceAll('</w:p>', '\n')
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll('\u00a0', ' ')
		.replaceAll('&amp;', '&');
	return { text, document, all: Object.values(parts).join('\n') };
}
/** The same refusal as for an inspection that there is not. */
async function asNothing(by: Caller): Promise<void> {
	for (const which of ['minutes', 'conclusion']) {
		const [hidden, none] = await Promise.all([download(by, which), download(by, which, NOTHING)]);
		expect([by.name, hidden.status]).toEqual([by.name, none.status]);
		expect(hidden.status).toBeGreaterThanOrEqual(403);
		const told = async (of: string, response: Response) =>
			(await response.text()).replaceAll(of, '').replaceAll(/[0-9a-f-]{36}/g, '');
		expect(await told(code, hidden)).toBe(await told(NOTHING, none));
	}
}

beforeAll(async () => {
	stage = await openAccessStage(aProvince());
	for (const role of ['office', 'leader', 'inspector'] as const) await stage.person(role);
	member = await stage.person('head', OTHER);
	head = await stage.person('head', OWN);
	const { directory, by } = await actor('office');
	const made = await planInspection(
		stage.database.web,
		{
			...{ kind: 'unannounced', method: 'on_site', year: 2026, expected: null },
			...{ subject: 'tiếp nhận hồ sơ tại Bộ phận Một cửa', ground: 'Ý kiến chỉ đạo' },
			agencyId: directory.byCode(OWN) ?? 0,
			orderedBy: { accountId: (await account('leader')).id, title: 'Chủ tịch UBND tỉnh' }
		},
		by
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	code = made.value.code;
	const place = (of: string) => directory.byCode(of) ?? 0;
	const accountId = (await account(`head.${OTHER.toLowerCase()}`)).id;
	await act(
		{
			...{ kind: 'founded', decision: { number: '100/QĐ-UBND', on: today } },
			...{ from: today, to: addDays(today, 5), checklist: DEFAULT_CHECKLIST.items },
			team: [
				{
					...{ accountId: (await account('inspector')).id, name: 'x', title: 'Trưởng phòng' },
					...{ agencyId: place('H21.C1'), leads: true }
				},
				{ accountId, name: 'x', title: 'Giám đốc', agencyId: place(OTHER), leads: false }
			]
		},
		'office'
	);
}, 180_000);
afterAll(async () => {
	await stage.close();
});

it('the papers of an unannounced inspection are, for the head of its agency, those of no inspection', async () => {
	for (const caller of [head, await stage.person('officer', OWN), await stage.key('read')]) {
		await asNothing(caller);
	}
	// There are no minutes for its own team either, and the refusal says so in the same words.
	expect((await download(await stage.person('inspector'), 'minutes')).status).toBe(404);
});

it('T22: minutes as .docx hold every first record, every dossier, every picture and the unit’s own opinion, unnumbered and undated', async () => {
	await act({ kind: 'opened', place: 'Trụ sở', present: ['Phó Giám đốc'] }, 'inspector');
	for (const [n, { id }] of DEFAULT_CHECKLIST.items.entries()) {
		const dossiers = [`H21.01-261120-${String(n).padStart(4, '0')}`];
		const text = `Ghi nhận thứ ${n + 1}`;
		await act({ kind: 'noted', item: id, result: 'not_met', text, dossiers }, 'inspector');
	}
	const confirmed = await log('Giấy hẹn thiếu giờ trả', 'inspector');
	await log('CHUA-XAC-NHAN', 'inspector');
	const withdrawn = await log('DA-RUT', 'inspector');
	await photo(confirmed, PHOTO);
	await photo(withdrawn, NO_PHOTO);
	await move(confirmed, { kind: 'confirmed' }, 'inspector');
	await move(withdrawn, { kind: 'confirmed' }, 'inspector');
	await move(withdrawn, { kind: 'withdrawn', reason: 'Ghi nhầm' }, 'inspector');
	const { minutes: merged } = await begunPapers();
	if (merged === null) throw new Error('no minutes to begin with');
	const recommendations = ['Niêm yết lại thủ tục', 'Cập nhật hồ sơ trong ngày'];
	const { lines: _, ...form } = merged;
	const minutes = { ...form, causes: 'Thiếu người', recommendations };
	await act({ kind: 'minutes_drafted', minutes }, 'inspector');
	const draft = await paper(member, 'minutes');
	expect(draft.text).toContain('DỰ THẢO');
	expect((await download(head, 'minutes')).status).toBe(404);

	await act({ kind: 'minutes_released', minutes }, 'inspector');
	await act(
		{ kind: 'unit_signed', title: 'Giám đốc', opinion: OPINION },
		`head.${OWN.toLowerCase()}`
	);
	const { text, document, all } = await paper(head, 'minutes');
	// Of three that were found, the one that stands.
	expect(minutes.shortcomings).toHaveLength(DEFAULT_CHECKLIST.items.length + 1);
	expect(text).toContain(
		'Không tuân thủ quy trình giải quyết: Giấy hẹn thiếu giờ trả (hồ sơ H21.01-261120-9001) [F08] (Nghị định 61/2018/NĐ-CP, Điều 5)'
	);
	expect(text).toMatch(
		new RegExp(`Hình ảnh MC-\\d+, của mục \\d+, lúc 08 giờ 15 ngày 20/11/2026, SHA-256 ${PHOTO}\\.`)
	);
	for (const never of [
		...[OFFICIAL, 'CHUA-XAC-NHAN', 'DA-RUT', confirmed, withdrawn],
		...[NO_PHOTO, PHOTO_NAME]
	]) {
		expect([never, all.includes(never)]).toEqual([never, false]);
	}
	for (const [n, one] of minutes.shortcomings.entries()) {
		expect(text).toContain(`${n + 1}. ${one.text}`);
		if (n < DEFAULT_CHECKLIST.items.length) expect(text).toContain(`Ghi nhận thứ ${n + 1}`);
	}
	for (const dossier of minutes.dossiers) expect(text).toContain(dossier);
	for (const part of [OPINION, 'Thiếu người', 'Phó Giám đốc', ...recommendations]) {
		expect(text).toContain(part);
	}
	// As Nghị định 30/2020 lays a document out, the number and the day left to be entered by hand.
	for (const words of [
		'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
		'Độc lập - Tự do - Hạnh phúc',
		'BIÊN BẢN',
		'ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA',
		'TRƯỞNG ĐOÀN KIỂM TRA',
		'TỒN TẠI, HẠN CHẾ (GHI NHẬN BAN ĐẦU)'
	]) {
		expect(text).toContain(words);
	}
	expect(text).toMatch(/Số: +\/BB-ĐKT/);
	expect(text).toMatch(/, ngày +tháng +năm 20…/);
	// A4, margins 20, 20, 30 and 20 mm, Times New Roman.
	expect(document).toMatch(/<w:pgSz[^>]*w:w="11906"[^>]*w:h="16838"/);
	expect(document).toMatch(/<w:pgMar[^>]*w:left="1701"/);
	expect(all).toContain('Times New Roman');
	expect(text.toLocaleLowerCase('vi')).not.toMatch(/thanh tra|vi phạm/);
	expect(draft.text.toLocaleLowerCase('vi')).not.toMatch(/thanh tra|vi phạm/);
});

it('T22: the conclusion as .docx holds every shortcoming, and is the agency’s from the day it is sent', async () => {
	await act({ kind: 'leader_signed' }, 'inspector');
	const reportBy = addDays(today, 30);
	const since = await log('Trả kết quả ngoài Bộ phận Một cửa', 'inspector');
	await move(since, { kind: 'confirmed' }, 'inspector');
	const { conclusion: begun } = await begunPapers();
	if (begun === null) throw new Error('no conclusion to begin with');
	const { lines: _, ...form } = begun;
	const conclusion = { ...form, reportBy };
	expect(conclusion.shortcomings.at(-1)?.finding).toBe(since);
	await act({ kind: 'conclusion_drafted', conclusion }, 'inspector');
	expect((await paper(member, 'conclusion')).text).toContain('DỰ THẢO');
	expect((await download(head, 'conclusion')).status).toBe(404);
	await act({ kind: 'conclusion_signed' }, 'leader');
	expect((await download(head, 'conclusion')).status).toBe(404);
	await act({ kind: 'concluded', notice: { number: '77/TB-UBND', on: today } }, 'office');

	const { text, all } = await paper(head, 'conclusion');
	expect(text).toContain(`SHA-256 ${PHOTO}.`);
	expect(all).not.toContain(PHOTO_NAME);
	expect(all).not.toContain(OFFICIAL);
	expect(text).not.toContain('CHUA-XAC-NHAN');
	expect(text).toContain('Trả kết quả ngoài Bộ phận Một cửa (hồ sơ H21.01-261120-9001)');
	for (const one of conclusion.shortcomings) expect(text).toContain(one.text);
	for (const part of [
		...conclusion.recommendations,
		'THÔNG BÁO',
		'Kết luận kiểm tra tiếp nhận hồ sơ tại Bộ phận Một cửa',
		'TM. ỦY BAN NHÂN DÂN',
		'CHỦ TỊCH',
		'Nơi nhận:',
		'báo cáo kết quả khắc phục trước ngày'
	]) {
		expect(text).toContain(part);
	}
	expect(text).toMatch(/Số: +\/TB-UBND/);
	expect(text).toMatch(/, ngày +tháng +năm 20…/);
	expect(text).not.toContain('77/TB-UBND');
	expect(text).not.toContain('DỰ THẢO');
	expect(text.toLocaleLowerCase('vi')).not.toContain('thanh tra');
});

it('the papers are downloaded by team, office, orderer and the agency itself, each time on record', async () => {
	for (const caller of [head, await stage.person('office'), await stage.person('leader')]) {
		const response = await download(caller, 'minutes');
		expect([caller.name, response.status]).toEqual([caller.name, 200]);
		expect(response.headers.get('content-disposition')).toContain(`bien-ban-${code}.docx`);
		expect(response.headers.get('cache-control')).toBe('private, no-store');
	}
	for (const caller of [
		await stage.person('deputy', OTHER),
		await stage.person('admin'),
		await stage.wall(),
		await stage.key('read')
	]) {
		await asNothing(caller);
	}
	const [row] = await stage.database.sql<{ times: number }[]>`
		select count(*)::int as times from audit where subject = ${`inspection:${code}`}
			and action = 'list.export'`;
	expect(row?.times).toBeGreaterThanOrEqual(3);
});
