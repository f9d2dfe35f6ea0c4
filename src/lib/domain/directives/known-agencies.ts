/** Which agencies of the directory the names in a document mean. */
import type { AgencyDirectory, AgencyVersion } from '../agencies/agency.ts';
import { followedBy } from '../agencies/succession.ts';
import type { Day } from '../calendar/time.ts';
import type { NamedAgency } from './agency-phrase.ts';

/** An agency as proposed: the name as written, the code where it is known. */
export interface ProposedAgency {
	name: string;
	code: string | null;
	/** Of a class, the codes of those that it names and that exist on the document's day. */
	expands?: string[];
}

export interface KnownAgencies {
	propose(agency: Pick<NamedAgency, 'name' | 'isClass' | 'isVague'>): ProposedAgency;
}

const POST =
	/^(?:(?:lãnh đạo|tập thể lãnh đạo|đại diện|người đứng đầu|thủ trưởng|quyền giám đốc|tổng giám đốc|phó giám đốc|giám đốc|phó chủ tịch|chủ tịch|phó chánh|chánh|phó trưởng|chi cục trưởng|cục trưởng|viện trưởng|hiệu trưởng|chỉ huy trưởng|tổng biên tập|trưởng|các|đồng chí|bí thư)\s+)+/iu;

/**
 * @param directory agencies of the province served; null knows none
 * @param on the document's day, or today where it has none
 * @param foreign the document is another province's: its Sở Nội vụ is not ours
 */
export function knownAgencies(
	directory: AgencyDirectory | null,
	codeOf: (agencyId: number) => string | null,
	on: Day,
	foreign: boolean
): KnownAgencies {
	function resolve(name: string): string | null {
		if (directory === null || foreign) return null;
		const bare = name.normalize('NFC').replace(POST, '').trim();
		for (const text of [bare, `${bare} tỉnh`]) {
			const answer = directory.resolveName(text, on);
			if ('agencyId' in answer) return codeOf(answer.agencyId);
			if ('ambiguous' in answer) return null;
			const ended = successorOf(directory, text, on);
			if (ended !== null) return codeOf(ended);
		}
		return null;
	}
	const known = new Map<string, string | null>();
	const members = new Map<string, string[]>();
	return {
		propose({ name, isClass, isVague }) {
			if (!isClass) {
				const code = known.get(name) ?? (known.has(name) ? null : resolve(name));
				known.set(name, code);
				return { name, code };
			}
			const expands =
				members.get(name) ??
				(directory === null || foreign || isVague ? [] : membersOf(name, directory, on, codeOf));
			members.set(name, expands);
			return { name, code: null, ...(expands.length > 0 ? { expands: [...expands] } : {}) };
		}
	};
}

/** An agency of that name that had ended by the day: what followed it then, if that is one. */
function successorOf(directory: AgencyDirectory, name: string, on: Day): number | null {
	const years = Array.from(
		{ length: 12 },
		(_, back) => `${Number(on.slice(0, 4)) - back}${on.slice(4)}`
	);
	for (const day of [...years, ...years.map((year) => `${year.slice(0, 4)}-01-15`)]) {
		if (day > on) continue;
		const answer = directory.resolveName(name, day.replace('-02-29', '-02-28'));
		if (!('agencyId' in answer)) continue;
		const unique = followedBy(directory, answer.agencyId, on);
		return unique.length === 1 ? (unique[0] ?? null) : null;
	}
	return null;
}

/** The agencies that a class names: by kind and level of those that exist on the day. */
export function membersOf(
	name: string,
	directory: AgencyDirectory,
	on: Day,
	codeOf: (agencyId: number) => string | null
): string[] {
	const key = name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[uủ][yỷ] ban nhân dân/g, 'ubnd');
	// All provinces, and the ministries, are no members of this one.
	if (
		/(?<!\p{L})(?:bộ|các tỉnh|trực thuộc trung ương|cơ quan ngang bộ|thuộc chính phủ)(?!\p{L})/u.test(
			key
		)
	)
		return [];
	// Offices of districts and communes are not their committees.
	if (
		/^(?:trưởng |các )*(?:phòng|chi nhánh|chi cục|công an|ban chỉ huy|trạm|trung tâm|hội)(?!\p{L})/u.test(
			key
		)
	)
		return [];
	const departments = /(?<!\p{L})(?:sở|ban|ngành)(?!\p{L})/u.test(key);
	const local = /địa phương/.test(key);
	const district = local || /(?:cấp huyện|huyện|thị xã|quận|các thành phố|, thành phố)/.test(key);
	const commune = local || /(?:cấp xã|(?<!thị )xã(?! hội)|phường|thị trấn|đặc khu)/.test(key);
	const wanted = (one: AgencyVersion): boolean => {
		if (!one.accountable && one.kind !== 'ubnd_xa') return false;
		if (
			departments &&
			(one.kind === 'so' ||
				((one.kind === 'vp_ubnd' || one.kind === 'khac') && one.level === 'tinh'))
		) {
			return one.kind === 'so' || /(?:ban|ngành)/.test(key);
		}
		if (one.kind === 'ubnd_huyen')
			return (
				district &&
				(local || /cấp huyện/.test(key) || kindOf(one, key, 'huyện|thị xã|thành phố|quận'))
			);
		if (one.kind === 'ubnd_xa')
			return (
				commune && (local || /cấp xã/.test(key) || kindOf(one, key, 'xã|phường|thị trấn|đặc khu'))
			);
		return false;
	};
	return directory
		.active(on)
		.filter(wanted)
		.flatMap((one) => codeOf(one.agencyId) ?? []);
}

function kindOf(agency: AgencyVersion, key: string, kinds: string): boolean {
	const kind = new RegExp(`(?:nhân dân|ubnd) (${kinds}) `, 'i').exec(
		agency.name.toLowerCase()
	)?.[1];
	return kind !== undefined && key.includes(kind);
}
