import { error, type RequestEvent } from '@sveltejs/kit';
import type { Action } from '#lib/domain/accounts/permissions.ts';
import { may, type Reader } from '#lib/domain/accounts/reader.ts';
import type { Pass, Readers } from '../accounts/readers.ts';
import { ProblemError, type Problem } from './problem.ts';

/**
 * Who sent the request: by its Bearer key when it shows one (a key that does not open is not made good
 * by a cookie beside it), else by its session cookie; null for nobody.
 */
export async function authenticate(request: Request, readers: Readers): Promise<Pass | null> {
	const authorization = request.headers.get('authorization');
	if (authorization !== null) {
		const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
		return token === undefined ? null : readers.ofToken(token);
	}
	return readers.ofCookie(request.headers.get('cookie'));
}

/**
 * The reader of an API call, who may do `action`. What one may not see does not exist: for dossiers
 * somebody without any is told 404, and for everything else 403.
 * @throws ProblemError
 */
export function requireReader(event: RequestEvent, action?: Action): Reader {
	const { reader } = event.locals;
	if (reader === null) {
		throw new ProblemError({
			status: 401,
			title: 'Chưa đăng nhập, hoặc khóa API không có hiệu lực.',
			code: 'accounts.unauthenticated'
		});
	}
	if (action !== undefined && !may(reader, action))
		throw new ProblemError(refusalOf(reader, action));
	return reader;
}

/**
 * The same for a page.
 * @throws Kit's error 403 or 404
 */
export function requirePageReader(event: RequestEvent, action?: Action): Reader {
	const { reader } = event.locals;
	if (reader === null) error(401, 'Chưa đăng nhập');
	if (action !== undefined && !may(reader, action)) {
		const { status, title } = refusalOf(reader, action);
		error(status, title);
	}
	return reader;
}

function refusalOf(reader: Reader, action: Action): Problem {
	if (action === 'seeDossiers' && reader.keyScope !== 'feed') {
		return { status: 404, title: 'Không tìm thấy.', code: 'dossiers.not_found' };
	}
	return {
		status: 403,
		title: 'Tài khoản hoặc khóa API này không có quyền làm việc đó.',
		code: 'accounts.forbidden'
	};
}
