import type { Tally } from '#lib/domain/reports/tally.ts';
import { noCounts, tallyOf } from '#lib/domain/reports/tally.ts';
import type { Compared, WallAgency, WallBoard } from '#lib/domain/wall/board.ts';

/* What a wall may have to show at worst, made of a board that the demo really served. */

/** The longest names that are borne by agencies of Vietnamese provinces. */
const LONG_DEPARTMENTS = [
	'Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân thành phố Hồ Chí Minh',
	'Ban Quản lý Khu công nghệ cao và các khu công nghiệp thành phố Đà Nẵng',
	'Chi nhánh Văn phòng Đăng ký đất đai khu vực Phan Rang - Tháp Chàm',
	'Sở Nông nghiệp và Môi trường'
];
const LONG_COMMUNES = [
	'Ủy ban nhân dân phường Trung Mỹ Tây - Tân Chánh Hiệp - Đông Hưng Thuận',
	'Ủy ban nhân dân xã Nghĩa Hành Nghiêng Ngưỡng',
	'Ủy ban nhân dân đặc khu Thổ Châu'
];
const LONG_FIELDS = [
	'Quản lý lao động ngoài nước, tiền lương, an toàn vệ sinh lao động và quan hệ lao động',
	'Lưu thông hàng hóa trong nước và xuất khẩu, nhập khẩu',
	'Đăng ký biện pháp bảo đảm'
];
const MANY = 9_999_999;
const FULL_TASKS = {
	...{ open: MANY, inTime: MANY, dueSoon: MANY, overdue: MANY, noDate: MANY, unacknowledged: MANY }
};

/** Every number has seven digits, every agency is over every threshold, 149 communes, long names. */
export function longBoard(board: WallBoard): WallBoard {
	const sample = board.agencies[0];
	if (!sample) throw new Error('the demo has agencies');
	const tally = full();
	const made = (group: WallAgency['group'], i: number, name: string): WallAgency => ({
		...sample,
		...{ code: `${group}-${i}`, name, group, tally },
		freshness: { ...sample.freshness, stale: i % 7 === 6 },
		...{ overdueBefore: i % 3 === 0 ? null : 1_000_000, lateBefore: i % 3 === 1 ? null : 0.0211 }
	});
	const numbered = (names: readonly string[], count: number) =>
		Array.from({ length: count }, (_, i) => `${names[i % names.length] ?? ''} ${i + 1}`);
	const compared = (kept: Compared, count: number): Compared => ({
		...{ from: kept.from, to: kept.to, known: true, reorganised: true },
		tally: mapped(tally, () => count)
	});
	const limit = { value: 0.1, document: 'Quyết định 1/QĐ-UBND' };
	return {
		...board,
		limits: { late: limit, overdue: limit, awaitingOverdue: limit },
		whole: tally,
		agencies: [
			...numbered(LONG_DEPARTMENTS, 24).map((name, i) => made('department', i, name)),
			...numbered(LONG_DEPARTMENTS, 5).map((name, i) => made('vertical', i, name)),
			...numbered(LONG_COMMUNES, 149).map((name, i) => made('commune', i, name))
		],
		monthBefore: compared(board.monthBefore, 1),
		lastYear: compared(board.lastYear, MANY - 1_234_567),
		dueToday: {
			...board.dueToday,
			...{ known: true, hours: 'open', until: '2026-11-20T17:00:00+07:00' },
			...{ total: MANY, afterHours: MANY },
			agencies: numbered([...LONG_DEPARTMENTS, ...LONG_COMMUNES], 40).map((name, i) => ({
				...{ code: `due-${i}`, name, count: MANY, hourPassed: MANY, minutesLeft: 130 + i },
				fields: LONG_FIELDS.map((field) => ({ name: field, count: MANY }))
			}))
		},
		tasks: {
			...FULL_TASKS,
			agencies: numbered([...LONG_DEPARTMENTS, ...LONG_COMMUNES], 40).map((name, i) => ({
				...{ ...FULL_TASKS, code: `task-${i}`, name, overdue: MANY - i }
			}))
		},
		fields: numbered(LONG_FIELDS, 30).map((name, i) => ({
			...{ code: `field-${i}`, name, lateRate: 0.9999 },
			...{ received: MANY, resolved: MANY, late: MANY, overdue: MANY - i }
		})),
		weeks: board.weeks.map((week, i) => ({
			...week,
			...{ known: true, received: MANY, resolved: MANY, late: MANY, lateRate: 1 - i / 100 },
			overdue: MANY - i * 700_000
		}))
	};
}

/** A new province: its agencies stand there, and not one dossier. */
export function emptyBoard(board: WallBoard): WallBoard {
	const nothing = tallyOf(noCounts());
	const unknown = ({ from, to }: Compared): Compared => ({
		...{ from, to, known: false, reorganised: false },
		tally: nothing
	});
	return {
		...board,
		...{ whole: nothing, pending: 0, limits: {} },
		agencies: board.agencies.map((agency) => ({
			...agency,
			...{ tally: nothing, expected: null, overdueBefore: null, lateBefore: null },
			freshness: { lastEventAt: null, lastArrivalAt: null, stale: false }
		})),
		monthBefore: unknown(board.monthBefore),
		lastYear: unknown(board.lastYear),
		dueToday: {
			...board.dueToday,
			...{ known: true, total: 0, agencies: [], afterHours: 0 }
		},
		tasks: {
			open: 0,
			inTime: 0,
			dueSoon: 0,
			overdue: 0,
			noDate: 0,
			unacknowledged: 0,
			agencies: []
		},
		fields: [],
		weeks: board.weeks.map((week) => ({
			...week,
			...{ known: true, received: 0, resolved: 0, late: 0, lateRate: null, overdue: 0 }
		}))
	};
}

function full(): Tally {
	const all = mapped(tallyOf(noCounts()), () => MANY);
	return { ...all, rates: { onTimeOrEarly: 0.0001, late: 0.9999, lateByPromise: 0.9999 } };
}

/** A tally with every count replaced; its rates stay. */
function mapped(tally: Tally, to: (count: number) => number): Tally {
	const each = (value: unknown): unknown =>
		typeof value === 'number'
			? to(value)
			: typeof value === 'object' && value !== null
				? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, each(part)]))
				: value;
	return { ...(each(tally) as Tally), rates: tally.rates };
}
