import { describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_HOURS } from '../calendar/office-hours.ts';
import { agencyDirectory, type AgencySuccession, type AgencyVersion } from './agency.ts';
import { isReorganised } from './reorganised.ts';

function version(agencyId: number, rest: Partial<AgencyVersion> = {}): AgencyVersion {
	return {
		...{ agencyId, code: `H21.0${agencyId}`, name: `Sở ${agencyId}`, shortName: '' },
		...{ kind: 'so', level: 'tinh', parentId: null, accountable: true, vertical: false },
		...{ validFrom: '2018-01-01', validTo: null, hours: DEFAULT_OFFICE_HOURS },
		...rest
	};
}

/** Between 1 November 2025 and 20 November 2026. */
function crossed(versions: AgencyVersion[], successions: AgencySuccession[] = []): boolean {
	const directory = agencyDirectory({ versions, aliases: [], successions });
	return isReorganised(directory, [1, 2], '2025-11-01', '2026-11-20');
}

describe('between two periods', () => {
	it('nothing is reorganised when everybody stays, or only a name changes', () => {
		expect(crossed([version(1), version(2)])).toBe(false);
		expect(
			crossed([
				version(1, { validTo: '2026-02-28' }),
				version(1, { validFrom: '2026-03-01', name: 'Sở Nông nghiệp và Môi trường' })
			])
		).toBe(false);
	});

	it('an agency that began, ended, or came under another is told', () => {
		expect(crossed([version(1), version(2, { validFrom: '2026-03-01' })])).toBe(true);
		expect(crossed([version(1), version(2, { validTo: '2026-02-28' })])).toBe(true);
		const moved = [
			version(2, { validTo: '2026-02-28' }),
			version(2, { validFrom: '2026-03-01', parentId: 1, accountable: false })
		];
		expect(crossed([version(1), ...moved])).toBe(true);
	});

	it('what was so with the first day, or comes after the last, is in neither', () => {
		expect(crossed([version(1), version(2, { validFrom: '2025-11-01' })])).toBe(false);
		expect(crossed([version(1), version(2, { validTo: '2025-10-31' })])).toBe(false);
		expect(crossed([version(1), version(2, { validTo: '2026-11-20' })])).toBe(false);
		expect(crossed([version(1), version(2, { validFrom: '2026-11-21' })])).toBe(false);
		expect(crossed([version(1), version(2, { validFrom: '2026-11-20' })])).toBe(true);
	});

	it('work handed over to another is told, a rename is not', () => {
		const succession = (kind: AgencySuccession['kind']): AgencySuccession[] => [
			{ fromId: 1, toId: 2, kind, on: '2026-03-01' }
		];
		expect(crossed([version(1), version(2)], succession('transfer'))).toBe(true);
		expect(crossed([version(1), version(2)], succession('rename'))).toBe(false);
	});

	it('agencies that are not in sight do not matter', () => {
		expect(crossed([version(1), version(3, { validFrom: '2026-03-01' })])).toBe(false);
	});
});
