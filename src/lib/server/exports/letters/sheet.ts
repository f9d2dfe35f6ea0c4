import { convertMillimetersToTwip } from 'docx';

/** Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins in millimetres, one typeface. */
export const FONT = 'Times New Roman';
export const MARGIN = {
	top: convertMillimetersToTwip(20),
	bottom: convertMillimetersToTwip(20),
	left: convertMillimetersToTwip(30),
	right: convertMillimetersToTwip(15),
	header: convertMillimetersToTwip(8),
	footer: convertMillimetersToTwip(8)
} as const;
export const A4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };

/** Between the margins, in twips. */
export const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
export const ANNEX_WIDTH = A4.height - MARGIN.left - MARGIN.right;

/** Sizes are told in points and kept in half-points. */
export const points = (size: number) => size * 2;
/** Spacing is kept in twentieths of a point. */
export const space = (size: number) => size * 20;
