import { may } from '#lib/domain/accounts/reader.ts';
import { isoOf } from '#lib/domain/calendar/time.ts';
import { head } from '#lib/server/store/ledger.ts';
import { requirePageReader } from '#lib/server/web/authenticate.ts';
import { unreadFor } from '#lib/server/web/notices.ts';
import type { LayoutServerLoad } from './$types';

/** Who is asked something by a task. */
const INBOX = [
	'acknowledgeTasks',
	'reportTasks',
	'receiveTasks',
	'verifyTasks',
	'extendTasks'
] as const;

/** Who is signed in, what they may open, and the desk's own time. */
export const load: LayoutServerLoad = async (event) => {
	const { db, rulebook, clock } = event.locals.desk;
	const reader = requirePageReader(event);
	// First of all: what is read after it is not older than what the page says it knows.
	const place = await head(db.sql);
	const { account, posts } = reader;
	const { directory, codeOf } = await rulebook.current();
	const agencyId = posts.find((post) => post.agencyId !== null)?.agencyId ?? null;
	const agency = agencyId === null ? null : directory.latest(agencyId);
	event.depends('live:notices');
	const unread = may(reader, 'readNotices') ? await unreadFor(event.locals.desk, reader) : null;
	return {
		unread,
		account: {
			id: account?.id ?? null,
			name: account?.name ?? '',
			email: account?.email ?? '',
			role: reader.roles[0] ?? ('screen' as const),
			agency: agency?.name ?? null
		},
		sights: {
			aggregates: reader.sees.aggregates,
			dossiers: reader.sees.dossiers !== 'none',
			tasks: may(reader, 'seeTasks'),
			evidence: may(reader, 'sendEvidence'),
			flags: may(reader, 'seeFlags'),
			findings: may(reader, 'seeFindings'),
			corrections: reader.sees.dossiers !== 'none',
			shift: may(reader, 'keepShift'),
			asksCorrections: may(reader, 'askCorrections'),
			letters: may(reader, 'seeLetters'),
			inspections: may(reader, 'seeInspections'),
			inspects: may(reader, 'inspect'),
			urgings: may(reader, 'readNotices'),
			urges: may(reader, 'urge'),
			taskInbox: INBOX.some((action) => may(reader, action)),
			matching: may(reader, 'seeQuarantine'),
			operations: may(reader, 'seeOperations'),
			accounts: may(reader, 'manageAccounts'),
			audit: may(reader, 'seeAudit'),
			keys: may(reader, 'manageKeys'),
			screens: may(reader, 'directScreens'),
			settings: may(reader, 'manageSettings'),
			opinions: may(reader, 'seeOpinions'),
			explains: may(reader, 'explainDelays'),
			measures: may(reader, 'seeMeasures'),
			saysOpinions: may(reader, 'giveOpinions') || may(reader, 'prepareOpinions'),
			agency: agencyId === null ? null : codeOf(agencyId)
		},
		place: { epoch: place.epoch, seq: place.seq },
		now: isoOf(clock.now())
	};
};
