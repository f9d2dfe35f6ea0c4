import { describe, expect, it } from 'vitest';
import { begun, type Inspection } from '../inspections/inspection.ts';
import { begunConclusion, behindFindings, mergedMinutes } from '../inspections/merge.ts';
import type { FindingState } from './finding.ts';
import { foundForPapers } from './in-papers.ts';

const ITEM = {
	...{ id: 'tiep-nhan.giay-hen', group: 'Tiếp nhận', text: 'Có giấy hẹn' },
	...{ basis: 'Nghị định 118/2025/NĐ-CP', category: 'F08' as const }
};

function inspection(rest: Partial<Inspection> = {}): Inspection {
	const orderedBy = { accountId: 1, name: 'C', title: 'Chủ tịch' };
	const one = begun({
		kind: 'planned',
		at: 0,
		terms: {
			...{ kind: 'planned', method: 'on_site', year: 2026, agencyId: 1, subject: 'x' },
			...{ ground: 'y', expected: null, orderedBy }
		}
	});
	return { ...one, checklist: [ITEM], ...rest };
}
function found(code: string, state: FindingState, text = 'Giấy hẹn thiếu giờ trả') {
	return {
		...{ code, state, text, category: 'F08' as const, clause: 'NĐ 61/2018 Đ5' },
		...{ dossiers: ['H21.01-261120-0001'], loggedAt: code },
		origin: { kind: 'checklist' as const, id: ITEM.id }
	};
}
const said = ({ shortcomings }: { shortcomings: readonly { text: string }[] }) =>
	shortcomings.map(({ text }) => text);

describe('minutes and conclusion', () => {
	it('hold what was confirmed; first records, withdrawn ones and accepted explanations are left out', () => {
		const standing = [
			...(['confirmed', 'explained', 'upheld', 'tasked', 'mended', 'verified'] as const),
			...(['watched', 'relapsed', 'ended'] as const)
		];
		const all = [...standing, ...(['logged', 'withdrawn', 'cleared'] as const)];
		const things = foundForPapers(all.map((state) => found(`TT-${state}`, state)));
		const minutes = mergedMinutes(inspection(), things);
		expect(minutes.shortcomings).toHaveLength(standing.length);
		expect(new Set(minutes.shortcomings.map(({ finding }) => finding))).toEqual(
			new Set(standing.map((state) => `TT-${state}`))
		);
		expect(minutes.shortcomings[0]).toMatchObject({
			...{ category: 'F08', basis: 'NĐ 61/2018 Đ5' },
			text: 'Không tuân thủ quy trình giải quyết: Giấy hẹn thiếu giờ trả (hồ sơ H21.01-261120-0001)'
		});
		expect(minutes.dossiers).toEqual(['H21.01-261120-0001']);
	});

	it('a note of an item that its finding says already is not said twice, another is', () => {
		const note = { item: ITEM.id, result: 'not_met' as const, dossiers: [], at: 0 };
		const notes = [
			{ ...note, by: 1, text: '' },
			{ ...note, by: 2, text: 'Giấy hẹn viết tay' }
		];
		const minutes = mergedMinutes(
			inspection({ notes }),
			foundForPapers([found('TT-1', 'confirmed')])
		);
		expect(said(minutes)).toEqual([
			'Có giấy hẹn: Giấy hẹn viết tay',
			'Không tuân thủ quy trình giải quyết: Giấy hẹn thiếu giờ trả (hồ sơ H21.01-261120-0001)'
		]);
	});

	it('what the leader has written stays; what was confirmed since comes to it, what was withdrawn goes', () => {
		const first = foundForPapers([found('TT-1', 'confirmed'), found('TT-2', 'confirmed')]);
		const begunWith = mergedMinutes(inspection(), first);
		const own = { text: 'Viết lại cho gọn', basis: null, category: null };
		const [one] = begunWith.shortcomings;
		const draft = { ...begunWith, shortcomings: [{ ...own, finding: one?.finding }, own] };
		const now = foundForPapers([found('TT-1', 'confirmed'), found('TT-3', 'upheld', 'Mới')]);
		const minutes = mergedMinutes(inspection({ minutesDraft: draft }), now);
		expect(said(minutes)).toEqual([
			...['Viết lại cho gọn', 'Viết lại cho gọn'],
			'Không tuân thủ quy trình giải quyết: Mới (hồ sơ H21.01-261120-0001)'
		]);
		expect(behindFindings(draft, now)).toEqual({ missing: ['TT-3'], gone: [] });
		const later = begunConclusion(
			inspection({ minutes }),
			foundForPapers([found('TT-1', 'cleared'), found('TT-3', 'tasked', 'Mới')])
		);
		expect(said(later)).toEqual([
			...['Viết lại cho gọn'],
			'Không tuân thủ quy trình giải quyết: Mới (hồ sơ H21.01-261120-0001)'
		]);
	});
});
