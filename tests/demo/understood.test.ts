import { beforeAll, describe, expect, it } from 'vitest';
import { agencyDirectory, type AgencyDirectory } from '#lib/domain/agencies/agency.ts';
import { vietnamCalendar } from '#lib/domain/calendar/days-2018-2027.ts';
import { DAY, dayOf, endOfDay } from '#lib/domain/calendar/time.ts';
import { PARAMETERS } from '#lib/domain/deadlines/parameters.ts';
import { fold } from '#lib/domain/dossiers/fold.ts';
import { eventTime, type Recorded } from '#lib/domain/dossiers/message.ts';
import { foldRules, type Rules } from '#lib/domain/dossiers/rules.ts';
import { procedureCatalogue } from '#lib/domain/procedures/catalogue.ts';
import { figuresOf } from '#lib/domain/reports/tally.ts';
import { translate } from '#lib/server/ingest/dossier-feed/translate.ts';
import { provinceSeed } from '../../src/demo/province/province.ts';
import { DEMO_SEED, history, livesOfHistory } from '../../src/demo/simulator/history.ts';
import { historyOrders } from '../../src/demo/simulator/orders.ts';
import { spellings, UNKNOWN_NAMES } from '../../src/demo/simulator/spelling.ts';
import { LETTER_3035 } from '../../src/demo/simulator/then.ts';
import { snapshot, stepOf } from '../../src/demo/simulator/wire.ts';

/**
 * The demo's messages read by the product's own rooms, without a database: whatever the simulator
 * says must be understood, and nobody's figures may rest on chance.
 */
const ANCHOR = Date.parse('2026-11-20T10:00:00+07:00');
const seed = provinceSeed();
const ids = new Map(seed.agencies.map(({ code }, n) => [code, n + 1]));
const idOf = (code: string) => ids.get(code) ?? 0;

function directory(): AgencyDirectory {
	return agencyDirectory({
		versions: seed.agencies.flatMap(({ code, kind, level, versions }) =>
			versions.map(({ parentCode, ...version }) => ({
				...version,
				agencyId: idOf(code),
				code,
				kind,
				level,
				parentId: parentCode === null ? null : idOf(parentCode)
			}))
		),
		aliases: seed.agencies.flatMap(({ code, aliases }) =>
			aliases.map((alias) => ({ ...alias, agencyId: idOf(code) }))
		),
		successions: seed.successions.map(({ fromCode, toCode, kind, on }) => ({
			fromId: idOf(fromCode),
			toId: idOf(toCode),
			kind,
			on
		}))
	});
}

const rules: Rules = {
	directory: directory(),
	catalogue: procedureCatalogue([]),
	calendar: vietnamCalendar(),
	parameters: PARAMETERS
};

const dossiers = new Map<string, Recorded[]>();
const unknown = new Set<string>();
const notUnderstood: string[] = [];
let records = 0;

beforeAll(() => {
	const { parcels } = history(DEMO_SEED, ANCHOR);
	for (const [n, parcel] of parcels.entries()) {
		const batch = parcel.open();
		// All of 2019 and of what nobody can place, and of today one request in five.
		if (!batch.unit.startsWith('H08') && batch.session !== 'demo-unplaceable' && n % 5 > 0)
			continue;
		for (const record of batch.records) {
			records += 1;
			const read = translate(record, {
				service: batch.service,
				receivingUnit: batch.unit,
				handlerKey: 'k'
			});
			if (!read.ok) {
				notUnderstood.push(`${read.field}: ${read.reason}`);
				continue;
			}
			const message: Recorded = {
				hash: read.hash,
				arrivedAt: ANCHOR + records,
				backfill: true,
				agencyId: null,
				content: read.content
			};
			if (read.content.kind === 'snapshot') {
				const day = dayOf(eventTime(message));
				const answer = rules.directory.resolveName(read.content.agencyName, day);
				if ('agencyId' in answer) message.agencyId = answer.agencyId;
				else unknown.add(read.content.agencyName);
				if (!('agencyId' in answer)) continue;
			}
			const told = dossiers.get(read.content.code);
			if (told) told.push(message);
			else dossiers.set(read.content.code, [message]);
		}
	}
});

describe('what the demo sends', () => {
	it('is understood to the last record', () => {
		expect(records).toBeGreaterThan(30_000);
		expect(notUnderstood).toEqual([]);
	});

	it('names agencies that the directory knows on the day, in every spelling, but for a dozen', () => {
		expect([...unknown].sort()).toEqual([...UNKNOWN_NAMES].sort());
	});

	it('spells every agency only in ways that the directory reads back', () => {
		for (const agency of seed.agencies) {
			const { validFrom, validTo } = agency.versions[0] ?? { validFrom: '', validTo: '' };
			for (const name of spellings(agency)) {
				for (const spelt of [name, name.toUpperCase(), ` ${name.replace(' ', '  ')} `]) {
					const expected = { agencyId: idOf(agency.code) };
					expect(rules.directory.resolveName(spelt, validFrom), spelt).toEqual(expected);
					if (validTo) expect(rules.directory.resolveName(spelt, validTo), spelt).toEqual(expected);
				}
			}
		}
	});

	it('gives every dossier one agency, however it is spelt', () => {
		for (const [code, messages] of dossiers) {
			if (!messages.some((one) => one.content.kind === 'snapshot')) continue;
			const agencies = new Set(
				messages.filter((one) => one.content.kind === 'snapshot').map((one) => one.agencyId)
			);
			expect(agencies.size, code).toBe(1);
		}
	});

	it("gives 8,470 resolved, 179 late and 13 overdue for April and May 2019 by the product's own fold", () => {
		const at = endOfDay(LETTER_3035.to);
		const count = { resolved: 0, late: 0, overdue: 0, noDue: 0, notHandedOver: 0 };
		for (const [code, messages] of dossiers) {
			if (!code.includes('H08')) continue;
			const { spans } = fold(messages, foldRules(rules));
			const state = spans.find((span) => span.from <= at && at < span.to)?.state;
			if (!state) continue;
			const horizon = { dueSoonUntil: at, awaitingSince: 0 };
			const figures = figuresOf(state, { at, from: LETTER_3035.from, to: LETTER_3035.to, horizon });
			if (figures.has('resolved.total')) count.resolved += 1;
			if (figures.has('resolved.late')) count.late += 1;
			if (figures.has('open.overdue')) count.overdue += 1;
			if (figures.has('resolved.noDue') || figures.has('open.noDue')) count.noDue += 1;
			if (figures.has('resolved.notHandedOver')) count.notHandedOver += 1;
		}
		expect(count).toEqual({ resolved: 8470, late: 179, overdue: 13, noDue: 0, notHandedOver: 0 });
	});

	it('leaves nothing of 2019 open today', () => {
		for (const [code, messages] of dossiers) {
			if (!code.includes('H08')) continue;
			const { state } = fold(messages, foldRules(rules));
			expect(['resolved', 'withdrawn', 'stopped', 'refused'], code).toContain(state.phase);
		}
	});

	it('leaves every dossier that has ended as the simulator meant it, whatever its course', () => {
		let ended = 0;
		for (const [n, life] of livesOfHistory(DEMO_SEED, ANCHOR).entries()) {
			const last = life.moments.at(-1);
			const odd = life.moments.some((one) => [6, 7, 8].includes(one.status) || one.undated);
			if (!last || last.at > ANCHOR - 3 * DAY || (!odd && n % 40 > 0)) continue;
			const orders = historyOrders(life, ANCHOR);
			const messages = orders
				// The worst order that the waves allow: all at once, the undated ones after it.
				.toSorted((a, b) => Number(a.undated) - Number(b.undated) || b.moment - a.moment)
				.map((order, nth) => {
					const step = order.kind === 'step';
					const read = translate((step ? stepOf : snapshot)(life, order.moment), {
						service: step ? 'CapNhatTienDoHoSoMC' : 'DongBoHoSoMC',
						receivingUnit: life.unit,
						handlerKey: 'k'
					});
					if (!read.ok) throw new Error(`${read.field}: ${read.reason}`);
					const { hash, content } = read;
					const arrivedAt = ANCHOR + (order.undated ? 60_000 + nth : 0);
					return { hash, arrivedAt, backfill: true, agencyId: null, content };
				});
			const { state } = fold(messages, foldRules(rules));
			expect([state.status, state.dueAt ?? 0], life.code).toEqual([last.status, last.due]);
			ended += 1;
		}
		expect(ended).toBeGreaterThan(3000);
	});
});
