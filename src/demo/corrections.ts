import type { Account } from '#lib/domain/accounts/account.ts';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import {
	addDays,
	dayOf,
	formatFeedInstant,
	MINUTE,
	startOfDay,
	type Day,
	type Instant
} from '#lib/domain/calendar/time.ts';
import { addWorkingDays } from '#lib/domain/calendar/work-calendar.ts';
import { parameterOn } from '#lib/domain/deadlines/parameters.ts';
import {
	actOnCorrection,
	askCorrection,
	type CorrectionActor
} from '#lib/server/commands/corrections.ts';
import { mayAddTo } from '#lib/server/evidence-owners.ts';
import { openReceiving } from '#lib/server/ingest/evidence/receive.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import type { Database } from '#lib/server/store/database.ts';
import { evidenceIn } from '#lib/server/store/evidence-bytes.ts';
import type { LoadedRules } from '#lib/server/store/rulebook.ts';
import { simulatedPdf } from './simulated-pdf.ts';

const HEAD = 'thutruong-so@demo.example';
const CENTRE = 'trungtam@demo.example';
const ADDRESS = '127.0.0.1';

/**
 * Three requests to put a number right, made by the same commands as any: one that waits for the centre,
 * one refused, and one that was agreed to and then cured by messages through the feed's own door.
 *
 * @param now the demo's today; nothing happens after it
 * @param dataDir where files of evidence lie
 */
export async function setDemoCorrections(
	database: Database,
	rules: LoadedRules,
	door: { origin: string; key: string },
	now: Instant,
	dataDir: string
): Promise<void> {
	const head = await accountByEmail(database.sql, HEAD);
	const centre = await accountByEmail(database.sql, CENTRE);
	const agencyId = head?.posts[0]?.agencyId ?? null;
	if (head === null || centre === null || agencyId === null) return;
	const [asker, answerer] = [head, centre];
	const { calendar, directory } = rules;
	const today = dayOf(now);
	const back = (days: number): Day => addWorkingDays(calendar, today, -days);
	const at = (day: Day, hour: number): Instant =>
		Math.min(startOfDay(day) + hour * 60 * MINUTE, now);
	const by = (account: Account, when: Instant): CorrectionActor => ({
		...{ reader: readerFor(account, directory, today), address: ADDRESS, now: when },
		...{ realNow: Date.now(), channels: [] }
	});
	async function ask(codes: string[], reason: string, evidence: string[], when: Instant) {
		const asked = {
			...{ kind: 'dossiers' as const, claim: 'overdue' as const, codes },
			...{ question: '', claimed: null, reason, evidence }
		};
		const done = await askCorrection(database, rules, asked, by(asker, when));
		return done.accepted ? done.value.code : null;
	}
	async function answer(code: string, kind: 'accepted' | 'rejected', text: string, when: Instant) {
		const given = { code, act: { kind, text } };
		await actOnCorrection(database, rules, given, by(answerer, when));
	}

	const own = directory.descendants(agencyId, today);
	const overdue = await database.sql<{ code: string }[]>`
		select code from dossiers
		where phase = 'open' and due_on < ${addDays(today, -9)}::date and agency_id = any(${own}::int[])
		order by due_on, code limit 3`;
	const [first, ...others] = overdue.map(({ code }) => code);
	if (first !== undefined) {
		const code = await ask(
			[first],
			'Đơn vị cho rằng thời gian chờ văn bản thẩm định không tính vào thời hạn.',
			['Phiếu kiểm soát quá trình giải quyết (mô phỏng)'],
			at(back(4), 9)
		);
		if (code !== null) {
			const text = 'Thời gian xin ý kiến không làm dừng thời hạn; hồ sơ vẫn quá hạn.';
			await answer(code, 'rejected', text, at(back(3), 15));
		}
	}
	if (others.length > 0) {
		const when = at(back(1), 10);
		const code = await ask(
			others,
			'Đã trả kết quả trước ngày hẹn; hệ thống một cửa chưa đồng bộ bước cuối.',
			['Sổ theo dõi hồ sơ, trang 12 (mô phỏng)'],
			when
		);
		if (code !== null) {
			const receiving = openReceiving({
				...{ database, bytes: evidenceIn(dataDir), mayAdd: mayAddTo },
				keptFor: async () => parameterOn(rules.parameters.evidencePhotoDays, today)
			});
			const bytes = simulatedPdf(`SO THEO DOI HO SO, TRANG 12 - ${code}`);
			const file = { name: 'so-theo-doi-trang-12-mo-phong.pdf', bytes };
			await receiving.whole({ kind: 'correction', code }, file, by(asker, when));
		}
	}

	const name = directory.latest(agencyId)?.name ?? '';
	// Of a month before: what is told of it today moves no number that this month's mornings froze.
	const received = back(40);
	const due = back(30);
	const number = received.slice(2).replaceAll('-', '');
	const codes = [1, 2].map((n) => `${rules.codeOf(agencyId)}-${number}-9900${n}`);
	const record = (MaHoSo: string) => ({
		...{ MaHoSo, MaTTHC: '1.004227', TenTTHC: 'Đăng ký biến động quyền sử dụng đất' },
		...{ MaLinhVuc: 'G13-DD01', TenLinhVuc: 'Đất đai', KenhThucHien: '1', LoaiDoiTuong: '1' },
		...{ DonViXuLy: name, TrangThaiHoSo: '4' },
		NgayTiepNhan: formatFeedInstant(at(received, 8)),
		NgayHenTra: formatFeedInstant(at(due, 17))
	});
	await send(door, rules.codeOf(agencyId), codes.map(record));
	const code = await ask(
		codes,
		'Kết quả đã trả trước ngày hẹn, bản tin kết thúc chưa được gửi.',
		['Phiếu trả kết quả (mô phỏng)'],
		at(back(2), 9)
	);
	if (code === null) return;
	await answer(code, 'accepted', 'Đề nghị đơn vị gửi lại bản tin.', at(back(2), 14));
	const ended = addWorkingDays(calendar, due, -1);
	const right = (dossier: string) => ({
		...record(dossier),
		...{ TrangThaiHoSo: '10', NgayKetThucXuLy: formatFeedInstant(at(ended, 10)) },
		NgayTra: formatFeedInstant(at(ended, 11))
	});
	await send(door, rules.codeOf(agencyId), codes.map(right));
}

async function send(
	{ origin, key }: { origin: string; key: string },
	madonvi: string,
	data: readonly object[]
): Promise<void> {
	const answer = await fetch(`${origin}/api/v1/feed`, {
		method: 'POST',
		headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			...{ session: 'demo', madonvi, service: 'DongBoHoSoMC', isUpdating: 'False', data }
		})
	});
	if (!answer.ok) throw new Error(`the door answered ${answer.status}`);
}
