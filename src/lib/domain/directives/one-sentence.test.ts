import { describe, expect, it } from 'vitest';
import { readDocument } from './read-document.ts';

const context = {
	today: '2026-11-21',
	directory: null,
	codeOf: () => null,
	calendar: null
} as const;
const ALL = 'Các sở, ban, ngành';

/** The tasks of a letter of 08/9/2021 to all departments whose item 1 is this. */
function tasksOf(sentence: string) {
	return readDocument(
		`ỦY BAN NHÂN DÂN\nTỈNH LÂM HẢI\nSố: 5/UBND-NC\nLâm Hải, ngày 08 tháng 9 năm 2021\n\nKính gửi: ${ALL}.\n\nChủ tịch UBND tỉnh yêu cầu:\n\n1. ${sentence}\n\n2. Sở Ngoại vụ rà soát hồ sơ.`,
		context
	).tasks;
}

/** The first of them. */
function read(sentence: string) {
	const task = tasksOf(sentence).find(({ path }) => path === '1');
	if (task === undefined) return null;
	const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(' | ');
	return [names(task.lead), names(task.coordinating), task.due.date ?? task.due.text, task.kind];
}

describe('an item of a letter', () => {
	it.each<[string, string, string, string | null, string]>([
		[
			'Giao đồng chí Trần Văn Nam, Giám đốc Sở Tư pháp chỉ đạo rà soát hồ sơ.',
			'Giám đốc Sở Tư pháp',
			'',
			null,
			'deliverable'
		],
		[
			'Giao Phó Giám đốc Sở Nội vụ phụ trách chủ trì, phối hợp cùng Sở Tài chính xây dựng đề án trước 31/10.',
			'Phó Giám đốc Sở Nội vụ',
			'Sở Tài chính',
			'2021-10-31',
			'deliverable'
		],
		[
			'Sở Xây dựng khẩn trương tham mưu UBND tỉnh ban hành quy chế, hoàn thành trong quý IV/2021.',
			'Sở Xây dựng',
			'',
			'2021-12-31',
			'deliverable'
		],
		[
			'Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tỉnh tuyên truyền đến Nhân dân.',
			'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | các tổ chức chính trị - xã hội tỉnh',
			'',
			null,
			'deliverable'
		],
		[
			'Đề nghị Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh phối hợp với Sở Y tế vận động hội viên.',
			'Tỉnh đoàn | Hội Liên hiệp Phụ nữ tỉnh',
			'Sở Y tế',
			null,
			'deliverable'
		],
		[
			'Trước ngày 20/9/2021, Sở Công Thương phải báo cáo kết quả.',
			'Sở Công Thương',
			'',
			'2021-09-20',
			'deliverable'
		],
		[
			'Chậm nhất trong tháng 10 năm 2021, các sở, ngành hoàn thành việc niêm yết.',
			'các sở, ngành',
			'',
			'2021-10-31',
			'deliverable'
		],
		[
			'Công an tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh tăng cường tuần tra.',
			'Công an tỉnh | Bộ Chỉ huy Bộ đội Biên phòng tỉnh',
			'',
			null,
			'deliverable'
		],
		['Tuyệt đối không yêu cầu người dân nộp thêm giấy tờ.', ALL, '', null, 'rule'],
		[
			'Định kỳ hằng quý, Sở Nội vụ tổng hợp, báo cáo UBND tỉnh.',
			'Sở Nội vụ',
			'',
			null,
			'recurring'
		],
		[
			'Sở Tài nguyên và Môi trường, Sở Nông nghiệp và Phát triển nông thôn theo chức năng kiểm tra các dự án.',
			'Sở Tài nguyên và Môi trường | Sở Nông nghiệp và Phát triển nông thôn',
			'',
			null,
			'deliverable'
		],
		[
			'Các Sở: Công Thương; Y tế; Văn hóa, Thể thao và Du lịch rà soát thủ tục.',
			'Sở Công Thương | Sở Y tế | Sở Văn hóa, Thể thao và Du lịch',
			'',
			null,
			'deliverable'
		],
		[
			'Văn phòng Đoàn ĐBQH và HĐND tỉnh, Văn phòng UBND tỉnh chuẩn bị nội dung kỳ họp.',
			'Văn phòng Đoàn ĐBQH và HĐND tỉnh | Văn phòng UBND tỉnh',
			'',
			null,
			'deliverable'
		],
		[
			'UBND huyện Phú Lâm chỉ đạo Phòng Tài nguyên và Môi trường huyện giải quyết hồ sơ của ông A.',
			'UBND huyện Phú Lâm',
			'',
			null,
			'deliverable'
		],
		[
			'Nếu phát hiện sai phạm, Thanh tra tỉnh kịp thời chuyển cơ quan điều tra.',
			'Thanh tra tỉnh',
			'',
			null,
			'conditional'
		],
		[
			'Phấn đấu đến hết năm 2021 có ít nhất 80% hồ sơ được giải quyết trực tuyến.',
			ALL,
			'',
			'2021-12-31',
			'quantity'
		],
		[
			'Sở Giao thông vận tải hoàn thành hồ sơ (trước ngày 15/01).',
			'Sở Giao thông vận tải',
			'',
			'2022-01-15',
			'deliverable'
		],
		[
			'Bảo hiểm xã hội tỉnh, Kho bạc Nhà nước tỉnh, Ngân hàng Nhà nước Chi nhánh tỉnh chia sẻ dữ liệu.',
			'Bảo hiểm xã hội tỉnh | Kho bạc Nhà nước tỉnh | Ngân hàng Nhà nước Chi nhánh tỉnh',
			'',
			null,
			'deliverable'
		],
		[
			'Cơ quan, đơn vị nào để xảy ra trễ hạn thì phải xin lỗi bằng văn bản.',
			ALL,
			'',
			null,
			'deliverable'
		],
		[
			'UBND các huyện Phú Lâm, Tân Hà, thị xã Sông Bắc và thành phố Lâm Hải giải quyết dứt điểm hồ sơ.',
			'UBND huyện Phú Lâm | UBND huyện Tân Hà | UBND thị xã Sông Bắc | UBND thành phố Lâm Hải',
			'',
			null,
			'deliverable'
		],
		[
			'Liên đoàn Lao động tỉnh, Cục Quản lý thị trường tỉnh, Công ty Điện lực Lâm Hải rà soát hồ sơ.',
			'Liên đoàn Lao động tỉnh | Cục Quản lý thị trường tỉnh | Công ty Điện lực Lâm Hải',
			'',
			null,
			'deliverable'
		],
		[
			'Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Tư pháp trả kết quả.',
			'Sở Tư pháp',
			'',
			'Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ',
			'deliverable'
		],
		[
			'Sở Tư pháp (cơ quan thường trực Ban Chỉ đạo) tham mưu kế hoạch kiểm tra.',
			'Sở Tư pháp',
			'',
			null,
			'deliverable'
		],
		[
			'Thủ trưởng các cơ quan chuyên môn thuộc UBND tỉnh; Chủ tịch UBND các huyện, thị xã, thành phố chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả rà soát.',
			'Thủ trưởng các cơ quan chuyên môn thuộc UBND tỉnh | Chủ tịch UBND các huyện, thị xã, thành phố',
			'',
			null,
			'deliverable'
		],
		[
			'Từ nay đến ngày 31/12/2021, Sở Y tế rà soát toàn bộ thủ tục.',
			'Sở Y tế',
			'',
			'2021-12-31',
			'deliverable'
		],
		[
			'Giao: Sở Nội vụ rà soát biên chế; Sở Tài chính bố trí kinh phí.',
			'Sở Nội vụ',
			'',
			null,
			'deliverable'
		],
		[
			'Sở LĐ-TB&XH, Sở GD&ĐT, Sở VHTT&DL và Sở KH&CN báo cáo trước ngày 20/9.',
			'Sở LĐ-TB&XH | Sở GD&ĐT | Sở VHTT&DL | Sở KH&CN',
			'',
			'2021-09-20',
			'deliverable'
		],
		[
			'Sở Nội vụ, Văn phòng UBND tỉnh và các cơ quan liên quan rà soát quy trình.',
			'Sở Nội vụ | Văn phòng UBND tỉnh',
			'',
			null,
			'deliverable'
		],
		[
			'Bưu điện tỉnh, VNPT Lâm Hải, Viettel Lâm Hải phối hợp với Sở Nội vụ triển khai.',
			'Bưu điện tỉnh | VNPT Lâm Hải | Viettel Lâm Hải',
			'Sở Nội vụ',
			null,
			'deliverable'
		],
		[
			'Các doanh nghiệp, chủ đầu tư trên địa bàn tỉnh chấp hành quy định.',
			'Các doanh nghiệp, chủ đầu tư trên địa bàn tỉnh',
			'',
			null,
			'deliverable'
		],
		[
			'Hội đồng nhân dân các cấp giám sát việc giải quyết hồ sơ.',
			'Hội đồng nhân dân các cấp',
			'',
			null,
			'deliverable'
		],
		[
			'Báo cáo kết quả trước ngày 25 tháng cuối quý.',
			ALL,
			'',
			'trước ngày 25 tháng cuối quý',
			'recurring'
		],
		[
			'Sở Tài chính trình UBND tỉnh trước 15 giờ 00 phút ngày 12/9/2021.',
			'Sở Tài chính',
			'',
			'2021-09-12',
			'deliverable'
		],
		[
			'Sở Tư pháp hoàn thành thẩm định sau 05 ngày kể từ ngày ban hành Văn bản này.',
			'Sở Tư pháp',
			'',
			'2021-09-13',
			'deliverable'
		],
		[
			'Giao Trung tâm Phục vụ hành chính công tỉnh làm đầu mối, phối hợp chặt chẽ với các sở, ban, ngành và UBND cấp huyện khảo sát sự hài lòng trong 6 tháng cuối năm 2021.',
			'Trung tâm Phục vụ hành chính công tỉnh',
			'các sở, ban, ngành | UBND cấp huyện',
			'2021-12-31',
			'deliverable'
		]
	])('“%s”', (sentence, lead, coordinating, due, kind) => {
		expect(read(sentence)).toEqual([lead, coordinating, due, kind]);
	});
});

describe('orders to several in one item, parted by semicolons', () => {
	const partedAs = (sentence: string) =>
		tasksOf(sentence)
			.filter(({ path }) => path.startsWith('1'))
			.map(({ path, lead }) => `${path} ${lead.map(({ name }) => name).join(' | ')}`);

	it('are a task for each, the later ones numbered below the item', () => {
		expect(partedAs('Giao: Sở Nội vụ rà soát biên chế; Sở Tài chính bố trí kinh phí.')).toEqual([
			'1 Sở Nội vụ',
			'1.;2 Sở Tài chính'
		]);
	});

	it.each([
		'Giám đốc Sở Nội vụ; Chủ tịch UBND các huyện, thành phố rà soát biên chế.',
		'Sở Nội vụ chủ trì, phối hợp với Sở Tài chính; UBND các huyện, thành phố rà soát biên chế.',
		'Sở Nội vụ rà soát biên chế (Sở Tài chính thẩm định kinh phí; Sở Tư pháp thẩm định văn bản).',
		'Sở Nội vụ rà soát biên chế; các đơn vị liên quan phối hợp thực hiện.',
		'Sở Nội vụ rà soát biên chế; báo cáo UBND tỉnh; không để chậm trễ.'
	])(
		'a list, a remark in brackets or further work of the same one is not parted: “%s”',
		(sentence) => {
			expect(partedAs(sentence)).toHaveLength(1);
		}
	);
});
