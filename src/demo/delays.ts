import { addDays, dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { CAUSES, NATURES_OF, type CauseCode } from '#lib/domain/causes/cause.ts';
import { recordApologies } from '#lib/server/commands/apologies.ts';
import { declareCauses, settleCauses } from '#lib/server/commands/causes.ts';
import { askOpinion, endOpinion } from '#lib/server/commands/consultations.ts';
import { keepOfficialMeasure } from '#lib/server/commands/measures.ts';
import { urge } from '#lib/server/commands/urging.ts';
import { lateDossiers } from '#lib/server/store/causes.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { urgedList } from '#lib/server/web/urgings.ts';
import { dice } from './simulator/dice.ts';
import { DEMO_SEED } from './simulator/history.ts';
import { headOf } from './tasks/office.ts';
import {
	actorFor,
	demoActor,
	HEADS,
	OFFICE,
	type DemoActor,
	type DemoPlace
} from './tasks/people.ts';

const CENTRE = 'trungtam@demo.example';
/** Late dossiers of one agency that somebody says something about, at most. */
const OF_ONE = 40;

interface Late {
	code: string;
	agencyId: number;
	receivedOn: Day;
	dueOn: Day;
}

/**
 * Agencies of the demo say why dossiers are late, apologise and ask opinions, by the same commands as any:
 * two in three do so, every second of them records its letters, and the centre settles most of it.
 */
export async function explainInDemo(place: DemoPlace): Promise<void> {
	const { database, rules, now } = place;
	const today = dayOf(now);
	const all = await withTransaction(
		database,
		async ({ sql }) => sql<Late[]>`
			select code, agency_id as "agencyId", received_on as "receivedOn", due_on as "dueOn"
			from dossiers where agency_id is not null and received_on is not null
				and ((phase = 'open' and due_on < ${today}::date)
					or (phase = 'resolved' and finished_on > due_on
						and closed_on >= date_trunc('month', ${today}::date)::date))
			order by agency_id, due_on, code`,
		{ scope: 'delays', readOnly: true }
	);
	const centre = await demoActor(place, CENTRE, now);
	const departments = rules.directory
		.active(today)
		.filter(({ kind, vertical }) => kind === 'so' && !vertical)
		.map(({ agencyId }) => agencyId);
	for (const [agencyId, own] of Map.groupBy(all, (one) => one.agencyId)) {
		const d = dice(DEMO_SEED, 11, agencyId);
		if (d.chance(1 / 3)) continue;
		const head = actorFor(headOf(agencyId, rules.directory, now), now);
		const late = own.slice(0, OF_ONE);
		// Each agency has a cause of its own that comes back, and others.
		const usual = d.pick(CAUSES.filter((cause) => cause !== 'KHAC'));
		const lines = late
			.filter(() => d.chance(0.8))
			.map(({ code }) => {
				const cause: CauseCode = d.chance(0.6) ? usual : d.pick(CAUSES);
				const text = cause === 'KHAC' ? 'Mưa lũ, trụ sở phải đóng cửa hai ngày.' : '';
				return { dossier: code, cause, nature: NATURES_OF[cause][0], text };
			});
		if (lines.length > 0) await declareCauses(database, { lines, dryRun: false }, head);
		if (centre !== null && lines.length > 0) {
			const held = await withTransaction(
				database,
				async ({ sql }) =>
					lateDossiers(
						sql,
						lines.map(({ dossier }) => dossier)
					),
				{ scope: 'delays', readOnly: true }
			);
			const declared = lines.flatMap(({ dossier }) => {
				const declaration = held.get(dossier)?.declarationId;
				return declaration === null || declaration === undefined ? [] : [{ dossier, declaration }];
			});
			const confirmed = declared.filter(() => d.chance(0.7));
			const rejected = declared.filter((one) => !confirmed.includes(one) && d.chance(0.3));
			if (confirmed.length > 0) {
				const settled = { declarations: confirmed, verdict: 'confirmed' as const, text: '' };
				await settleCauses(database, settled, centre);
			}
			if (rejected.length > 0) {
				const text = 'Chưa có văn bản chứng minh; đề nghị khai lại.';
				const settled = { declarations: rejected, verdict: 'rejected' as const, text };
				await settleCauses(database, settled, centre);
			}
		}
		const letters = d.chance(0.5) ? late.filter(() => d.chance(0.7)) : [];
		const told = letters.map(({ code, receivedOn, dueOn }, n) => {
			const wished = addDays(dueOn, d.chance(0.7) ? -1 : 1);
			const issuedOn = wished < receivedOn ? receivedOn : wished > today ? today : wished;
			return {
				...{ dossier: code, number: `${n + 1}/XL`, issuedOn, oldDueOn: null },
				...{ newDueOn: d.chance(0.6) ? addDays(dueOn, 7) : null, cause: null }
			};
		});
		if (told.length > 0) await recordApologies(database, { lines: told, dryRun: false }, head);
		await askOfOthers(place, { agencyId, head, late: late.slice(0, 3), departments, d });
	}
	await urgeUnanswered(place);
	await measuresInDemo(place, departments);
}

interface Asking {
	agencyId: number;
	head: DemoActor;
	late: readonly Late[];
	departments: readonly number[];
	d: ReturnType<typeof dice>;
}

/** Opinions asked about some late dossiers, of ministries and of other departments. */
async function askOfOthers(
	{ database, now }: DemoPlace,
	{ agencyId, head, late, departments, d }: Asking
): Promise<void> {
	const today = dayOf(now);
	for (const { code, receivedOn } of late) {
		if (!d.chance(0.5)) continue;
		const askedOn = addDays(receivedOn, 1) > today ? today : addDays(receivedOn, 1);
		// Half of them of another agency of the province, which can be urged here.
		const other = d.chance(0.5) ? d.pick(departments.filter((id) => id !== agencyId)) : null;
		const body =
			other === null
				? {
						...{ bodyKind: 'ministry' as const, askedId: null },
						askedName: d.pick(['Bộ Xây dựng', 'Bộ Nông nghiệp và Môi trường', 'Bộ Tài chính'])
					}
				: { bodyKind: 'department' as const, askedId: other, askedName: '' };
		const told = { dossier: code, number: '', askedOn, dueOn: addDays(askedOn, 7) };
		const asked = await askOpinion(database, { ...told, ...body }, head);
		if (!asked.accepted || !d.chance(0.6)) continue;
		const on = addDays(askedOn, d.chance(0.7) ? 5 : 10);
		const answeredOn = on > today ? today : on;
		await endOpinion(database, { code: asked.value.code, answeredOn, text: '' }, head);
	}
}

/** The Office urges the departments that have not answered; the demo's own heads keep still inboxes. */
async function urgeUnanswered(place: DemoPlace): Promise<void> {
	const { database, rulebook, rules, now } = place;
	const office = await demoActor(place, OFFICE, now);
	if (office === null) return;
	const heads = await Promise.all(HEADS.map(async (email) => demoActor(place, email, now)));
	const own = heads.flatMap((actor) => actor?.reader.own ?? []);
	const desk = { db: database, rulebook, clock: { now: () => now } };
	const list = await urgedList(desk, office.reader, {
		...{ kind: 'consultations', filter: { standing: 'waitingLate' } }
	});
	if (!list.accepted) return;
	const parts = list.value.parts.filter(({ agencyId }) => !own.includes(agencyId)).slice(0, 2);
	if (parts.length === 0) return;
	const text = 'Đề nghị trả lời văn bản xin ý kiến đã quá hạn (mô phỏng).';
	const replyBy = addWorkingDays(rules.calendar, dayOf(now), 5);
	await urge(database, rules, { ...list.value, parts, replyBy, text }, office);
}

/** A few measures of the Office, against officials who are nobody. */
async function measuresInDemo(place: DemoPlace, departments: readonly number[]): Promise<void> {
	const office = await demoActor(place, OFFICE, place.now);
	if (office === null) return;
	for (const [n, kind] of (
		['reminder', 'reminder', 'criticism', 'discipline'] as const
	).entries()) {
		const agencyId = departments[n % Math.max(1, departments.length)];
		if (agencyId === undefined) return;
		const told = { kind, number: `${n + 1}/MP`, decidedOn: addDays(dayOf(place.now), -7 * n) };
		const official = { official: `Công chức mô phỏng ${n + 1}`, title: 'Chuyên viên', ground: '' };
		await keepOfficialMeasure(place.database, { ...told, ...official, agencyId }, office);
	}
}
