import type { Day } from '../calendar/time.ts';

/** A document that a definition rests on. Names stay Vietnamese in every language: they are names. */
export interface LegalDocument {
	name: string;
	/** Since when it is in force, or its date of issue; null: not known. */
	from: Day | null;
	/** Until when; null: still. */
	to: Day | null;
}

/** The documents by a short key. Days as in reference works; see docs/decisions for what was checked. */
export const DOCUMENTS = {
	civilCode: { name: 'Bộ luật Dân sự 2015', from: '2017-01-01', to: null },
	decree61: { name: 'Nghị định 61/2018/NĐ-CP', from: '2018-06-21', to: '2025-06-30' },
	decree118: { name: 'Nghị định 118/2025/NĐ-CP', from: '2025-07-01', to: null },
	decree224: { name: 'Nghị định 224/2026/NĐ-CP', from: '2026-07-01', to: null },
	decision42: {
		name: 'Quyết định 42/2014/QĐ-TTg (sửa đổi tại Quyết định 23/2018/QĐ-TTg)',
		from: null,
		to: null
	},
	letter3035: { name: 'Công văn 3035/UBND-TH (Bình Định)', from: '2019-06-04', to: null },
	circular01: { name: 'Thông tư 01/2020/TT-VPCP, Biểu số 06', from: '2020-10-21', to: null },
	decision766: { name: 'Quyết định 766/QĐ-TTg', from: '2022-06-23', to: null },
	portalNotice: {
		name: 'Thông báo 301 trên Cổng một cửa Gia Lai (motcua.gialai.gov.vn)',
		from: null,
		to: null
	}
} as const satisfies Record<string, LegalDocument>;
export type DocumentKey = keyof typeof DOCUMENTS;

export interface LegalBasis {
	document: DocumentKey;
	/** "Điều 19 khoản 9"; null: the document as a whole, or nobody has looked up the place yet. */
	article: string | null;
	/** Not yet compared with the text of the document itself. */
	unchecked?: true;
}

/** One state of a definition: what it rests on from a day on, and which text says it. */
export interface Version<Text extends string = string> {
	/** Null: nobody says since when; it holds on every day that is asked about. */
	validFrom: Day | null;
	basis: readonly LegalBasis[];
	/** Key of the text of the definition: another one only where the definition itself changed. */
	text: Text;
}

/** Before the decree on one-stop units there was none of these numbers. */
const FIRST: Day = '2018-06-21';

/** The states of a definition whose text stays, as its documents come into force and end. */
export function versionsBy<Text extends string>(
	text: Text,
	bases: readonly LegalBasis[]
): Version<Text>[] {
	const begins = bases.map(({ document }) => DOCUMENTS[document].from ?? FIRST);
	const days = [...new Set(begins.map((day) => (day < FIRST ? FIRST : day)))].sort();
	return days.map((validFrom) => ({
		validFrom,
		basis: bases.filter(({ document }) => inForce(document, validFrom)),
		text
	}));
}

function inForce(document: DocumentKey, on: Day): boolean {
	const { from, to } = DOCUMENTS[document];
	return (from === null || from <= on) && (to === null || on <= to);
}

/** The state of a definition that holds on a day; null before the first. */
export function versionOn<V extends { validFrom: Day | null }>(
	versions: readonly V[],
	on: Day
): V | null {
	return versions.findLast(({ validFrom }) => validFrom === null || validFrom <= on) ?? null;
}
