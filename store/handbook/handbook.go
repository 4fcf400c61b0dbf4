// Package handbook is 团支部工作手册: what the ledger holds of one branch and one year as a text to be printed, in the order in
// which branches keep it by hand (league.md §5). It takes a View; it knows no Book, no screen and no page. What is not in the
// ledger is left with room to be written by hand, and never guessed.
package handbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Title is what it is called.
const Title = "团支部工作手册"

// book is a handbook being written.
type book struct {
	v    *records.View
	o    *ledger.Branch
	year int
	veil ledger.Veil
	out  []prose.Block

	members []*ledger.Member // on the roll, by their names
	met     []*ledger.Meeting
}

// Veil is what hides of a handbook: it shows birthdays beside numbers, so that most of a number is hidden.
func Veil(whole bool) ledger.Veil {
	keys := make([]string, len(rosterColumns))
	for i, c := range rosterColumns {
		keys[i] = c.key
	}
	return find.VeilOver(ledger.Members, keys, whole)
}

// Of writes the handbook of a branch and a year; false where there is no such branch. Numbers and phones are hidden as veil says.
func Of(v *records.View, branch value.ID, year int, veil ledger.Veil) (text prose.Text, ok bool) {
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	if !ok {
		return text, false
	}
	h := &book{v: v, o: o, year: year, veil: veil}
	l := find.ListOf(v, records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "branch", ID: o.ID}, Sort: "name"})
	for _, r := range l.Rows() {
		h.members = append(h.members, r.(*ledger.Member))
	}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if slices.Contains(m.Branches, o.ID) && h.in(m.Day) {
			h.met = append(h.met, m)
		}
	}
	slices.SortStableFunc(h.met, func(x, y *ledger.Meeting) int {
		return cmp.Or(cmp.Compare(x.Day.First(), y.Day.First()), cmp.Compare(x.Order, y.Order))
	})
	h.cover()
	for _, chapter := range []struct {
		title string
		write func()
	}{
		{"基本情况", h.basics}, {"支部班子", h.officers}, {"团员名册", h.roster}, {"年度工作计划", h.plan}, {"会议记录", h.meetings}, {"团课记录", h.lessons},
		{"主题团日和活动记录", h.activities}, {"发展团员", h.applicants}, {"团员变动", h.moves}, {"团费收缴", h.dues}, {"团员评议和注册", h.appraisals}, {"对标定级", h.rating}, {"年度工作总结", h.summary},
	} {
		h.add(prose.Block{Role: prose.Head1, Text: chapter.title})
		chapter.write()
	}
	number(h.out)
	return prose.Text{Name: h.masked(o.Title) + strconv.Itoa(year) + "年" + Title, Manner: prose.Book, Blocks: h.out, Foot: h.masked(o.Name())}, true
}

// number puts 一、二、 before the headings.
func number(blocks []prose.Block) {
	n := 0
	for i := range blocks {
		if blocks[i].Role == prose.Head1 {
			n++
			blocks[i].Text = chinese(n) + "、" + blocks[i].Text
		}
	}
}

func chinese(n int) string {
	digits := []rune("零一二三四五六七八九十")
	if n <= 10 {
		return string(digits[n])
	}
	return "十" + string(digits[n-10])
}

// in says that something was in the year.
func (h *book) in(d value.Date) bool { return d != 0 && d.Year() == h.year }

func (h *book) add(blocks ...prose.Block) { h.out = append(h.out, blocks...) }

// masked is free text with what must not be read hidden.
func (h *book) masked(text string) string {
	return h.veil.Mask(ledger.Column{Shape: ledger.Lines}, text)
}

// text is what people read in a field, under the veil.
func (h *book) text(kind ledger.Kind, r ledger.Record, key string) string {
	return find.CellText(h.v, kind, r, key, h.veil)
}

// dotted is a date as it stands on paper.
func dotted(text string) string { return strings.ReplaceAll(text, "-", ".") }

func (h *book) name(kind ledger.Kind, id value.ID) string { return h.masked(h.v.Name(kind, id)) }

// none says that the ledger has nothing of a chapter.
func (h *book) none(what string) {
	h.add(prose.Block{Role: prose.Remark, Text: strconv.Itoa(h.year) + "年台账里没有" + what + "。"})
}

// room is an empty frame to write in by hand.
func (h *book) room(label string, lines int) {
	h.card([]int{1, 5}, [][]paper.Field{{{Text: label, Label: true}, {Lines: lines}}})
}

func (h *book) card(grid []int, rows [][]paper.Field) {
	h.add(prose.Block{Role: prose.CardRole, Card: &prose.Card{Grid: grid, Rows: rows}})
}

func (h *book) table(head, totals string, columns []paper.Column, rows [][]string) {
	h.add(prose.Block{Role: prose.TableRole, Table: &prose.Table{Head: head, Columns: columns, Rows: rows, Totals: totals}})
}

func label(text string) paper.Field { return paper.Field{Text: text, Label: true} }
func cell(text string, span int) paper.Field {
	return paper.Field{Text: text, Span: span}
}

// cover is the first page and the list of contents.
func (h *book) cover() {
	h.add(
		prose.Block{Role: prose.Body, Text: strings.Repeat("\n", 6)},
		prose.Block{Role: prose.Title, Text: Title},
		prose.Block{Role: prose.Title, Text: strconv.Itoa(h.year) + " 年"},
		prose.Block{Role: prose.Body, Text: strings.Repeat("\n", 4)},
	)
	place := h.name(ledger.Communities, h.v.Home(h.o))
	rows := [][]paper.Field{{label("团支部"), cell(h.masked(h.o.Title), 1)}, {label("上级组织"), cell(h.text(ledger.Branches, h.o, "superior"), 1)}, {label("所在社区"), cell(place, 1)},
		{label("支部书记"), cell(h.secretary(), 1)}, {label("成立日期"), cell(dotted(h.o.Founded.String()), 1)}}
	h.card([]int{2, 5}, rows)
	h.add(prose.Block{Role: prose.Break}, prose.Block{Role: prose.Title, Text: "目　录"}, prose.Block{Role: prose.Contents, Level: 1}, prose.Block{Role: prose.Break})
}

// secretary is who leads the branch now.
func (h *book) secretary() string {
	for _, p := range h.posts() {
		if p.Duty == codes.DutySecretary && p.Current(h.v.Basis().Today) {
			return h.name(ledger.Members, p.Person)
		}
	}
	return ""
}

// posts are those of the branch that somebody held on any day of the year, by their duty.
func (h *book) posts() (all []*ledger.Post) {
	first, last := value.Day(h.year, 1, 1), value.Day(h.year, 12, 31)
	for p := range records.All[*ledger.Post](h.v, ledger.Posts) {
		if p.Branch == h.o.ID && (p.From == 0 || p.From.First() <= last) && (p.To == 0 || p.To.Last() >= first) {
			all = append(all, p)
		}
	}
	place := func(p *ledger.Post) int {
		return slices.IndexFunc(codes.Duties.Items(), func(i codes.Item) bool { return i.Code == p.Duty })
	}
	slices.SortStableFunc(all, func(x, y *ledger.Post) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.From.First(), y.From.First()))
	})
	return all
}

// basics is what the branch is.
func (h *book) basics() {
	text := func(key string) string { return h.text(ledger.Branches, h.o, key) }
	var s rules.Summary
	for _, m := range h.members {
		s.Count(m)
	}
	people := func(n int) string { return strconv.Itoa(n) + " 人" }
	h.card([]int{3, 4, 3, 4, 3, 4}, [][]paper.Field{
		{label("组织全称"), cell(text("name"), 5)},
		{label("支部种类"), cell(text("sort"), 1), label("组织状态"), cell(text("state"), 1), label("定级"), cell(text("star"), 1)},
		{label("上级组织"), cell(text("superior"), 5)},
		{label("覆盖企业"), cell(text("enterprises"), 5)},
		{label("成立日期"), cell(dotted(text("founded")), 1), label("成立文号"), cell(text("founded_doc"), 3)},
		{label("届次"), cell(text("session"), 1), label("本届起始"), cell(dotted(text("term_from")), 1), label("届满日"), cell(dotted(text("term_end")), 1)},
		{label("团员总数"), cell(people(s.Members), 1), label("男"), cell(people(s.Men), 1), label("女"), cell(people(s.Women), 1)},
		{label("党员"), cell(people(s.PartyMembers), 1), label("少数民族"), cell(people(s.Minorities), 1), label("流动团员"), cell(people(s.Mobile), 1)},
		{label("联系电话"), cell(text("phone"), 2), label("阵地经费"), cell(text("place"), 2)},
	})
}

// officers are who held the branch's posts in the year.
func (h *book) officers() {
	var rows [][]string
	for _, p := range h.posts() {
		text := func(key string) string { return h.text(ledger.Posts, p, key) }
		phone := ""
		if m, ok := h.v.Get(ledger.Members, p.Person).(*ledger.Member); ok {
			phone = h.text(ledger.Members, m, "phone")
		}
		rows = append(rows, []string{text("duty"), h.name(ledger.Members, p.Person), text("sort"), dotted(text("from")), dotted(text("to")), text("elected"), phone})
	}
	if len(rows) == 0 {
		h.none("这个支部的任职")
		rows = make([][]string, 3)
		for i := range rows {
			rows[i] = make([]string, 7)
		}
	}
	h.table("", "", []paper.Column{{Head: "职务", Width: 8, Align: paper.Center}, {Head: "姓名", Width: 8, Align: paper.Center, Spread: true, Key: true}, {Head: "性质", Width: 6, Align: paper.Center},
		{Head: "任职", Width: 10, Align: paper.Center}, {Head: "离任", Width: 10, Align: paper.Center}, {Head: "方式", Width: 6, Align: paper.Center}, {Head: "手机号码", Width: 12, Align: paper.Center}}, rows)
	var elections [][]string
	for e := range records.All[*ledger.Election](h.v, ledger.Elections) {
		if e.Branch != h.o.ID || !h.in(e.Day) {
			continue
		}
		var elected []string
		won := rules.Elected(h.v, e)
		for c := range records.All[*ledger.Candidate](h.v, ledger.Candidates) {
			if c.Election == e.ID && won[c.ID] {
				elected = append(elected, h.name(ledger.Members, c.Person)+codes.Duties.Label(c.Duty))
			}
		}
		elections = append(elections, []string{dotted(e.Day.String()), codes.ElectionSorts.Label(e.Sort), e.Due.String(), e.Present.String(), e.Valid.String(), strings.Join(elected, "、")})
	}
	if len(elections) > 0 {
		h.table("本年选举", "", []paper.Column{{Head: "日期", Width: 10, Align: paper.Center, Key: true}, {Head: "种类", Width: 8, Align: paper.Center}, {Head: "应到", Width: 5, Align: paper.Right}, {Head: "实到", Width: 5, Align: paper.Right},
			{Head: "有效票", Width: 6, Align: paper.Right}, {Head: "当选", Width: 24}}, elections)
	}
}

// rosterColumns are those of the members' list.
var rosterColumns = []struct {
	key, head     string
	width         int
	spread, month bool
}{{"name", "姓名", 8, true, false}, {"sex", "性别", 4, false, false}, {"nation", "民族", 6, false, false}, {"born", "出生年月", 8, false, true}, {"idno", "证件号码", 18, false, false},
	{"schooling", "学历", 8, false, false}, {"joined", "入团年月", 8, false, true}, {"unit", "工作单位", 14, false, false}, {"phone", "手机号码", 12, false, false}}

// roster are the members on the roll.
func (h *book) roster() {
	if len(h.members) == 0 {
		h.none("这个支部在册的团员")
		return
	}
	columns := []paper.Column{{Head: "序号", Width: 4, Align: paper.Center}}
	for _, c := range rosterColumns {
		align := paper.Center
		if c.key == "unit" {
			align = paper.Left
		}
		columns = append(columns, paper.Column{Head: c.head, Width: c.width, Align: align, Spread: c.spread, Key: c.key == "name"})
	}
	var rows [][]string
	var s rules.Summary
	for i, m := range h.members {
		s.Count(m)
		row := []string{strconv.Itoa(i + 1)}
		for _, c := range rosterColumns {
			text := h.text(ledger.Members, m, c.key)
			if c.month && len(text) > 7 {
				text = text[:7]
			}
			if c.month {
				text = dotted(text)
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	h.add(prose.Block{Role: prose.Remark, Text: "名册是打印那天在册的团员。"})
	h.table("", "共 "+strconv.Itoa(s.Members)+" 人，男 "+strconv.Itoa(s.Men)+" 人，女 "+strconv.Itoa(s.Women)+" 人", columns, rows)
}
