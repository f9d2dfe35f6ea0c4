/** Papers of the demo: a document to be confirmed, files handed in, answers to questions, a fair sample. */
import { dayOf, MINUTE } from '#lib/domain/calendar/time.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import { draftOf } from '#lib/domain/directives/propose-draft.ts';
import { proposalFrom } from '#lib/domain/directives/read-document.ts';
import { FLAGS, type Flag } from '#lib/domain/dossiers/flags.ts';
import { answerFlag, drawSample } from '#lib/server/commands/flags.ts';
import { actOnTask } from '#lib/server/commands/tasks/act.ts';
import { makeDraft } from '#lib/server/commands/tasks/drafts.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { readPasted } from '#lib/server/ingest/documents/document-text.ts';
import { simulatedPdf } from '../simulated-pdf.ts';
import { openReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import { readAs } from '#lib/server/store/reading.ts';
import { listTasks } from '#lib/server/store/tasks.ts';
import { sampleOrder } from '#lib/server/web/flag-shapes.ts';
import { sampleAsked } from '#lib/server/web/flags.ts';
import { headOf } from './office.ts';
import { actorFor, demoActor, HEADS, INSPECTOR, OFFICE, type DemoPlace } from './people.ts';

const HOUR = 60 * MINUTE;

/** Invented, as its number and its last line say. */
const TO_CONFIRM = `ỦY BAN NHÂN DÂN
TỈNH GIA LAI

Số: 180/UBND-MP
V/v chuẩn bị tổng kết công tác kiểm soát thủ tục hành chính năm (mô phỏng)

Kính gửi: Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã, phường

Để chuẩn bị tổng kết công tác kiểm soát thủ tục hành chính, Chủ tịch UBND tỉnh yêu cầu:

1. Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ xây dựng báo cáo tổng kết, trình UBND tỉnh trong năm.

2. Sở Tài chính khẩn trương thẩm định dự toán kinh phí kiểm soát thủ tục hành chính năm sau.

3. Sở Khoa học và Công nghệ rà soát, bảo đảm 100 % hồ sơ có kết quả điện tử.

4. Nghiêm cấm việc tiếp nhận hồ sơ ngoài hệ thống.

Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT, KSTT.
`;

/** @param dataDir where files of evidence lie */
export async function layOutPapers(place: DemoPlace, dataDir: string): Promise<void> {
	await documentToConfirm(place);
	await filesHandedIn(place, dataDir);
	await answersOfHeads(place);
	await sampleDrawn(place);
}

async function documentToConfirm(place: DemoPlace): Promise<void> {
	const { database, rules, now } = place;
	const office = await demoActor(place, OFFICE, now - 2 * HOUR);
	if (office === null) return;
	const { text, written } = await readPasted(TO_CONFIRM);
	const { directory, calendar, codeOf } = rules;
	const context = { today: dayOf(now), directory, codeOf, calendar };
	const draft = draftOf(proposalFrom(written, context), 'H21.01');
	await makeDraft(database, { text, draft }, office);
}

/** Tasks under way to which a file is handed in. */
const FILES = 3;

async function filesHandedIn(place: DemoPlace, dataDir: string): Promise<void> {
	const { database, rules, now } = place;
	const office = await demoActor(place, OFFICE, now);
	if (office === null) return;
	const tasks = await readAs(database, office.reader, async (sql) =>
		listTasks(sql, { agencyIds: null, directive: null })
	);
	const underWay = tasks.filter(
		({ task }) => task.state === 'in_progress' && task.origin === null && task.lastMovedAt < now
	);
	const receiving = openReceiving({
		...{ database, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
		keptFor: async () => parameterOn(rules.parameters.evidencePhotoDays, dayOf(now))
	});
	for (const { code, task } of underWay.slice(0, FILES)) {
		const at = Math.max(task.lastMovedAt + MINUTE, now - 3 * HOUR);
		const head = actorFor(headOf(task.leadId, rules.directory, at), at);
		const file = {
			name: 'bao-cao-tien-do-mo-phong.pdf',
			bytes: simulatedPdf(`BAO CAO TIEN DO ${code}`)
		};
		const kept = await receiving.whole({ kind: 'task', code }, file, head);
		if (!kept.accepted) continue;
		const text = 'Đã hoàn thành phần việc theo báo cáo kèm theo (mô phỏng)';
		const act = { kind: 'progressed' as const, text, evidence: [kept.value.code] };
		await actOnTask(database, { code, act }, head);
	}
}

/** Questions that each of the demo's heads has answered; all the others wait. */
const ANSWERED = 2;

async function answersOfHeads(place: DemoPlace): Promise<void> {
	const { database, now } = place;
	for (const email of HEADS) {
		const head = await demoActor(place, email, now - HOUR);
		if (head === null) continue;
		const asked = await readAs(
			database,
			head.reader,
			async (sql) => sql<{ code: string; flags: string[] }[]>`
				select code, flags from dossiers where cardinality(flags) > 0 and agency_id is not null
				order by code desc limit ${ANSWERED}`
		);
		for (const { code, flags } of asked) {
			const flag = FLAGS.find((one): one is Flag => flags.includes(one));
			if (flag === undefined) continue;
			const text = 'Đã rà soát: do nhập liệu chậm, không phát sinh hồ sơ mới (mô phỏng).';
			await answerFlag(database, { dossier: code, flag, text }, head);
		}
	}
}

async function sampleDrawn(place: DemoPlace): Promise<void> {
	const { database, rules, now } = place;
	const inspector = await demoActor(place, INSPECTOR, now - HOUR);
	if (inspector === null) return;
	const seed = `mo-phong-${dayOf(now)}`;
	const asked = sampleAsked(sampleOrder.parse({ seed, size: 20 }), rules, inspector.now);
	if (asked.accepted) await drawSample(database, rules, { ...asked.value, seed }, inspector);
}
