import { expect, type APIRequestContext } from '@playwright/test';
import { demoIn, type OwnApp } from '../setup/own-app.ts';

/**
 * Sends one dossier of Sở Nội vụ in processing, past its appointment, through the door that everybody
 * uses: it is overdue at once.
 */
export async function sendOverdue(
	request: APIRequestContext,
	own: OwnApp,
	serials: readonly number[]
): Promise<void> {
	const answer = await request.post(`${own.app.url}/api/v1/feed`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).feedKey}` },
		data: {
			session: 'test',
			madonvi: 'H21.02',
			service: 'DongBoHoSoMC',
			isUpdating: 'False',
			data: serials.map((serial) => ({
				MaHoSo: `H21.02-261102-${serial}`,
				MaTTHC: '1.004227',
				TenTTHC: 'Đăng ký biến động',
				MaLinhVuc: 'G13-DD01',
				TenLinhVuc: 'Đất đai',
				KenhThucHien: '1',
				LoaiDoiTuong: '1',
				NgayTiepNhan: '20261102080000',
				NgayHenTra: '20261110170000',
				TrangThaiHoSo: '4',
				DonViXuLy: 'Sở Nội vụ'
			}))
		}
	});
	expect(await answer.json()).toMatchObject({ error_code: '0', accepted: serials.length });
}

/** One dossier in processing of each agency, far from its appointment: all of them have spoken. */
export async function sendFrom(
	request: APIRequestContext,
	own: OwnApp,
	agencies: readonly string[]
): Promise<void> {
	const answer = await request.post(`${own.app.url}/api/v1/feed`, {
		headers: { authorization: `Bearer ${demoIn(own.dataDir).feedKey}` },
		data: {
			session: 'test',
			madonvi: 'H21',
			service: 'DongBoHoSoMC',
			isUpdating: 'False',
			data: agencies.map((name, serial) => ({
				MaHoSo: `H21-261127-${90_000 + serial}`,
				MaTTHC: '1.004227',
				TenTTHC: 'Đăng ký biến động',
				MaLinhVuc: 'G13-DD01',
				TenLinhVuc: 'Đất đai',
				KenhThucHien: '1',
				LoaiDoiTuong: '1',
				NgayTiepNhan: '20261127080000',
				NgayHenTra: '20261231170000',
				TrangThaiHoSo: '4',
				DonViXuLy: name
			}))
		}
	});
	expect(await answer.json()).toMatchObject({ error_code: '0', quarantined: [] });
}

/** The number that a text shows, `8.470` as 8470. */
export function digits(text: string | null): number {
	return Number((text ?? '').replace(/\D/g, ''));
}
