/** The provinces and central cities of Vietnam by name: 63 until 30/6/2025, 34 from 1/7/2025 (Nghị quyết 202/2025/QH15). */
export const PROVINCES: readonly string[] =
	`An Giang;Bà Rịa - Vũng Tàu;Bạc Liêu;Bắc Giang;Bắc Kạn;Bắc Ninh;Bến Tre;Bình Dương;Bình Định;Bình Phước;Bình Thuận;Cà Mau;Cao Bằng;Cần Thơ;Đà Nẵng
Đắk Lắk;Đắk Nông;Điện Biên;Đồng Nai;Đồng Tháp;Gia Lai;Hà Giang;Hà Nam;Hà Nội;Hà Tĩnh;Hải Dương;Hải Phòng;Hậu Giang;Hòa Bình;Hồ Chí Minh;Huế;Hưng Yên;Khánh Hòa;Kiên Giang;Kon Tum
Lai Châu;Lạng Sơn;Lào Cai;Lâm Đồng;Long An;Nam Định;Nghệ An;Ninh Bình;Ninh Thuận;Phú Thọ;Phú Yên;Quảng Bình;Quảng Nam;Quảng Ngãi;Quảng Ninh;Quảng Trị;Sóc Trăng;Sơn La
Tây Ninh;Thái Bình;Thái Nguyên;Thanh Hóa;Thừa Thiên Huế;Tiền Giang;Trà Vinh;Tuyên Quang;Vĩnh Long;Vĩnh Phúc;Yên Bái`.split(
		/[;\n]/
	);
