package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// nationalName is what people call the League's national system.
const nationalName = "智慧团建"

// A nationalSheet is an import template of the national system (domain.md §2.1, §2.2): its columns in its order, which may not
// be changed, and what of a record stands in each. A cell that it would refuse says why.
type nationalSheet struct {
	name    string
	columns []sheet.OutColumn
	whole   bool                                            // it has people's numbers, which are of no use masked
	ours    func(v *records.View, r ledger.Record) bool     // whom it is for
	cells   func(v *records.View, r ledger.Record) []nation // one for each column
}

// A nation is a cell of a template: its text, and why the system will refuse it.
type nation struct {
	key   string // the field of ours that it comes from
	text  string
	wrong string
}

// nationalSheets by kind.
var nationalSheets = map[ledger.Kind]nationalSheet{
	ledger.Members: {name: "团员信息", whole: true, ours: func(_ *records.View, r ledger.Record) bool { return r.(*ledger.Member).OnRoll() }, cells: nationalMember, columns: []sheet.OutColumn{
		{Head: "姓名", Width: 12}, {Head: "身份证号", Width: 22}, {Head: "民族", Width: 10}, {Head: "政治面貌", Width: 14, Choices: []string{"共青团员", "中共党员", "中共预备党员", "群众"}},
		{Head: "文化程度", Width: 14, Choices: nationalLearning}, {Head: "入团年月", Width: 10}, {Head: "是否团干部", Width: 10, Choices: []string{"是", "否"}}, {Head: "手机号码", Width: 14}, {Head: "微博", Width: 10}, {Head: "QQ", Width: 12}, {Head: "邮箱", Width: 18},
		{Head: "发展团员编号", Width: 16}, {Head: "现任团内职务", Width: 12}, {Head: "任现职年月", Width: 10}, {Head: "团干部性质", Width: 10, Choices: []string{"专职", "兼职", "挂职"}}, {Head: "是否同级党委（支部）成员", Width: 14, Choices: []string{"是", "否"}}}},
	ledger.Branches: {name: "下级组织", ours: func(_ *records.View, r ledger.Record) bool { return r.(*ledger.Branch).Live() }, cells: nationalBranch, columns: []sheet.OutColumn{
		{Head: "组织简称", Width: 40}, {Head: "组织类别", Width: 12, Choices: []string{"领导机关", "团委", "团工委", "团总支", "团支部"}}}},
}

// Nationally says that the national system has an import template for a kind.
func Nationally(kind ledger.Kind) bool { _, has := nationalSheets[kind]; return has }

// A NationalCheck is what the national system will say to a file: whom it will take, and why it refuses the others.
type NationalCheck struct {
	Ready   *find.List
	Refused []rules.Problem // by record; a record may stand several times
	Left    int             // records that are none of those whom the template is for, left out
}

// CheckNational looks beforehand through the rows of a list, or all records of a kind, for what the national system will refuse.
func CheckNational(b *store.Book, kind ledger.Kind, list *find.List) (NationalCheck, error) {
	n, has := nationalSheets[kind]
	if !has {
		return NationalCheck{}, store.Refuse(nationalName + "没有“" + kind.Title() + "”的导入模板。团员和团组织有。")
	}
	if list == nil {
		list = find.ListOf(b.Today(), records.Query{Kind: kind, Sort: "name"})
	}
	v := list.View()
	var check NationalCheck
	ready, twice := map[value.ID]bool{}, map[string]bool{}
	for _, r := range list.Rows() {
		if !n.ours(v, r) {
			check.Left++
			continue
		}
		good := true
		refuse := func(key, why string) {
			good = false
			check.Refused = append(check.Refused, rules.Problem{Kind: kind, ID: r.Head().ID, Name: v.Called(r), Fault: value.Fault{Key: key, Code: "national", Text: why, Soft: true}})
		}
		cells := n.cells(v, r)
		for _, c := range cells {
			if c.wrong != "" {
				refuse(c.key, c.wrong)
			}
		}
		one := nationalOne(kind, cells)
		if twice[one] && one != "" {
			refuse(map[ledger.Kind]string{ledger.Members: "idno", ledger.Branches: "short"}[kind], "这份名单里有两条一样的，"+nationalName+"只收一条。请先核对是不是同一个。")
		}
		twice[one] = true
		if good {
			ready[r.Head().ID] = true
		}
	}
	check.Ready = list.Only(func(r ledger.Record) bool { return ready[r.Head().ID] })
	return check, nil
}

// nationalOne is by what the system tells records of a kind apart: a person's number, an organisation's short name.
func nationalOne(kind ledger.Kind, cells []nation) string {
	if kind == ledger.Members {
		return cells[1].text
	}
	return cells[0].text
}

// nationalOut is the template filled with whom the system will take: one sheet, the head in its first row, nothing beside.
func nationalOut(b *store.Book, x Export) (sheet.OutSheet, error) {
	var kind ledger.Kind
	switch {
	case x.List != nil:
		kind = x.List.Kind()
	case len(x.Kinds) == 1:
		kind = x.Kinds[0]
	default:
		return sheet.OutSheet{}, store.Refuse("请说明是哪一类：" + nationalName + "的模板一类一张，团员（member）或团组织（branch）。")
	}
	check, err := CheckNational(b, kind, x.List)
	if err != nil {
		return sheet.OutSheet{}, err
	}
	n := nationalSheets[kind]
	if n.whole && !x.Full && !x.Template {
		return sheet.OutSheet{}, store.Refuse(nationalName + "要完整的证件号码和手机号码。请选“完整”，写明用途。")
	}
	out := sheet.OutSheet{Name: n.name, Columns: slices.Clone(n.columns)}
	for i, c := range out.Columns {
		if c.Head == "民族" {
			out.Columns[i].Choices = nationalNations()
		}
	}
	if x.Template {
		return out, nil
	}
	if check.Ready.Len() == 0 {
		return sheet.OutSheet{}, store.Refuse("没有一条是" + nationalName + "会收的。请先把会被退回的改好。")
	}
	v, rows := check.Ready.View(), check.Ready.Rows()
	row := make([]string, len(n.columns))
	out.Len = len(rows)
	out.Row = func(i int) []string {
		for k, c := range n.cells(v, rows[i]) {
			row[k] = c.text
		}
		return row
	}
	return out, nil
}

// nationalBranch is a row of the template of organisations: they are taken in by their short names and types alone.
func nationalBranch(_ *records.View, r ledger.Record) []nation {
	o := r.(*ledger.Branch)
	name, sort := nation{"short", o.Short, ""}, nation{"type", codes.BranchTypes.Label(o.Type), ""}
	switch {
	case o.Short == "":
		name.wrong = "没有组织简称。请填写，例如“××社区××公司团支部”。"
	case !slices.ContainsFunc([]string{"团委", "团工委", "团总支", "团支部", "团省委", "团市委", "团区委", "团县委"}, func(end string) bool { return strings.HasSuffix(o.Short, end) }):
		name.wrong = "组织简称要以团委、团工委、团总支或团支部结尾。请改组织简称。"
	case codes.BranchTypes.Has(o.Type) && o.Type != codes.BranchOrgan && !strings.HasSuffix(o.Short, sort.text):
		name.wrong = "组织简称的结尾和组织类型“" + sort.text + "”对不上，建好以后名称和类别都不能再改。请核对。"
	}
	if !codes.BranchTypes.Has(o.Type) {
		sort.wrong = "没有组织类型。请选团委、团工委、团总支或团支部。"
	}
	return []nation{name, sort}
}

// nationalMember is a row of the template of members.
func nationalMember(v *records.View, r ledger.Record) []nation {
	m := r.(*ledger.Member)
	faults := map[string]string{}
	for _, f := range ledger.Members.Faults(m, v.Basis()) { // those too that an excuse has passed: the system knows no excuse
		faults[f.Key] = cmp.Or(faults[f.Key], f.Text)
	}
	own := func(key, text, missing string) nation {
		c := nation{key, text, ""}
		switch {
		case text == "":
			c.wrong = missing
		case faults[key] != "":
			c.wrong = faults[key]
		}
		return c
	}
	name := own("name", m.Title, "没有姓名。请填写。")
	number := own("idno", m.IDNumber, "没有身份证号。请填写。")
	switch {
	case number.text != "" && m.WrongNumber():
		number.wrong = cmp.Or(number.wrong, "身份证号不对。请核对。")
	case len(number.text) == 15 && value.AllDigits(number.text):
		number.wrong = "身份证号是 15 位的旧号。请换成 18 位的。"
	}
	if m.IDType != "" && m.IDType != codes.IDResident && number.text != "" {
		number.wrong = "证件不是居民身份证，导入模板收不了。请在" + nationalName + "里单个录入。"
	}
	people := nation{"nation", nationalNation(m.Nation), ""}
	if people.text == "" {
		people.wrong = "民族没有填，或不在" + nationalName + "的选项里。请改民族。"
	}
	joined := own("joined", monthly(m.Joined.String()), "没有入团年月。请填写。")
	if joined.text != "" && len(joined.text) < len("2026-01") {
		joined.wrong = "入团年月只有年份。请补上月份。"
	}
	phone := own("phone", m.Phone, "没有手机号码。请填写。")
	if phone.text != "" && phone.wrong == "" && (len(m.Phone) != 11 || m.Phone[0] != '1') {
		phone.wrong = "联系电话不是手机号码。请填 11 位的手机号码。"
	}
	devno := own("devno", m.DevNumber, faults["devno"])
	cells := []nation{name, number, people, nationalStanding(m), nationalSchooling(m), joined}
	duty := nationalPost(v, m)
	return append(cells, duty[0], phone, nation{}, nation{"qq", m.QQ, ""}, nation{"mail", m.Mail, ""}, devno, duty[1], duty[2], duty[3], duty[4])
}

// monthly leaves the day of a date out.
func monthly(text string) string { return text[:min(len(text), len("2026-01"))] }

// nationalStanding is 政治面貌 in the system's four words: whoever is in no party of its list stands there as 群众.
func nationalStanding(m *ledger.Member) nation {
	switch {
	case m.Standing == codes.StandingPartyOn:
		return nation{"standing", "中共预备党员", ""}
	case m.InParty():
		return nation{"standing", "中共党员", ""}
	case m.Standing == "" || m.Standing == codes.StandingLeague:
		return nation{"standing", "共青团员", ""}
	}
	return nation{"standing", codes.Standings.Label(m.Standing), nationalName + "里在册团员的政治面貌只有共青团员、中共党员、中共预备党员。请核对。"}
}

// nationalLearning are the system's words of 文化程度, for who has finished and for who still learns.
var nationalLearning = []string{"初中", "高中", "大专", "本科", "硕士", "博士", "中职", "中职中专在读", "初中在读", "高中在读", "大专在读", "本科在读", "硕士在读", "博士在读", "小学"}

// nationalLevels are its words by the first figure of the schooling's code, or by all of it.
var nationalLevels = map[string]string{"11": "博士", "12": "博士", "13": "博士", "14": "硕士", "15": "硕士", "16": "硕士", "2": "本科", "3": "大专", "4": "中职", "6": "高中", "7": "初中", "8": "小学"}

func nationalSchooling(m *ledger.Member) nation {
	c := nation{key: "schooling"}
	if m.Schooling == "" {
		c.wrong = "没有学历。请填写。"
		return c
	}
	if codes.Schoolings.Has(m.Schooling) {
		c.text = cmp.Or(nationalLevels[m.Schooling], nationalLevels[m.Schooling[:1]])
	}
	switch {
	case c.text == "":
		c.text = codes.Schoolings.Label(m.Schooling)
		c.wrong = nationalName + "的文化程度里没有“" + c.text + "”。请改成博士、硕士、本科、大专、高中、中职、初中或小学里的一种。"
	case m.Studying == codes.Yes && c.text == "中职":
		c.text = "中职中专在读"
	case m.Studying == codes.Yes && c.text != "小学":
		c.text += "在读"
	}
	return c
}

// nationalDuties are the posts that the system knows in a branch; every other one is 其他 there.
var nationalDuties = map[string]string{"1": "书记", "2": "副书记", "3": "组织委员", "4": "宣传委员", "5": "文体委员", "6": "生产委员", "7": "权益委员", "8": "志愿委员"}

// nationalPost are the five cells of a member's post: whether he has one, which, since when, its nature, and whether he sits in
// the Party organisation of the same level. Of several the highest counts.
func nationalPost(v *records.View, m *ledger.Member) [5]nation {
	held := slices.Clone(rules.Offices(v).Held[m.ID])
	cells := [5]nation{{"duties", "否", ""}, {key: "duties"}, {key: "duties"}, {key: "duties"}, {"duties", "否", ""}}
	if len(held) == 0 {
		return cells
	}
	slices.SortStableFunc(held, func(x, y *ledger.Post) int { return cmp.Compare(nationalRank(x), nationalRank(y)) })
	p := held[0]
	cells[0].text, cells[1].text = "是", cmp.Or(nationalDuties[p.Duty], "其他")
	if cells[2].text = monthly(p.From.String()); len(cells[2].text) < len("2026-01") {
		cells[2].wrong = "是团干部，没有写任职年月。请打开任职填写。"
	}
	switch p.Sort {
	case codes.DutyFull, codes.DutyPart, codes.DutyLent:
		cells[3].text = codes.DutySorts.Label(p.Sort)
	case "":
		cells[3].wrong = "是团干部，没有写干部性质。请打开任职，选专职、兼职或挂职。"
	default:
		cells[3].wrong = nationalName + "的团干部性质只有专职、兼职、挂职，没有“" + codes.DutySorts.Label(p.Sort) + "”。请在" + nationalName + "里单个录入。"
	}
	if p.InParty == codes.Yes {
		cells[4].text = "是"
	}
	return cells
}

func nationalRank(p *ledger.Post) int {
	if nationalDuties[p.Duty] == "" {
		return len(nationalDuties) + 1
	}
	n, _ := strconv.Atoi(p.Duty)
	return n
}

// nationalNation is its word for a nation: GB's own, but for two that it writes its own way, and 其他.
func nationalNation(code string) string {
	switch code {
	case "16":
		return "哈呢族"
	case "20":
		return "僳僳族"
	case "97":
		return "其他"
	case "98":
		return "" // it has none for them
	}
	if !codes.Nations.Has(code) {
		return ""
	}
	return codes.Nations.Plain(code)
}

// nationalNations are its words for all nations.
func nationalNations() (words []string) {
	for _, item := range codes.Nations.Items() {
		if word := nationalNation(item.Code); word != "" {
			words = append(words, word)
		}
	}
	return words
}
