import { expect, it } from 'vitest';
import { createLog } from './log.ts';

function written(error: unknown): string {
	const lines: string[] = [];
	createLog({ destination: { write: (line: string) => void lines.push(line) } }).error(
		{ err: error, requestId: 'r-1' },
		'request failed'
	);
	return lines.join('');
}

it('an error in the log keeps its code and its place, and loses every quoted value', () => {
	const error = Object.assign(
		new Error('invalid input syntax for type date: "Nguyễn Văn A", 052190001234'),
		{ code: '22007', detail: 'Key (name)=(Nguyễn Văn A)', parameters: ['Nguyễn Văn A'] }
	);
	const line = written(error);
	expect(line).toContain('22007');
	expect(line).toContain('r-1');
	expect(line).toContain('log.test.ts');
	expect(line).not.toContain('Nguyễn');
	expect(line).not.toContain('052190001234');
});

it('a failed Drizzle query is logged without its parameters, with the cause of the failure', () => {
	const cause = Object.assign(new Error('deadlock detected'), { code: '40P01' });
	const line = written(new Error('Failed query: insert … params: Nguyễn Văn A', { cause }));
	expect(line).toContain('40P01');
	expect(line).not.toContain('Nguyễn');
});

it('a body that is not JSON is not quoted in the log', () => {
	try {
		JSON.parse('{"HoTen":"Nguyễn Văn A" oops');
	} catch (error) {
		expect(written(error)).not.toContain('Nguyễn');
	}
});
