import { expect, it } from 'vitest';
import { evidenceName, evidenceType, isFileName } from './file.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A zip of empty entries, as far as its list of names goes. */
function zipOf(...names: string[]): Uint8Array {
	const local = 'PK\x03\x04'.padEnd(30, '\0');
	const entries = names.map((name) => {
		const head = new Uint8Array(46 + name.length);
		head.set(bytes('PK\x01\x02'));
		new DataView(head.buffer).setUint16(28, name.length, true);
		head.set(bytes(name), 46);
		return head;
	});
	const size = entries.reduce((sum, { length }) => sum + length, 0);
	const end = new Uint8Array(22);
	end.set(bytes('PK\x05\x06'));
	new DataView(end.buffer).setUint16(10, names.length, true);
	new DataView(end.buffer).setUint32(16, local.length, true);
	const all = new Uint8Array(local.length + size + 22);
	all.set(bytes(local));
	let at = local.length;
	for (const entry of entries) {
		all.set(entry, at);
		at += entry.length;
	}
	all.set(end, at);
	return all;
}

it('a file is what is in it, whatever it is called', () => {
	expect(evidenceType(bytes('%PDF-1.7 …'))).toBe('pdf');
	expect(evidenceType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('jpg');
	expect(evidenceType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('png');
	expect(evidenceType(zipOf('[Content_Types].xml', 'word/document.xml'))).toBe('docx');
	expect(evidenceType(zipOf('[Content_Types].xml', 'xl/workbook.xml'))).toBe('xlsx');
});

it('a renamed program, a bare archive, a macro and half a file are not taken', () => {
	expect(evidenceType(bytes('MZ\x90\0'))).toBeNull();
	expect(evidenceType(bytes('#!/bin/sh'))).toBeNull();
	expect(evidenceType(bytes('<html>'))).toBeNull();
	expect(evidenceType(zipOf('setup.exe'))).toBeNull();
	expect(
		evidenceType(zipOf('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'))
	).toBeNull();
	const whole = zipOf('[Content_Types].xml', 'word/document.xml');
	expect(evidenceType(whole.subarray(0, whole.length - 8))).toBeNull();
	expect(evidenceType(new Uint8Array())).toBeNull();
});

it('a name that is a place, or holds what nobody types, is no file name', () => {
	for (const name of [
		'../../x',
		'/etc/x',
		'a/b.pdf',
		'..\\x',
		'C:\\Users\\a\\Báo cáo.PDF',
		'.',
		' .. '
	]) {
		expect(isFileName(name), name).toBe(false);
	}
	for (const name of ['a\0.pdf', 'a\r\nb.pdf', 'a\x7f.pdf', 'a\u0085.pdf']) {
		expect(isFileName(name), JSON.stringify(name)).toBe(false);
	}
	for (const name of ['Báo cáo.pdf', '..ghi chú.pdf', 'a..b.pdf', '12-BC-UBND (bản 2).docx', '…']) {
		expect(isFileName(name), name).toBe(true);
	}
});

it('a name is never turned round, nor without the ending of what it is', () => {
	expect(evidenceName('Báo cáo.PDF', 'pdf')).toBe('Báo cáo.pdf');
	expect(evidenceName('bao-cao.exe', 'pdf')).toBe('bao-cao.exe.pdf');
	expect(evidenceName('a\u202Efdp.exe"', 'png')).toBe('afdp.exe.png');
	expect(evidenceName('...', 'docx')).toBe('minh-chung.docx');
	expect(evidenceName('', 'xlsx')).toBe('minh-chung.xlsx');
});
