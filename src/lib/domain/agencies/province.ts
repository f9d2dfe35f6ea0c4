import type { Day } from '../calendar/time.ts';

/** A name that the province goes by at the end of its offices' names, with the days it holds. */
export interface ProvinceName {
	name: string;
	from: Day | null;
	to: Day | null;
}

/**
 * The province served: Gia Lai, which Bình Định joined on 1/7/2025 (Nghị quyết 202/2025/QH15). The
 * offices known before that day are Bình Định's; a "Sở Tư pháp tỉnh Gia Lai" of 2024 is another
 * province's and must not be taken for it.
 */
export const PROVINCE_NAMES: readonly ProvinceName[] = [
	{ name: 'Bình Định', from: null, to: null },
	{ name: 'Gia Lai', from: '2025-07-01', to: null }
];
