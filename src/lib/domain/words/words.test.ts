import { expect, test } from 'vitest';
import { compareVietnamese } from './collate.ts';
import { fold } from './fold.ts';

test('T32 "dat dai", "ĐẤT ĐAI" and "đất đai" are the same to a search, composed or not', () => {
	for (const text of ['dat dai', 'ĐẤT ĐAI', 'đất đai', 'Đất đai', 'đất đai'.normalize('NFD')]) {
		expect(fold(text)).toBe('dat dai');
	}
	expect(fold('Nguyễn Ư Ơ Ă Â Ê Ô ỹ')).toBe('nguyen u o a a e o y');
});

test('T32 Đ sorts after D, and numbers by value', () => {
	const names = ['Đất đai', 'Du lịch', 'Dân tộc', 'Điện', 'Em', 'Đầu tư'];
	expect(names.toSorted(compareVietnamese)).toEqual([
		'Dân tộc',
		'Du lịch',
		'Đất đai',
		'Đầu tư',
		'Điện',
		'Em'
	]);
	expect(['Phường 10', 'Phường 2'].toSorted(compareVietnamese)).toEqual(['Phường 2', 'Phường 10']);
});
