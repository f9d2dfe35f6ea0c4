import { describe, expect, it } from 'vitest';
import { readDocument, type ReadingContext } from './read-document.ts';

const context: ReadingContext = {
	...{ today: '2026-11-21', directory: null, calendar: null },
	codeOf: () => null
};
const names = (agencies: readonly { name: string }[] = []) => agencies.map(({ name }) => name);

/** An invented notice of conclusion, broken at eighty letters as it is copied from a page. */
const NOTICE = `VĂN PHÒNG ỦY BAN NHÂN DÂN
TỈNH THANH BÌNH
*
Số: 412 /TB-VPUBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Thanh Bình, ngày 3 tháng 11 năm 2022
THÔNG BÁO
Kết luận của Phó Chủ tịch UBND tỉnh Hoàng Văn Nam tại cuộc họp giao ban công
tác cải cách hành chính tháng 10/2022

Ngày 28/10/2022, Phó Chủ tịch UBND tỉnh Hoàng Văn Nam chủ trì cuộc họp giao ban.
Sau khi nghe Sở Nội vụ báo cáo, Phó Chủ tịch UBND tỉnh kết luận như sau:

1. Ghi nhận, biểu dương Sở Tư pháp, UBND huyện Phú Lộc không có hồ sơ trễ hạn.
2. Đối với Sở Xây dựng: trong tháng 11/2022 xử lý dứt điểm 45 hồ sơ quá hạn; kiểm
điểm trách nhiệm cá nhân có liên quan, báo cáo Chủ tịch UBND tỉnh trước ngày
30/11.
3. Giao Sở Tài chính thẩm định kinh phí, trình UBND tỉnh trong 07 ngày làm việc.
4. Các đơn vị chưa gửi báo cáo phải hoàn thành ngay trong tuần này.
5. Giao đồng chí Nguyễn Thị Lan - Giám đốc Sở Nội vụ trực tiếp chỉ đạo việc khảo
sát hài lòng.
6. Giao Sở Nội vụ chủ trì, phối hợp với Công an tỉnh theo dõi, đôn đốc việc triển
khai thực hiện Thông báo này.
Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./.

Nơi nhận:
- CT, các PCT UBND tỉnh;
- Lưu: VT.
`;

describe('a notice of conclusion', () => {
	const read = readDocument(NOTICE, context);
	const task = (path: string) => read.tasks.find((one) => one.path === path);

	it('praises somebody and gives them no task', () => {
		expect(task('1')).toBeUndefined();
	});

	it('gives nobody the task of those it does not name, least of all who sends it', () => {
		expect(names(task('4')?.lead)).not.toContain('Văn phòng UBND tỉnh');
	});

	it('keeps how a deadline is worded where no day follows from it', () => {
		expect(task('3')?.due).toEqual({ date: null, text: 'trong 07 ngày làm việc' });
		expect(task('4')?.due).toMatchObject({ date: null, text: 'ngay trong tuần này' });
	});

	it('that names a person gives the task to the office that the person heads', () => {
		expect(names(task('5')?.lead)).toEqual(['Giám đốc Sở Nội vụ']);
	});

	it('is followed by who leads its following, not by who helps', () => {
		expect(names(task('6')?.coordinating)).toEqual(['Công an tỉnh']);
		expect(read.trackers.map(({ name, role }) => [name, role])).toEqual([
			['Sở Nội vụ', 'monitoring']
		]);
	});
});
