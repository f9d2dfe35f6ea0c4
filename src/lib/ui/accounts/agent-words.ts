const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdgA?\//, 'Edge'],
	[/coc_coc_browser/, 'Cốc Cốc'],
	[/\b(OPR|Opera)\//, 'Opera'],
	[/\bFirefox\//, 'Firefox'],
	[/\b(Headless)?Chrome\//, 'Chrome'],
	[/\bSafari\//, 'Safari']
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\b(iPhone|iPad)\b/, 'iOS'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b/, 'macOS'],
	[/\bLinux\b/, 'Linux']
];

/** What a browser calls itself, as people call it: `Chrome · Windows`. */
export function agentWords(agent: string): string {
	const named = (list: typeof BROWSERS) => list.find(([sign]) => sign.test(agent))?.[1];
	const words = [named(BROWSERS), named(SYSTEMS)].filter((word) => word !== undefined);
	return words.length > 0 ? words.join(' · ') : agent.slice(0, 60) || '—';
}
