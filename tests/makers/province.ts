import { DEFAULT_OFFICE_HOURS } from '#lib/domain/calendar/office-hours.ts';
import type { AgencyInput, ProvinceInput } from '#lib/server/store/agencies.ts';

/** An agency with defaults: a department that has existed since 2018. */
export function anAgency(
	code: string,
	name: string,
	rest: Partial<AgencyInput> & {
		parent?: string;
		version?: Partial<AgencyInput['versions'][0]>;
	} = {}
): AgencyInput {
	const { parent = null, version, ...own } = rest;
	return {
		code,
		kind: 'so',
		level: 'tinh',
		aliases: [],
		versions: [
			{
				name,
				shortName: name,
				parentCode: parent,
				accountable: parent === null,
				vertical: false,
				hours: DEFAULT_OFFICE_HOURS,
				validFrom: '2018-01-01',
				validTo: null,
				...version
			}
		],
		...own
	};
}

export const LAND = 'Sở Nông nghiệp và Môi trường';
export const LAND_OFFICE = 'Văn phòng Đăng ký đất đai';
export const LAND_BRANCH = 'Chi nhánh Văn phòng Đăng ký đất đai Quy Nhơn';
export const JUSTICE = 'Sở Tư pháp';
export const COMMUNE = 'Ủy ban nhân dân xã An Nhơn Tây';

/** A small province: two departments, a land office with a branch, a commune, an ended department. */
export function aProvince(rest: Partial<ProvinceInput> = {}): ProvinceInput {
	return {
		agencies: [
			anAgency('H21.01', LAND),
			anAgency('H21.01.01', LAND_OFFICE, { parent: 'H21.01', kind: 'don_vi_su_nghiep' }),
			anAgency('H21.01.01.01', LAND_BRANCH, { parent: 'H21.01.01', kind: 'chi_nhanh' }),
			anAgency('H21.02', JUSTICE),
			anAgency('H21.C1', COMMUNE, { kind: 'ubnd_xa', level: 'xa' }),
			anAgency('H08.03', 'Sở Tài nguyên và Môi trường', {
				version: { validTo: '2025-02-19' }
			})
		],
		successions: [{ fromCode: 'H08.03', toCode: 'H21.01', kind: 'merge', on: '2025-02-20' }],
		procedures: [
			{
				code: '1.004227',
				name: 'Đăng ký biến động quyền sử dụng đất',
				fieldCode: 'H21-DD',
				fieldName: 'Đất đai',
				normValue: 10,
				normUnit: 'working_days',
				committedValue: null,
				committedUnit: null,
				sameDay: false,
				validFrom: '2018-01-01',
				validTo: null,
				source: 'test'
			},
			{
				code: '2.000815',
				name: 'Chứng thực bản sao từ bản chính',
				fieldCode: 'H21-TP',
				fieldName: 'Chứng thực',
				normValue: null,
				normUnit: null,
				committedValue: null,
				committedUnit: null,
				sameDay: true,
				validFrom: '2018-01-01',
				validTo: null,
				source: 'test'
			}
		],
		...rest
	};
}
