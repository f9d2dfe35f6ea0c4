import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoDirectory } from '../../../../tests/makers/demo-directory.ts';
import { decidedCalendar } from '../calendar/declared-days.ts';
import { readDocument, type ProposedDirective } from './read-document.ts';

const { directory, codeOf } = demoDirectory();

function read(name: string): ProposedDirective {
	const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8');
	return readDocument(text, { today: '2026-11-21', directory, codeOf, calendar: null });
}

const names = (agencies: readonly { name: string }[]) => agencies.map(({ name }) => name);
const task = (document: ProposedDirective, path: string) => {
	const found = document.tasks.find((one) => one.path === path);
	if (found === undefined) throw new Error(`no task ${path}`);
	return found;
};
const numbers = (document: ProposedDirective) => document.references.map(({ number }) => number);

describe('letter 3035/UBND-TH of Bình Định, 2019', () => {
	const letter = read('letter-3035-binh-dinh-2019');

	it('gives its head, addressees, signer and the document it refers to', () => {
		expect(letter).toMatchObject({
			type: 'công văn',
			number: '3035/UBND-TH',
			date: '2019-06-04',
			place: 'Bình Định',
			issuer: { name: 'UBND tỉnh Bình Định' },
			signer: 'Phan Cao Thang',
			urgency: null
		});
		expect(letter.subject).toBe(
			'một số vấn đề liên quan đến giải quyết thủ tục hành chính tại các cơ quan sở, ban trên địa bàn tỉnh'
		);
		expect(letter.references).toMatchObject([
			{ type: 'thông báo', number: '108/TB-UBND', date: '2019-05-23' }
		]);
	});

	it('addresses a class that means the departments of that day', () => {
		expect(names(letter.addressees)).toEqual(['Thủ trưởng các sở, ban, ngành']);
		expect(letter.addressees[0]?.code).toBeNull();
		expect(letter.addressees[0]?.expands).toContain('H08.02');
		expect(letter.addressees[0]?.expands).not.toContain('H21.02');
	});

	it('gives three tasks with their owners, across the page break', () => {
		expect(letter.tasks.map(({ path }) => path)).toEqual(['1', '2', '3']);
		expect(names(task(letter, '1').lead)).toEqual([
			'Thủ trưởng các sở, ban và các cơ quan có liên quan'
		]);
		expect(task(letter, '2')).toMatchObject({
			lead: [{ name: 'Chánh Văn phòng UBND tỉnh', code: 'H08.01' }],
			executing: [{ name: 'Trung tâm PVHCC', code: 'H08.01.10' }],
			coordinating: [{ name: 'Sở Tài chính', code: 'H08.05' }, { name: 'các cơ quan liên quan' }]
		});
		expect(task(letter, '2').text).toContain('công nghệ thông tin và trang thiết bị đã đầu tư');
		expect(task(letter, '3').lead).toEqual([{ name: 'Sở Nội vụ', code: 'H08.02' }]);
	});

	it('is followed by the Centre and judged through Sở Nội vụ; companies that get a copy owe nothing', () => {
		expect(letter.trackers).toEqual([
			{ name: 'Trung tâm PVHCC', code: 'H08.01.10', role: 'monitoring' },
			{ name: 'Sở Nội vụ', code: 'H08.02', role: 'evaluation' }
		]);
		expect(JSON.stringify(letter)).not.toMatch(/VNPT|BIDV/);
	});
});

describe('notice 123/TB-UBND of Vĩnh Phúc, 2018', () => {
	const notice = read('notice-123-vinh-phuc-2018');

	it('tells the leader who concluded from the one who signed', () => {
		expect(notice).toMatchObject({
			type: 'thông báo',
			number: '123/TB-UBND',
			date: '2018-08-23',
			place: 'Vĩnh Phúc',
			assignedBy: 'Phó Chủ tịch UBND tỉnh Vũ Việt Văn',
			signer: 'Nguyễn Tiến Hạnh',
			authority: 'TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG',
			trackers: []
		});
		expect(numbers(notice)).toEqual(['61/2018/NĐ-CP']);
	});

	it('gives eleven tasks; the owner of the first stands below its head, its bullets belong to it', () => {
		expect(notice.tasks.map(({ path }) => path)).toEqual(
			Array.from({ length: 11 }, (_, n) => `${n + 1}`)
		);
		expect(names(task(notice, '1').lead)).toEqual(['Văn phòng UBND tỉnh']);
		expect(names(task(notice, '1').coordinating)).toEqual(['Sở Nội vụ']);
		expect(task(notice, '1').text).toContain('Chuẩn hóa lại tên gọi');
		expect(names(task(notice, '3').lead)).toEqual(['Sở Nội vụ', 'Sở Thông tin và Truyền thông']);
		expect(names(task(notice, '6').lead)).toEqual(['các cơ quan']);
		expect(names(task(notice, '9').lead)).toEqual(['Văn phòng UBND tỉnh']);
		expect(names(task(notice, '10').lead)).toEqual(['Sở Nội vụ']);
		expect(names(task(notice, '11').lead)).toEqual([
			'Báo Vĩnh Phúc',
			'Đài PTTH tỉnh',
			'Cổng Thông tin - Giao tiếp điện tử tỉnh'
		]);
	});

	it('knows a prohibition, a condition, and an order for those who have not done it yet', () => {
		expect(task(notice, '2').kind).toBe('rule');
		expect(task(notice, '5')).toMatchObject({ kind: 'conditional', lead: [{ name: 'Sở Nội vụ' }] });
		expect(task(notice, '5').condition).toMatch(/^Sau khi có hướng dẫn của Bộ Nội vụ/);
		expect(task(notice, '6').condition).toBe('cơ quan nào chưa thực hiện');
	});

	it('takes no agency of another province for one of ours', () => {
		expect(notice.tasks.flatMap(({ lead }) => lead).every(({ code }) => code === null)).toBe(true);
		expect(notice.warnings.map(({ code }) => code)).toContain('document.other_province');
	});
});

describe('the news of letter 13033/UBND-THKSTTHC of Long An, 2024', () => {
	const news = read('news-13033-long-an-2024');

	it('finds number and day in running text; the journalist signs nothing', () => {
		expect(news).toMatchObject({
			type: 'công văn',
			number: '13033/UBND-THKSTTHC',
			date: '2024-12-16',
			signer: null,
			trackers: []
		});
		expect(numbers(news)).toEqual([
			...['61/2018/NĐ-CP', '107/2021/NĐ-CP', '101/2017/NĐ-CP', '89/2021/NĐ-CP', '42/2022/NĐ-CP']
		]);
		expect(news.references.at(-1)).toMatchObject({ date: '2022-06-24', article: 'điều 4' });
	});

	it('gives nine tasks, findings are none, and two enumerations become their members', () => {
		expect(news.tasks.map(({ path }) => path)).toEqual(
			Array.from({ length: 9 }, (_, n) => `${n + 1}`)
		);
		expect(names(task(news, '2').lead)).toEqual([
			'Thủ trưởng Sở, ngành tỉnh',
			'Chủ tịch UBND các huyện, thị xã, thành phố'
		]);
		expect(task(news, '4').kind).toBe('rule');
		expect(task(news, '5').kind).toBe('recurring');
		expect(names(task(news, '8').lead)).toEqual([
			'Sở Tài nguyên và Môi trường',
			'Sở Tư pháp',
			'Sở Lao động - Thương binh và Xã hội'
		]);
		expect(names(task(news, '9').lead)).toEqual([
			...[
				'UBND huyện Đức Hòa',
				'UBND huyện Thạnh Hóa',
				'UBND huyện Mộc Hóa',
				'UBND thành phố Tân An'
			]
		]);
	});
});

describe('the directive of Bình Định on the PAR index, 2018', () => {
	const directive = read('directive-binh-dinh-2018');

	it('has neither number nor day, and says so instead of inventing them', () => {
		expect(directive).toMatchObject({ type: 'chỉ thị', number: null, date: null, signer: null });
		const codes = directive.warnings.map(({ code }) => code);
		expect(codes).toEqual(expect.arrayContaining(['document.no_number', 'document.no_date']));
		expect(numbers(directive)).toEqual([
			...[
				'45/2016/QĐ-TTg',
				'21/NQ-CP',
				'117/2013/NĐ-CP',
				'130/2005/NĐ-CP',
				'16/2015/NĐ-CP',
				'19/2014/QĐ-TTg'
			]
		]);
	});

	it('gives the items of nine owners in the order of Vietnamese letters', () => {
		const below = (first: string) =>
			directive.tasks
				.filter(({ path }) => path.startsWith(`${first}.`))
				.map(({ path }) => path.slice(2));
		expect(below('1')).toEqual('abcdđeghik'.split(''));
		expect(below('2')).toEqual('abcdđeghi'.split(''));
		expect(['3', '4', '5', '6', '7', '8'].map((first) => below(first).length)).toEqual([
			3, 4, 3, 2, 3, 3
		]);
		expect(
			new Set(directive.tasks.map(({ path }) => path.split('.')[0]).filter((first) => first !== ''))
		).toEqual(new Set('123456789'.split('')));
	});

	it('gives items below a heading the owner of the heading', () => {
		expect(names(task(directive, '1.k').lead)).toEqual([
			'Thủ trưởng các sở, ban, ngành',
			'Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố'
		]);
		expect(names(task(directive, '1.k').coordinating)).toEqual(['Bưu điện tỉnh']);
		expect(names(task(directive, '2.đ').lead)).toEqual(['Sở Nội vụ']);
		expect(names(task(directive, '3.a').lead)).toEqual(['Sở Tư pháp']);
		expect(names(task(directive, '4.d').lead)).toEqual(['Văn phòng Ủy ban nhân dân tỉnh']);
		expect(names(task(directive, '5.a').coordinating)).toEqual([
			'Sở Tài nguyên và Môi trường',
			'Sở Xây dựng',
			'các cơ quan, đơn vị liên quan'
		]);
		expect(names(task(directive, '8.a').lead)).toEqual(['Sở Khoa học và Công nghệ']);
		expect(names(task(directive, '9').lead)).toHaveLength(3);
	});

	it('reads targets, repetition and dates that another plan decides', () => {
		expect(task(directive, '7.a').target).toContain('từ 60% trở lên');
		expect(task(directive, '8.c')).toMatchObject({ kind: 'quantity' });
		expect(task(directive, '8.c').target).toContain('ít nhất 70%');
		expect(task(directive, '1.d').kind).toBe('recurring');
		expect(task(directive, '8.a').due).toEqual({
			date: null,
			text: 'theo lộ trình của Ủy ban nhân dân tỉnh'
		});
	});

	it('makes the reporting duty of its last paragraph a recurring task and its collector a tracker', () => {
		expect(task(directive, '')).toMatchObject({
			kind: 'recurring',
			recurrence: 'Định kỳ hàng quý, 6 tháng, năm'
		});
		expect(directive.trackers).toMatchObject([{ name: 'Sở Nội vụ', role: 'reports' }]);
	});
});

describe('directive 33/CT-UBND of Thừa Thiên Huế, 2018, from a portal', () => {
	const directive = read('directive-33-thua-thien-hue-2018');

	it('reads head cells between pipes, and nothing of what the portal adds', () => {
		expect(directive).toMatchObject({
			type: 'chỉ thị',
			number: '33/CT-UBND',
			date: '2018-12-28',
			place: 'Thừa Thiên Huế',
			signer: 'Phan Ngọc Thọ'
		});
		expect(numbers(directive)).toEqual(['162/KH-UBND', '61/2018/NĐ-CP', '45/2016/QĐ-TTg']);
	});

	it('gives ten tasks to those whom it orders, and one more to Sở Nội vụ inside the second', () => {
		const own = directive.tasks.filter(({ path }) => /^\d+$/.test(path));
		expect(own).toHaveLength(10);
		expect(names(task(directive, '6').lead)).toEqual([
			...['Giám đốc các sở', 'Thủ trưởng các ban, ngành, đơn vị sự nghiệp'],
			'Chủ tịch UBND các huyện, thị xã, thành phố'
		]);
		expect(names(task(directive, '6').coordinating)).toEqual([
			'Văn phòng UBND tỉnh',
			'Sở Thông tin và Truyền thông'
		]);
		expect(names(task(directive, '10').lead)).toEqual(['Các cơ quan thông tấn báo chí']);
		const inside = directive.tasks.find(({ text }) => text.startsWith('Sở Nội vụ phối hợp'));
		expect(inside).toMatchObject({
			lead: [{ name: 'Sở Nội vụ' }],
			coordinating: [{ name: 'Văn phòng UBND tỉnh' }],
			due: { date: '2019-12-31' },
			target: '152/152 xã, phường, thị trấn',
			kind: 'quantity'
		});
	});

	it('is followed by the Office', () => {
		expect(directive.trackers).toMatchObject([{ name: 'Văn phòng UBND tỉnh', role: 'monitoring' }]);
	});
});

it('counts working days from the signing by the calendar', () => {
	const calendar = decidedCalendar([], []);
	const { tasks } = readDocument(
		'Số: 12/UBND-NC\nGia Lai, ngày 21 tháng 8 năm 2026\nKính gửi: Sở Tư pháp.\n1. Sở Tư pháp rà soát, báo cáo trong vòng 05 ngày làm việc kể từ ngày ký văn bản này./.',
		{ today: '2026-11-21', directory, codeOf, calendar }
	);
	// Saturday 22/8 is a make-up day; 31/8 to 2/9 are off.
	expect(tasks[0]?.due).toEqual({
		date: '2026-08-27',
		text: 'trong vòng 05 ngày làm việc kể từ ngày ký văn bản này'
	});
});
