import { expect, test, type Page } from '@playwright/test';
import type { WallBoard } from '#lib/domain/wall/board.ts';
import { SCENES, type Scene } from '#lib/domain/wall/scene.ts';
import { signIn } from './ask.ts';
import { emptyBoard, longBoard } from './wall-boards.ts';
import { faultsOf } from './wall-looks.ts';

const SIZES = [
	[1366, 768],
	[1920, 1080],
	[3840, 2160],
	[1080, 1920]
] as const;
const NONE = { small: [], pale: [], outside: [], colliding: [] };

/** A wall that shows the board that it is given, and nothing that the server pushes. */
class GivenWall {
	readonly page: Page;
	#board: WallBoard | null = null;
	#sends: (message: string) => void = () => undefined;
	#read = 0;

	constructor(page: Page) {
		this.page = page;
	}

	async open(): Promise<WallBoard> {
		await signIn(this.page, 'leader');
		const served = (await (await this.page.request.get('/wall/board')).json()) as WallBoard;
		await this.page.route('**/wall/board', async (route) => {
			this.#read += 1;
			if (this.#board === null) await route.continue();
			else await route.fulfill({ json: this.#board });
		});
		await this.page.routeWebSocket(/\/live\//, (socket) => {
			const server = socket.connectToServer();
			this.#sends = (message) => {
				socket.send(message);
			};
			server.onMessage((message) => {
				// Figures that are older than the board's change nothing and still say that the server is there.
				socket.send(String(message).replace(/^(42\["tallies".*?"seq":)\d+/, '$10'));
			});
		});
		return served;
	}

	/** Has the wall read a board, as it does when something of the agencies has changed. */
	async show(board: WallBoard): Promise<void> {
		const before = this.#read;
		this.#board = board;
		const hint = { epoch: board.epoch, seq: board.seq, room: 'agencies', ids: [] };
		await expect
			.poll(() => {
				this.#sends(`42${JSON.stringify(['changed', hint])}`);
				return this.#read;
			})
			.toBeGreaterThan(before);
	}

	forget(): void {
		this.#board = null;
	}
}

test('every scene at four sizes, with short, long and no data, by day and by night: letters large enough, 7:1, nothing cut, covered or outside', async ({
	page
}) => {
	test.setTimeout(240_000);
	const violations: string[] = [];
	page.on('console', (message) => {
		if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
	});
	const wall = new GivenWall(page);
	const served = await wall.open();
	const found: Record<string, unknown> = {};
	const looked = new Map<Scene, number>();
	let seq = served.seq;
	for (const scene of SCENES) {
		wall.forget();
		await page.goto(`/wall?scene=${scene}`);
		await expect(page.locator('main')).toHaveAttribute('data-live', 'live');
		await expect(page.locator('main')).toHaveAttribute('data-scene', scene);
		for (const [data, make] of [
			['short', (board: WallBoard) => board],
			['long', longBoard],
			['none', emptyBoard]
		] as const) {
			seq += 1;
			const board = { ...make(served), seq };
			await wall.show(board);
			await expect(page.locator('.stage:not(.behind) :is(h2, table)').first()).toBeVisible();
			for (const [width, height] of SIZES) {
				await page.setViewportSize({ width, height });
				for (const theme of ['dark', 'light'] as const) {
					await page.locator('html').evaluate((html, to) => (html.dataset['theme'] = to), theme);
					const { texts, ...faults } = await faultsOf(page);
					const where = `${scene}, ${data}, ${width}×${height}, ${theme}`;
					if (JSON.stringify(faults) !== JSON.stringify(NONE)) found[where] = faults;
					looked.set(scene, (looked.get(scene) ?? 0) + texts);
				}
			}
			await expect(page.locator('main :is(a, button, input, select, [tabindex="0"])')).toHaveCount(
				0
			);
		}
	}
	expect(found).toEqual({});
	for (const scene of SCENES) expect(looked.get(scene)).toBeGreaterThan(200);
	expect(violations).toEqual([]);
});
