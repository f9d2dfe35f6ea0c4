/** Millimetres in twips, rounded as word processors do; the margins of the decree are lower bounds. */
const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440 + 0.2);

/** Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins in millimetres, one typeface. */
export const FONT = 'Times New Roman';
export const MARGIN = {
	top: twips(20),
	bottom: twips(20),
	left: twips(30),
	right: twips(15),
	header: twips(8),
	footer: twips(8)
} as const;
export const A4 = { width: 11_906, height: 16_838 } as const;

/** Between the margins, in twips. */
export const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
export const ANNEX_WIDTH = A4.height - MARGIN.left - MARGIN.right;

/** Sizes are told in points and kept in half-points. */
export const points = (size: number) => size * 2;
/** Spacing is kept in twentieths of a point. */
export const space = (size: number) => size * 20;
