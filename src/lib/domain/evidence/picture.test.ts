import { expect, it } from 'vitest';
import { cleanPicture, pictureFacts } from './picture.ts';

const text = (said: string) => [...new TextEncoder().encode(said)];
function segment(marker: number, body: readonly number[]): number[] {
	const length = body.length + 2;
	return [0xff, marker, length >> 8, length & 0xff, ...body];
}
/** Exif with how it is turned and where it was taken. */
function exif(turn: number, gps: boolean): number[] {
	const entries = [
		[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0],
		...(gps ? [[0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 60]] : [])
	];
	const block = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, entries.length, ...entries.flat(), 0, 0, 0, 0];
	return segment(0xe1, [...text('Exif'), 0, 0, ...block]);
}
const TABLES = segment(0xdb, [1, 2, 3]);
/** A scan with a stuffed byte and a restart in it. */
const SCAN = [...segment(0xda, [0]), 9, 0xff, 0, 9, 0xff, 0xd1, 9, 0xff, 0xd9];
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

function chunk(name: string, body: readonly number[]): number[] {
	return [0, 0, 0, body.length, ...text(name), ...body, 0, 0, 0, 0];
}
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

it('a photo loses the place, the comments and the small copies, and stays turned as it was', () => {
	const xmp = segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<GPSLatitude>13'));
	const copies = segment(0xe2, text('MPF\0…'));
	const photo = jpeg(exif(6, true), xmp, copies, segment(0xfe, text('Ông A')), TABLES, SCAN);
	expect(pictureFacts(photo, 'jpg')).toEqual({ location: true, extras: true });
	const cleaned = cleanPicture(photo, 'jpg');
	expect(cleaned).toEqual(jpeg(exif(6, false), TABLES, SCAN));
	expect(pictureFacts(cleaned ?? new Uint8Array(), 'jpg')).toEqual({
		location: false,
		extras: false
	});
});

it('a second picture behind the end of the first goes with its place', () => {
	const photo = jpeg(TABLES, SCAN, [0xff, 0xd8], exif(1, true), SCAN);
	expect(pictureFacts(photo, 'jpg')).toEqual({ location: true, extras: true });
	expect(cleanPicture(photo, 'jpg')).toEqual(jpeg(TABLES, SCAN));
});

it('colours stay as they are meant', () => {
	const photo = jpeg(segment(0xe0, text('JFIF\0')), segment(0xe2, text('ICC_PROFILE\0x')), SCAN);
	expect(cleanPicture(photo, 'jpg')).toEqual(photo);
	expect(pictureFacts(photo, 'jpg')).toEqual({ location: false, extras: false });
});

it('a picture that is cut off, or none at all, is not taken for one', () => {
	const photo = jpeg(TABLES, SCAN);
	expect(pictureFacts(photo.subarray(0, photo.length - 2), 'jpg')).toBeNull();
	expect(cleanPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'jpg')).toBeNull();
	expect(pictureFacts(Uint8Array.from(text('%PDF-1.7')), 'pdf')).toBeNull();
});

it('a PNG loses its words and what hangs behind it', () => {
	const picture = [...PNG, ...chunk('IHDR', [1]), ...chunk('IDAT', [2]), ...chunk('IEND', [])];
	const told = Uint8Array.from([
		...[...PNG, ...chunk('IHDR', [1]), ...chunk('tEXt', text('Comment\0Ông A'))],
		...[...chunk('IDAT', [2]), ...chunk('IEND', []), 1, 2, 3]
	]);
	expect(pictureFacts(told, 'png')).toEqual({ location: false, extras: true });
	expect(cleanPicture(told, 'png')).toEqual(Uint8Array.from(picture));
});
