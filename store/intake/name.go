package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// Names as offices write them: numbered, spread over three characters, with a post or
// the sex in brackets behind.

var (
	numbering = regexp.MustCompile(`^\s*(?:[#＃№]|[Nn][Oo][.．]?)?\s*(?:[（(]\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[)）][、.．。]?|[0-9０-９]{1,4}\s*[、.．。)）:：]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳㈠-㈩⑴-⒇]|[0-9０-９]{1,4}\s*[-—]|[0-9０-９]{1,4}\s*)\s*`)
	years     = regexp.MustCompile(`^\s*(?:19|20)[0-9]{2}\s*(?:年|学年|—|-)`) // 2026年青年需求调查 is called so
	severals  = regexp.MustCompile(`\p{Han}\s*[、/／,，;；&＆+＋|｜]\s*\p{Han}|\p{Han}等\s*[0-9０-９一二三四五六七八九十两]*\s*人`)
	asides    = regexp.MustCompile(`[（(【\[]([^（(【\[）)】\]]*)[)）】\]]`)
)

// betweenPeople are the signs that part names in one cell.
const betweenPeople = "、/／,，;；&＆+＋|｜"

// unnumbered takes a number in front of a name off, where a Chinese name goes on.
func unnumbered(name string) string {
	if first, _ := utf8.DecodeRuneInString(name); unicode.Is(unicode.Han, first) && !strings.ContainsRune("一二三四五六七八九十", first) {
		return name
	}
	if years.MatchString(name) {
		return name
	}
	cut := numbering.ReplaceAllString(name, "")
	if first, _ := utf8.DecodeRuneInString(cut); unicode.Is(unicode.Han, first) {
		return cut
	}
	return name
}

// asideOf parts a person's name from what stands in brackets behind it.
func asideOf(name string) (plain string, notes []string) {
	if plain = name; strings.ContainsAny(name, ")）】]") {
		plain = asides.ReplaceAllString(name, "")
	}
	plain = strings.TrimSpace(plain)
	if plain == "" || plain == name || !strings.ContainsFunc(plain, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.ContainsAny(plain, "()（）") {
		return name, nil
	}
	for _, in := range asides.FindAllStringSubmatch(name, -1) {
		if note := strings.TrimSpace(in[1]); note != "" {
			notes = append(notes, note)
		}
	}
	return plain, notes
}

// person reads the cell with a member's name. What stands beside the name goes where it
// belongs: a post, the sex, the standing; else to the note.
func (r *reader) personCell(out *Row, texts []string) {
	at := r.kind.At("name")
	name, notes := asideOf(unnumbered(r.bareCell(out, texts)))
	name = r.bareOfMarks(out, "name", name) // 南宫三*（书记）
	texts[at] = name
	people, sure := peopleIn(name)
	nation, _ := codes.Nations.Code(texts[r.kind.At("nation")])
	spaced := len(strings.Fields(name)) > 1 && nation != "" && codes.Nations.Label(nation) != "汉族" // names of other nations have spaces
	switch {
	case strings.ContainsAny(name, betweenPeople+"等") && severals.MatchString(name) || len(people) > 1 && sure && !spaced:
		r.fault(out, "name", severalPeople(people))
	case len(people) > 1 && !spaced:
		r.doubt(out, "name", "姓名中间有空格，按一个人“"+strings.Join(people, "")+"”记。是"+strconv.Itoa(len(people))+"个人就请一人一行。")
	case dutyName(name):
		r.fault(out, "name", "姓名写的是“"+name+"”，像是职务，不是人名。请改成人名，不是团员的行请删去。")
	case strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, unicode.IsLetter):
		r.fault(out, "name", "姓名里没有文字。请补上姓名，不是团员的行请删去。")
	}
	for _, note := range notes {
		_, duty := codes.Duties.Code(note)
		blank := func(key string) bool { return strings.TrimSpace(texts[r.kind.At(key)]) == "" }
		switch {
		case note == "男" || note == "女":
			if blank("sex") {
				texts[r.kind.At("sex")] = note
			}
		case duty && figure(note) == "" && blankless(r.cell(out.at, r.dutyCol)) == "":
			out.dutyAside = note
		case listed(codes.MemberStates)(note) && blank("state"):
			texts[r.kind.At("state")] = note
			r.doubt(out, "name", "姓名旁边写着“"+note+"”，团籍状态按它记。请核对。")
		case listed(codes.Standings)(note) && blank("standing"):
			texts[r.kind.At("standing")] = note
		case isNation(note) && blank("nation"):
			texts[r.kind.At("nation")] = note
		default:
			out.remark("姓名旁写", note)
		}
	}
}

// nameTail is what people put behind a name by a stroke: 钱七-书记, 周九/女.
var nameTail = regexp.MustCompile(`^(.*\p{Han})\s*[-—－–/／,，、]\s*(\p{Han}+)$`)

// tailOf parts a name from such a tail; nil where there is none.
func tailOf(text string) []string {
	if !strings.ContainsAny(text, "-—－–/／,，、") {
		return nil
	}
	return nameTail.FindStringSubmatch(text)
}

// bareCell is the text of the cell with the name without a phone, the signs and the post,
// sex or state that stand at it; these go where they belong.
func (r *reader) bareCell(out *Row, texts []string) string {
	text := texts[r.kind.At("name")]
	if m := tailOf(text); m != nil {
		_, duty := codes.Duties.Code(m[2])
		if duty || m[2] == "男" || m[2] == "女" || listed(codes.MemberStates)(m[2]) {
			text = m[1] + "（" + m[2] + "）"
		}
	}
	if at := wholeNumbers(text, mobileIn); len(at) == 1 && strings.TrimSpace(text[:at[0][0]]) != "" {
		phone := text[at[0][0]:at[0][1]]
		text = strings.ReplaceAll(strings.ReplaceAll(text[:at[0][0]]+text[at[0][1]:], "（）", ""), "()", "")
		text = strings.TrimRight(text, " 　:：,，/-")
		if i := r.kind.At("phone"); strings.TrimSpace(texts[i]) == "" {
			texts[i] = phone
		} else {
			out.remark("姓名旁写", phone)
		}
		r.doubt(out, "name", "姓名旁边写着号码，已分开填。请核对。")
	}
	return r.bareOfMarks(out, "name", text)
}

// givenNames is the column 名 right behind a column 姓, which then has the name's key; -1 where there is none.
func (t *Table) givenNames() int {
	for i, c := range t.found.Columns[:max(len(t.found.Columns)-1, 0)] {
		if next := t.found.Columns[i+1]; c.Key == "name" && sheet.Plain(c.Head) == "姓" && sheet.Plain(next.Head) == "名" {
			return next.Index
		}
	}
	return -1
}

// dutyName says whether a text is a post where a name should stand.
func dutyName(name string) bool {
	return listed(codes.Duties)(name) || utf8.RuneCountInString(name) > 2 && strings.HasSuffix(name, "书记")
}

// severalPeople asks for a row each.
func severalPeople(people []string) string {
	if len(people) < 2 {
		return "这一格里不止一个人的姓名。请一人一行，分开后再导入。"
	}
	return "这一格里不止一个人的姓名，像是“" + strings.Join(people, "”“") + "”。请一人一行，分开后再导入；其实是一个人的，去掉中间的空格。"
}

// peopleIn parts a cell of names at the signs and spaces between them; sure says that each
// is a person's whole name. A name that is spread out (张 三, 欧 阳 娜) or written family
// name first (欧阳 娜娜) is one, and so is one of which a part is too long for a Chinese name.
func peopleIn(name string) (people []string, sure bool) {
	if strings.ContainsAny(name, betweenPeople) {
		if parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(betweenPeople, r) }); len(parts) > 1 {
			return parts, true
		}
	}
	parts := strings.Fields(name)
	if len(parts) == 1 {
		for _, and := range []string{"和", "与", "及"} {
			if a, b, ok := strings.Cut(parts[0], and); ok && familyFirst(a) && familyFirst(b) {
				return []string{a, b}, true
			}
		}
	}
	if len(parts) < 2 {
		return parts, false
	}
	short, family := true, false
	for _, p := range parts {
		n := utf8.RuneCountInString(p)
		if strings.ContainsFunc(p, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) || n < 2 && len(parts) < 5 {
			return parts[:1], false
		}
		family = family || familyFirst(p)
		short = short && (n <= 3 || n == 4 && slices.Contains(families, string([]rune(p)[:2])))
	}
	if slices.Contains(families, parts[0]) && len(parts) == 2 {
		return parts[:1], false
	}
	three := !slices.ContainsFunc(parts, func(p string) bool { return utf8.RuneCountInString(p) < 3 })
	return parts, short && (family || !three)
}

// familyFirst says whether a text is a whole name of two or three characters with a common
// family name before, or of three or four with one of two characters.
func familyFirst(text string) bool {
	runes := []rune(text)
	n := len(runes)
	if n < 2 || n > 4 {
		return false
	}
	if slices.Contains(families, string(runes[:2])) {
		return n > 2
	}
	return n < 4 && strings.ContainsRune(family, runes[0])
}

// family are the family names of one character that most people have, families those of two.
const family = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤尚施牛樊葛邢安齐庞颜庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁符阮纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由温文易常洪倪骆舒"

var families = []string{"欧阳", "尉迟", "上官", "司马", "诸葛", "皇甫", "令狐", "慕容", "东方", "夏侯", "公孙", "长孙", "宇文", "司徒", "司空", "端木", "百里", "东郭", "南宫", "独孤", "拓跋", "轩辕", "呼延", "钟离", "闻人", "澹台", "公冶", "太史", "申屠", "仲孙", "濮阳", "淳于", "单于", "鲜于", "赫连", "万俟", "完颜", "纳兰", "叶赫", "第五", "西门"}

func isNation(text string) bool {
	return strings.HasSuffix(text, "族") && listed(codes.Nations)(text)
}

// studies are words that say of a schooling that it is not finished.
var studies = []string{"在读", "在校", "就读", "未毕业"}

// modes are words before a schooling that say how it was got.
var modes = []string{"全日制", "非全日制", "统招", "普通全日制", "成人", "函授", "自考", "网络", "电大", "夜大", "业余", "国家开放", "远程", "普通"}

var schoolingSigns = strings.NewReplacer("（）", "", "()", "", "（", "/", "）", "", "(", "/", ")", "", "、", "/", "，", "/", ",", "/", " ", "")

// schoolingOf reads a schooling as people write it: 大学专科在读, 本科（在读）, 全日制大专,
// 本科/学士. studying is "是" where the words say so.
func schoolingOf(text string) (schooling, studying string) {
	schooling = strings.TrimSpace(text)
	if _, ok := codes.Schoolings.Code(schooling); ok || schooling == "" {
		return text, ""
	}
	known := func(s string) bool {
		if s == "" || s[0] < 0x80 {
			return false
		}
		_, ok := codes.Schoolings.Code(s)
		return ok
	}
	for _, w := range studies {
		if strings.Contains(schooling, w) {
			studying = "是"
			schooling = strings.Replace(schooling, w, "", 1)
		}
	}
	schooling = schoolingSigns.Replace(schooling)
	pieces := strings.Split(strings.Trim(schooling, "/-"), "/")
	for _, p := range pieces {
		for _, w := range modes {
			if cut, ok := strings.CutPrefix(p, w); ok && !known(p) && known(cut) {
				p = cut
			}
		}
		if known(p) {
			return p, studying
		}
	}
	return text, ""
}

// unitAndPosition parts 某某公司车间主任 where the unit is registered or ends as units do.
func (r *reader) unitAndPosition(text string) (unit, position string) {
	runes := []rune(text)
	for n := len(runes) - 2; n >= 4; n-- {
		if _, ok := r.plan.naming(ledger.Enterprises).Find(string(runes[:n])); ok {
			return string(runes[:n]), strings.Trim(string(runes[n:]), " 　/、，,-")
		}
	}
	for _, end := range []string{"有限责任公司", "有限公司", "分公司", "公司", "集团", "医院", "学校", "中心", "厂"} {
		if before, after, ok := strings.Cut(text, end); ok && before != "" && strings.TrimSpace(after) != "" && !strings.ContainsAny(after, "（(") {
			return before + end, strings.Trim(after, " 　/、，,-")
		}
	}
	return text, ""
}

// dutyWords parts the posts that one cell names: 书记、组织委员; 书记兼组织委员.
func dutyWords(text string) []string {
	words := strings.FieldsFunc(strings.ReplaceAll(text, "兼任", "、"), func(x rune) bool { return strings.ContainsRune("、，,;；/／ 　\n+＋&和及兼", x) })
	return slices.DeleteFunc(words, func(w string) bool { return nothing(w) || noDuty[w] })
}

// noDuty are words in the column of duties that name none.
var noDuty = map[string]bool{"否": true, "团员": true, "普通团员": true, "群众": true, "×": true, "✗": true, "N": true, "0": true, "共青团员": true, "无职务": true, "普通": true}

// tidy settles what a row's cells say together: a name or a number with something beside
// it, a schooling that is not finished, a unit with the position behind it, a number that
// may be one of two, a yes that is a standing.
func (r *reader) tidy(out *Row, texts []string) {
	r.marksOff(out, texts)
	if i := r.kind.At("name"); i >= 0 && texts[i] != "" && r.kind != ledger.Members {
		texts[i] = unnumbered(texts[i])
	}
	if r.kind == ledger.Posts {
		r.postCells(out, texts)
	}
	r.phoneCell(out, texts)
	if r.kind == ledger.Members {
		r.memberCells(out, texts)
	}
	if len(r.sections) > 0 {
		r.inSection(out, texts)
	}
	r.foundingCell(out, texts)
	r.choices(out, texts)
	r.months(out, texts)
}

// residentIn is a resident's number among words.
var residentIn = regexp.MustCompile(`[1-9][0-9]{16}[0-9Xx]`)

// idCell takes the one number of a resident out of the words around it.
func (r *reader) idCell(out *Row, texts []string) {
	i := r.kind.At("idno")
	text := value.Halfwidth(texts[i])
	if len(text) <= 18 {
		return
	}
	at := wholeNumbers(text, residentIn)
	if len(at) != 1 {
		return
	}
	words := text[:at[0][0]] + text[at[0][1]:]
	if words = strings.Trim(words, " ()（）:：,，。;；'‘’"); strings.ContainsAny(words, "0123456789*") {
		return
	}
	texts[i] = text[at[0][0]:at[0][1]]
	for _, w := range []string{"居民身份证", "身份证", "证件", "号码", "号", "公民"} {
		words = strings.ReplaceAll(words, w, "")
	}
	out.remark("证件号码旁写", strings.Trim(words, " ()（）:："))
}

// memberCells is tidy for members.
func (r *reader) memberCells(out *Row, texts []string) {
	at := r.kind.At
	r.personCell(out, texts)
	if i := at("studying"); slices.Contains(studies[:3], texts[i]) {
		texts[i] = "是"
	}
	r.idCell(out, texts)
	if schooling, studying := schoolingOf(texts[at("schooling")]); studying != "" || schooling != "" {
		texts[at("schooling")] = schooling
		if studying != "" && texts[at("studying")] == "" {
			texts[at("studying")] = studying
		}
	}
	if unit := texts[at("unit")]; unit != "" && texts[at("position")] == "" && r.titled["unit"] {
		texts[at("unit")], texts[at("position")] = r.unitAndPosition(unit)
	}
	if n := squeeze(r.cell(out.at, r.leagueNo)); n != "" && !nothing(n) {
		key := "card"
		if len(n) == 12 && strings.HasPrefix(n, "20") && strings.Trim(n, "0123456789") == "" {
			key = "devno"
		}
		if texts[at(key)] == "" {
			texts[at(key)] = n
		}
	}
	if i := at("position"); nothing(texts[i]) || r.holdsPosts && leaguePost(texts[i]) {
		texts[i] = ""
	}
	if i := at("state"); texts[i] == "" && r.isMember >= 0 {
		said := r.yesOrNo(codes.YesNo, r.isMember, r.cell(out.at, r.isMember))
		if code, ok := codes.YesNo.Code(said); ok && code == codes.No || strings.HasPrefix(said, "非") || strings.HasPrefix(said, "不是") {
			texts[i] = "非团员"
			r.doubt(out, "state", "“"+headName(r.table.headFor(memberKey))+"”写的是“"+said+"”，团籍状态按“非团员”记。请核对。")
		}
	}
	party := r.yesOrNo(codes.YesNo, r.inParty, r.cell(out.at, r.inParty))
	if said, ok := codes.YesNo.Code(party); ok && texts[at("standing")] == "" && said == codes.Yes {
		texts[at("standing")] = codes.Standings.Label(codes.StandingParty)
	} else if !ok && texts[at("standing")] == "" {
		texts[at("standing")] = party
	}
}
