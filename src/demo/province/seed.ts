/**
 * The demo province as plain data, for whoever fills the tables. Names, levels and days follow the
 * public acts cited in each file; every code is invented (form of Decision 20/2020/QĐ-TTg: H21 is
 * Gia Lai, H08 was Bình Định), and so are the branches' regions, the office hours and all figures.
 */
import { isDay, type Day } from '#lib/domain/calendar/time.ts';

export type SeedKind =
	| 'so'
	| 'vp_ubnd'
	| 'ubnd_huyen'
	| 'ubnd_xa'
	| 'don_vi_su_nghiep'
	| 'chi_nhanh'
	| 'trung_tam_pvhcc'
	| 'nganh_doc'
	| 'khac';

export type SeedLevel = 'tinh' | 'huyen' | 'xa';

/** Minutes since 00:00, Monday first, five days (the shape of `calendar/office-hours.ts`). */
export interface SeedHours {
	week: { from: number; to: number }[][];
}

export interface SeedVersion {
	name: string;
	shortName: string;
	parentCode: string | null;
	/** Answerable to the Chairman of the province (đầu mối). */
	accountable: boolean;
	/** A branch of a central body (ngành dọc): shown, not ranked. */
	vertical: boolean;
	hours: SeedHours;
	/** First and last day, both included; null: still so. */
	validFrom: Day;
	validTo: Day | null;
}

export interface SeedAlias {
	alias: string;
	validFrom: Day | null;
	validTo: Day | null;
}

export interface SeedAgency {
	code: string;
	kind: SeedKind;
	level: SeedLevel;
	/** In order of time, without overlap. */
	versions: SeedVersion[];
	/** Other names and codes under which the feed knows it. */
	aliases: SeedAlias[];
}

export interface SeedSuccession {
	fromCode: string;
	toCode: string;
	kind: 'merge' | 'split' | 'rename' | 'abolish' | 'transfer';
	/** First day of the successor. */
	on: Day;
}

export type SeedUnit = 'working_days' | 'calendar_days' | 'working_hours';

export interface SeedProcedure {
	code: string;
	name: string;
	fieldCode: string;
	fieldName: string;
	normValue: number | null;
	normUnit: SeedUnit | null;
	/** The shorter norm that the province has committed itself to. */
	committedValue: number | null;
	committedUnit: SeedUnit | null;
	sameDay: boolean;
	validFrom: Day;
	validTo: Day | null;
	/** Where code, name and norm come from. */
	source: string;
}

export interface ProvinceSeed {
	agencies: SeedAgency[];
	successions: SeedSuccession[];
	procedures: SeedProcedure[];
}

/** The apparatus of two levels (Law on Local Government 72/2025/QH15, Resolution 1664). */
export const TWO_LEVELS_FROM: Day = '2025-07-01';
export const OLD_PROVINCE_TO: Day = '2025-06-30';
/** The national list of districts and communes goes back further than the demo needs. */
export const OLD_PROVINCE_FROM: Day = '2018-01-01';
/** The mergers of Bình Định's departments (20 became 14). */
export const DEPARTMENTS_MERGED_ON: Day = '2025-02-20';
/** The Public Service Centre of Bình Định opened. */
export const CENTRE_FROM: Day = '2019-04-01';

function everyDay(...intervals: [from: string, to: string][]): SeedHours {
	const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
	const day = intervals.map(([from, to]) => ({ from: minutes(from), to: minutes(to) }));
	return { week: [day, day, day, day, day] };
}

export const OFFICE_HOURS = everyDay(['07:00', '11:30'], ['13:30', '17:00']);
/** Communes of the highlands open and close the afternoon half an hour earlier. */
export const HIGHLAND_HOURS = everyDay(['07:00', '11:30'], ['13:00', '16:30']);

/** One version from a name and its days; the rest may be said otherwise. */
export function version(
	name: string,
	shortName: string,
	validFrom: Day,
	validTo: Day | null,
	rest: Partial<SeedVersion> = {}
): SeedVersion {
	if (!isDay(validFrom)) throw new Error(`not a day: ${validFrom}`);
	return {
		name,
		shortName,
		parentCode: null,
		accountable: false,
		vertical: false,
		hours: OFFICE_HOURS,
		validFrom,
		validTo,
		...rest
	};
}

/** Aliases that hold on the same days, without repetition and without the official names. */
export function aliases(
	names: readonly string[],
	official: readonly string[],
	validFrom: Day | null,
	validTo: Day | null
): SeedAlias[] {
	const known = new Set(official);
	return [...new Set(names)]
		.filter((alias) => !known.has(alias))
		.map((alias) => ({ alias, validFrom, validTo }));
}

/** `hoà`, `Uỷ`: the tone mark where typewriters and old fonts put it. */
export function oldSpelling(text: string): string {
	return text
		.replace(/Ủy/g, 'Uỷ')
		.replace(/ủy/g, 'uỷ')
		.replace(/òa/g, 'oà')
		.replace(/óa/g, 'oá')
		.replace(/ỏa/g, 'oả');
}
