/**
 * Agency identifiers. Old form (QCVN 102:2016/BTTTT): `V1V2V3.Z1Z2.Y1Y2.MX1X2`, read from the right,
 * unused levels 000 and 00. New form (QĐ 20/2020/QĐ-TTg, Articles 4–6): from the left, `H08.16.05`, at
 * most 35 characters. Both occur, some with letters in place of digits (`000.00.BD.H08`).
 */

const OLD = /^([0-9A-Z]{3})\.([0-9A-Z]{2})\.([0-9A-Z]{2})\.([A-Z]\d{2})$/;
const NEW = /^(?:[A-Y]\d{2}|Z[0-9A-Z]*)(?:\.[0-9A-Z]+)*$/;
const UNUSED = /^0+$/;

/**
 * The new form of an identifier in either form (`000.00.16.H08` and `h08.16` are `H08.16`); null when
 * the text is neither. After mergers several codes may mean one agency: that is what aliases are for.
 */
export function normaliseAgencyCode(text: string): string | null {
	const code = text.trim().toUpperCase();
	if (code.length > 35) return null;
	const old = OLD.exec(code);
	if (old) {
		const [, level4 = '', level3 = '', level2 = '', level1 = ''] = old;
		return [level1, level2, level3, level4].filter((group) => !UNUSED.test(group)).join('.');
	}
	return NEW.test(code) ? code : null;
}

/**
 * The old form of an identifier in either form; null where the old form has no room for it (more than
 * four levels, or groups of another length).
 */
export function oldForm(text: string): string | null {
	const code = normaliseAgencyCode(text);
	if (code === null) return null;
	const [level1 = '', level2 = '00', level3 = '00', level4 = '000', ...more] = code.split('.');
	const old = `${level4}.${level3}.${level2}.${level1}`;
	return more.length === 0 && OLD.test(old) ? old : null;
}
