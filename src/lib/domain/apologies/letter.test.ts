import { expect, it } from 'vitest';
import { apologyLetter, type ApologyDraft } from './letter.ts';

const draft: ApologyDraft = {
	issuer: {
		...{ agencyCode: 'H21.01', place: 'Gia Lai', committee: false, head: 'GIÁM ĐỐC' },
		above: 'ỦY BAN NHÂN DÂN TỈNH GIA LAI',
		name: 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG',
		called: 'Sở Nông nghiệp và Môi trường'
	},
	dossier: {
		code: 'H21.01-261102-0001',
		procedure: 'Đăng ký biến động quyền sử dụng đất',
		...{ receivedOn: '2026-11-02', dueOn: '2026-11-16', finishedOn: null }
	},
	reason: 'chờ ý kiến cấp trên',
	newDueOn: '2026-11-24',
	today: '2026-11-17',
	demo: false
};

it('leaves number, date and the person’s name to be filled in, and says all the rest', () => {
	const letter = apologyLetter(draft);
	expect(letter.title?.name).toBe('VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT');
	expect(letter.addressees).toEqual([expect.stringMatching(/^Ông\/Bà \(tổ chức\): …+ \(Bộ phận/)]);
	expect(letter.number).toMatch(/^Số: \u00a0+\/……$/);
	const text = letter.paragraphs.join('\n');
	expect(text).toContain('ngày hẹn trả kết quả: 16/11/2026');
	expect(text).toContain('Đến ngày 17/11/2026, hồ sơ chưa giải quyết xong.');
	expect(text).toContain('Lý do: chờ ý kiến cấp trên.');
	expect(text).toContain('Ngày hẹn trả kết quả mới: ngày 24/11/2026.');
	expect(letter.marks).toEqual(['DỰ THẢO']);
});

it('of a dossier that was finished late, promises no new day, and is called by the day of its issue', () => {
	const dossier = { ...draft.dossier, finishedOn: '2026-11-18' };
	const letter = apologyLetter({
		...draft,
		dossier,
		newDueOn: null,
		today: '2025-06-30',
		demo: true
	});
	expect(letter.title?.name).toBe('PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ');
	expect(letter.paragraphs.join()).toContain('giải quyết xong ngày 18/11/2026');
	expect(letter.paragraphs.join()).not.toContain('hẹn trả kết quả mới');
	expect(letter.marks).toContain('SỐ LIỆU MÔ PHỎNG');
});
