import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip,
	type ChartConfiguration,
	type ChartDataset,
	type Plugin
} from 'chart.js';
import type { ChartDrawing, ChartSeriesLine } from './chart-drawing.ts';

// Only what is drawn: the whole library is four times as large.
Chart.register(
	BarController,
	BarElement,
	CategoryScale,
	LinearScale,
	LineController,
	LineElement,
	PointElement,
	Tooltip
);

/** Colours as the page has them now, light or dark. */
export interface ChartColours {
	ink: string;
	faint: string;
	rule: string;
	paper: string;
	of(token: string): string;
}

/** Draws on a canvas; `destroy()` it when the page goes on. */
export function drawChart(
	canvas: HTMLCanvasElement,
	drawing: ChartDrawing,
	colours: ChartColours
): { destroy(): void } {
	return new Chart(canvas, configuration(drawing, colours));
}

function configuration(drawing: ChartDrawing, colours: ChartColours): ChartConfiguration {
	const { kind, labels, series, format, horizontal = false } = drawing;
	const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
	const font = { family: "'Be Vietnam Pro', sans-serif", size: 12 };
	const values = {
		beginAtZero: true,
		grid: { color: colours.rule },
		border: { display: false },
		ticks: {
			color: colours.faint,
			font,
			maxTicksLimit: 6,
			callback: (v: unknown) => format(Number(v))
		}
	};
	const categories = {
		grid: { display: false },
		border: { color: colours.faint },
		ticks: { color: colours.ink, font, autoSkip: !horizontal, maxRotation: 0 }
	};
	return {
		type: kind,
		data: { labels, datasets: series.map((line) => dataset(kind, line, colours)) },
		options: {
			indexAxis: horizontal ? 'y' : 'x',
			responsive: true,
			maintainAspectRatio: false,
			animation: still ? false : { duration: 0 },
			// Room for the labels that stand at the ends instead of a legend.
			layout: { padding: { top: 18, left: 4, right: kind === 'line' ? 132 : horizontal ? 60 : 8 } },
			interaction: { mode: 'index', axis: horizontal ? 'y' : 'x', intersect: false },
			scales: horizontal ? { x: values, y: categories } : { x: categories, y: values },
			plugins: {
				tooltip: {
					backgroundColor: colours.ink,
					titleColor: colours.paper,
					bodyColor: colours.paper,
					titleFont: font,
					bodyFont: font,
					callbacks: {
						label: ({ dataset, raw }) =>
							`${dataset.label ?? ''}: ${typeof raw === 'number' ? format(raw) : '—'}`
					}
				}
			}
		},
		plugins: [directLabels(drawing, colours)]
	};
}

function dataset(
	kind: 'line' | 'bar',
	{ label, values, colour, dash }: ChartSeriesLine,
	colours: ChartColours
): ChartDataset<'line' | 'bar', (number | null)[]> {
	const ink = colours.of(colour);
	return kind === 'bar'
		? { label, data: values, backgroundColor: ink, maxBarThickness: 56, categoryPercentage: 0.76 }
		: {
				label,
				data: values,
				borderColor: ink,
				backgroundColor: ink,
				borderWidth: dash ? 1.5 : 2.5,
				borderDash: dash ?? [],
				pointRadius: values.length > 45 ? 0 : dash ? 0 : 2.5,
				spanGaps: true
			};
}

/** Names at the ends of lines, numbers at the ends of bars. */
function directLabels(
	{ kind, horizontal, format, series }: ChartDrawing,
	colours: ChartColours
): Plugin {
	const inks = series.map(({ colour }) => colours.of(colour));
	return {
		id: 'direct-labels',
		afterDatasetsDraw(chart) {
			const { ctx, data } = chart;
			ctx.save();
			ctx.font = "500 12px 'Be Vietnam Pro', sans-serif";
			ctx.textBaseline = 'middle';
			const taken: number[] = [];
			data.datasets.forEach((dataset, index) => {
				const meta = chart.getDatasetMeta(index);
				if (kind === 'line') {
					const last = dataset.data.findLastIndex((value) => value !== null);
					const point = meta.data[last];
					if (!point) return;
					let y = point.y;
					// Two names never lie on each other.
					while (taken.some((other) => Math.abs(other - y) < 15)) y += 15;
					taken.push(y);
					ctx.fillStyle = inks[index] ?? colours.ink;
					ctx.textAlign = 'left';
					ctx.fillText(dataset.label ?? '', point.x + 8, y);
					return;
				}
				meta.data.forEach((bar, i) => {
					const value = dataset.data[i];
					if (typeof value !== 'number' || (value === 0 && data.datasets.length > 1)) return;
					ctx.fillStyle = colours.ink;
					ctx.textAlign = horizontal ? 'left' : 'center';
					ctx.fillText(format(value), bar.x + (horizontal ? 5 : 0), bar.y - (horizontal ? 0 : 9));
				});
			});
			ctx.restore();
		}
	};
}
