import type { MorningPage } from '#lib/domain/reports/morning-page.ts';
import { morningText, type MorningText } from '#lib/ui/words/morning.ts';
import { onePage, SHEET, type Sheet, type Style } from './pdf-sheet.ts';

const GREY = '#4a4a4a';
const TONES = { late: '#76308f', overdue: '#b3201a' } as const;
const LEFT = SHEET.margin;
const WIDTH = SHEET.width - 2 * SHEET.margin;

/**
 * The morning page as a PDF of one A4 sheet, in Vietnamese. The same page gives the same bytes,
 * whenever it is asked for.
 */
export async function morningPdf(page: MorningPage): Promise<Buffer> {
	const text = morningText(page, { locale: 'vi' });
	const about = {
		title: `${text.title} ${page.day}`,
		author: text.committee,
		madeAt: new Date(page.madeAt)
	};
	return onePage(about, (sheet, scale) => writePage(sheet, text, scale));
}

/** Everything from top to bottom; returns where it ends. */
function writePage(sheet: Sheet, text: MorningText, scale: number): number {
	const gap = 11 * scale;
	let y = head(sheet, text, scale);
	y = numbers(sheet, text.flow, text.numbers.slice(0, 3), y + gap, scale);
	y = numbers(sheet, text.stock, text.numbers.slice(3), y + gap * 0.8, scale);
	y += gap * 0.6;
	y += sheet.text(text.lately, line(y), { size: 9.5 * scale });
	y = over(sheet, text.over, y + gap, scale);
	y = due(sheet, text.due, y + gap, scale);
	if (text.tasks !== null) y = due(sheet, text.tasks, y + gap, scale);
	y = silent(sheet, text.silent, y + gap, scale);
	sheet.rule((y += gap), 0.5);
	y += gap * 0.5;
	y += sheet.text(text.pending, line(y), { size: 9 * scale, weight: 600 });
	y += gap * 0.3;
	return y + sheet.text(text.foot, line(y), { size: 7.5 * scale, color: GREY });
}

function line(y: number, x: number = LEFT, width: number = WIDTH) {
	return { x, y, width };
}

function head(sheet: Sheet, text: MorningText, scale: number): number {
	let y: number = SHEET.margin;
	const small: Style = { size: 9 * scale, color: GREY };
	if (text.demo !== null) {
		const style: Style = { size: 9.5 * scale, weight: 600 };
		const width = sheet.widthOf(text.demo, style) + 14;
		sheet.frame(LEFT + WIDTH - width, y - 3, width, 18 * scale);
		sheet.text(text.demo, line(y, LEFT + WIDTH - width + 7, width), style);
	}
	y += sheet.text(text.committee, line(y), small) + 4 * scale;
	y += sheet.text(text.title, line(y), { size: 20 * scale, weight: 600 });
	const day: Style = { size: 11 * scale, weight: 600 };
	sheet.text(text.asOf, line(y), { ...day, align: 'right' });
	y += sheet.text(text.day, line(y), day) + 5 * scale;
	sheet.rule(y, 1.4);
	return y;
}

function numbers(
	sheet: Sheet,
	title: string,
	three: MorningText['numbers'],
	top: number,
	scale: number
): number {
	const start = top + sheet.text(title, line(top), { size: 8.5 * scale, color: GREY });
	const width = WIDTH / 3;
	const ends = three.map(({ word, value, note, tone }, i) => {
		const x = LEFT + i * width;
		const color = tone === null ? {} : { color: TONES[tone] };
		let y = start + 2 * scale;
		y += sheet.text(value, line(y, x, width), { size: 23 * scale, weight: 600, ...color });
		y += sheet.text(upper(word), line(y, x, width - 8), { size: 9.5 * scale, ...color });
		if (note === '') return y;
		return y + sheet.text(note, line(y, x, width - 8), { size: 8.5 * scale, color: GREY });
	});
	return Math.max(...ends);
}

function over(sheet: Sheet, text: MorningText['over'], top: number, scale: number): number {
	const { columns, rows, note, mostOverdue, more, by } = text;
	let y = title(sheet, text.title, '', top, scale);
	const body: Style = { size: 9 * scale };
	if (note !== null) y += sheet.text(note, line(y), body);
	y = list(sheet, mostOverdue, y, scale);
	if (rows.length > 0) {
		const cell = Math.min(84, 300 / columns.length);
		const count = 56;
		const name = WIDTH - count - columns.length * cell;
		const x = (i: number) => LEFT + name + count + i * cell;
		const headStyle: Style = { size: 7.5 * scale, color: GREY, align: 'right' };
		const heads = columns.map(({ word, limit }, i) => {
			const down = sheet.text(upper(word), line(y, x(i) + 6, cell - 6), headStyle);
			return down + sheet.text(limit, line(y + down, x(i) + 6, cell - 6), headStyle);
		});
		sheet.text(text.countWord, line(y, LEFT + name, count), headStyle);
		y += Math.max(...heads) + 2 * scale;
		for (const row of rows) {
			sheet.rule(y, 0.5);
			y += 2 * scale;
			const down = sheet.text(row.name, line(y, LEFT, name - 6), { ...body, lines: 2 });
			sheet.text(row.overdue, line(y, LEFT + name, count), { ...body, align: 'right' });
			row.cells.forEach((one, i) => {
				const style: Style = { ...body, align: 'right', weight: one.crosses ? 600 : 400 };
				sheet.text(one.text, line(y, x(i), cell), style);
				if (!one.crosses) return;
				const left = x(i) + cell - sheet.widthOf(one.text, style) - 8 * scale;
				sheet.mark(left, y + 3.4 * scale, 5 * scale, TONES.overdue);
			});
			y += down + 1 * scale;
		}
		sheet.rule(y, 0.5);
		y += 2 * scale;
	}
	if (more !== null) y += sheet.text(more, line(y), body);
	for (const said of by) {
		y += sheet.text(said, line(y), { size: 7.5 * scale, color: GREY, lines: 2 });
	}
	return y;
}

function due(sheet: Sheet, text: MorningText['due'], top: number, scale: number): number {
	let y = title(sheet, text.title, text.total, top, scale);
	y = list(sheet, text.rows, y, scale);
	return text.more === null ? y : y + sheet.text(text.more, line(y), { size: 9 * scale });
}

function silent(sheet: Sheet, text: MorningText['silent'], top: number, scale: number): number {
	const y = title(sheet, text.title, text.note, top, scale);
	const said = [text.rows.join('; '), text.more].filter((part) => part !== null && part !== '');
	if (said.length === 0) return y;
	return y + sheet.text(said.join(' '), line(y), { size: 9 * scale });
}

function title(sheet: Sheet, word: string, note: string, top: number, scale: number): number {
	sheet.rule(top, 0.9);
	const y = top + 4 * scale;
	const style: Style = { size: 11 * scale, weight: 600 };
	const after = LEFT + sheet.widthOf(word, style) + 8;
	sheet.text(note, line(y + 1.2 * scale, after, WIDTH), { size: 9.5 * scale });
	return y + sheet.text(word, line(y), style) + 2 * scale;
}

/** Names and counts in two columns, read down the first and then down the second. */
function list(
	sheet: Sheet,
	rows: readonly { name: string; count: string }[],
	top: number,
	scale: number
): number {
	const width = (WIDTH - 24) / 2;
	const half = Math.ceil(rows.length / 2);
	const body: Style = { size: 9 * scale };
	const ends = [rows.slice(0, half), rows.slice(half)].map((column, i) => {
		const x = LEFT + i * (width + 24);
		let y = top;
		for (const { name, count } of column) {
			sheet.text(count, line(y, x, width), { ...body, align: 'right', weight: 600 });
			y += sheet.text(name, line(y, x, width - 40), { ...body, lines: 2 }) + 1.5 * scale;
		}
		return y;
	});
	return Math.max(top, ...ends);
}

function upper(word: string): string {
	return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);
}
