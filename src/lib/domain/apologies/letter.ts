import type { Day } from '../calendar/time.ts';
import type { LetterIssuer } from '../letters/letter.ts';
import { dayText } from '../letters/numerals.ts';
import { DRAFT, SIMULATED, type DocumentParts } from '../letters/parts.ts';
import { apologyFormOn } from './apology.ts';

/** What the draft of a letter of apology is made from: a dossier, and no person. */
export interface ApologyDraft {
	issuer: LetterIssuer;
	dossier: {
		code: string;
		procedure: string;
		receivedOn: Day | null;
		dueOn: Day;
		/** The day on which it was finished; null: it is not. */
		finishedOn: Day | null;
	};
	/** In words; null: left to be written. */
	reason: string | null;
	newDueOn: Day | null;
	/** The domain's day: which form holds. */
	today: Day;
	demo: boolean;
}

/** No-break dots, where somebody fills in by hand. */
const dots = (n: number) => '…'.repeat(n);
const blank = (n: number) => '\u00a0'.repeat(n);

/**
 * The draft of a letter of apology in the layout of Nghị định 30/2020/NĐ-CP. Number, date and the person's
 * name are left open: the one-stop unit fills the name in, this system never has it.
 */
export function apologyLetter(draft: ApologyDraft): DocumentParts {
	const { issuer, dossier, reason, newDueOn, today, demo } = draft;
	const { name } = apologyFormOn(today);
	const received =
		dossier.receivedOn === null ? '' : `, tiếp nhận ngày ${dayText(dossier.receivedOn)}`;
	const state =
		dossier.finishedOn === null
			? `Đến ngày ${dayText(today)}, hồ sơ chưa giải quyết xong.`
			: `Hồ sơ được giải quyết xong ngày ${dayText(dossier.finishedOn)}, sau ngày hẹn trả kết quả.`;
	const again =
		newDueOn === null
			? []
			: [`Ngày hẹn trả kết quả mới: ngày ${dayText(newDueOn)}. Việc hẹn lại không quá một lần.`];
	const paragraphs = [
		`${issuer.called} giải quyết hồ sơ mã số ${dossier.code}, thủ tục “${dossier.procedure}”${received}, ngày hẹn trả kết quả: ${dayText(dossier.dueOn)}.`,
		state,
		`Lý do: ${reason ?? dots(30)}.`,
		`${issuer.called} xin lỗi Ông/Bà (Quý tổ chức) về việc chậm trả kết quả nêu trên.`,
		...again,
		'Rất mong nhận được sự thông cảm của Ông/Bà (Quý tổ chức)./.'
	];
	return {
		marks: [DRAFT, ...(demo ? [SIMULATED] : [])],
		above: issuer.above === null ? [] : [issuer.above],
		name: [issuer.name],
		number: `Số: ${blank(10)}/……`,
		placeDate: `${issuer.place}, ngày${blank(5)}tháng${blank(5)}năm 20…`,
		about: null,
		title: { name: name.toLocaleUpperCase('vi'), about: `Hồ sơ mã số ${dossier.code}` },
		addressees: [`Ông/Bà (tổ chức): ${dots(20)} (Bộ phận Một cửa điền tên)`],
		paragraphs: paragraphs.map((text) => text.normalize('NFC')),
		signing: { lines: [issuer.head], name: null },
		recipients: ['- Như trên;', '- Bộ phận Một cửa;', '- Lưu: VT.'],
		annex: null
	};
}
