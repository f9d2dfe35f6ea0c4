import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVIDENCE_BYTES_AT_MOST } from '#lib/domain/evidence/file.ts';
import type { EvidenceDeclared } from '#lib/domain/evidence/item.ts';
import { noteView, sweepEvidence } from '#lib/server/commands/evidence.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { evidenceByCode, viewsOf } from '#lib/server/store/evidence.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { evidenceDifferences } from '#lib/server/store/recount-evidence.ts';
import type { Person } from '../accounts/province.ts';
import { declared, NOW, openEvidenceStage, PDF, stream, type EvidenceStage } from './stage.ts';
import { aJpeg, zipOf } from './files.ts';

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const LARGE = Uint8Array.from({ length: 200_000 }, (_, n) =>
	n < PDF.length ? (PDF[n] ?? 0) : n % 251
);

let stage: EvidenceStage;
let n = 0;

beforeAll(async () => {
	stage = await openEvidenceStage();
}, 60_000);
afterAll(async () => stage.close());

/** Sends a file as a device does: begins it, and writes what is missing until all is there. */
async function sends(person: Person, bytes: Uint8Array, said: Partial<EvidenceDeclared> = {}) {
	const receiving = stage.receiving();
	const by = await stage.by(person);
	const begun = await receiving.begin(
		declared(stage.task, bytes, said),
		bytes.length,
		`key-${(n += 1)}`,
		by
	);
	if (!begun.accepted) return begun;
	const { upload, offset } = begun.value;
	const body = stream(bytes.slice(offset));
	return receiving.append(upload.id, { offset, body, checksum: null }, by);
}
async function keeps(person: Person, name: string, bytes: Uint8Array) {
	const owner = { kind: 'task', code: stage.task } as const;
	return stage.receiving().whole(owner, { name, bytes }, await stage.by(person));
}
async function item(code: string, person: Person = 'land') {
	const { reader } = await stage.by(person);
	return readAs(stage.database.web, reader, async (sql) => evidenceByCode(sql, code));
}
async function kept(person: Person, bytes: Uint8Array, said: Partial<EvidenceDeclared> = {}) {
	const sent = await sends(person, bytes, said);
	if (!sent.accepted) throw new Error(sent.refusal.code);
	if (sent.value.kept === null) throw new Error('not all of it came');
	return sent.value.kept;
}

describe('a file that is handed in', () => {
	it('lies whole under a random name, hashed', async () => {
		const outcome = await keeps('land', 'Báo cáo.pdf', PDF);
		expect(outcome).toMatchObject({
			value: { name: 'Báo cáo.pdf', type: 'pdf', size: PDF.length, sha256: sha(PDF) }
		});
		const [stored = ''] = stage.lying();
		expect(stage.lying()).toHaveLength(1);
		expect(stored).toMatch(/^[\w-]{32}$/);
		expect(readFileSync(join(stage.dataDir, 'evidence', stored))).toEqual(Buffer.from(PDF));
	});

	it.each([
		'../../x',
		'../../x.pdf',
		'..\\..\\x.pdf',
		'/etc/passwd',
		'..',
		'.',
		'a\0.pdf',
		'a\r\nb.pdf'
	])(
		'with a name like %j is refused whole at both doors, and not kept under another name',
		async (name) => {
			const before = stage.lying();
			const refusal = { refusal: { code: 'evidence.name_is_place' } };
			expect(await keeps('land', name, PDF)).toMatchObject(refusal);
			expect(await sends('land', PDF, { name })).toMatchObject(refusal);
			expect(stage.lying()).toEqual(before);
		}
	);

	it('that is a renamed executable is refused by what is in it, and leaves nothing', async () => {
		const before = stage.lying();
		const program = new TextEncoder().encode('MZ a program');
		const unsupported = { refusal: { code: 'evidence.unsupported' } };
		expect(await keeps('land', 'bao-cao.pdf', program)).toMatchObject(unsupported);
		expect(await sends('land', program, { name: 'bao-cao.pdf' })).toMatchObject(unsupported);
		const document = zipOf({
			'[Content_Types].xml': new TextEncoder().encode('<Types/>'),
			'word/document.xml': new TextEncoder().encode('<w:document/>'),
			'word/setup.exe': program
		});
		expect(await sends('land', document, { name: 'bao-cao.docx' })).toMatchObject(unsupported);
		expect(stage.lying()).toEqual(before);
	});

	it('that is a zip bomb is refused before it is unpacked, and leaves nothing', async () => {
		const before = stage.lying();
		const bomb = zipOf({
			'[Content_Types].xml': new TextEncoder().encode('<Types/>'),
			'word/document.xml': new Uint8Array(120 * 1024 * 1024)
		});
		expect(bomb.length).toBeLessThan(1024 * 1024);
		const unpacks = { refusal: { code: 'evidence.unpacks_too_large' } };
		expect(await sends('land', bomb)).toMatchObject(unpacks);
		expect(await keeps('land', 'a.docx', bomb)).toMatchObject(unpacks);
		expect(stage.lying()).toEqual(before);
	});

	it('is refused and leaves nothing: a picture that is none, one too large, one for somebody else’s task', async () => {
		const before = stage.lying();
		expect(await sends('land', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1))).toMatchObject({
			refusal: { code: 'evidence.unsupported' }
		});
		const large = new Uint8Array(20 * 1024 * 1024 + 1);
		large.set(PDF);
		expect(await keeps('land', 'a.pdf', large)).toMatchObject({
			refusal: { code: 'evidence.too_large' }
		});
		expect(await keeps('office', 'a.pdf', PDF)).toMatchObject({
			refusal: { code: 'task.not_yours' }
		});
		expect(await sends('office', PDF)).toMatchObject({ refusal: { code: 'task.not_yours' } });
		expect(await keeps('justice', 'a.pdf', PDF)).toMatchObject({ accepted: false });
		expect(stage.lying()).toEqual(before);
	});

	it('that is a 2 GB stream is turned away when that is declared, and cut off when less was: nothing is gathered', async () => {
		const receiving = stage.receiving();
		const by = await stage.by('land');
		const size = 2 * 1024 ** 3;
		expect(await receiving.begin(declared(stage.task, PDF), size, 'large', by)).toMatchObject({
			refusal: { code: 'evidence.too_large' }
		});
		// Twice: to the size of the smallest file, and to the largest that is taken.
		for (const [key, told, most] of [
			['liar', PDF.length, 1024 * 1024],
			['great liar', EVIDENCE_BYTES_AT_MOST, EVIDENCE_BYTES_AT_MOST + 1024 * 1024]
		] as const) {
			const begun = await receiving.begin(declared(stage.task, PDF), told, key, by);
			if (!begun.accepted) throw new Error(begun.refusal.code);
			let given = 0;
			const endless = new ReadableStream<Uint8Array>({
				pull(controller) {
					given += 65_536;
					if (given > size) controller.close();
					else controller.enqueue(new Uint8Array(65_536));
				}
			});
			const { id } = begun.value.upload;
			expect(
				await receiving.append(id, { offset: 0, body: endless, checksum: null }, by)
			).toMatchObject({ refusal: { code: 'evidence.more_than_declared_too_large' } });
			expect(given).toBeLessThan(most);
			expect(await receiving.stand(id, by)).toMatchObject({ value: { offset: 0, kept: null } });
		}
	});

	it('T29: is said to be kept only when all of it lies there with the hash that it had on the device', async () => {
		const receiving = stage.receiving();
		const by = await stage.by('land');
		const begun = await receiving.begin(declared(stage.task, LARGE), LARGE.length, 'parts', by);
		if (!begun.accepted) throw new Error(begun.refusal.code);
		const { id } = begun.value.upload;
		const part = stream(LARGE, { until: 70_000 });
		const cut = await receiving.append(id, { offset: 0, body: part, checksum: null }, by);
		expect(cut).toMatchObject({ value: { kept: null } });
		// The program starts anew and the device comes again: it is told how far it came.
		const again = stage.receiving();
		const stands = await again.stand(id, by);
		if (!stands.accepted) throw new Error(stands.refusal.code);
		const { offset } = stands.value;
		expect(offset).toBeGreaterThan(0);
		expect(offset).toBeLessThanOrEqual(70_000);
		const rest = (from: number) => ({
			offset: from,
			body: stream(LARGE.slice(from)),
			checksum: null
		});
		expect(await again.append(id, rest(offset + 1), by)).toMatchObject({
			refusal: { code: 'evidence.offset_conflict', facts: { offset } }
		});
		const whole = await again.append(id, rest(offset), by);
		expect(whole).toMatchObject({ value: { kept: { sha256: sha(LARGE), size: LARGE.length } } });
		// Asked again, begun again: the same file.
		const code = whole.accepted ? whole.value.kept?.code : '';
		expect(await again.stand(id, by)).toMatchObject({ value: { kept: { code } } });
		expect(await again.begin(declared(stage.task, LARGE), LARGE.length, 'parts', by)).toMatchObject(
			{ value: { offset: LARGE.length, kept: { code } } }
		);
		expect(await again.begin(declared(stage.task, PDF), PDF.length, 'parts', by)).toMatchObject({
			refusal: { code: 'evidence.key_conflict' }
		});
	});

	it('that came otherwise than it was on the device is not kept', async () => {
		const before = stage.lying();
		const other = Uint8Array.from(LARGE);
		other[5000] = 1;
		expect(await sends('land', other, { sha256: sha(LARGE) })).toMatchObject({
			refusal: { code: 'evidence.hash_differs' }
		});
		expect(stage.lying()).toEqual(before);
	});

	it('a part whose checksum differs is taken back, and the part before it stays', async () => {
		const receiving = stage.receiving();
		const by = await stage.by('land');
		const begun = await receiving.begin(declared(stage.task, LARGE), LARGE.length, 'sums', by);
		if (!begun.accepted) throw new Error(begun.refusal.code);
		const { id } = begun.value.upload;
		const first = LARGE.slice(0, 50_000);
		const put = async (offset: number, bytes: Uint8Array, checksum: string) =>
			receiving.append(id, { offset, body: stream(bytes), checksum }, by);
		expect(await put(0, first, sha(first))).toMatchObject({ value: { offset: 50_000 } });
		expect(await put(50_000, first, sha(PDF))).toMatchObject({
			refusal: { code: 'evidence.checksum_differs' }
		});
		expect(await receiving.stand(id, by)).toMatchObject({ value: { offset: 50_000 } });
		// Nobody else knows of the upload.
		expect(await receiving.stand(id, await stage.by('justice'))).toMatchObject({
			refusal: { code: 'evidence.upload_unknown' }
		});
	});

	it('T21: three times are kept apart, and what happened stays before what came', async () => {
		const eventAt = NOW - 3 * 86_400_000;
		const { code } = await kept('land', PDF, { eventAt, capturedAt: NOW - 86_400_000 });
		expect(await item(code)).toMatchObject({
			...{ eventAt, capturedAt: NOW - 86_400_000, receivedAt: NOW },
			...{ sha256Capture: sha(PDF), sha256Receipt: sha(PDF), deleteOn: null }
		});
	});
});

describe('a photo', () => {
	it('that tells where it was taken is refused, unless its sender keeps that; a form’s is stripped here', async () => {
		const photo = aJpeg({ gps: true });
		expect(await sends('land', photo)).toMatchObject({
			refusal: { code: 'evidence.tells_location' }
		});
		const { code } = await kept('land', photo, { keepLocation: true });
		expect(await item(code)).toMatchObject({ type: 'jpg', keptLocation: true });
		const plain = await keeps('land', 'a.jpg', photo);
		expect(plain).toMatchObject({ value: { type: 'jpg', sha256: sha(aJpeg({ gps: false })) } });
	});

	it('is deleted on its day, bytes and name, and stays as an entry', async () => {
		const photo = aJpeg({ gps: false, tail: 7 });
		const { code } = await kept('land', photo, { deleteOn: '2026-12-01', name: 'Hồ sơ ông A' });
		const lain = (await item(code))?.stored ?? '';
		expect(stage.lying()).toContain(lain);
		const sweep = async (today: string) =>
			sweepEvidence(stage.database, stage.bytes, { today, now: NOW, realNow: Date.now() });
		expect(await sweep('2026-11-30')).toBe(0);
		expect(await sweep('2026-12-01')).toBe(1);
		expect(stage.lying()).not.toContain(lain);
		expect(await item(code)).toMatchObject({ name: '', deletedAt: NOW, sha256Receipt: sha(photo) });
		const named: readonly string[] = [code];
		const act = { kind: 'submitted', evidence: named } as const;
		expect(
			await actOnTask(stage.database.web, { code: stage.task, act }, await stage.by('land'))
		).toMatchObject({ refusal: { code: 'evidence.unknown' } });
	});
});

describe('versions', () => {
	it('T30: a new one stands for the old, which stays as it was for few; of two, one is told', async () => {
		const first = await kept('land', PDF);
		const second = await kept('land', LARGE, { replaces: first.code });
		expect(await item(first.code)).toMatchObject({
			...{ replacedBy: second.code, sha256Receipt: sha(PDF) }
		});
		expect(await item(second.code)).toMatchObject({ versionOf: first.code, replacedBy: null });
		// The sender and the inspector see the old one; the agency that follows the task does not.
		expect(await item(first.code, 'inspector')).not.toBeNull();
		expect(await item(first.code, 'justice')).toBeNull();
		expect(await item(second.code, 'justice')).not.toBeNull();
		expect(await sends('land', PDF, { replaces: first.code })).toMatchObject({
			refusal: { code: 'evidence.already_replaced' }
		});
	});

	it('a restricted one is for its sender and for few besides', async () => {
		const { code } = await kept('land', PDF, { restricted: true });
		expect(await item(code, 'justice')).toBeNull();
		expect(await item(code)).not.toBeNull();
		expect(await item(code, 'office')).not.toBeNull();
	});
});

it('`npm run verify` names a file of which one byte has changed, and one that is gone', async () => {
	const [changed, gone] = [await kept('land', LARGE), await kept('land', PDF)];
	const place = async (code: string) =>
		join(stage.dataDir, 'evidence', (await item(code))?.stored ?? '');
	const recount = async () => evidenceDifferences(stage.database.sql, stage.bytes);
	expect((await recount()).found).toEqual([]);
	const at = await place(changed.code);
	const lying = readFileSync(at);
	lying[100_000] = (lying[100_000] ?? 0) ^ 1;
	writeFileSync(at, lying);
	const lost = await place(gone.code);
	const before = readFileSync(lost);
	rmSync(lost);
	expect((await recount()).found).toEqual([
		`${changed.code}: its bytes are not those that came`,
		`${gone.code}: nothing lies under its name`
	]);
	const verify = resolve(import.meta.dirname, '../../src/entry/verify.ts');
	const { status, stdout } = spawnSync(process.execPath, [verify], {
		encoding: 'utf8',
		env: {
			...{ PATH: process.env.PATH, DATABASE_URL: stage.database.url, DATA_DIR: stage.dataDir },
			AUTH_SECRET: 'x'.repeat(40)
		}
	});
	expect(status).toBe(1);
	expect(stdout).toMatch(/^\d+ evidence +2 /m);
	expect(stdout).toContain(`${changed.code}: its bytes are not those that came`);
	writeFileSync(at, LARGE);
	writeFileSync(lost, before);
});

it('who opened it is kept beside it and on record, and only few see that', async () => {
	const { code } = await kept('land', PDF);
	const file = await item(code, 'justice');
	if (file === null) throw new Error(code);
	await noteView(stage.database.web, file, await stage.by('justice'));
	const seen = async (person: Person) =>
		readAs(stage.database.web, (await stage.by(person)).reader, async (sql) =>
			viewsOf(sql, file.id)
		);
	expect(await seen('inspector')).toHaveLength(1);
	expect(await seen('land')).toHaveLength(1);
	expect(await seen('justice')).toHaveLength(0);
	const [act] = await stage.database.sql`
		select subject from audit where action = 'evidence.view' order by n desc limit 1`;
	expect(act).toMatchObject({ subject: `evidence:${code}` });
});

it('is there for who sees the task, and no report names a file that is not there', async () => {
	const { code } = await kept('land', PDF, { name: 'Báo cáo.pdf' });
	for (const person of ['land', 'justice', 'office', 'leader'] as const) {
		expect(await item(code, person), person).toMatchObject({ name: 'Báo cáo.pdf' });
	}
	expect(await item(code, 'admin')).toBeNull();
	const reports = async (evidence: string[]) =>
		actOnTask(
			stage.database.web,
			{ code: stage.task, act: { kind: 'submitted', evidence } },
			await stage.by('land')
		);
	expect(await reports([code, 'MC-999999'])).toMatchObject({
		refusal: { code: 'evidence.unknown' }
	});
	expect(await reports([code, '12/BC-STNMT ngày 20/11/2026'])).toMatchObject({ accepted: true });
	expect(await keeps('land', 'a.pdf', PDF)).toMatchObject({ refusal: { code: 'task.not_now' } });
	// A file whose report has meanwhile been handed in is not lost to the device without a word.
	expect(await sends('land', PDF)).toMatchObject({ refusal: { code: 'task.not_now' } });
});
