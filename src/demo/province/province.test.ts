import { describe, expect, it } from 'vitest';
import { addDays } from '#lib/domain/calendar/time.ts';
import { BINH_DINH_DISTRICTS } from './binh-dinh-districts.ts';
import { GIA_LAI_COMMUNES } from './gia-lai-communes.ts';
import { PROCEDURES_TODAY, provinceSeed } from './province.ts';

const seed = provinceSeed();
const byCode = new Map(seed.agencies.map((agency) => [agency.code, agency]));

describe('the demo province', () => {
	it('has 110 communes and 25 wards since 1/7/2025, and 11 districts and 159 communes in 2019', () => {
		expect(GIA_LAI_COMMUNES.filter((one) => one.kind === 'xã')).toHaveLength(110);
		expect(GIA_LAI_COMMUNES.filter((one) => one.kind === 'phường')).toHaveLength(25);
		expect(BINH_DINH_DISTRICTS).toHaveLength(11);
		expect(BINH_DINH_DISTRICTS.flatMap((one) => one.communes)).toHaveLength(159);
	});

	it('has codes of the new form, each once', () => {
		expect(byCode.size).toBe(seed.agencies.length);
		for (const code of byCode.keys()) expect(code).toMatch(/^[A-Y]\d{2}(\.[0-9A-Z]+)*$/);
	});

	it('had 20 departments until 19/02/2025 and 14 from the day after', () => {
		const departments = (day: string) =>
			seed.agencies.filter(
				({ code, kind, versions }) =>
					/^H08\.\d\d$/.test(code) &&
					kind !== 'nganh_doc' &&
					code !== 'H08.21' &&
					versions.some((one) => one.validFrom <= day && (one.validTo ?? '9') >= day)
			);
		expect(departments('2025-02-19')).toHaveLength(20);
		expect(departments('2025-02-20')).toHaveLength(14);
	});

	it('says for every version a parent that existed for all of its days', () => {
		for (const { versions } of seed.agencies) {
			for (const version of versions) {
				if (version.parentCode === null) continue;
				const parent = byCode.get(version.parentCode);
				const on = (day: string) =>
					parent?.versions.some(
						(one) => one.validFrom <= day && (one.validTo === null || one.validTo >= day)
					);
				expect(on(version.validFrom), `${version.name} under ${version.parentCode}`).toBe(true);
				expect(on(version.validTo ?? '2030-01-01'), version.name).toBe(true);
			}
		}
	});

	it('has versions that follow each other without overlap', () => {
		for (const { versions } of seed.agencies) {
			versions.slice(1).forEach((version, n) => {
				expect(version.validFrom > (versions[n]?.validTo ?? '9')).toBe(true);
			});
		}
	});

	it('tells what every commune, department and land office of Bình Định became, on the day after its end', () => {
		for (const agency of seed.agencies.filter(({ code }) => code.startsWith('H08'))) {
			const next = seed.successions.filter((one) => one.fromCode === agency.code);
			if (agency.kind === 'ubnd_huyen') expect(next).toEqual([]);
			else expect(next.length, agency.code).toBeGreaterThan(0);
			for (const one of next) {
				expect(byCode.has(one.toCode)).toBe(true);
				expect(one.on).toBe(addDays(agency.versions.at(-1)?.validTo ?? '', 1));
			}
		}
	});

	it('has between 150 and 250 procedures today, each solved by an agency of the tree', () => {
		expect(PROCEDURES_TODAY.length).toBeGreaterThanOrEqual(150);
		expect(PROCEDURES_TODAY.length).toBeLessThanOrEqual(250);
		for (const { handler, channels, normValue, sameDay, code } of PROCEDURES_TODAY) {
			expect(['land_branches', 'communes'].includes(handler) || byCode.has(handler), handler).toBe(
				true
			);
			expect(channels[0] + channels[1] + channels[2]).toBeCloseTo(1);
			expect(normValue === null, code).toBe(sameDay);
		}
	});
});
