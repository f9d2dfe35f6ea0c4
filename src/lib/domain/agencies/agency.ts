/**
 * Agencies as an effective-dated tree. An agency is a lasting identity; its name, code, place and hours
 * are those of a version that holds from one day to another, both included. Nothing is moved when an
 * agency ends: what it left stays its own, and its successor is told, not guessed.
 */
import type { Day } from '../calendar/time.ts';
import type { OfficeHours } from '../calendar/office-hours.ts';
import { compareVietnamese } from '../words/collate.ts';
import { normaliseAgencyCode } from './agency-code.ts';
import { keyOf, nameWords } from './agency-name.ts';
import { nameIndex, type HeldName, type NameAnswer } from './name-index.ts';
import { PROVINCE_NAMES, type ProvinceName } from './province.ts';

export const AGENCY_KINDS = [
	'so',
	'vp_ubnd',
	'ubnd_huyen',
	'ubnd_xa',
	'don_vi_su_nghiep',
	'chi_nhanh',
	'trung_tam_pvhcc',
	'nganh_doc',
	'khac'
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

export const AGENCY_LEVELS = ['tinh', 'huyen', 'xa'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

export interface AgencyVersion {
	agencyId: number;
	/** New form (`H21.05`), see `agency-code.ts`. */
	code: string;
	name: string;
	shortName: string;
	kind: AgencyKind;
	level: AgencyLevel;
	parentId: number | null;
	/** Đầu mối: answerable to the Chairman, and ranked. */
	accountable: boolean;
	/** Ngành dọc: a central agency, shown and not ranked. */
	vertical: boolean;
	validFrom: Day;
	/** The last day, included; null while it holds. */
	validTo: Day | null;
	hours: OfficeHours;
}

/**
 * Another name or code of an agency. With both days null it holds while the agency exists; with either
 * set it holds on its own days, also for an agency that has ended.
 */
export interface AgencyAlias {
	agencyId: number;
	alias: string;
	validFrom: Day | null;
	validTo: Day | null;
}

export interface AgencySuccession {
	fromId: number;
	toId: number;
	kind: 'merge' | 'split' | 'rename' | 'abolish' | 'transfer';
	on: Day;
}

export interface AgencyDirectory {
	/** The agency as it was on the day; null when it did not exist then. */
	version(agencyId: number, on: Day): AgencyVersion | null;
	/** All its versions, the earliest first. */
	versions(agencyId: number): readonly AgencyVersion[];
	/** Its last version, whether or not it has ended. */
	latest(agencyId: number): AgencyVersion | null;
	/**
	 * All that exist on the day, each followed by those below it; siblings accountable first, vertical
	 * last, province before district before commune, then in Vietnamese order.
	 */
	active(on: Day): AgencyVersion[];
	/** By a code in old or new form; where two agencies bore it, the later one. */
	byCode(code: string): number | null;
	/** The agency that a written name means on the day of an event. */
	resolveName(name: string, on: Day): NameAnswer;
	/**
	 * The agency and all below it on the day, those that have ended by their last place: somebody still
	 * answers for what an ended branch left open.
	 */
	descendants(agencyId: number, on: Day): number[];
	/** Those above it on the day, nearest first, without itself. */
	ancestors(agencyId: number, on: Day): number[];
	/** Itself if accountable, else the nearest accountable one above; null when there is none. */
	accountableAncestor(agencyId: number, on: Day): number | null;
	/** What followed it, in order of day; never applied by itself. */
	successors(agencyId: number): AgencySuccession[];
}

const DAYS_KEPT = 64;

export function agencyDirectory(input: {
	versions: readonly AgencyVersion[];
	aliases: readonly AgencyAlias[];
	successions: readonly AgencySuccession[];
	/** Names the province goes by in its offices' names; those of this installation by default. */
	provinceNames?: readonly ProvinceName[];
}): AgencyDirectory {
	const versions = input.versions.toSorted(byFirstDay);
	const byId = Map.groupBy(versions, (one) => one.agencyId);
	const byCode = codes(versions, input.aliases);

	function version(agencyId: number, on: Day): AgencyVersion | null {
		return byId.get(agencyId)?.find((one) => holds(one, on)) ?? null;
	}
	function latest(agencyId: number): AgencyVersion | null {
		return byId.get(agencyId)?.at(-1) ?? null;
	}
	/** Where the agency stands in the tree on the day: as it is then, or as it was when it ended. */
	function place(agencyId: number, on: Day): AgencyVersion | null {
		return byId.get(agencyId)?.findLast((one) => one.validFrom <= on) ?? null;
	}

	const trees = new Map<Day, Map<number | null, number[]>>();
	function childrenOn(on: Day): Map<number | null, number[]> {
		const kept = trees.get(on);
		if (kept) return kept;
		const tree = new Map<number | null, number[]>();
		for (const id of byId.keys()) {
			const at = place(id, on);
			if (at) tree.set(at.parentId, [...(tree.get(at.parentId) ?? []), id]);
		}
		if (trees.size >= DAYS_KEPT) trees.clear();
		trees.set(on, tree);
		return tree;
	}
	function descendants(agencyId: number, on: Day): number[] {
		const tree = childrenOn(on);
		const found = new Set([agencyId]);
		for (const id of found) for (const child of tree.get(id) ?? []) found.add(child);
		return [...found];
	}
	function ancestors(agencyId: number, on: Day): number[] {
		const above = new Set<number>();
		let parent = place(agencyId, on)?.parentId ?? null;
		while (parent !== null && parent !== agencyId && !above.has(parent)) {
			above.add(parent);
			parent = place(parent, on)?.parentId ?? null;
		}
		return [...above];
	}
	function active(on: Day): AgencyVersion[] {
		const existing = new Map(
			versions.filter((one) => holds(one, on)).map((one) => [one.agencyId, one])
		);
		const byParent = Map.groupBy(existing.values(), (one) =>
			one.parentId !== null && existing.has(one.parentId) ? one.parentId : null
		);
		const listed = new Set<AgencyVersion>();
		const list = (parent: number | null): void => {
			for (const one of (byParent.get(parent) ?? []).toSorted(inDisplayOrder)) {
				if (listed.has(one)) continue;
				listed.add(one);
				list(one.agencyId);
			}
		};
		list(null);
		return [...listed];
	}
	function isBelow(agencyId: number, name: string, on: Day): boolean {
		return ancestors(agencyId, on).some((id) => {
			const above = keyOf(nameWords(place(id, on)?.name ?? ''), 'folded');
			return above === name || above.endsWith(` ${name}`);
		});
	}

	const named = nameIndex(
		versions.flatMap(heldNames),
		input.aliases.flatMap((alias) => heldAlias(alias, byId.get(alias.agencyId) ?? [])),
		input.provinceNames ?? PROVINCE_NAMES,
		isBelow
	);
	/** Some senders put the code where the name belongs. */
	function resolveName(name: string, on: Day): NameAnswer {
		const answer = named(name, on);
		if (!('unknown' in answer)) return answer;
		const agencyId = byCode.get(normaliseAgencyCode(name) ?? '') ?? null;
		return agencyId !== null && version(agencyId, on) ? { agencyId } : answer;
	}

	return {
		version,
		versions: (agencyId) => byId.get(agencyId) ?? [],
		latest,
		active,
		byCode: (code) => byCode.get(normaliseAgencyCode(code) ?? '') ?? null,
		resolveName,
		descendants,
		ancestors,
		accountableAncestor: (agencyId, on) =>
			[agencyId, ...ancestors(agencyId, on)].find((id) => place(id, on)?.accountable) ?? null,
		successors: (agencyId) =>
			input.successions
				.filter((one) => one.fromId === agencyId)
				.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.toId - b.toId))
	};
}

function byFirstDay(a: AgencyVersion, b: AgencyVersion): number {
	return a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0;
}

function holds(version: AgencyVersion, on: Day): boolean {
	return version.validFrom <= on && (version.validTo === null || on <= version.validTo);
}

function inDisplayOrder(a: AgencyVersion, b: AgencyVersion): number {
	return (
		Number(b.accountable) - Number(a.accountable) ||
		Number(a.vertical) - Number(b.vertical) ||
		AGENCY_LEVELS.indexOf(a.level) - AGENCY_LEVELS.indexOf(b.level) ||
		compareVietnamese(a.name, b.name)
	);
}

function codes(
	versions: readonly AgencyVersion[],
	aliases: readonly AgencyAlias[]
): Map<string, number> {
	const byCode = new Map<string, number>();
	for (const { alias, agencyId } of aliases) {
		const code = normaliseAgencyCode(alias);
		if (code !== null) byCode.set(code, agencyId);
	}
	for (const { code, agencyId } of versions) {
		byCode.set(normaliseAgencyCode(code) ?? code, agencyId);
	}
	return byCode;
}

function heldNames(version: AgencyVersion): HeldName[] {
	const { agencyId, name, shortName, validFrom: from, validTo: to } = version;
	return [name, ...(shortName === '' || shortName === name ? [] : [shortName])].map((text) => ({
		agencyId,
		text,
		from,
		to
	}));
}

function heldAlias(alias: AgencyAlias, versions: readonly AgencyVersion[]): HeldName[] {
	const { agencyId, alias: text, validFrom, validTo } = alias;
	if (validFrom !== null || validTo !== null) {
		return [{ agencyId, text, from: validFrom, to: validTo }];
	}
	return versions.map((one) => ({ agencyId, text, from: one.validFrom, to: one.validTo }));
}
