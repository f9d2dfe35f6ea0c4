import { inflateSync } from 'node:zlib';

/**
 * The part of a picture that is nearly white, from 0 to 1.
 * @param png eight bits a channel, not interlaced, as Chromium writes it
 */
export function whiteShare(png: Buffer): number {
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const channels = png.readUInt8(25) === 6 ? 4 : 3;
	const lines = inflateSync(Buffer.concat(dataOf(png)));
	const stride = width * channels;
	let above = Buffer.alloc(stride);
	let white = 0;
	for (let y = 0; y < height; y += 1) {
		const at = y * (stride + 1);
		const line = Buffer.from(lines.subarray(at + 1, at + 1 + stride));
		unfilter(lines[at] ?? 0, line, above, channels);
		for (let x = 0; x < stride; x += channels) {
			if (Math.min(line[x] ?? 0, line[x + 1] ?? 0, line[x + 2] ?? 0) > 235) white += 1;
		}
		above = line;
	}
	return white / (width * height);
}

function dataOf(png: Buffer): Buffer[] {
	const parts: Buffer[] = [];
	for (let at = 8; at < png.length;) {
		const length = png.readUInt32BE(at);
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
			parts.push(png.subarray(at + 8, at + 8 + length));
		}
		at += length + 12;
	}
	return parts;
}

/** Each line is written as its difference from what is left of it and above it (PNG, section 9). */
function unfilter(kind: number, line: Buffer, above: Buffer, channels: number): void {
	for (let x = 0; x < line.length; x += 1) {
		const a = x < channels ? 0 : (line[x - channels] ?? 0);
		const b = above[x] ?? 0;
		const c = x < channels ? 0 : (above[x - channels] ?? 0);
		const guess = [0, a, b, (a + b) >> 1, nearest(a, b, c)][kind] ?? 0;
		line[x] = ((line[x] ?? 0) + guess) & 255;
	}
}

function nearest(a: number, b: number, c: number): number {
	const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
	if (toA <= toB && toA <= toC) return a;
	return toB <= toC ? b : c;
}
