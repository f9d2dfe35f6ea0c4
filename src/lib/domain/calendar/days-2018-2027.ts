/**
 * Holidays, compensations, swaps and make-up Saturdays of 2018 to 2027, each with the law or the
 * announcement it was read from. Holidays that fell on a Saturday or Sunday are listed too, so that
 * the trace can say why the working day after them is off. 2027 is not decided: its statutory days
 * are provisional, and two plans for Tết were still before the Government on 22/9/2026.
 */
import { addDays } from './time.ts';
import { workCalendar, type CalendarDay, type WorkCalendar } from './work-calendar.ts';

const LAW_2012 = 'Bộ luật Lao động 2012, Điều 115';
const LAW_2019 = 'Bộ luật Lao động 2019, Điều 112';
const CULTURE_DAY = 'Nghị quyết 28/2026/QH16';

const NEW_YEAR = 'Tết Dương lịch';
const TET = 'Tết Nguyên đán';
const KINGS = 'Giỗ Tổ Hùng Vương';
const VICTORY = 'Ngày Chiến thắng 30/4';
const LABOUR = 'Ngày Quốc tế lao động 1/5';
const NATIONAL = 'Quốc khánh 2/9';
const CULTURE = 'Ngày Văn hóa Việt Nam';

type Kind = CalendarDay['kind'];
/** Month-day (or the first and last of a run), kind, name, source where not the year's own. */
type Row = [days: string | [string, string], kind: Kind, name: string, source?: string];

function year(y: number, announced: string, rows: Row[], provisional = false): CalendarDay[] {
	const law = y < 2021 ? LAW_2012 : LAW_2019;
	return rows.flatMap(([days, kind, name, source]) => {
		const [first, last] = typeof days === 'string' ? [days, days] : days;
		const run: CalendarDay[] = [];
		for (let day = `${y}-${first}`; day <= `${y}-${last}`; day = addDays(day, 1)) {
			run.push({
				day,
				kind,
				name,
				source: source ?? (kind === 'holiday' && name !== TET ? law : announced),
				...(provisional ? { provisional } : {})
			});
		}
		return run;
	});
}

function bridge(day: string): string {
	return `Hoán đổi ngày làm việc với thứ Bảy ${day}`;
}
function makeUp(day: string): string {
	return `Làm bù cho ngày ${day}`;
}

const DAYS: readonly CalendarDay[] = [
	...year(2018, 'Lịch nghỉ lễ, Tết 2018 (vietnamstar, baoninhbinh)', [
		['01-01', 'holiday', NEW_YEAR],
		[['02-14', '02-18'], 'holiday', TET],
		[['02-19', '02-20'], 'compensation', `Nghỉ bù ${TET}`],
		['04-25', 'holiday', KINGS],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['09-02', 'holiday', NATIONAL],
		['09-03', 'compensation', `Nghỉ bù ${NATIONAL}`],
		['12-31', 'swap_off', bridge('5/1/2019'), 'plo.vn, baonghean.vn']
	]),
	...year(2019, 'Thông báo 3238 về lịch nghỉ 2019 (baonghean.vn, plo.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		['01-05', 'make_up', makeUp('31/12/2018'), 'plo.vn, baonghean.vn'],
		[['02-04', '02-08'], 'holiday', TET],
		['04-14', 'holiday', KINGS],
		['04-15', 'compensation', `Nghỉ bù ${KINGS}`],
		['04-29', 'swap_off', bridge('4/5/2019')],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-04', 'make_up', makeUp('29/4/2019')],
		['09-02', 'holiday', NATIONAL]
	]),
	...year(2020, 'Lịch nghỉ Tết 2020 (socongthuong.daklak.gov.vn, vietnamnet.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		[['01-23', '01-27'], 'holiday', TET],
		[['01-28', '01-29'], 'compensation', `Nghỉ bù ${TET}`],
		['04-02', 'holiday', KINGS],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['09-02', 'holiday', NATIONAL]
	]),
	...year(2021, 'Lịch nghỉ lễ, Tết 2021 (hanoimoi.vn, sggp.org.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		[['02-10', '02-14'], 'holiday', TET],
		[['02-15', '02-16'], 'compensation', `Nghỉ bù ${TET}`],
		['04-21', 'holiday', KINGS],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-03', 'compensation', `Nghỉ bù ${LABOUR}`],
		[['09-02', '09-03'], 'holiday', NATIONAL]
	]),
	...year(2022, 'Lịch nghỉ lễ, Tết 2022 (vnfinance.vn, dangcongsan.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		['01-03', 'compensation', `Nghỉ bù ${NEW_YEAR}`],
		[['01-31', '02-04'], 'holiday', TET],
		['04-10', 'holiday', KINGS],
		['04-11', 'compensation', `Nghỉ bù ${KINGS}`],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-02', 'compensation', `Nghỉ bù ${VICTORY}`],
		['05-03', 'compensation', `Nghỉ bù ${LABOUR}`],
		[['09-01', '09-02'], 'holiday', NATIONAL]
	]),
	...year(2023, 'Lịch nghỉ lễ, Tết 2023 (nhandan.vn, vietnamplus.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		['01-02', 'compensation', `Nghỉ bù ${NEW_YEAR}`],
		[['01-20', '01-24'], 'holiday', TET],
		[['01-25', '01-26'], 'compensation', `Nghỉ bù ${TET}`],
		['04-29', 'holiday', KINGS],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-02', 'compensation', `Nghỉ bù ${KINGS}`],
		['05-03', 'compensation', `Nghỉ bù ${VICTORY}`],
		[['09-01', '09-02'], 'holiday', NATIONAL],
		['09-04', 'compensation', `Nghỉ bù ${NATIONAL}`]
	]),
	...year(2024, 'Văn bản 2450 của Văn phòng Chính phủ và lịch nghỉ 2024 (vietnamnews.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		[['02-08', '02-12'], 'holiday', TET],
		[['02-13', '02-14'], 'compensation', `Nghỉ bù ${TET}`],
		['04-18', 'holiday', KINGS],
		['04-29', 'swap_off', bridge('4/5/2024')],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-04', 'make_up', makeUp('29/4/2024')],
		[['09-02', '09-03'], 'holiday', NATIONAL]
	]),
	...year(2025, 'Lịch nghỉ lễ, Tết 2025 (vietnamplus.vn, sggp.org.vn)', [
		['01-01', 'holiday', NEW_YEAR],
		[['01-27', '01-31'], 'holiday', TET],
		['04-07', 'holiday', KINGS],
		['04-26', 'make_up', makeUp('2/5/2025')],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['05-02', 'swap_off', bridge('26/4/2025')],
		[['09-01', '09-02'], 'holiday', NATIONAL]
	]),
	...year(2026, 'Thông báo 9441/TB-BNV (vietnamnews.vn 17/10/2025)', [
		['01-01', 'holiday', NEW_YEAR],
		['01-02', 'swap_off', bridge('10/1/2026'), 'Văn bản 12729 của Văn phòng Chính phủ'],
		['01-10', 'make_up', makeUp('2/1/2026'), 'Văn bản 12729 của Văn phòng Chính phủ'],
		[['02-16', '02-20'], 'holiday', TET],
		['04-26', 'holiday', KINGS],
		['04-27', 'compensation', `Nghỉ bù ${KINGS}`],
		['04-30', 'holiday', VICTORY],
		['05-01', 'holiday', LABOUR],
		['08-22', 'make_up', makeUp('31/8/2026')],
		['08-31', 'swap_off', bridge('22/8/2026')],
		[['09-01', '09-02'], 'holiday', NATIONAL],
		['11-24', 'holiday', CULTURE, CULTURE_DAY]
	]),
	// Tết: mùng 1 is Saturday 6/2. Two days before and three after is what 2020, 2021, 2023 and 2024
	// had whenever the weekend fell inside; the decision may yet say otherwise.
	...year(
		2027,
		'Chưa có quyết định: dự kiến theo Bộ luật Lao động 2019',
		[
			['01-01', 'holiday', NEW_YEAR],
			[['02-04', '02-08'], 'holiday', TET],
			[['02-09', '02-10'], 'compensation', `Nghỉ bù ${TET}`],
			['04-16', 'holiday', KINGS],
			['04-30', 'holiday', VICTORY],
			['05-01', 'holiday', LABOUR],
			['05-03', 'compensation', `Nghỉ bù ${LABOUR}`],
			[['09-02', '09-03'], 'holiday', NATIONAL],
			['11-24', 'holiday', CULTURE, CULTURE_DAY]
		],
		true
	)
];

/** The rows of 2018 to 2027, in order, for a calendar that a province completes with its own days. */
export function vietnamDays(): CalendarDay[] {
	return DAYS.map((row) => ({ ...row }));
}

/** The national calendar: decided for 2018 to 2026, provisional before and after. */
export function vietnamCalendar(local: readonly CalendarDay[] = []): WorkCalendar {
	return workCalendar([...DAYS, ...local], { from: '2018-01-01', to: '2026-12-31' });
}
