import type { Page } from '@playwright/test';

export interface Faults {
	/** Letters under 28 px at 1080p, key numbers under 96 px. */
	small: string[];
	/** Letters and signs with less than 7:1 against what is behind them. */
	pale: string[];
	/** Outside the screen or its scene, cut by what holds it, or wider than its box. */
	outside: string[];
	/** Letters that lie on other letters. */
	colliding: string[];
	/** How much was looked at. */
	texts: number;
}

/** Looks at the scene that is on the wall, letter by letter, as it stands. */
export async function faultsOf(page: Page): Promise<Faults> {
	return page.evaluate(() => {
		const [width, height] = [innerWidth, innerHeight];
		const unit =
			height > width
				? Math.min(width / 1080, height / 1920)
				: Math.min(width / 1920, height / 1080);
		const main = document.querySelector('main');
		if (!main) throw new Error('no wall');
		const faults: Faults = { small: [], pale: [], outside: [], colliding: [], texts: 0 };

		// Colours of any notation, by painting one over the other.
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = 1;
		const brush = canvas.getContext('2d', { willReadFrequently: true });
		if (!brush) throw new Error('no canvas');
		const known = new Map<string, readonly [number, number, number, number]>();
		const painted = (...colours: string[]) => {
			const key = colours.join('|');
			const before = known.get(key);
			if (before) return before;
			brush.clearRect(0, 0, 1, 1);
			for (const colour of colours) {
				brush.fillStyle = colour;
				brush.fillRect(0, 0, 1, 1);
			}
			const [r = 0, g = 0, b = 0, a = 0] = brush.getImageData(0, 0, 1, 1).data;
			const pixel = [r, g, b, a] as const;
			known.set(key, pixel);
			return pixel;
		};
		const luminance = ([r, g, b]: readonly [number, number, number, number]) => {
			const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => {
				const part = value / 255;
				return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
			});
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		};
		/** All that may be behind an element: the colours below it, and each one of a hatching over them. */
		const grounds = (element: Element): string[][] => {
			const above: string[] = [];
			let hatched: string[] = [];
			for (let at: Element | null = element; at; at = at.parentElement) {
				const style = getComputedStyle(at);
				if (at !== main && style.backgroundImage !== 'none') {
					hatched = style.backgroundImage.match(/(?:rgba?|color|oklab|oklch)\([^()]*\)/g) ?? [];
				}
				const [, , , alpha] = painted(style.backgroundColor);
				if (alpha > 0) above.unshift(style.backgroundColor);
				if (alpha === 255) break;
			}
			return [above, ...hatched.map((colour) => [...above, colour])];
		};
		const contrast = (element: Element, ink: string) => {
			const all = grounds(element).map((behind) => {
				const [a, b] = [luminance(painted(...behind, ink)), luminance(painted(...behind))];
				return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
			});
			return Math.min(...all);
		};

		const scene = main.querySelector('.stage:not(.behind)')?.getBoundingClientRect();
		if (!scene) throw new Error('no scene');
		const texts: { element: Element; text: string; box: DOMRect; svg: boolean }[] = [];
		const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const element = node.parentElement;
			const text = node.textContent?.trim() ?? '';
			if (!element || text === '' || element.closest('.behind, .unseen, style, script')) continue;
			const svg = element instanceof SVGElement;
			const range = document.createRange();
			range.selectNodeContents(node);
			const boxes = svg ? [element.getBoundingClientRect()] : [...range.getClientRects()];
			for (const box of boxes) {
				if (box.width > 0) texts.push({ element, text: text.slice(0, 60), box, svg });
			}
		}
		faults.texts = texts.length;

		for (const { element, text, box, svg } of texts) {
			const style = getComputedStyle(element);
			const size = parseFloat(style.fontSize);
			const least = (element.closest('[data-figure]') ? 96 : 28) * unit;
			if (size < least - 0.05) faults.small.push(`${text}: ${size} < ${least}`);
			const ratio = contrast(element, svg ? style.fill : style.color);
			if (ratio < 7) faults.pale.push(`${text}: ${ratio.toFixed(2)}`);
			const holds = element.closest('header')
				? { left: 0, top: 0, right: width, bottom: height }
				: scene;
			if (
				box.left < holds.left - 1.5 ||
				box.right > holds.right + 1.5 ||
				box.top < holds.top - 1.5 ||
				box.bottom > holds.bottom + 1.5 ||
				box.left < 0 ||
				box.top < 0 ||
				box.right > width ||
				box.bottom > height
			) {
				faults.outside.push(
					`${text}: ${[box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')}`
				);
			}
			for (let at = element.parentElement; at && at !== main; at = at.parentElement) {
				if (getComputedStyle(at).overflow === 'visible' || at instanceof SVGElement) continue;
				const clip = at.getBoundingClientRect();
				if (box.right > clip.right + 1 || box.bottom > clip.bottom + 1) {
					faults.outside.push(`${text}: cut by ${at.className}`);
				}
			}
		}

		for (const element of main.querySelectorAll('.stage:not(.behind) *, header *')) {
			if (element instanceof SVGElement || element.closest('.unseen')) continue;
			if (getComputedStyle(element).display.startsWith('inline')) continue;
			if (element.scrollWidth > element.clientWidth + 2.5 && element.clientWidth > 0) {
				const words = element.textContent?.trim().slice(0, 40) ?? '';
				faults.outside.push(
					`${element.tagName} ${words}: ${element.scrollWidth} in ${element.clientWidth}`
				);
			}
			const box = element.getBoundingClientRect();
			if (box.height > 0 && (box.bottom > height + 1 || box.right > width + 1)) {
				faults.outside.push(`${element.tagName} leaves the screen`);
			}
		}
		for (const sign of main.querySelectorAll('.stage:not(.behind) [data-state] svg')) {
			const ratio = contrast(sign, getComputedStyle(sign).color);
			if (ratio < 7) {
				const state = sign.closest('[data-state]')?.getAttribute('data-state') ?? '';
				faults.pale.push(`sign ${state}: ${ratio.toFixed(2)}`);
			}
		}

		// Letters fill the middle of their line's box: marks above and below may touch the next line's.
		const inner = texts.map(({ box, text, element }) => ({
			...{ text, element, left: box.left + 1, right: box.right - 1 },
			...{ top: box.top + box.height * 0.2, bottom: box.bottom - box.height * 0.2 }
		}));
		inner.forEach((a, i) => {
			for (const b of inner.slice(i + 1)) {
				if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
					faults.colliding.push(`${a.text} / ${b.text}`);
				}
			}
		});
		return faults;
	});
}
