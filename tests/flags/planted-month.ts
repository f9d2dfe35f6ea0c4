import { aRecord, aStep } from '../makers/feed.ts';
import { COMMUNE, JUSTICE, LAND, LAND_BRANCH, LAND_OFFICE } from '../makers/province.ts';

/**
 * A month of ordinary work in five agencies with sixty tricks planted in it, and with honest stories
 * that look like tricks. It shares nothing with the rules that are to find them: minutes since
 * 2026-10-01 00:00, its own calendar, its own chance.
 */

/** A record with the minute at which it is sent. */
export interface Sent {
	minute: number;
	service: 'DongBoHoSoMC' | 'CapNhatTienDoHoSoMC';
	record: Record<string, unknown>;
}

/** Something that somebody did to look better: the dossiers concerned, and what an inspector may be asked about them. */
export interface Trick {
	name: string;
	codes: string[];
	flags: string[];
}

export interface PlantedMonth {
	sent: Sent[];
	tricks: Trick[];
	dossiers: number;
}

const DAY = 1440;
const AGENCIES = [
	['H21.01', LAND],
	['H21.01.01', LAND_OFFICE],
	['H21.01.01.01', LAND_BRANCH],
	['H21.02', JUSTICE],
	['H21.C1', COMMUNE]
] as const;

/** `yyyyMMddHHmmss` of a minute since 2026-10-01 00:00. */
function written(minute: number): string {
	const date = new Date(Date.UTC(2026, 9, 1) + Math.round(minute * 60) * 1000);
	return date.toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

/** Thursday 1 October 2026 is day 0. */
function isWorkday(day: number): boolean {
	const weekday = (((day + 4) % 7) + 7) % 7;
	return weekday !== 0 && weekday !== 6;
}

function workdaysAfter(day: number, n: number): number {
	let at = day;
	for (let left = n; left > 0;) if (isWorkday(++at)) left--;
	return at;
}

type Roll = (sides: number) => number;

function chance(seed: number): Roll {
	let state = seed >>> 0;
	return (sides) => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % sides;
	};
}

/** A dossier's life as it is told; what a trick or an oddity changes is written over it. */
interface Life {
	code: string;
	agency: string;
	received: number;
	due: number;
	finished: number;
	fields: Record<string, unknown>;
	sent: Sent[];
}

export function plantedMonth(seed = 20261101): PlantedMonth {
	const roll = chance(seed);
	const sent: Sent[] = [];
	const tricks: Trick[] = [];
	let serial = 0;

	const tell = (life: Life, minute: number, rest: Record<string, unknown>, lag = 5 + roll(90)) => {
		const record = aRecord(life.code, {
			DonViXuLy: life.agency,
			NgayTiepNhan: written(life.received),
			NgayHenTra: written(life.due),
			...life.fields,
			...rest
		});
		sent.push({ minute: minute + lag, service: 'DongBoHoSoMC', record });
	};
	const step = (life: Life, minute: number, status: number, unit: string, lag = 3 + roll(60)) => {
		const record = aStep(life.code, written(minute), status, { PhongBanXuLy: unit });
		sent.push({ minute: minute + lag, service: 'CapNhatTienDoHoSoMC', record });
	};
	const FILE = [{ TenGiayTo: 'KQ', GiayToId: '1' }];

	/** A dossier received on a working day at an office hour. */
	function begin(agency: number, day: number, rest: Record<string, unknown> = {}): Life {
		const [code, name] = AGENCIES[agency] ?? AGENCIES[0];
		while (!isWorkday(day)) day++;
		const received = day * DAY + 450 + roll(540);
		const term = 5 + roll(15);
		const due = workdaysAfter(day, term) * DAY + 1020;
		const finished = workdaysAfter(day, 1 + roll(term)) * DAY + 460 + roll(520);
		const number = String(++serial).padStart(4, '0');
		return {
			code: `${code}-${written(received).slice(2, 8)}-${number}`,
			agency: name,
			received,
			due,
			finished,
			fields: rest,
			sent: []
		};
	}
	const receive = (life: Life, desk = 'Bộ phận Một cửa') => {
		tell(life, life.received, { TrangThaiHoSo: '2' });
		step(life, life.received, 2, desk);
		step(life, life.received + 120, 4, 'Phòng chuyên môn');
	};
	const finish = (life: Life, rest: Record<string, unknown> = {}, lag?: number) => {
		tell(
			life,
			life.finished,
			{
				TrangThaiHoSo: '9',
				NgayKetThucXuLy: written(life.finished),
				DanhSachGiayToKetQua: FILE,
				...rest
			},
			lag
		);
	};
	const handOver = (life: Life, rest: Record<string, unknown> = {}, after = 200 + roll(1200)) => {
		const returned = life.finished + after;
		tell(life, returned, {
			TrangThaiHoSo: '10',
			NgayKetThucXuLy: written(life.finished),
			NgayTra: written(returned),
			DanhSachGiayToKetQua: FILE,
			...rest
		});
		step(life, returned, 10, 'Bộ phận Một cửa');
	};
	const request = (asked: number, back: number | null, before: number, after: number | null) => ({
		NgayBoSung: written(asked),
		NgayTiepNhanBoSung: back === null ? '' : written(back),
		NgayHenTraTruoc: written(before),
		NgayHenTraMoi: after === null ? '' : written(after)
	});
	/** Papers asked for and brought, with a new date that the entry writes down. */
	const papers = (life: Life, asked: number, back: number) => {
		const before = life.due;
		const after = workdaysAfter(Math.floor(back / DAY), 6) * DAY + 1020;
		const open = [request(asked, null, before, null)];
		tell(life, asked, { TrangThaiHoSo: '5', DanhSachHoSoBoSung: open });
		const entry = request(asked, back, before, after);
		life.due = after;
		life.finished = Math.max(life.finished, back + 2 * DAY);
		life.fields = { ...life.fields, DanhSachHoSoBoSung: [entry] };
		tell(life, back, { TrangThaiHoSo: '4' });
		return entry;
	};

	/** Ordinary work of two months, of which the second is looked at. */
	for (let n = 0; n < 1400; n++) {
		const life = begin(roll(5), roll(55));
		receive(life);
		switch (roll(20)) {
			case 0: {
				// Papers asked for on the next working day, and brought some days later.
				const day = workdaysAfter(Math.floor(life.received / DAY), 1);
				papers(life, day * DAY + 500, workdaysAfter(day, 2 + roll(4)) * DAY + 500);
				break;
			}
			case 1: {
				// A fee stops the clock; the system writes it into the same list.
				const paid = life.received + 6 * DAY;
				step(life, life.received + 4 * DAY, 6, 'Phòng chuyên môn');
				const before = life.due;
				life.due += 7 * DAY;
				life.finished += 7 * DAY;
				const entry = request(life.received + 4 * DAY, paid, before, life.due);
				life.fields = { DanhSachHoSoBoSung: [entry] };
				tell(life, paid, { TrangThaiHoSo: '4' });
				step(life, paid, 4, 'Phòng chuyên môn');
				break;
			}
			case 2:
				// Only the hour of the appointment is put right.
				life.due -= 330;
				tell(life, life.received + DAY, { TrangThaiHoSo: '4' });
				break;
			case 3:
				// Sent again days later for no reason at all.
				tell(life, life.received, { TrangThaiHoSo: '2' }, 5 * DAY);
				break;
			case 4:
				// Honestly late, and told so.
				life.finished = life.due + 2 * DAY;
				break;
			default:
		}
		if (life.finished > 58 * DAY) continue;
		if (roll(40) === 0) {
			// Withdrawn by the citizen, before the appointment.
			const when = Math.min(life.finished, life.due - DAY);
			tell(life, when, { TrangThaiHoSo: '7', NgayKetThucXuLy: written(when) });
			continue;
		}
		finish(life, {}, roll(30) === 0 ? -4 : undefined);
		if (life.finished < 56 * DAY) handOver(life);
	}

	// Honest stories that look like tricks: the network was away, a stop was lifted by a higher office.
	for (let n = 0; n < 10; n++) {
		const life = begin(roll(5), 32 + roll(10));
		receive(life);
		finish(life, {}, 30 * 60 + roll(300));
	}
	for (let n = 0; n < 3; n++) {
		const life = begin(roll(5), 32 + n);
		receive(life);
		step(life, life.received + 2 * DAY, 8, 'Phòng chuyên môn');
		step(life, life.received + 5 * DAY, 4, 'Phòng chuyên môn');
	}
	// A busy minute of nine, which is not many.
	const busy = 41 * DAY + 1015;
	for (let n = 0; n < 9; n++) {
		const life = begin(3, 33 + roll(3));
		life.finished = busy;
		life.due = busy + 3 * DAY;
		receive(life);
		finish(life);
	}

	const plant = (name: string, flags: string[], ...lives: Life[]) => {
		tricks.push({ name, flags, codes: lives.map(({ code }) => code) });
	};
	const times = (n: number, work: (i: number) => void) => {
		for (let i = 0; i < n; i++) work(i);
	};
	const planted = () => begin(roll(5), 32 + roll(8));

	times(6, () => {
		const life = planted();
		receive(life);
		life.due += 9 * DAY;
		tell(life, life.received + 4 * DAY, { TrangThaiHoSo: '4' });
		plant('appointment reset', ['N04'], life);
	});
	times(3, () => {
		const life = planted();
		receive(life);
		for (const day of [3, 6]) {
			life.due += 7 * DAY;
			tell(life, life.received + day * DAY, { TrangThaiHoSo: '4' });
		}
		plant('appointment reset twice', ['N04', 'N10'], life);
	});
	times(5, () => {
		const life = begin(roll(5), 32 + roll(5));
		life.finished = life.received + 2 * DAY;
		receive(life);
		finish(life);
		step(life, life.finished + 3 * DAY, 4, 'Phòng chuyên môn');
		tell(life, life.finished + 3 * DAY, { TrangThaiHoSo: '4' });
		plant('finished, then worked on', ['N12'], life);
	});
	times(5, () => {
		const life = planted();
		receive(life);
		const day = workdaysAfter(Math.floor(life.received / DAY), 1);
		const first = papers(life, day * DAY + 500, (day + 1) * DAY + 600);
		const again = (day + 2) * DAY + 500;
		const second = request(again, null, life.due, null);
		tell(life, again, { TrangThaiHoSo: '5', DanhSachHoSoBoSung: [first, second] });
		plant('papers asked for a second time', ['N05', 'N06'], life);
	});
	times(5, () => {
		const life = planted();
		receive(life);
		papers(life, life.received + 9 * DAY, life.received + 11 * DAY);
		plant('papers asked for late', ['N06'], life);
	});
	times(4, () => {
		const life = begin(roll(5), 32 + roll(4));
		life.finished = life.received + 2 * DAY;
		receive(life);
		finish(life, { DanhSachGiayToKetQua: [] });
		handOver(life, { DanhSachGiayToKetQua: [] }, 60);
		const rest = { NgayKetThucXuLy: written(life.finished), NgayTra: written(life.finished + 60) };
		tell(
			life,
			life.finished + 60,
			{ TrangThaiHoSo: '10', ...rest, DanhSachGiayToKetQua: FILE },
			6 * DAY
		);
		plant('handed over, the result later', ['U04', 'N11'], life);
	});
	times(4, () => {
		const life = begin(roll(5), 32 + roll(4));
		life.finished = life.received + 2 * DAY;
		receive(life);
		finish(life, { DanhSachGiayToKetQua: [] });
		plant('finished without a result', ['N07'], life);
	});
	times(6, (i) => {
		const life = begin(roll(5), 32 + roll(4));
		life.finished = life.due - 60;
		receive(life);
		// Two of them stay below a day: no rule of ours sees those.
		finish(life, {}, i < 2 ? 20 * 60 : 4 * DAY);
		plant('finish dated back', ['N11'], life);
	});
	times(5, (i) => {
		const life = begin(roll(5), 32 + roll(4));
		life.due = life.received + 6 * DAY;
		receive(life);
		const when = life.due + 2 * DAY;
		tell(life, when, {
			TrangThaiHoSo: i % 2 === 0 ? '7' : '8',
			NgayKetThucXuLy: written(when)
		});
		plant('ended when already overdue', ['U03'], life);
	});
	times(3, () => {
		const life = planted();
		const code = life.code.replace(/-\d{6}-/, `-${written(life.received - 5 * DAY).slice(2, 8)}-`);
		life.code = code;
		receive(life);
		plant('taken in days before it was entered', ['N03'], life);
	});
	times(2, (i) => {
		const minute = (46 + i) * DAY + 1178;
		const lives = Array.from({ length: 12 }, () => {
			const life = begin(1 + i, 33 + roll(8));
			life.finished = minute + roll(50) / 60;
			life.due = minute + 4 * DAY;
			receive(life);
			finish(life);
			return life;
		});
		plant('closed in bulk in the evening', ['N15'], ...lives);
	});
	times(2, () => {
		const life = begin(roll(5), 1);
		receive(life);
		const asked = workdaysAfter(Math.floor(life.received / DAY), 1) * DAY + 500;
		papers(life, asked, asked + 50 * DAY);
		plant('the clock stopped for weeks', ['U05'], life);
	});
	times(3, () => {
		const life = planted();
		receive(life, 'Phòng Đăng ký đất đai');
		plant('taken in at a specialist desk', ['N14'], life);
	});
	times(2, () => {
		const life = planted();
		life.fields = {
			...{ KenhThucHien: '2', NgayNopHoSo: written(life.received), NgayTiepNhan: '' },
			NgayHenTra: ''
		};
		tell(life, life.received, { TrangThaiHoSo: '1' });
		plant('left waiting online', ['N13'], life);
	});
	times(2, () => {
		const life = planted();
		life.fields = { NgayHenTra: '' };
		receive(life);
		plant('no appointment given', ['N01'], life);
	});
	times(2, (i) => {
		const life = begin(roll(5), 32 + roll(6));
		receive(life);
		if (i === 0) {
			// Finished before it was received: the dates were typed in one go.
			life.finished = life.received - 300;
			finish(life, {}, 1000);
			plant('dates typed in the wrong order', ['N18', 'N11'], life);
			return;
		}
		// An entry with nothing in it covers the move: no rule of ours sees that.
		life.due += 9 * DAY;
		const entry = {
			NgayBoSung: '',
			NgayTiepNhanBoSung: '',
			NgayHenTraTruoc: '',
			NgayHenTraMoi: ''
		};
		tell(life, life.received + 4 * DAY, { TrangThaiHoSo: '4', DanhSachHoSoBoSung: [entry] });
		plant('moved under an empty entry', ['N04'], life);
	});
	const refused = Array.from({ length: 70 }, () => {
		const life = begin(4, 33 + roll(12));
		receive(life);
		const when = life.received + DAY;
		tell(life, when, { TrangThaiHoSo: '8', NgayKetThucXuLy: written(when) });
		return life;
	});
	plant('turned away rather than late', ['N16'], ...refused);

	return { sent, tricks, dossiers: serial };
}
