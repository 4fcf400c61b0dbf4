package letters

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A gathering collects the facts of a letter.
type gathering struct {
	*records.View
	Facts
	record ledger.Record
	veil   ledger.Veil
	name   string // of the record, before the title of the paper
}

// set keeps a fact; "" is one that nobody knows. Lines of a text become one.
func (g *gathering) set(word, text string) {
	if text = strings.TrimSpace(text); text != "" {
		g.Values[word] = text
	}
}

// cell is a field of a record under the veil.
func (g *gathering) cell(kind ledger.Kind, r ledger.Record, key string) string {
	if r == nil {
		return ""
	}
	return find.CellText(g.View, kind, r, key, g.veil)
}

// words is a text of somebody's under the veil.
func (g *gathering) words(text string) string {
	return g.veil.Mask(ledger.Column{Shape: ledger.Lines}, text)
}

// dateWords is a day as papers write it: 2026年11月2日, or the month or the year where no more is known.
func dateWords(d value.Date) string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return strconv.Itoa(d.Year()) + "年"
	case d.DayOfMonth() == 0:
		return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月"
	}
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.DayOfMonth()) + "日"
}

var figures = []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// numeral is a small number in Chinese, up to 99.
func numeral(n int) string {
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n <= 10:
		return figures[n]
	case n < 20:
		return "十" + figures[n-10]
	case n%10 == 0:
		return figures[n/10] + "十"
	}
	return figures[n/10] + "十" + figures[n%10]
}

// shareWords is a share as rules say it: 五分之四.
func shareWords(s rulebook.Share) string { return numeral(s.Whole) + "分之" + numeral(s.Part) }

func count(n value.Count) string {
	if v, known := n.Value(); known {
		return strconv.Itoa(v)
	}
	return ""
}

// above is the organisation over a branch: its record's name, or what was written for it.
func (g *gathering) above(o *ledger.Branch) string {
	if o == nil {
		return ""
	}
	if up, ok := g.Get(ledger.Branches, o.Superior).(*ledger.Branch); ok {
		return g.words(up.Title)
	}
	if text := o.LooseText("superior"); text != "" {
		return g.words(text)
	}
	return g.street()
}

// street is the League organisation of the street.
func (g *gathering) street() string {
	for s := range records.All[*ledger.Street](g.View, ledger.Streets) {
		switch {
		case s.League == "":
			return ""
		case strings.HasPrefix(s.League, s.Title):
			return g.words(s.League)
		}
		return g.words(s.Title + s.League)
	}
	return ""
}

// branch gathers what every letter about an organisation may say.
func (g *gathering) branch(o *ledger.Branch) {
	if o == nil {
		return
	}
	basis := g.Basis()
	g.set("团组织全称", g.words(o.Title))
	g.set("团组织简称", g.words(o.Name()))
	g.set("支部种类", g.words(codes.BranchSorts.Label(o.Sort)))
	g.set("上级团组织", g.above(o))
	g.set("届次", numbered(o.Session))
	if years, _ := o.Term(basis.Rules); years > 0 {
		g.set("任期", numeral(years)+"年")
	}
	g.set("届满日期", dateWords(o.TermEnd(basis.Rules)))
	g.set("本届起始", dateWords(o.TermFrom))
	g.set("成立日期", dateWords(o.Founded))
	g.set("成立文号", g.words(o.FoundedDoc))
	g.set("团员人数", strconv.Itoa(rules.Roll(g.View).Branch[o.ID]))
	g.set("有表决权人数", strconv.Itoa(len(rules.Voters(g.View, o.ID, basis.Today))))
	var names []string
	staff, young, known := 0, 0, len(o.Enterprises) > 0
	for _, id := range o.Enterprises {
		e, ok := g.Get(ledger.Enterprises, id).(*ledger.Enterprise)
		if !ok {
			known = false
			continue
		}
		names = append(names, g.words(ledger.NameOf(e)))
		s, hasStaff := e.Staff.Value()
		y, hasYoung := e.Under35.Value()
		staff, young, known = staff+s, young+y, known && hasStaff && hasYoung
	}
	g.set("覆盖企业", strings.Join(names, "、"))
	if known {
		g.set("职工人数", strconv.Itoa(staff))
		g.set("青年人数", strconv.Itoa(young))
	}
	switch len(names) {
	case 1:
		g.set("申请单位", names[0])
	default:
		g.set("申请单位", g.words(o.Name())+"筹备组")
	}
}

// branchNames are what branch sets, for the lists of names.
var branchNames = []Name{
	{"团组织全称", "例如 共青团东建公司支部委员会"}, {"团组织简称", "例如 东建公司团支部"}, {"支部种类", "单独、联合等"}, {"上级团组织", "上级组织的全称；没有写的用街道的团组织"},
	{"申请单位", "只覆盖一家企业的写这家企业，几家的写筹备组"}, {"覆盖企业", "名称用顿号隔开"}, {"职工人数", "覆盖企业的职工合计"}, {"青年人数", "覆盖企业 35 岁以下的合计"}, {"团员人数", "编在这个组织的在册团员"},
	{"有表决权人数", "在册团员去掉留团察看和停止团籍的"}, {"届次", "例如 第二届"}, {"任期", "例如 三年"}, {"本届起始", "日期"}, {"届满日期", "按本届起始和任期算"}, {"成立日期", "日期"}, {"成立文号", "批复成立的文号"},
}

func numbered(n value.Count) string {
	if v, known := n.Value(); known && v > 0 {
		return "第" + numeral(v) + "届"
	}
	return ""
}

// person is a member by name.
func (g *gathering) person(id value.ID) string { return g.words(g.Name(ledger.Members, id)) }

// people joins names as a sentence has them, each with its duty: 张三为书记，李四为组织委员.
func (g *gathering) people(ids []value.ID, duties []string) string {
	var parts []string
	for i, id := range ids {
		text := g.person(id)
		if d := g.words(codes.Duties.Label(duties[i])); d != "" {
			text += "同志为" + d
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "，")
}

func sampleTable(word string) *prose.Table {
	return &prose.Table{Head: word, Columns: []paper.Column{{Head: "姓名", Width: 8, Align: paper.Center}, {Head: "……", Width: 20, Align: paper.Center}}, Rows: [][]string{{"〔姓名〕", "〔……〕"}}}
}
