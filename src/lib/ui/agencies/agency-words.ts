import type { AgencyKind, AgencySuccession } from '#lib/domain/agencies/agency.ts';
import { m } from '#lib/paraglide/messages.js';

export const AGENCY_KIND_WORDS: Record<AgencyKind, () => string> = {
	so: m.agency_kind_so,
	vp_ubnd: m.agency_kind_vp_ubnd,
	ubnd_huyen: m.agency_kind_ubnd_huyen,
	ubnd_xa: m.agency_kind_ubnd_xa,
	don_vi_su_nghiep: m.agency_kind_don_vi_su_nghiep,
	chi_nhanh: m.agency_kind_chi_nhanh,
	trung_tam_pvhcc: m.agency_kind_trung_tam_pvhcc,
	nganh_doc: m.agency_kind_nganh_doc,
	khac: m.agency_kind_khac
};

export const SUCCESSION_WORDS: Record<AgencySuccession['kind'], () => string> = {
	merge: m.agency_change_merge,
	split: m.agency_change_split,
	rename: m.agency_change_rename,
	abolish: m.agency_change_abolish,
	transfer: m.agency_change_transfer
};
