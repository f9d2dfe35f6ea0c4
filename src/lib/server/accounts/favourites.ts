/**
 * What people in Vietnamese offices choose first, without diacritics as it is typed. Besides the
 * 49,000 words of the common list, which is of the English-speaking world.
 */
export const FAVOURITES: readonly string[] = `
matkhau matkhaumoi matkhaucu matkhaukho matkhau123 matkhau1 mkhau nhapmatkhau khongcomatkhau khongbiet
khongnho quenmatkhau khongnoidau bimat anhyeuem emyeuanh anhnhoem emnhoanh anhyeuemnhieulam yeuemmaimai
yeuanhmaimai yeuem yeuanh yeuvo yeuchong yeucon conyeu conyeume conyeumenhieu boyeucon meyeucon giadinh
giadinhtoi giadinhhanhphuc hanhphuc tinhyeu mottinhyeu toiyeuvietnam yeuvietnam vietnam vietnamvodich
tuhaovietnam hanoi hanoimuathu saigon tphcm hochiminh danang hue cantho haiphong dalat nhatrang binhdinh
quynhon gialai pleiku ankhe ayunpa taynguyen kontum daklak phuyen quangngai dichvucong motcua motcuadientu
hosomotcua congdichvu hanhchinh hanhchinhcong cchc caicachhanhchinh ubnd ubndtinh ubndxa ubndphuong ubndhuyen
uyban uybannhandan vanphong vanphongubnd vpubnd chutich phochutich giamdoc phogiamdoc truongphong chanhvanphong
chuyenvien canbo congchuc vienchuc quantri quantrivien quanly lanhdao thanhtra kiemtra vanthu tiepnhan
trungtam phucvu tuphap taichinh taichinhkehoach noivu tainguyen tainguyenmoitruong moitruong nongnghiep xaydung
congthuong giaoduc yte congan vanhoa laodong khoahoc dondoc donvi coquan tinhuy huyenuy dangvien dangcongsan
xinchao chaoban cogang thanhcong maymanmaiman maiyeu maimai phatloc phattai tailoc locphat anlac binhan
songlong hoanganh minhanh thanhtung tuananh ngocanh hoangnam nguyenvana nguyenvanan nguyenthi nguyenvan tranvan levan
phamvan hoangvan tranthi lethi phamthi zalo0 facebook1 viettel vinaphone mobifone vnpt vnptigate igate
motconvit conmeo concho meocon bongda manchesterunited realmadrid sontung mtp blackpink
`
	.trim()
	.split(/\s+/);
