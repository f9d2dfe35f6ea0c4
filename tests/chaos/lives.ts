import type { Service } from '#lib/server/ingest/dossier-feed/wire.ts';
import { aRecord, aStep } from '../makers/feed.ts';
import { COMMUNE, JUSTICE, LAND_BRANCH } from '../makers/province.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export interface Sent {
	service: Service;
	record: Record<string, unknown>;
}

/** The day in the codes of these dossiers, by which they are told from others. */
export const LIFE_DAY = '261001';

const AGENCIES = [
	['H21.01', LAND_BRANCH],
	['H21.02', JUSTICE],
	['H21.C1', COMMUNE]
] as const;

/**
 * All messages of one dossier in the order in which they happened. Each tells of something with a
 * date of its own, so that what they come to does not depend on when they arrive.
 */
export function lifeOf(n: number): Sent[] {
	const [unit, agency] = AGENCIES[n % AGENCIES.length] ?? AGENCIES[0];
	const code = `${unit}-${LIFE_DAY}-${100_000 + n}`;
	const snapshot = (rest: Record<string, unknown>): Sent => ({
		service: 'DongBoHoSoMC',
		record: aRecord(code, {
			DonViXuLy: agency,
			NgayTiepNhan: '20261001083000',
			NgayHenTra: '20261015170000',
			...rest
		})
	});
	const step = (at: string, status: number): Sent => ({
		service: 'CapNhatTienDoHoSoMC',
		record: aStep(code, at, status)
	});
	const asked = {
		NgayBoSung: '20261007090000',
		NgayTiepNhanBoSung: '20261009100000',
		NgayHenTraTruoc: '20261015170000',
		NgayHenTraMoi: '20261019170000'
	};
	const supplemented = { NgayHenTra: '20261019170000', DanhSachHoSoBoSung: [asked] };
	const day = String(12 + (n % 12));
	const ended = { ...supplemented, NgayKetThucXuLy: `202610${day}153000` };
	const life = [
		snapshot({ TrangThaiHoSo: '2' }),
		step('20261002090000', 4),
		step('20261007090000', 5),
		snapshot({ TrangThaiHoSo: '4', ...supplemented }),
		step(`202610${day}153000`, 9),
		snapshot({ TrangThaiHoSo: '10', ...ended, NgayTra: '20261028090000' })
	];
	return life.slice(0, 1 + (n % life.length));
}

export interface Batch {
	service: Service;
	records: Record<string, unknown>[];
}

/**
 * The messages of `dossiers` lives as a careless sender sends them: out of order, some several
 * times, some newest first, in batches of 20 to 120.
 */
export function carelessBatches(dossiers: number, roll: () => number): Batch[] {
	const all = Array.from({ length: dossiers }, (_, n) => lifeOf(n)).flat();
	const copies = all.flatMap((message) =>
		Array.from({ length: 1 + Math.floor(roll() ** 3 * 5) }, () => message)
	);
	for (let i = copies.length - 1; i > 0; i--) {
		// Mostly near its place, sometimes anywhere: late by a moment, or by days.
		const reach = roll() < 0.1 ? i : Math.min(i, 400);
		const j = i - Math.floor(roll() * (reach + 1));
		const [a, b] = [copies[i], copies[j]];
		if (a && b) [copies[i], copies[j]] = [b, a];
	}
	if (roll() < 0.5) copies.reverse();
	const batches: Batch[] = [];
	for (const service of ['CapNhatTienDoHoSoMC', 'DongBoHoSoMC'] as const) {
		const own = copies.filter((message) => message.service === service);
		for (let at = 0; at < own.length;) {
			const size = 20 + Math.floor(roll() * 100);
			batches.push({ service, records: own.slice(at, at + size).map(({ record }) => record) });
			at += size;
		}
	}
	return batches
		.map((batch) => ({ batch, at: roll() }))
		.sort((a, b) => a.at - b.at)
		.map(({ batch }) => batch);
}
