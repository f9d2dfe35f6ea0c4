import { globSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '#lib/domain/accounts/reader.ts';
import { addDays, dayOf } from '#lib/domain/calendar/time.ts';
import type { InspectionAct } from '#lib/domain/inspections/acts.ts';
import { DEFAULT_CHECKLIST } from '#lib/domain/inspections/checklist.ts';
import { actOnInspection } from '#lib/server/commands/inspections/act.ts';
import { planInspection } from '#lib/server/commands/inspections/plan.ts';
import { accountByEmail } from '#lib/server/store/accounts.ts';
import { openRulebook } from '#lib/server/store/rulebook.ts';
import { openAccessStage, OTHER, OWN, type AccessStage, type Caller } from '../access/stage.ts';
import { visit } from '../live/stage.ts';
import { anAgency, aProvince } from '../makers/province.ts';
import { ROOT } from '../setup/app.ts';

/** Stands in every text of the inspection, so that no answer can tell of it under another name. */
const WORD = 'DOTXUATBIMAT';
const NOTHING = 'KT-2026-000000';
/** The Committee's own Office, whose people see every inspection. */
const OFFICE = 'H21.09';
const today = dayOf(Date.now());

let stage: AccessStage;
let code = '';
let head: Caller;

async function account(email: string) {
	const found = await accountByEmail(stage.database.sql, `${email}@test.example`);
	if (found === null) throw new Error(email);
	return found;
}
async function rules() {
	return openRulebook(stage.database.sql).current();
}
async function actor(email: string) {
	const { directory } = await rules();
	const reader = readerFor(await account(email), directory, today);
	return { reader, address: '', now: Date.now(), realNow: Date.now() };
}
async function act(what: InspectionAct, email: string): Promise<void> {
	const { directory } = await rules();
	const by = await actor(email);
	const done = await actOnInspection(stage.database.web, directory, { code, act: what }, by);
	if (!done.accepted) throw new Error(done.refusal.code);
}

/** Every address of the app that can be asked for, with the inspection where one is named. */
function addresses(of: string): string[] {
	const files = globSync('src/routes/**/{+page.svelte,+page.server.ts,+server.ts}', { cwd: ROOT });
	const paths = files.map((file) =>
		file
			.replace(/^src\/routes/, '')
			.replace(/\/[^/]+$/, '')
			.replaceAll(/\/\([a-z]+\)/g, '')
			.replaceAll(/\[[^\]]+\]/g, of)
	);
	const lists = ['inspections', 'findings', 'tasks', 'letters', 'dossiers', 'notices', 'evidence'];
	return [
		...new Set(paths.map((path) => (path === '' ? '/' : path))),
		...lists.flatMap((one) => [
			`/api/v1/${one}?inspection=${of}`,
			`/${one}?inspection=${of}&search=${of}`
		]),
		...[`/inspections?year=2026`, `/api/v1/inspections?year=2026`],
		`/api/v1/inspections/${of}/docx?paper=minutes`,
		`/inspections/${of}/docx?paper=minutes`
	];
}

interface Answer {
	status: number;
	/** With what was asked for taken out: it stands in addresses and forms again. */
	text: string;
	/** What somebody reads of it, without numbers, which change from one call to the next. */
	plain: string;
}
async function answer(
	by: Caller,
	address: string,
	of: string,
	init?: RequestInit
): Promise<Answer> {
	const response = await stage.ask(by, address, init);
	const text = (await response.text()).replaceAll(of, '');
	const plain = text
		.replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>/g, ' ')
		.replaceAll(/[\w:+.-]*\d[\w:+.-]*/g, '')
		.replaceAll(/\s+/g, ' ');
	return { status: response.status, text, plain };
}

/** What somebody's inbox tells them of inspections, by level. */
async function inbox(by: Caller, show = 'open'): Promise<string[]> {
	const page = await (await stage.ask(by, `/notices?show=${show}`)).text();
	return [...page.matchAll(/data-notice="(inspection_[a-z]+)"/g)].map(([, level = '']) => level);
}

beforeAll(async () => {
	const { agencies, ...rest } = aProvince();
	const committeeOffice = anAgency(OFFICE, 'Văn phòng UBND tỉnh', { kind: 'vp_ubnd' });
	stage = await openAccessStage({ ...rest, agencies: [...agencies, committeeOffice] });
	await stage.person('office');
	await stage.person('leader');
	await stage.person('inspector');
	await stage.person('head', OTHER);
	head = await stage.person('head', OWN);
	const { directory } = await rules();
	const agencyId = directory.byCode(OWN) ?? 0;
	const made = await planInspection(
		stage.database.web,
		{
			...{ kind: 'unannounced', method: 'on_site', year: 2026, agencyId },
			...{ subject: `x ${WORD}`, ground: `y ${WORD}`, expected: null },
			orderedBy: { accountId: (await account('leader')).id, title: 'Chủ tịch UBND tỉnh' }
		},
		await actor('office')
	);
	if (!made.accepted) throw new Error(made.refusal.code);
	code = made.value.code;
}, 180_000);
afterAll(async () => {
	await stage.close();
});

describe('an unannounced inspection, for everybody of its agency before it opens', () => {
	it('is announced on no socket while it is prepared, and on its members’ and the office’s', async () => {
		const callers = [
			head,
			await stage.person('deputy', OWN),
			await stage.person('officer', OWN),
			await stage.person('clerk', OWN),
			await stage.key('read', { agency: OWN }),
			await stage.key('act', { of: `head.${OWN}` }),
			await stage.person('centre'),
			await stage.person('admin'),
			await stage.wall(),
			await stage.person('inspector')
		];
		const visits = callers.map((caller) =>
			visit(stage.port, { origin: stage.origin, ...caller.live })
		);
		try {
			const starts = await Promise.all(visits.map(async (one) => one.until('welcome')));
			const justice = await account(`head.${OTHER.toLowerCase()}`);
			const { directory } = await rules();
			await act(
				{
					...{ kind: 'founded', decision: { number: `1/${WORD}`, on: today } },
					...{ from: today, to: addDays(today, 5), checklist: DEFAULT_CHECKLIST.items },
					team: [
						{
							...{ accountId: (await account('inspector')).id, name: WORD, title: 'x' },
							...{ agencyId: directory.byCode('H21.C1') ?? 0, leads: true }
						},
						{
							...{ accountId: justice.id, name: WORD, title: 'x', leads: false },
							agencyId: directory.byCode(OTHER) ?? 0
						}
					]
				},
				'office'
			);
			await act(
				{ kind: 'noted', item: null, result: 'not_met', text: WORD, dossiers: [] },
				'inspector'
			);
			await visits.at(-1)?.until('changed', ({ room }) => room === 'inspections');
			for (const [i, one] of visits.entries()) {
				const { epoch, seq } = starts[i] ?? { epoch: '', seq: 0 };
				const missed = JSON.stringify(
					await one.socket.timeout(5_000).emitWithAck('resume', { epoch, seq })
				);
				const heard = /inspections|notices|KT-2026/.test(one.wire() + missed);
				expect([callers[i]?.name, heard]).toEqual([callers[i]?.name, i === visits.length - 1]);
			}
		} finally {
			for (const one of visits) one.leave();
		}
	}, 60_000);

	it('stands in no page, list, count, search, export or answer, and is answered as one that there is not', async () => {
		const callers = [
			head,
			await stage.person('officer', OWN),
			await stage.key('act', { of: `head.${OWN}` })
		];
		const found: string[] = [];
		for (const caller of callers) {
			for (const [i, address] of addresses(code).entries()) {
				const hidden = await answer(caller, address, code);
				if (hidden.text.includes(WORD) || hidden.text.includes(code)) found.push(address);
				const none = await answer(caller, addresses(NOTHING)[i] ?? '', NOTHING);
				if (hidden.status !== none.status) found.push(`${address}: ${hidden.status}`);
				const named = address.includes(`/inspections/${code}`);
				if (named && hidden.plain !== none.plain) found.push(`${address}: tells`);
			}
		}
		expect(found).toEqual([]);
	}, 300_000);

	it('is told apart by no act that is tried on it', async () => {
		const acts = [
			{ kind: 'self_reported', text: 'x' },
			{ kind: 'unit_signed', title: 'x' },
			{ kind: 'leader_signed' },
			{ kind: 'opened', place: 'x' },
			{ kind: 'noted', result: 'met' },
			{ kind: 'cancelled', reason: 'x' }
		];
		for (const what of acts) {
			const init = {
				method: 'POST',
				body: JSON.stringify(what),
				headers: { 'content-type': 'application/json' }
			};
			const [hidden, none] = await Promise.all(
				[code, NOTHING].map(async (of) => answer(head, `/api/v1/inspections/${of}/acts`, of, init))
			);
			expect([what.kind, hidden?.status, hidden?.plain]).toEqual([what.kind, 404, none?.plain]);
		}
	});

	it('counts in no list: theirs is empty', async () => {
		const list = await stage.ask(head, '/api/v1/inspections');
		expect(await list.json()).toEqual({ progress: null, items: [] });
	});

	it('leaves their inboxes empty, while its members have been told', async () => {
		for (const [caller, told] of [
			...[
				[head, []],
				[await stage.person('deputy', OWN), []]
			],
			[await stage.person('officer', OWN), []],
			[await stage.person('inspector'), ['inspection_team']],
			[await stage.person('head', OTHER), ['inspection_team']]
		] as [Caller, string[]][]) {
			expect([caller.name, await inbox(caller)]).toEqual([caller.name, told]);
		}
		expect(await inbox(head, 'cleared')).toEqual([]);
	});
});

describe('once it has opened there', () => {
	it('is the agency’s to read, without a note of the team; and stays others’ as little as before', async () => {
		const listening = visit(stage.port, { origin: stage.origin, ...head.live });
		try {
			await listening.until('welcome');
			await act({ kind: 'opened', place: 'Trụ sở', present: [] }, 'inspector');
			const heard = await listening.until('changed', ({ room }) => room === 'inspections');
			expect(heard.ids).toEqual([code]);
		} finally {
			listening.leave();
		}
		expect(await inbox(head)).toEqual(['inspection_opened']);
		const page = await stage.ask(head, `/inspections/${code}`);
		expect([page.status, (await page.text()).includes(WORD)]).toEqual([200, true]);
		const read = await stage.ask(head, `/api/v1/inspections/${code}`);
		expect(await read.json()).toMatchObject({ state: 'opened', notes: [], ofTeam: false });
		const team = await stage.ask(await stage.person('inspector'), `/api/v1/inspections/${code}`);
		expect(await team.json()).toMatchObject({ notes: [{ text: WORD }], ofTeam: true });
		for (const other of [
			await stage.person('deputy', OTHER),
			await stage.person('centre'),
			await stage.person('admin'),
			await stage.key('read')
		]) {
			const seen = await stage.ask(other, `/api/v1/inspections/${code}`);
			expect([other.name, seen.status === 200]).toEqual([other.name, false]);
		}
	}, 60_000);
});

it('none is ordered of the Committee’s own Office, whose people keep the plan and would read of it', async () => {
	const terms = {
		...{ kind: 'unannounced', method: 'on_site', year: 2026, agency: OFFICE, subject: 'x' },
		...{ ground: 'y', expected: null },
		orderedBy: { email: (await account('leader')).email, title: 'Chủ tịch UBND tỉnh' }
	};
	const ask = async (kind: string, key: string) => {
		const answered = await stage.ask(await stage.person('office'), '/api/v1/inspections', {
			method: 'POST',
			body: JSON.stringify({ ...terms, kind }),
			headers: { 'content-type': 'application/json', 'idempotency-key': key }
		});
		return [answered.status, ((await answered.json()) as { code: string }).code];
	};
	expect(await ask('unannounced', 'one-unannounced')).toEqual([400, 'inspection.keeps_the_plan']);
	// That it is on the plan everybody who keeps it may know.
	expect((await ask('planned', 'one-planned'))[0]).toBe(200);
});
