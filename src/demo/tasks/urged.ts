/** What leader and office of the demo have said and sent: opinions, reminders of several levels, letters. */
import { dayOf, MINUTE, startOfDay, type Instant } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { draftLetter, issueLetter } from '#lib/server/commands/letters.ts';
import { actOnOpinion, sayOpinion } from '#lib/server/commands/tasks/opinions.ts';
import { replyToUrging, urge } from '#lib/server/commands/urging.ts';
import type { Decision } from '#lib/domain/refusal.ts';
import { letterOrder } from '#lib/server/web/letter-shapes.ts';
import { orderedLetter } from '#lib/server/web/letters.ts';
import { urgedList } from '#lib/server/web/urgings.ts';
import { headOf } from './office.ts';
import { actorFor, demoActor, HEADS, LEADER, OFFICE, type DemoPlace } from './people.ts';

const HOUR = 60 * MINUTE;
const OVERDUE = 'open.overdue';

/** An agency with what of it is overdue now, the most first. */
interface Behind {
	agencyId: number;
	code: string;
	count: number;
}

/**
 * Urges the agencies that are behind: one up to an issued letter, one answered, one just reminded, and
 * the demo's own heads so that their inboxes are not empty; a letter that is still a draft; and two
 * opinions of the leader, one issued, one waiting for the office.
 */
export async function urgeInDemo(place: DemoPlace): Promise<void> {
	const own = (await Promise.all(HEADS.map(async (email) => demoActor(place, email, place.now))))
		.flatMap((actor) => actor?.reader.posts ?? [])
		.flatMap(({ agencyId }) => agencyId ?? []);
	const behind = await behindNow(place);
	const [first, second, third] = behind.filter(({ agencyId }) => !own.includes(agencyId));
	if (first === undefined || second === undefined || third === undefined) return;
	const replied = 'Đơn vị đã phân công giải quyết dứt điểm, báo cáo kết quả trong tuần (mô phỏng).';

	await remind(place, first, 15, replied);
	await remind(place, first, 10, null);
	await letter(place, first, { drafted: 7, issued: 6 });
	await remind(place, second, 9, replied);
	await remind(place, second, 2, null);
	await letter(place, second, { drafted: 0, issued: null });
	await remind(place, third, 3, null);
	const [department, commune] = own;
	for (const one of behind) {
		// The department's own lists of dossiers stay for whoever tries the demo out.
		if (one.agencyId === commune) await remind(place, one, 4, null);
	}
	if (department !== undefined) await remindOfTasks(place, department);
	await opinions(place, first, third);
}

/** So many working days ago, at an hour of the morning; never after now. */
function daysAgo({ rules, now }: DemoPlace, days: number, hour: number): Instant {
	const day = addWorkingDays(rules.calendar, dayOf(now), -days);
	return Math.min(startOfDay(day) + hour * HOUR, now - MINUTE);
}

const deskAt = ({ database, rulebook }: DemoPlace, at: Instant) => ({
	...{ db: database, rulebook, clock: { now: () => at } },
	settings: { demo: true }
});

async function listAt(
	place: DemoPlace,
	kind: 'dossiers' | 'tasks',
	agency: string | null,
	at: Instant
) {
	const office = await demoActor(place, OFFICE, at);
	if (office === null) return null;
	const filter = { figure: OVERDUE, ...(agency === null ? {} : { agency }) };
	const list = await urgedList(deskAt(place, at), office.reader, { kind, filter });
	return list.accepted ? { ...list.value, office } : null;
}

async function behindNow(place: DemoPlace): Promise<Behind[]> {
	const list = await listAt(place, 'dossiers', null, place.now);
	return (list?.parts ?? [])
		.map(({ agencyId, items }) => ({
			agencyId,
			code: place.rules.codeOf(agencyId),
			count: items.length
		}))
		.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

async function remind(
	place: DemoPlace,
	{ agencyId, code }: Behind,
	days: number,
	reply: string | null
): Promise<void> {
	const at = daysAgo(place, days, 9);
	const list = await listAt(place, 'dossiers', code, at);
	if (list === null) return;
	// What has happened since then has moved since then.
	const parts = list.parts.map(({ items, ...part }) => ({
		...part,
		items: items.map((item) => ({ ...item, mark: Math.min(item.mark, at) }))
	}));
	await send(place, { ...list, parts }, { at, agencyId, reply });
}

async function remindOfTasks(place: DemoPlace, agencyId: number): Promise<void> {
	const at = daysAgo(place, 0, 8);
	const list = await listAt(place, 'tasks', place.rules.codeOf(agencyId), at);
	if (list !== null) await send(place, list, { at, agencyId, reply: null });
}

type List = NonNullable<Awaited<ReturnType<typeof listAt>>>;

async function send(
	{ database, rules }: DemoPlace,
	{ kind, question, parts, office }: List,
	{ at, agencyId, reply }: { at: Instant; agencyId: number; reply: string | null }
): Promise<void> {
	const text = 'Đề nghị khẩn trương giải quyết và báo cáo kết quả trong hệ thống (mô phỏng).';
	const replyBy = addWorkingDays(rules.calendar, dayOf(at), 5);
	const sent = await urge(database, rules, { kind, question, parts, replyBy, text }, office);
	const code = sent.accepted ? sent.value.urgings[0]?.code : undefined;
	if (code === undefined || reply === null) return;
	const later = startOfDay(addWorkingDays(rules.calendar, dayOf(at), 2)) + 15 * HOUR;
	const head = actorFor(headOf(agencyId, rules.directory, later), later);
	done(await replyToUrging(database, { code, text: reply }, head));
}

async function letter(
	place: DemoPlace,
	{ code }: Behind,
	{ drafted, issued }: { drafted: number; issued: number | null }
): Promise<void> {
	const { database, rules } = place;
	const at = daysAgo(place, drafted, 10);
	const office = await demoActor(place, OFFICE, at);
	if (office === null) return;
	const order = letterOrder.parse({ dossiers: { figure: OVERDUE, agency: code } });
	const ordered = await orderedLetter(deskAt(place, at), office.reader, order);
	if (!ordered.accepted) return;
	const made = await draftLetter(database, ordered.value, office);
	if (!made.accepted || issued === null) return;
	const entered = daysAgo(place, issued, 14);
	const number = { code: made.value.code, number: '45/UBND-MP', on: dayOf(entered) };
	done(await issueLetter(database, rules, number, { ...office, now: entered }));
}

async function opinions(place: DemoPlace, first: Behind, second: Behind): Promise<void> {
	const { database, rules } = place;
	const tracker = rules.directory.byCode('H21.01');
	for (const [{ agencyId, code, count }, at, issue] of [
		[first, daysAgo(place, 2, 9), true],
		[second, place.now - 40 * MINUTE, false]
	] as const) {
		const leader = await demoActor(place, LEADER, at);
		const office = await demoActor(place, OFFICE, at + 90 * MINUTE);
		if (leader === null || office === null || tracker === null) return;
		const cause = { kind: 'indicator', id: OVERDUE, agency: code, value: count, at };
		const due = addWorkingDays(rules.calendar, dayOf(at), 5);
		const text = 'Khẩn trương giải quyết hồ sơ quá hạn, báo cáo kết quả (mô phỏng)';
		const terms = { agencyId, text, due, cause };
		const said = await sayOpinion(database, { terms, counted: count }, leader);
		if (!said.accepted || !issue) continue;
		const act = { kind: 'issue' as const, text: null, due: null, leadId: null };
		const settled = { ...act, coordinatingIds: [], trackerId: tracker };
		done(await actOnOpinion(database, { code: said.value.code, act: settled }, office));
	}
}

/** @throws Error for what nobody of the demo may be refused */
function done(decision: Decision<object>): void {
	if (!decision.accepted) {
		throw new Error(`follow-up of the demo: ${decision.refusal.code}`);
	}
}
