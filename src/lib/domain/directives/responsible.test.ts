import { describe, expect, it } from 'vitest';
import { responsibleIn } from './responsible.ts';

describe('the person whom a task makes responsible', () => {
	it('is told with the post that stands beside the name', () => {
		expect(
			responsibleIn(
				'Giao đồng chí Trần Văn Mẫu, Giám đốc Sở Nội vụ chịu trách nhiệm rà soát, báo cáo.'
			)
		).toMatch(/^đồng chí Trần Văn Mẫu, Giám đốc Sở Nội vụ/);
		expect(responsibleIn('Phân công bà Lê Thị Thử trực tiếp theo dõi việc này.')).toBe(
			'bà Lê Thị Thử'
		);
	});

	it('is nobody where only a post or an agency is named, or a person is only spoken of', () => {
		for (const text of [
			'Giám đốc Sở Tài chính rà soát kinh phí.',
			'Giao ông Giám đốc Sở Tài chính rà soát kinh phí.',
			'Sở Tư pháp xem xét đơn của bà Lê Thị Thử tại phường A.',
			'Sở Nội vụ tham mưu.'
		]) {
			expect(responsibleIn(text), text).toBeNull();
		}
	});
});
