import { text } from 'node:stream/consumers';
import { UsageError } from './command-line.ts';

/**
 * A password for an account: from standard input with `--password-stdin` (its first line), else typed
 * twice at the terminal, which does not show it.
 * @throws UsageError when there is no terminal to ask at
 */
export async function askPassword(fromStdin: boolean): Promise<string> {
	if (fromStdin) return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
	if (!process.stdin.isTTY) throw new UsageError('no terminal to ask at: use --password-stdin');
	const password = await typed('Mật khẩu / password: ');
	if (password !== (await typed('Lần nữa / again: '))) throw new UsageError('the two differ');
	return password;
}

async function typed(prompt: string): Promise<string> {
	const { stdin, stdout } = process;
	stdout.write(prompt);
	stdin.setRawMode(true);
	stdin.setEncoding('utf8');
	stdin.resume();
	return new Promise((resolve, reject) => {
		let line = '';
		const end = (finish: () => void) => {
			stdin.off('data', read);
			stdin.setRawMode(false);
			stdin.pause();
			stdout.write('\n');
			finish();
		};
		const read = (chunk: string) => {
			for (const character of chunk) {
				if (character === '\r' || character === '\n') {
					end(() => {
						resolve(line);
					});
					return;
				}
				if (character === '\u0003' || character === '\u0004') {
					end(() => {
						reject(new UsageError('nothing was changed'));
					});
					return;
				}
				line = /[\u007f\b]/.test(character) ? [...line].slice(0, -1).join('') : line + character;
			}
		};
		stdin.on('data', read);
	});
}
