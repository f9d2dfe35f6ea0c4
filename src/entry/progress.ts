import { createHash } from 'node:crypto';
/** What a start goes through, in this order, in the office's words. */
const STEPS = {
	build: 'Dựng ứng dụng',
	database: 'Khởi động cơ sở dữ liệu',
	migrations: 'Cập nhật cấu trúc dữ liệu',
	live: 'Mở kênh số liệu trực tiếp',
	demo: 'Nạp số liệu mô phỏng'
} as const;
export type Step = keyof typeof STEPS;

export interface Progress {
	begin(step: Step): void;
	/** How much of a running step is done, 0 to 1. */
	share(step: Step, part: number): void;
	done(step: Step): void;
	fail(step: Step): void;
	state(step: Step): 'waiting' | 'running' | 'done' | 'failed';
	/** A page without scripts that loads itself again until the application answers in its place. */
	page(): string;
}

export function trackProgress(steps: Step[]): Progress {
	const states = new Map<Step, { state: ReturnType<Progress['state']>; part?: number }>();
	for (const step of steps) states.set(step, { state: 'waiting' });
	const line = (step: Step) => {
		const { state, part } = states.get(step) ?? { state: 'waiting' };
		const words = { waiting: 'chờ', running: 'đang làm', done: 'xong', failed: 'không được' };
		const percent =
			state === 'running' && part !== undefined ? ` ${Math.floor(part * 100)}\u00a0%` : '';
		return `<li class="${state}"><span>${STEPS[step]}</span> <b>${words[state]}${percent}</b></li>`;
	};
	return {
		begin: (step) => states.set(step, { state: 'running' }),
		share: (step, part) => states.set(step, { state: 'running', part: Math.min(1, part) }),
		done: (step) => states.set(step, { state: 'done' }),
		fail: (step) => states.set(step, { state: 'failed' }),
		state: (step) => states.get(step)?.state ?? 'done',
		page: () => PAGE.replace('%steps%', steps.map(line).join('\n'))
	};
}

const STYLE = `
:root { color-scheme: light dark }
body { font: 18px/1.6 "Be Vietnam Pro", system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font-size: 1.5rem; font-weight: 600 }
ul { list-style: none; padding: 0; border-top: 1px solid #8886 }
li { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-bottom: 1px solid #8886 }
li b { font-weight: 500; font-variant-numeric: tabular-nums }
.waiting { opacity: .6 }
.failed b { font-weight: 700 }
`;

/** Its one inline style by its hash; nothing else is allowed to it. */
export const PROGRESS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'`;

const PAGE = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="1">
<title>Đôn Đốc đang khởi động</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Đôn Đốc đang khởi động</h1>
<ul>
%steps%
</ul>
<p>Trang tự tải lại mỗi giây và mở ứng dụng khi đã sẵn sàng.</p>
</body>
</html>
`;
