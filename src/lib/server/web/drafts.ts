import type { Reader } from '#lib/domain/accounts/reader.ts';
import type { AgencyVersion } from '#lib/domain/agencies/agency.ts';
import { followedBy } from '#lib/domain/agencies/succession.ts';
import { dayOf, isoOf, type Day } from '#lib/domain/calendar/time.ts';
import type { Draft } from '#lib/domain/directives/draft.ts';
import { draftOf } from '#lib/domain/directives/propose-draft.ts';
import { compareVietnamese } from '#lib/domain/words/collate.ts';
import type { Desk } from '../desk.ts';
import { documentsNumbered } from '../store/directives.ts';
import { draftByCode, listDrafts } from '../store/drafts.ts';
import { readAs } from '../store/reading.ts';
import type { LoadedRules } from '../store/rulebook.ts';
import { proposalOf, type SentDocument } from './directive-door.ts';

/** What is said to a person for each refusal about a draft. */
export const DRAFT_REFUSALS: Readonly<Record<string, string>> = {
	'draft.unknown': 'Bản dự thảo này không còn: đã được ban hành hoặc đã bị bỏ.',
	'draft.stale': 'Người khác vừa lưu bản này. Hãy tải lại trang để thấy bản mới nhất.',
	'draft.outside': 'Nội dung gửi lên không khớp với văn bản nên không được lưu.',
	'draft.no_such_task': 'Bản dự thảo không có mục này.',
	'draft.nothing_changed': 'Không làm được việc này với mục đã chọn nên không có gì thay đổi.',
	'draft.unfinished': 'Còn mục chưa rà soát hoặc còn thiếu nên chưa ban hành được.'
};

/**
 * A document with the draft that it proposes. Nothing is kept here.
 * @throws ProblemError as the door of documents refuses
 */
export async function readSentDraft(
	sent: SentDocument,
	desk: Pick<Desk, 'rulebook' | 'clock'>
): Promise<{ text: string; draft: Draft }> {
	const { text, ...proposal } = await proposalOf(sent, desk);
	const rules = await desk.rulebook.current();
	const on = proposal.date ?? dayOf(desk.clock.now());
	const office = rules.directory.active(on).find(isOffice);
	return { text, draft: draftOf(proposal, office === undefined ? null : office.code) };
}

function isOffice({ kind, level }: AgencyVersion): boolean {
	return kind === 'vp_ubnd' && level === 'tinh';
}

export interface AgencyChoice {
	value: string;
	label: string;
	/** The last day of one that has ended since. */
	ended: Day | null;
	/** Of one that has ended: codes of what followed it and stands today. */
	followers: string[];
}

/** The agencies that existed on the day of the document, with a mark on those that have ended. */
function choicesOn(
	rules: LoadedRules,
	on: Day,
	today: Day,
	written: readonly string[]
): AgencyChoice[] {
	const { directory } = rules;
	const active = directory.active(on).map(({ agencyId, name }) => ({ agencyId, name }));
	const there = new Set(active.map(({ agencyId }) => agencyId));
	// What was chosen before the date was corrected is still called by its name.
	const others = written.flatMap((code) => {
		const agencyId = directory.byCode(code);
		const version = agencyId === null || there.has(agencyId) ? null : directory.latest(agencyId);
		return version === null ? [] : [{ agencyId: version.agencyId, name: version.name }];
	});
	const named = [...active, ...others];
	const listed = new Set(named.map(({ agencyId }) => agencyId));
	const followed = new Map(
		named
			.filter(({ agencyId }) => directory.version(agencyId, today) === null)
			.map(({ agencyId }) => [agencyId, followedBy(directory, agencyId, today)])
	);
	// What followed one that has ended is called by its name as well, once it has taken its place.
	const later = [...new Set([...followed.values()].flat())]
		.filter((agencyId) => !listed.has(agencyId))
		.map((agencyId) => ({ agencyId, name: directory.version(agencyId, today)?.name ?? '' }));
	return [...named, ...later]
		.map(({ agencyId, name }) => ({
			value: rules.codeOf(agencyId),
			label: name,
			ended: followed.has(agencyId) ? (directory.latest(agencyId)?.validTo ?? null) : null,
			followers: (followed.get(agencyId) ?? []).map(rules.codeOf)
		}))
		.sort((a, b) => compareVietnamese(a.label, b.label));
}

/** A draft as its page shows it; null when there is none for the reader. */
export async function readDraft(
	{ db, rulebook, clock }: Pick<Desk, 'db' | 'rulebook' | 'clock'>,
	reader: Reader,
	code: string
) {
	const found = await readAs(db, reader, async (sql) => {
		const kept = await draftByCode(sql, code);
		if (kept === null) return null;
		const { number, date } = kept.draft.head;
		return { kept, same: number === null ? [] : await documentsNumbered(sql, number, date) };
	});
	if (found === null) return null;
	const { kept, same } = found;
	const rules = await rulebook.current();
	const today = dayOf(clock.now());
	return {
		...kept,
		createdAt: isoOf(kept.createdAt),
		savedAt: isoOf(kept.savedAt),
		/** Issued already under the same number and day. */
		same,
		today,
		agencies: choicesOn(rules, kept.draft.head.date ?? today, today, codesIn(kept.draft))
	};
}

function codesIn({ head, tasks, dropped }: Draft): string[] {
	const all = [...tasks, ...dropped.map(({ task }) => task)];
	const owners = all.flatMap(({ leads, coordinating }) => [...leads, ...coordinating]);
	const trackers = [head.tracker, ...all.map(({ tracker }) => tracker)].filter(
		(one) => one !== null
	);
	return [...new Set([...owners.flatMap(({ codes }) => codes), ...trackers])];
}

/** The drafts that a reader may go on with. */
export async function readDrafts({ db }: Pick<Desk, 'db'>, reader: Reader) {
	const lines = await readAs(db, reader, async (sql) => listDrafts(sql));
	return lines.map(({ createdAt, savedAt, ...line }) => ({
		...line,
		createdAt: isoOf(createdAt),
		savedAt: isoOf(savedAt)
	}));
}
