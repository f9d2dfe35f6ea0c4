/** What a chart shows, as plain data: everything that decides a number is shaped and tested outside. */
export interface ChartDrawing {
	kind: 'line' | 'bar';
	/** A name too long for one line comes as several. */
	labels: (string | string[])[];
	series: ChartSeriesLine[];
	horizontal?: boolean;
	/** A value in words, for axes, labels and tips. */
	format: (value: number) => string;
}

export interface ChartSeriesLine {
	label: string;
	values: (number | null)[];
	/** A colour of app.css, without the dashes: `late`. */
	colour: string;
	/** Lengths of dashes and gaps; a line that is only there to compare with. */
	dash?: number[];
}
