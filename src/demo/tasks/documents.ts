/**
 * The documents of the demo. All but the letter of 2019 are invented: their numbers say so, and no
 * office has issued them. Days are working days before the demo's today, or after the day of issue.
 */
import type { Day } from '#lib/domain/calendar/time.ts';
import type { Recurrence } from '#lib/domain/tasks/recurrence.ts';
import type { TaskSource, TaskTerms } from '#lib/domain/tasks/task.ts';

export interface DemoTask {
	path: string;
	text: string;
	product?: string;
	/** How many of which agencies; or the codes of some. */
	to: { departments: number } | { communes: number } | string[];
	coordinating?: readonly string[];
	tracker: string;
	/** Null: the document has no date. */
	due: number | null;
	/** The office has set the day, the document has none. */
	tracking?: true;
	condition?: string;
	/** A target that counts communes, so many of them. */
	communesCounted?: number;
	recurrence?: Recurrence;
}

export interface DemoDocument {
	type: string;
	number: string;
	subject: string;
	source: TaskSource;
	urgency?: TaskTerms['urgency'];
	/** Working days ago. */
	issued: number;
	tasks: readonly DemoTask[];
}

const OFFICE = 'H21.01';
const HOME_AFFAIRS = 'H21.02';
const JUSTICE = 'H21.03';
const FINANCE = 'H21.04';
const SCIENCE = 'H21.08';

/** Of today. */
export const DOCUMENTS: readonly DemoDocument[] = [
	{
		...{ type: 'công văn', number: '101/UBND-MP', source: 'chairman', issued: 88 },
		subject: 'V/v chấn chỉnh việc giải quyết hồ sơ trễ hạn (mô phỏng)',
		tasks: [
			{
				...{ path: '1', to: { departments: 9 }, tracker: OFFICE, due: 25 },
				text: 'Rà soát toàn bộ hồ sơ đang quá hạn, xác định nguyên nhân, phân công người giải quyết dứt điểm.',
				product: 'Báo cáo kết quả rà soát'
			},
			{
				...{ path: '2', to: { communes: 10 }, tracker: HOME_AFFAIRS, due: 30 },
				text: 'Bố trí đủ công chức trực tại Bộ phận Một cửa, không để hồ sơ chờ tiếp nhận quá một ngày làm việc.'
			},
			{
				...{ path: '3', to: { departments: 3 }, tracker: JUSTICE, due: null },
				text: 'Sớm hoàn thiện quy trình nội bộ, quy trình điện tử, trình cấp có thẩm quyền phê duyệt.',
				product: 'Quyết định phê duyệt quy trình'
			}
		]
	},
	{
		...{ type: 'kế hoạch', number: '24/KH-UBND-MP', source: 'committee', issued: 75 },
		subject: 'Kế hoạch cải cách thủ tục hành chính trong năm (mô phỏng)',
		tasks: [
			{
				...{ path: 'II.1.a', to: { departments: 8 }, tracker: HOME_AFFAIRS, due: 60 },
				text: 'Cắt giảm ít nhất 30 % thời gian giải quyết của các thủ tục thuộc thẩm quyền.',
				product: 'Danh mục thủ tục được cắt giảm'
			},
			{
				...{ path: 'II.1.b', to: { communes: 8 }, tracker: OFFICE, due: 70 },
				text: 'Số hóa hồ sơ và kết quả giải quyết còn hiệu lực của xã, phường.'
			},
			{
				...{ path: 'II.2', to: [SCIENCE], coordinating: [OFFICE], tracker: OFFICE, due: 95 },
				text: 'Hoàn thành kết nối 135/135 xã, phường với hệ thống một cửa dùng chung.',
				communesCounted: 24
			},
			{
				...{ path: 'II.3', to: [HOME_AFFAIRS, JUSTICE], tracker: OFFICE, due: 3 },
				text: 'Báo cáo định kỳ hằng tháng kết quả thực hiện Kế hoạch.',
				recurrence: { every: 'monthly', day: 15 }
			},
			{
				...{ path: 'II.4', to: [FINANCE], tracker: OFFICE, due: null },
				text: 'Phân bổ kinh phí bổ sung cho các trung tâm sau khi Trung ương giao dự toán.',
				condition: 'sau khi Trung ương giao dự toán bổ sung'
			}
		]
	},
	{
		...{ type: 'chỉ thị', number: '07/CT-UBND-MP', source: 'prime_minister', issued: 48 },
		subject: 'Về tăng cường kỷ luật, kỷ cương hành chính (mô phỏng)',
		tasks: [
			{
				...{ path: '1', to: { departments: 10 }, tracker: HOME_AFFAIRS, due: 40 },
				text: 'Kiểm tra đột xuất việc chấp hành giờ làm việc và thái độ phục vụ tại nơi tiếp nhận hồ sơ.',
				product: 'Biên bản kiểm tra'
			},
			{
				...{ path: '2', to: { communes: 12 }, tracker: OFFICE, due: 45 },
				text: 'Công khai đường dây tiếp nhận phản ánh tại trụ sở và trên trang thông tin điện tử.'
			}
		]
	},
	{
		...{ type: 'thông báo', number: '312/TB-UBND-MP', source: 'chairman', issued: 26 },
		subject: 'Kết luận giao ban tháng (mô phỏng)',
		tasks: [
			{
				...{ path: '1', to: { departments: 6 }, tracker: OFFICE, due: 22 },
				text: 'Giải trình từng hồ sơ quá hạn trên 30 ngày và đề xuất biện pháp khắc phục.'
			},
			{
				...{ path: '2', to: ['H21.06'], coordinating: [JUSTICE], tracker: OFFICE, due: 28 },
				text: 'Xây dựng quy chế phối hợp giải quyết hồ sơ đất đai giữa sở và các xã, phường.',
				product: 'Dự thảo quy chế phối hợp'
			},
			{
				...{ path: '3', to: { communes: 6 }, tracker: HOME_AFFAIRS, due: 27, tracking: true },
				text: 'Sắp xếp lại nơi tiếp nhận hồ sơ, bảo đảm lối đi cho người khuyết tật.'
			}
		]
	},
	{
		...{ type: 'công văn', number: '158/UBND-MP', source: 'inspection', issued: 15 },
		subject: 'V/v khắc phục tồn tại, hạn chế sau kiểm tra (mô phỏng)',
		tasks: [
			{
				...{ path: '1', to: { communes: 9 }, tracker: OFFICE, due: 14 },
				text: 'Khắc phục việc tiếp nhận hồ sơ ngoài hệ thống, báo cáo kèm minh chứng.'
			},
			{
				...{ path: '2', to: { departments: 4 }, tracker: JUSTICE, due: 18 },
				text: 'Bổ sung văn bản xin lỗi cho các hồ sơ đã trả trễ hạn trong quý.'
			}
		]
	},
	{
		...{ type: 'công điện', number: '05/CĐ-UBND-MP', source: 'government', issued: 4 },
		...{ subject: 'Ứng phó mưa lũ, bảo đảm tiếp nhận hồ sơ của người dân (mô phỏng)' },
		urgency: 'thuong_khan',
		tasks: [
			{
				...{ path: '1', to: { communes: 10 }, tracker: OFFICE, due: 5 },
				text: 'Bố trí địa điểm tiếp nhận hồ sơ thay thế ở nơi trụ sở bị ngập.'
			}
		]
	},
	{
		...{ type: 'công văn', number: '171/UBND-MP', source: 'chairman', issued: 1 },
		...{ subject: 'V/v rà soát hồ sơ đến hạn trong tuần (mô phỏng)', urgency: 'khan' },
		tasks: [
			{
				...{ path: '1', to: { departments: 8 }, tracker: OFFICE, due: 4 },
				text: 'Rà soát hồ sơ đến hạn trong tuần, không để phát sinh hồ sơ quá hạn mới.'
			}
		]
	}
];

/** Letter 3035/UBND-TH, issued on 04/6/2019: its three items, shortened; it gives no dates. */
export const LETTER_OF_2019 = {
	issuedOn: '2019-06-04' satisfies Day,
	type: 'công văn',
	number: '3035/UBND-TH',
	subject: 'V/v một số vấn đề liên quan đến giải quyết thủ tục hành chính tại các cơ quan sở, ban',
	/** Thời hạn theo dõi, which the demo's office has set. */
	trackingDue: '2019-07-31' satisfies Day,
	office: 'H08.01',
	centre: 'H08.01.10',
	homeAffairs: 'H08.02',
	items: {
		departments:
			'Rà soát, kịp thời chấn chỉnh tinh thần, trách nhiệm làm việc của các bộ phận và công chức có liên quan, kiểm soát chặt chẽ tiến độ giải quyết hồ sơ công việc; sớm hoàn thiện quy trình nội bộ, quy trình điện tử trong giải quyết TTHC tại đơn vị, trình cấp thẩm quyền phê duyệt theo quy định.',
		office:
			'Chỉ đạo Trung tâm PVHCC tổ chức phân công nhiệm vụ cụ thể, theo dõi đôn đốc, giám sát các sở, ngành nhận, trả kết quả giải quyết TTHC tại Trung tâm đảm bảo thời hạn, đúng quy trình.',
		homeAffairs:
			'Tham mưu, đề xuất việc đánh giá, xếp loại mức độ hoàn thành nhiệm vụ của các sở, ban, ngành và người đứng đầu gắn với trách nhiệm chỉ đạo thực hiện cải cách và giải quyết TTHC.'
	}
} as const;
