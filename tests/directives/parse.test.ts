import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveProvince } from '#lib/server/store/agencies.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { proposalOf, sentDocument } from '#lib/server/web/directive-door.ts';
import { ProblemError } from '#lib/server/web/problem.ts';
import { aProvince } from '../makers/province.ts';
import { freshDatabase, type FreshDatabase } from '../setup/database.ts';

const LINES = [
	'Số: 12/UBND-NC',
	'Gia Lai, ngày 05 tháng 3 năm 2026',
	'Kính gửi: Sở Tư pháp',
	'1. Sở Tư pháp rà soát văn bản trước ngày 30/6/2026./.'
];
const clock = { now: () => Date.parse('2026-11-21T02:00:00Z') };
let database: FreshDatabase;

beforeAll(async () => {
	database = await freshDatabase();
	await saveProvince(database, aProvince(), clock.now(), 'test');
});
afterAll(async () => database.drop());

const parse = async (request: Request) =>
	proposalOf(await sentDocument(request), { rulebook: openRulebook(database.sql), clock });

async function send(name: string, content: string | Uint8Array) {
	const form = new FormData();
	form.set(
		'file',
		new File([typeof content === 'string' ? content : new Uint8Array(content)], name)
	);
	return parse(
		new Request('http://localhost/api/v1/directives/parse', { method: 'POST', body: form })
	);
}

async function refusal(work: Promise<unknown>): Promise<[number, string | undefined]> {
	const error: unknown = await work.catch((thrown: unknown) => thrown);
	if (!(error instanceof ProblemError)) throw error;
	expect(error.problem.title).not.toContain('Sở Tư pháp');
	return [error.problem.status, error.problem.code];
}

/** A zip of stored entries. */
function zipOf(entries: Record<string, string>): Uint8Array {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const [name, text] of Object.entries(entries)) {
		const [path, body] = [Buffer.from(name), Buffer.from(text)];
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(20, 0);
		fields.writeUInt32LE(crc32(body), 10);
		fields.writeUInt32LE(body.length, 14);
		fields.writeUInt32LE(body.length, 18);
		fields.writeUInt16LE(path.length, 22);
		const central = Buffer.alloc(14);
		central.writeUInt32LE(at, 10);
		parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), fields, path, body);
		directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, central, path);
		at += 30 + path.length + body.length;
	}
	const index = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\u0005\u0006', 'latin1');
	end.writeUInt16LE(Object.keys(entries).length, 8);
	end.writeUInt16LE(Object.keys(entries).length, 10);
	end.writeUInt32LE(index.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, index, end]);
}

function docxOf(lines: readonly string[], header: readonly string[] = []): Uint8Array {
	const paragraphs = (texts: readonly string[]) =>
		texts.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('');
	const body = paragraphs(lines);
	const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
	const office =
		'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
	return zipOf({
		'[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`,
		'_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${office}" Target="word/document.xml"/></Relationships>`,
		'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
		...(header.length === 0 ? {} : { 'word/header1.xml': `<w:hdr>${paragraphs(header)}</w:hdr>` })
	});
}

/** A PDF of one page; its font is not embedded, its signs are their own code points. */
function pdfOf(lines: readonly string[]): Uint8Array {
	const hex = (text: string) =>
		[...text].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('');
	const shown = lines
		.map((line, n) => `BT /F1 12 Tf 60 ${760 - n * 20} Td <${hex(line)}> Tj ET`)
		.join('\n');
	const map =
		'/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end';
	const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		stream(shown),
		'<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
		'<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>',
		stream(map)
	];
	const body = objects.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join('');
	return Buffer.from(`%PDF-1.4\n${body}trailer << /Root 1 0 R /Size 8 >>\n%%EOF`, 'latin1');
}

const EXPECTED = {
	type: 'công văn',
	number: '12/UBND-NC',
	date: '2026-03-05',
	tasks: [
		{ path: '1', lead: [{ name: 'Sở Tư pháp', code: 'H21.02' }], due: { date: '2026-06-30' } }
	]
};

describe('a document that is sent', () => {
	test.each<[string, () => string | Uint8Array]>([
		['letter.txt', () => LINES.join('\n')],
		[
			'letter.html',
			() => `<html><script>x()</script>${LINES.map((line) => `<p>${line}</p>`).join('')}</html>`
		],
		['letter.docx', () => docxOf(LINES)],
		[
			'head in the page header.docx',
			() => docxOf(LINES.slice(2), ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', ...LINES.slice(0, 2)])
		],
		['letter.pdf', () => pdfOf(LINES)]
	])('%s gives the same proposal', async (name, make) => {
		const found = await send(name, make());
		expect(found).toMatchObject(EXPECTED);
		const [from = 0, to = 0] = found.tasks[0]?.span ?? [];
		expect(found.text.slice(from, to)).toMatch(/^Sở Tư pháp rà soát/);
	});

	test('as JSON gives it too', async () => {
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ text: LINES.join('\n') });
		const found = await parse(new Request('http://localhost/', { method: 'POST', headers, body }));
		expect(found).toMatchObject(EXPECTED);
	});

	test('of many pages is read beside the web process, which goes on answering', async () => {
		const headers = { 'content-type': 'application/json' };
		const many = [
			...LINES.slice(0, 3),
			...Array.from({ length: 3_000 }, () => '1. Sở Tư pháp rà soát văn bản trước ngày 30/6/2026.')
		].join('\n');
		const body = JSON.stringify({ text: many });
		let answered = 0;
		const beat = setInterval(() => (answered += 1), 5);
		const found = await parse(new Request('http://localhost/', { method: 'POST', headers, body }));
		clearInterval(beat);
		expect(found.tasks).toHaveLength(3_000);
		expect(answered).toBeGreaterThan(3);
	});

	test.each<[string, () => string | Uint8Array, number, string]>([
		['picture.pdf', () => pdfOf([]), 422, 'document.scanned'],
		['broken.pdf', () => '%PDF-1.4\nSở Tư pháp', 422, 'document.unreadable'],
		['stamped.docx', () => docxOf(LINES, ['MẬT']), 422, 'document.secret'],
		['broken.docx', () => 'PK\u0003\u0004Sở Tư pháp', 422, 'document.unreadable'],
		['sheet.docx', () => zipOf({ 'xl/workbook.xml': '<x/>' }), 415, 'document.other_content'],
		['letter.pdf', () => LINES.join('\n'), 415, 'document.other_content'],
		['letter.exe', () => LINES.join('\n'), 415, 'document.wrong_type'],
		['letter.txt', () => Buffer.from([0x53, 0xf4, 0xff, 0x20]), 422, 'document.not_utf8'],
		['empty.txt', () => '  \n ', 400, 'document.empty'],
		['long.txt', () => 'Sở Tư pháp '.repeat(50_000), 413, 'document.too_long'],
		['letter.doc', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 415, 'document.old_word'],
		[
			'tcvn3.txt',
			() => 'Céng hßa x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc\nKÝnh göi: Së T­ ph¸p',
			422,
			'document.legacy_encoding'
		],
		[
			'vni.txt',
			() =>
				'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc\nKính göûi: Sôû Tö phaùp',
			422,
			'document.legacy_encoding'
		],
		['secret.txt', () => `TUYỆT MẬT\n${LINES.join('\n')}`, 422, 'document.secret']
	])('%s is refused', async (name, make, status, code) => {
		expect(await refusal(send(name, make()))).toEqual([status, code]);
	});
});
