import { expect, test } from 'vitest';
import { noteText, takeOver } from './note.ts';

test('a note is kept without what could be a citizen’s number', () => {
	expect(noteText(' Đã gọi Sở Xây dựng lúc 16:30. ')).toEqual({
		accepted: true,
		value: 'Đã gọi Sở Xây dựng lúc 16:30.'
	});
	expect(noteText('Người nộp 0905 123 456 gọi lại')).toMatchObject({
		refusal: { code: 'shift.personal', facts: { what: 'telephone' } }
	});
	expect(noteText('  ')).toMatchObject({ refusal: { code: 'shift.empty' } });
});

test('it is taken over by somebody else, once', () => {
	expect(takeOver({ writtenBy: 1, readers: [] }, 2)).toMatchObject({ accepted: true });
	expect(takeOver({ writtenBy: 1, readers: [] }, 1)).toMatchObject({
		refusal: { code: 'shift.own_note' }
	});
	expect(takeOver({ writtenBy: 1, readers: [2] }, 2)).toMatchObject({
		refusal: { code: 'shift.already_read' }
	});
});
