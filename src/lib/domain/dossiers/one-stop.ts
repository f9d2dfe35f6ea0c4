import { fold } from '../words/fold.ts';

/**
 * How one-stop units and those who hand over for them are called in PhongBanXuLy: by the decree's
 * words, by those of the centres since 2019, and by their usual short forms.
 */
const WORDS =
	/mot cua|\b1 cua|tiep nhan|tra ket qua|hanh chinh cong|\btn\s*(&|va|-)?\s*tkq\b|\b(tt)?pvhcc\b|\bhcc\b|\bbuu (dien|chinh|cuc)\b/;

/** Whether a division's name is that of a one-stop unit (Bộ phận Một cửa, Trung tâm Phục vụ HCC …). */
export function isOneStopUnit(unit: string): boolean {
	return WORDS.test(fold(unit));
}
