import { SettingsError, type Settings } from '#lib/server/settings.ts';
import { UnfitDatabaseError } from '#lib/server/store/migrate.ts';
import { errorFacts } from '#lib/server/log.ts';

/** Another process serves this DATA_DIR. */
export class HeldError extends Error {
	override readonly name = 'HeldError';
	readonly dataDir: string;
	readonly holder: number;

	constructor(dataDir: string, holder: number) {
		super('the data folder is in use');
		this.dataDir = dataDir;
		this.holder = holder;
	}
}

/** A line for the person who typed the command. */
export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** Why it does not start and what to do, in Vietnamese and English. */
export function complain(error: unknown, settings: Settings | undefined): void {
	for (const line of reasons(error, settings)) process.stderr.write(`${line}\n`);
}

function reasons(error: unknown, settings: Settings | undefined): string[] {
	const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
	const at = `${settings?.host ?? ''}:${settings?.port ?? ''}`;
	if (code === 'EADDRINUSE') {
		return [
			`Địa chỉ ${at} đang được chương trình khác dùng. Hãy dừng chương trình đó hoặc đặt PORT khác.`,
			`${at} is already in use. Stop that program, or set another PORT.`
		];
	}
	if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
		return [
			`Không mở được địa chỉ ${at}. Hãy kiểm tra HOST và PORT.`,
			`Cannot listen on ${at}. Check HOST and PORT.`
		];
	}
	if (error instanceof SettingsError) {
		return [`Cấu hình chưa đúng. ${error.message}`, `A setting is refused. ${error.message}`];
	}
	if (error instanceof HeldError) {
		return [
			`Thư mục dữ liệu ${error.dataDir} đang được tiến trình ${error.holder} dùng. Hãy dừng tiến trình đó trước.`,
			`${error.dataDir} is in use by process ${error.holder}. Stop it first.`
		];
	}
	if (error instanceof UnfitDatabaseError) {
		return [`Cơ sở dữ liệu chưa phù hợp: ${error.message}`, `Unfit database: ${error.message}`];
	}
	const text = error instanceof Error ? error.message : '';
	return [
		'Không khởi động được. / Could not start.',
		text,
		JSON.stringify(errorFacts(error), null, '\t')
	];
}

/**
 * Runs `stop` at the first SIGINT, SIGTERM or SIGHUP, then exits; further signals change nothing.
 * @returns the same for a start that failed; `code` is the exit code
 */
export function onceAsked(stop: () => Promise<void>): (code: number) => Promise<void> {
	let stopping: Promise<void> | undefined;
	const finish = async (code: number) => {
		stopping ??= stop().then(
			() => process.exit(code),
			(error: unknown) => {
				complain(error, undefined);
				process.exit(1);
			}
		);
		return stopping;
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void finish(0));
	}
	return finish;
}
