import { phraseBook } from './words-of-passage.ts';

const list = (text: string): string[] =>
	text
		.split(/[;\n]/)
		.map((one) => one.trim())
		.filter((one) => one !== '');

/** Posts that stand before an agency's name and mean the agency. */
export const POSTS = phraseBook(
	list(`thủ trưởng;bộ trưởng;thứ trưởng;thống đốc;tổng thanh tra;chủ nhiệm;trạm trưởng;chánh án;tổng giám đốc kiêm;giám đốc;quyền giám đốc;phó giám đốc;chủ tịch;phó chủ tịch;chánh;phó chánh;trưởng;phó trưởng;cục trưởng
chi cục trưởng;hiệu trưởng;tổng giám đốc;chỉ huy trưởng;viện trưởng;tổng biên tập;người đứng đầu;lãnh đạo;tổng cục trưởng
bí thư;vụ trưởng;đội trưởng;thường trực;tập thể lãnh đạo;các đồng chí;đồng chí;ban giám đốc;đại diện lãnh đạo;đại diện`)
);

/** What a single agency's name begins with. */
export const HEADS = phraseBook(
	list(`sở;ban;văn phòng;trung tâm;thanh tra;công an;bộ chỉ huy;bộ đội biên phòng;bộ tư lệnh;ủy ban nhân dân;ubnd;ủy ban mặt trận tổ quốc
ủy ban mttq;ubmttq;ubmttqvn;mặt trận tổ quốc;mttq;ủy ban;hội đồng nhân dân;hđnd;hội đồng;hội;liên hiệp;hiệp hội;liên minh;liên đoàn;đoàn thanh niên;tỉnh đoàn;thành đoàn;đoàn
cục;chi cục;tổng cục;kho bạc nhà nước;kho bạc;ngân hàng;bảo hiểm xã hội;bhxh;báo;đài;cổng;bưu điện;bưu chính;viễn thông;công ty;tổng công ty;tập đoàn
trường;viện;bệnh viện;bộ;tòa án;viện kiểm sát;vksnd;tand;phòng;tổ;tổ công tác;hạt;quỹ;vnpt;viettel;mobifone;evn;điện lực;chi nhánh;thuế;hải quan;quản lý thị trường
đội;trạm;đảng ủy;tỉnh ủy;thành ủy;huyện ủy;khu;tạp chí;học viện;đại học;trung đoàn;sư đoàn;bộ phận một cửa;bộ phận tiếp nhận;ban chỉ đạo;ban quản lý
xã;phường;thị trấn;đặc khu;huyện;thị xã;thành phố;quận;thống kê;cảng;nhà máy;vườn quốc gia;vp;tt;bql;bqlda;ttpvhcc`)
);

/** Heads that need no name after them. */
export const WHOLE_NAMES = new Set(
	'tỉnh đoàn;thành đoàn;viettel;vnpt;mobifone;evn;tỉnh ủy;thành ủy;huyện ủy;ubmttq;bộ phận một cửa;điện lực;đoàn thanh niên;ttpvhcc'.split(
		';'
	)
);

/** Small words that may follow a head and belong to the name: "Cổng thông tin điện tử". */
export const SMALL_STARTS = phraseBook(
	list(`quản lý;thông tin;phát thanh;đăng ký đất đai;phục vụ hành chính công;phục vụ;kiểm soát;chỉ đạo;thi hành án;hành chính công
dân tộc;nông dân;doanh nghiệp;phụ nữ;cựu chiến binh;nhân dân;nhà nước;chuyên;đăng kiểm;khuyến nông;xúc tiến;thủy lợi;quân sự;xã hội;y tế;điều hành;tiếp công dân;hành chính;kiểm lâm;kinh tế`)
);

/** After these heads these words make something else: "tổ chức", "báo cáo", "ban hành". */
export const NO_AGENCY: Readonly<Record<string, readonly string[]>> = {
	báo: ['cáo', 'động', 'giá'],
	tổ: ['chức', 'quốc'],
	ban: ['hành', 'đầu', 'ngành', 'bố'],
	hội: ['nghị', 'thảo', 'họp', 'nhập', 'trường', 'đàm', 'thi'],
	phòng: ['chống', 'ngừa', 'trừ', 'họp', 'bệnh', 'cháy', 'thủ', 'tránh', 'vệ'],
	trường: ['hợp', 'học'],
	đội: ['ngũ'],
	đoàn: ['kết', 'thể'],
	bộ: ['máy', 'chỉ', 'tiêu', 'luật', 'môn', 'thủ'],
	viện: ['dẫn', 'trợ', 'phí'],
	công: ['tác', 'bố', 'khai', 'chức', 'dân'],
	quỹ: ['đất', 'lương'],
	khu: ['vực', 'dân'],
	thuế: ['suất', 'giá', 'thu', 'đất', 'và'],
	cục: ['bộ'],
	văn: ['bản'],
	thành: ['phần', 'lập'],
	hạt: ['nhân'],
	trạm: [],
	đài: ['thọ'],
	chi: ['tiết'],
	xã: ['hội'],
	đại: ['diện']
};

export const LEVELS = phraseBook(
	list('tỉnh;huyện;xã;phường;thị trấn;thị xã;thành phố;quận;đặc khu;trung ương;tp;tx')
);

/** Kinds of agencies that a class is made of. */
export const CLASS_WORDS = phraseBook(
	list(`cơ quan ngang bộ;cơ quan ngang sở;cơ quan thuộc chính phủ;bộ ngành;thôn;tổ dân phố;khu phố;khu dân cư;ấp;bản;buôn;làng;khóm;tổ liên gia;sở;ban;ngành;đoàn thể;địa phương;cơ quan;đơn vị;đơn vị sự nghiệp công lập;đơn vị sự nghiệp;cơ quan chuyên môn;cơ quan thông tấn báo chí;cơ quan báo chí;cơ quan hành chính nhà nước
phòng;phòng ban;phòng chuyên môn;hội;hội đoàn thể;tổ chức chính trị - xã hội;tổ chức chính trị xã hội;doanh nghiệp;doanh nghiệp nhà nước;huyện;thị xã;thành phố;xã;phường;thị trấn;đặc khu;quận;tỉnh;cấp;cấp ủy;chính quyền
trường;trường học;bệnh viện;bộ;cơ sở;ban quản lý;ban quản lý dự án;chủ đầu tư;nhà thầu;công ty;hội đặc thù;lực lượng;lực lượng vũ trang;lực lượng chức năng;tổ chức;cá nhân;tổ chức tín dụng;ngân hàng;chi cục;trung tâm;đội;cơ quan đảng;cơ quan nhà nước;cơ quan trung ương;cơ quan tw;thành viên;văn phòng;mặt trận;mặt trận tổ quốc;cơ quan ngành dọc;cơ sở giáo dục;cơ sở y tế;trạm y tế;tổ công nghệ số cộng đồng;tổ chức đoàn thể;nhà máy;hợp tác xã`)
);

/** What may follow a class and still belongs to it. */
export const CLASS_ENDS = phraseBook(
	list(`thuộc sở;trực thuộc sở;của sở;thuộc ubnd huyện;thuộc ubnd xã;thuộc ubnd phường;thuộc ubnd thành phố;thuộc ubnd thị xã;thuộc huyện;thuộc xã;tỉnh;cấp tỉnh;cấp huyện;cấp xã;cấp;của tỉnh;thuộc tỉnh;thuộc ubnd tỉnh;thuộc ủy ban nhân dân tỉnh;trực thuộc ubnd tỉnh;trực thuộc ủy ban nhân dân tỉnh;trực thuộc tỉnh;trực thuộc
liên quan;có liên quan;trên địa bàn tỉnh;trên địa bàn;chuyên môn;chuyên môn thuộc ubnd tỉnh;chuyên môn thuộc ủy ban nhân dân tỉnh;trung ương;trung ương trên địa bàn tỉnh;trung ương đóng trên địa bàn tỉnh;đóng trên địa bàn tỉnh;tw;trong tỉnh;toàn tỉnh;trực thuộc trung ương;khác;nêu trên;công lập;nhà nước;các cấp;ngành dọc;huyện;thành phố;hành chính;chức năng;có tên;được giao nhiệm vụ;được giao;được phân công;thuộc thẩm quyền quản lý;thuộc phạm vi quản lý
ven biển;ven sông;ven đô;miền núi;vùng cao;vùng sâu;biên giới;hải đảo;có biển;có rừng;có dự án;có dự án đi qua;nơi có dự án;nơi có dự án đi qua;vùng dự án;trong vùng dự án;bị ảnh hưởng;còn lại;nói trên;dưới đây;sau đây;phía bắc;phía nam;phía đông;phía tây;phía đông nam;phía tây bắc;phía tây nam;phía đông bắc;trên địa bàn huyện;trên địa bàn thành phố;đóng trên địa bàn`)
);

/** Sở as they are and were called in the provinces; signs, "và" and "&" between the words do not count. */
export const SECTORS: readonly (readonly string[])[] =
	list(`nội vụ;tư pháp;tài chính;kế hoạch đầu tư;công thương;nông nghiệp phát triển nông thôn;nông nghiệp ptnt;nông nghiệp môi trường;nông nghiệp
giao thông vận tải;giao thông công chánh;giao thông;xây dựng;tài nguyên môi trường;thông tin truyền thông;lao động thương binh xã hội;lao động tb xh;văn hóa thể thao du lịch
văn hóa thông tin thể thao du lịch;văn hóa thông tin;văn hóa thể thao;văn hóa;du lịch;khoa học công nghệ;giáo dục đào tạo;giáo dục khoa học công nghệ;y tế;ngoại vụ;dân tộc tôn giáo;dân tộc
quy hoạch kiến trúc;an toàn thực phẩm;kinh tế;thể dục thể thao;thương mại du lịch;công nghiệp
nv;tp;tc;kh&đt;khđt;kh đt;tn&mt;tnmt;tn mt;nn&ptnt;nnptnt;nn ptnt;nn&mt;nnmt;nn mt;gtvt;xd;tt&tt;tttt;tt tt;lđ tb&xh;lđ tb xh;lđtb&xh;lđtbxh;lđtb xh;vh&tt;vhtt;vh tt;vh tt&dl;vhtt&dl;vhttdl;vh tt dl;vhtt dl;kh&cn;khcn;kh cn;gd&đt;gdđt;gd đt;yt;ct;dt&tg;dttg;dt tg;ngv;dl`)
		.map((name) => name.split(' '))
		.sort((a, b) => b.length - a.length);

/** Ministries as they are and were called; signs between the words do not count. */
export const MINISTRIES: readonly (readonly string[])[] =
	list(`công an;quốc phòng;ngoại giao;tư pháp;tài chính;công thương;xây dựng;nội vụ;y tế;giáo dục đào tạo;khoa học công nghệ;nông nghiệp môi trường;nông nghiệp phát triển nông thôn
tài nguyên môi trường;giao thông vận tải;kế hoạch đầu tư;thông tin truyền thông;lao động thương binh xã hội;văn hóa thể thao du lịch;dân tộc tôn giáo`)
		.map((name) => name.split(' '))
		.sort((a, b) => b.length - a.length);

/** Names that hold a comma, dash or "và", in words without signs. */
export const LONG_NAMES: readonly (readonly string[])[] =
	list(`ủy ban trung ương mặt trận tổ quốc việt nam;ủy ban trung ương mttq việt nam;phòng thương mại và công nghiệp việt nam;đoàn thanh niên cộng sản hồ chí minh;báo và phát thanh truyền hình;báo phát thanh và truyền hình;báo phát thanh truyền hình;đài phát thanh và truyền hình;đài phát thanh truyền hình
văn phòng đoàn đại biểu quốc hội và hội đồng nhân dân;văn phòng đoàn đbqh và hđnd;văn phòng hội đồng nhân dân và ủy ban nhân dân;văn phòng hđnd và ubnd;văn phòng hđnd ubnd;văn phòng hđnd&ubnd
ban tuyên giáo và dân vận;cổng thông tin và giao tiếp điện tử;cổng thông tin giao tiếp điện tử;ủy ban mặt trận tổ quốc việt nam;ủy ban mttq việt nam;ban quản lý các khu công nghiệp;ban quản lý các khu công nghiệp và chế xuất;ban quản lý các khu kinh tế và khu công nghiệp;ban quản lý khu kinh tế và các khu công nghiệp;ban quản lý các khu kinh tế
trung tâm văn hóa thông tin và thể thao;trung tâm văn hóa thể thao và du lịch;trung tâm văn hóa thể thao và truyền thanh;trung tâm văn hóa thông tin thể thao và truyền thông;trung tâm truyền thông và văn hóa;liên hiệp các hội khoa học và kỹ thuật;liên hiệp các tổ chức hữu nghị;ủy ban mặt trận tổ quốc;trung tâm giáo dục nghề nghiệp giáo dục thường xuyên;phòng lao động thương binh và xã hội;phòng giáo dục và đào tạo;phòng tài chính kế hoạch;phòng tài nguyên và môi trường;phòng văn hóa và thông tin;phòng kinh tế và hạ tầng;phòng nông nghiệp và phát triển nông thôn;phòng nông nghiệp và môi trường;ban thi đua khen thưởng;trung tâm hỗ trợ đầu tư và xúc tiến thương mại;trung tâm xúc tiến đầu tư thương mại và du lịch;ban chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn;ban chỉ huy phòng thủ dân sự;ban chỉ huy pctt và tkcn;chi cục chăn nuôi và thú y;chi cục trồng trọt và bảo vệ thực vật;ban quản lý dự án đầu tư xây dựng;ban quản lý dự án đầu tư xây dựng các công trình giao thông;ban quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp;ban quản lý dự án đầu tư xây dựng công trình giao thông;ban quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn;ban quản lý các dự án;phòng văn hóa xã hội;phòng kinh tế hạ tầng và đô thị;cục thi hành án dân sự;cục thống kê`)
		.map((name) => name.split(' '))
		.sort((a, b) => b.length - a.length);
