import { expect, it } from 'vitest';
import { provinceIssuer } from '../letters/issuer.ts';
import { mendingLetter } from './letter.ts';

const found = [
	{ category: 'F09', text: 'Đòi thêm bản sao', dossiers: ['H21.05-1'], agency: 'Sở Tư pháp' },
	{ category: 'F06', text: '', dossiers: [], agency: 'UBND xã Đak Pơ' },
	{ category: 'F06', text: 'Bảng cũ', dossiers: [], agency: 'Sở Tư pháp' }
] as const;

it('one letter names what was found by category, then what each agency mends and by when; number and date blank', () => {
	const letter = mendingLetter(found, {
		issuer: provinceIssuer('urging', 'Gia Lai'),
		...{ due: '2026-12-04', tracker: 'Văn phòng UBND tỉnh', demo: true }
	});
	expect(letter.marks).toEqual(['DỰ THẢO', 'SỐ LIỆU MÔ PHỎNG']);
	expect(letter.number).toMatch(/^Số:\s+\/UBND-KSTT$/u);
	expect(letter.addressees).toEqual(['Sở Tư pháp', 'UBND xã Đak Pơ']);
	expect(letter.paragraphs).toEqual([
		'Qua kiểm tra công tác cải cách hành chính, giải quyết thủ tục hành chính, Ủy ban nhân dân tỉnh Gia Lai ghi nhận các tồn tại, hạn chế sau đây:',
		'- Niêm yết, công khai thủ tục hành chính (Sở Tư pháp; UBND xã Đak Pơ).',
		'- Tiếp nhận thừa, thiếu thành phần hồ sơ (Sở Tư pháp).',
		'Để chấn chỉnh, Ủy ban nhân dân tỉnh Gia Lai yêu cầu thủ trưởng các cơ quan, đơn vị, hoàn thành trước ngày 04/12/2026:',
		'1. Sở Tư pháp:',
		'- Khắc phục tồn tại, hạn chế "Tiếp nhận thừa, thiếu thành phần hồ sơ": Đòi thêm bản sao (hồ sơ H21.05-1).',
		'- Khắc phục tồn tại, hạn chế "Niêm yết, công khai thủ tục hành chính": Bảng cũ.',
		'2. UBND xã Đak Pơ:',
		'- Khắc phục tồn tại, hạn chế "Niêm yết, công khai thủ tục hành chính".',
		'Các cơ quan, đơn vị báo cáo kết quả kèm minh chứng về Văn phòng UBND tỉnh; kết quả khắc phục được phúc tra và theo dõi 20 ngày làm việc sau khi đóng./.'
	]);
});
