/** All that was sent before the anchor: thirteen months of Gia Lai, and two months of 2019. */
import type { Instant } from '#lib/domain/calendar/time.ts';
import { parcels, type Parcel } from './batches.ts';
import { SILENT_AGENCY } from './lanes.ts';
import { historyOrders } from './orders.ts';
import { UNKNOWN_NAMES } from './spelling.ts';
import { livesOf2019 } from './then.ts';
import { firstDay, historyStart, today } from './today.ts';
import { dayNumber } from './work-days.ts';
import { snapshot } from './wire.ts';
import type { Life } from './life.ts';

/** The seed of the demo that `npm start` loads. */
export const DEMO_SEED = 3035;

const SILENT_DAYS = 11;

/** Since when the silent agency has sent nothing. */
export function silentSince(anchor: Instant): Instant {
	return anchor - SILENT_DAYS * 86_400_000;
}

/** A life as far as its sender lets anything be known. */
function told(life: Life, anchor: Instant): Instant {
	return life.agency === SILENT_AGENCY ? silentSince(anchor) : anchor;
}

/** The dossiers of today that the history tells of. */
export function livesOfHistory(seed: number, anchor: Instant): Life[] {
	const world = today(seed, anchor);
	const start = historyStart(anchor);
	const lives: Life[] = [];
	for (let day = firstDay(anchor); day <= dayNumber(anchor); day += 1) {
		for (const life of world.on(day)) {
			const closed = life.moments.at(-1)?.at ?? 0;
			if (closed >= start && (life.moments[0]?.at ?? anchor) < anchor) lives.push(life);
		}
	}
	return lives;
}

/** A dozen records that nobody can place: their agency's name is not in the directory. */
function unplaceable(lives: readonly Life[]): Parcel {
	const records = UNKNOWN_NAMES.flatMap((name, n) => {
		const like = lives[Math.floor((lives.length * (n + 3)) / (UNKNOWN_NAMES.length + 4))];
		if (!like) return [];
		const copy = { ...like, code: like.code.replace(/\d$/, `9${String(n).padStart(2, '0')}`) };
		return [{ ...snapshot(copy, copy.moments.length > 1 ? 1 : 0), DonViXuLy: name }];
	});
	return {
		size: records.length,
		wave: 0,
		open: () => ({
			unit: 'H21.01.10',
			service: 'DongBoHoSoMC',
			shape: 'national',
			session: 'demo-unplaceable',
			records
		})
	};
}

/** Every request of the history, in the order of sending. Records are made when a parcel is opened. */
export function history(seed: number, anchor: Instant): { dossiers: number; parcels: Parcel[] } {
	const now = livesOfHistory(seed, anchor);
	const past = livesOf2019(seed);
	const long = now.filter((life) => (life.moments[1]?.at ?? anchor) < anchor);
	return {
		dossiers: now.length + past.length,
		parcels: [
			...parcels(
				past.flatMap((life) => historyOrders(life, anchor)),
				'H08'
			),
			unplaceable(long),
			...parcels(
				now.flatMap((life) => historyOrders(life, told(life, anchor))),
				'H21'
			)
		].sort((a, b) => a.wave - b.wave)
	};
}
