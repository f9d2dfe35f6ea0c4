import type { z } from 'zod';
import { mayTo, type Reader } from '#lib/domain/accounts/reader.ts';
import { dayOf, isoOf, type Day } from '#lib/domain/calendar/time.ts';
import {
	consultationStanding,
	onTimeShare,
	type ConsultationCounts
} from '#lib/domain/consultations/consultation.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import {
	countConsultations,
	listConsultations,
	type ConsultationGroup,
	type ConsultationQuery,
	type KeptConsultation
} from '../store/consultations.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import type {
	consultationAsked,
	ConsultationsAnswer,
	ConsultationShown
} from './consultation-shapes.ts';

/** The body that somebody named: an agency of the province by its code or name on the day, else as written. */
export function askedOf<Told extends Pick<z.output<typeof consultationAsked>, 'body'>>(
	told: Told,
	{ directory }: LoadedRules,
	today: Day
): Omit<Told, 'body'> & { askedId: number | null; askedName: string } {
	const { body, ...rest } = told;
	const named = directory.resolveName(body, today);
	const askedId = directory.byCode(body) ?? ('agencyId' in named ? named.agencyId : null);
	return { ...rest, askedId, askedName: askedId === null ? body : '' };
}

/** Counts by body and one page of opinions asked, about dossiers that the reader may open. */
export async function readConsultations(
	{ db, rulebook }: Desk,
	reader: Reader,
	query: ConsultationQuery,
	page: { after: number | null; limit: number }
): Promise<ConsultationsAnswer> {
	const rules = await rulebook.current();
	const scope = reader.sees.dossiers;
	return readAs(db, reader, async (sql) => {
		const groups = await countConsultations(sql, rules, scope, query);
		const { total, rows, next } = await listConsultations(sql, rules, scope, query, page);
		const bodies = Map.groupBy(groups, ({ askedId, askedName }) =>
			askedId === null ? askedName : rules.codeOf(askedId)
		);
		const standings = countsOf(groups);
		return {
			...{ asOf: isoOf(query.at), from: query.from, to: query.to },
			asked: sumOf(standings),
			standings,
			onTime: onTimeShare(standings),
			bodies: [...bodies]
				.map(([body, of]) => {
					const counts = countsOf(of);
					const [first] = of;
					const name = first ? bodyOf(rules, first.askedId, first.askedName).name : body;
					const bodyKind = first?.bodyKind ?? 'department';
					return {
						...{ body, name, bodyKind, here: first?.askedId != null, asked: sumOf(counts) },
						...counts,
						onTime: onTimeShare(counts)
					};
				})
				.sort((a, b) => compareVietnamese(a.name, b.name)),
			total,
			items: rows.map((row) => shownConsultation(row, rules, reader, row.holder, query.today)),
			next
		};
	});
}

/** @param holder the agency that has the dossier now */
export function shownConsultation(
	row: KeptConsultation,
	rules: LoadedRules,
	reader: Reader,
	holder: number | null,
	today: Day
): ConsultationShown {
	const { code, dossier, bodyKind, number, askedOn, dueOn, answeredOn, answer } = row;
	const agency = { code: rules.codeOf(row.agencyId), name: nameOf(rules, row.agencyId) };
	return {
		...{ code, dossier, agency, bodyKind, body: bodyOf(rules, row.askedId, row.askedName) },
		...{ number, askedOn, dueOn, answeredOn, answer },
		standing: consultationStanding(row, today),
		mayExplain: answeredOn === null && holder !== null && mayTo(reader, 'explainDelays', holder)
	};
}

function bodyOf(rules: LoadedRules, id: number | null, name: string) {
	return id === null ? { code: null, name } : { code: rules.codeOf(id), name: nameOf(rules, id) };
}

function nameOf({ directory, codeOf }: LoadedRules, id: number): string {
	return directory.latest(id)?.name ?? codeOf(id);
}

function countsOf(groups: readonly ConsultationGroup[]): ConsultationCounts {
	const counts = { waiting: 0, waitingLate: 0, onTime: 0, late: 0, answeredNoDue: 0 };
	for (const { standing, count } of groups) counts[standing] += count;
	return counts;
}

function sumOf(counts: ConsultationCounts): number {
	return Object.values(counts).reduce((sum, one) => sum + one, 0);
}

/** The domain's day of a desk. */
export function todayOf({ clock }: Desk): Day {
	return dayOf(clock.now());
}
