package intake

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// Lines that part a table by what those below are, 二、已转出 or 女团员, are nobody. What such a line says of the people
// below it is taken for what their own cells leave open, and told.

var (
	sectionNumber = regexp.MustCompile(`^(?:第[0-9一二三四五六七八九十]{1,3}(?:部分|类|组|项)?|[（(]?[0-9一二三四五六七八九十]{1,3}[)）]?|[①-⑳㈠-㈩⑴-⒇])[、.．:：)）]?`)
	sectionCount  = regexp.MustCompile(`[（(\[【][^（()）\[\]【】]*[)）\]】]$|[:：]$|[:：,，]?共?计?[0-9]{1,5}[人名户家个]$`)

	// whose words say what people or units are; a line of nothing else, one of them at least, is such a line.
	sectionWords = `团员|党员|青年|学生|职工|员工|人员|干部|委员会|成员|对象|积极分子|申请人|志愿者|群众|在册|在籍|转出|转入|流动|流入|流出|离团|退团|脱团|超龄|除名|开除|失联|停止团籍|保留团籍|去世|死亡|离职|在职|退休|毕业生?|在读|在校|正常|其他|其它|务工|外出|外来|返乡|待业|新发展|拟发展|应届|往届|企业|单位|商户|工商户|门店|建团|停业|停产|歇业|注销|吊销|迁出|开业|规上|规下|社会组织|团组织`
	sectionGlue  = `共青|中共|少数民族|汉族|预备|入党|入团|推优|组织关系|满?28周岁|本地|外地|户籍|常住|大学|高中|初中|中职|非公|两新|规模以上|规模以下|个体|国有|集体|民营|私营|外资|联合|单独|独立|正在|经营|应建未建|未建|已建|名单|名册|花名册|情况|部分|本年度?|今年|当年|年度|新增|减少|变动|男|女|已|未|拟|待|新|非|不|原|现|等|类|及|和|与|或|的|、|/|／`
	sectionLine  = regexp.MustCompile(`^(?:` + sectionWords + `|` + sectionGlue + `)+$`)
	sectionSays  = regexp.MustCompile(sectionWords)
)

// sectionName is a line's text without number, count and marks: （三）已转出（2人） is 已转出.
func sectionName(text string) string {
	const marks = "—-=*＊·•◆◇■□●○▲△★☆※<>《》〈〉 　"
	name := strings.Trim(squeeze(text), marks)
	if cut := sectionNumber.ReplaceAllString(name, ""); cut != "" {
		name = cut
	}
	for range 2 {
		if cut := sectionCount.ReplaceAllString(name, ""); cut != "" {
			name = cut
		}
	}
	return strings.Trim(name, marks+"（()）[]【】:：")
}

// isSection takes the text of such a line.
func isSection(text string) bool {
	if text == "" || len(text) > 120 {
		return false
	}
	name := sectionName(text)
	return len(name) <= 60 && sectionLine.MatchString(name) && sectionSays.MatchString(name)
}

// A saying is what a word in such a line says of a field: of several that fit, the first.
type saying struct{ word, value string }

// sectionStates are for each kind the field of which such lines speak, and what they say.
var sectionStates = map[ledger.Kind]struct {
	key  string
	says []saying
}{
	ledger.Members: {"state", []saying{{"转出中", "待转接"}, {"待转", "待转接"}, {"转出", "转出"}, {"去世", "去世"}, {"死亡", "去世"}, {"开除", "开除团籍"}, {"除名", "自行脱团"}, {"脱团", "自行脱团"},
		{"退团", "退团"}, {"超龄", "超龄待离"}, {"离团", "离团"}, {"停止团籍", "停止团籍"}, {"发展对象", "非团员"}, {"拟发展", "非团员"}, {"积极分子", "非团员"}, {"申请人", "非团员"}, {"非团员", "非团员"}}},
	ledger.Enterprises: {"business", []saying{{"停业", "停业"}, {"停产", "停业"}, {"歇业", "歇业"}, {"注销", "注销"}, {"迁出", "迁出"}}},
}

// A section is a line of the table and what it says of the rows below it.
type section struct {
	row  int    // -1 for what stands above the table or names its sheet
	name string // "" for a line of another sort
}

// section prepares what the lines of the table say. A line of another sort ends one where such lines come first.
func (r *reader) section() {
	if _, ok := sectionStates[r.kind]; !ok {
		return
	}
	found := &r.table.found
	above := append(strings.Split(found.Particulars, "  "), found.Title)
	for _, text := range append([]string{r.table.Sheet}, above...) {
		if isSection(text) {
			r.sections = []section{{-1, sectionName(text)}}
		}
	}
	others := false
	for i, skip := range found.Skipped {
		if skip.Why != sheet.WhyGroup {
			continue
		}
		switch text := sheet.Lone(r.sheet.Rows[skip.Row]); {
		case isSection(text):
			r.sections = append(r.sections, section{skip.Row, sectionName(text)})
		case others || i == 0:
			others = true
			r.sections = append(r.sections, section{skip.Row, ""})
		}
	}
	slices.SortStableFunc(r.sections, func(a, b section) int { return a.row - b.row })
}

// inSection gives a row what the line above it says and its own cells do not.
func (r *reader) inSection(out *Row, texts []string) {
	at := sort.Search(len(r.sections), func(i int) bool { return r.sections[i].row > out.at }) - 1
	if at < 0 || r.sections[at].name == "" {
		return
	}
	says := sectionStates[r.kind]
	i, name := r.kind.At(says.key), r.sections[at].name
	label := r.kind.Columns()[i].Label
	if strings.TrimSpace(texts[i]) != "" {
		return
	}
	for _, s := range says.says {
		if strings.Contains(name, s.word) {
			texts[i] = s.value
			code, _ := r.kind.Columns()[i].Choices.Code(s.value)
			r.doubt(out, says.key, "上面的一行写着“"+name+"”，"+label+"按“"+r.kind.Columns()[i].Choices.Label(code)+"”记。请核对。")
			return
		}
	}
	if r.kind == ledger.Members && (strings.Contains(name, "流动") || strings.Contains(name, "流入") || strings.Contains(name, "流出") || strings.Contains(name, "失联")) &&
		r.table.found.Column("drift") < 0 && r.table.found.Column("drifting") < 0 {
		r.doubt(out, "drift", "上面的一行写着“"+name+"”，流动和联系情况没有记。请补上。")
	}
}
