import { addDays, dayOf, type Day } from '#lib/domain/calendar/time.ts';
import { CAUSES, NATURES_OF, type CauseCode } from '#lib/domain/causes/cause.ts';
import { recordApologies } from '#lib/server/commands/apologies.ts';
import { declareCauses, settleCauses } from '#lib/server/commands/causes.ts';
import { askOpinion, endOpinion } from '#lib/server/commands/consultations.ts';
import { lateDossiers } from '#lib/server/store/causes.ts';
import { withTransaction } from '#lib/server/store/database.ts';
import { dice } from './simulator/dice.ts';
import { DEMO_SEED } from './simulator/history.ts';
import { headOf } from './tasks/office.ts';
import { actorFor, demoActor, type DemoPlace } from './tasks/people.ts';

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
		for (const { code, receivedOn } of late.slice(0, 3)) {
			if (!d.chance(0.5)) continue;
			const askedOn = addDays(receivedOn, 1) > today ? today : addDays(receivedOn, 1);
			const asked = await askOpinion(
				database,
				{
					...{ dossier: code, bodyKind: 'ministry', askedId: null, number: '' },
					...{ askedName: d.pick(['Bộ Xây dựng', 'Bộ Nông nghiệp và Môi trường', 'Bộ Tài chính']) },
					...{ askedOn, dueOn: addDays(askedOn, 7) }
				},
				head
			);
			if (!asked.accepted || !d.chance(0.6)) continue;
			const on = addDays(askedOn, d.chance(0.7) ? 5 : 10);
			const answeredOn = on > today ? today : on;
			await endOpinion(database, { code: asked.value.code, answeredOn, text: '' }, head);
		}
	}
}
