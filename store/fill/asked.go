package fill

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An asked is what forms ask of the records of a kind and neither a field of them nor a list has as they ask it.
type asked struct {
	ledger.Column
	names []string // other words for it than its label
	text  func(v *records.View, r ledger.Record, year int) string
}

// monthly is what a member paid for a month of the year of which the table asks.
func monthly(month int) asked {
	n := strconv.Itoa(month)
	return asked{ledger.Column{Key: "dues_" + n, Label: n + "月团费", Shape: ledger.Amount}, []string{n + "月", n + "月份", numerals[month] + "月", numerals[month] + "月份"},
		func(v *records.View, r ledger.Record, year int) string {
			return value.YuanOf(duesFor(v, r.Head().ID, year, month))
		}}
}

var numerals = strings.Split("零 一 二 三 四 五 六 七 八 九 十 十一 十二", " ")

// duesFor is what a member paid for a month, in fen; for month 0 what he paid for the year.
func duesFor(v *records.View, member value.ID, year, month int) (fen int64) {
	for _, p := range paidBy.Of(v)[member] {
		for m := max(1, month); m <= 12 && (month == 0 || m == month); m++ {
			fen += p.Share(value.Day(year, m, 1))
		}
	}
	return fen
}

// paidBy are the payments of each member.
var paidBy = records.Derive(func(v *records.View) map[value.ID][]*ledger.Payment {
	all := map[value.ID][]*ledger.Payment{}
	for p := range records.All[*ledger.Payment](v, ledger.Payments) {
		if p.Sort != codes.PaymentUp {
			all[p.Member] = append(all[p.Member], p)
		}
	}
	return all
}, ledger.Payments)

// bySex are how many members on the roll each branch has of each sex, by its word.
var bySex = records.Derive(func(v *records.View) map[value.ID]map[string]int {
	all, at := map[value.ID]map[string]int{}, ledger.Members.At("sex")
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if !m.OnRoll() {
			continue
		}
		if all[m.Branch] == nil {
			all[m.Branch] = map[string]int{}
		}
		all[m.Branch][ledger.Members.Text(m, at, ledger.Basis{})]++
	}
	return all
}, ledger.Members)

func ofSex(key, sex string) asked {
	return asked{ledger.Column{Key: key, Label: sex + "团员数", Shape: ledger.Number}, []string{sex, sex + "性", sex + "团员", sex + "（人）", "其中" + sex, "其中：" + sex},
		func(v *records.View, r ledger.Record, _ int) string {
			return strconv.Itoa(bySex.Of(v)[r.Head().ID][sex])
		}}
}

// inOffice are who holds a duty in an organisation, by the duty's word.
func inOffice(duty string, names ...string) asked {
	return asked{ledger.Column{Key: "duty_" + duty, Label: duty}, names, func(v *records.View, r ledger.Record, _ int) string {
		var all []string
		for _, p := range officers.Of(v)[r.Head().ID] {
			if m := rules.Holder(v, p); m != nil && codes.Duties.Label(p.Duty) == duty {
				all = append(all, m.Title)
			}
		}
		return strings.Join(all, "、")
	}}
}

// officers are the posts that count today, by organisation.
var officers = records.Derive(func(v *records.View) map[value.ID][]*ledger.Post {
	all := map[value.ID][]*ledger.Post{}
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		if rules.Held(v, p) {
			all[p.Branch] = append(all[p.Branch], p)
		}
	}
	return all
}, ledger.Posts, ledger.Members).Dated()

// secretaryOf is who leads the first organisation that covers an enterprise, nil for nobody.
func secretaryOf(v *records.View, enterprise value.ID) *ledger.Member {
	for _, o := range rules.Covers(v).By[enterprise] {
		if m := leaderOf(v, o); m != nil {
			return m
		}
	}
	return nil
}

func leaderOf(v *records.View, branch value.ID) *ledger.Member {
	return records.As[*ledger.Member](v, ledger.Members, rules.Offices(v).Officers[branch].Secretary)
}

// phoneOf is a member's telephone number.
func phoneOf(m *ledger.Member) string {
	if m == nil {
		return ""
	}
	return m.Phone
}

// askedOf are what forms ask of a kind besides.
var askedOf = map[ledger.Kind][]asked{
	ledger.Members: append(func() (all []asked) {
		for month := 1; month <= 12; month++ {
			all = append(all, monthly(month))
		}
		return all
	}(), asked{ledger.Column{Key: "dues_year", Label: "全年团费", Shape: ledger.Amount}, []string{"团费合计", "全年合计", "缴纳合计", "团费总额"},
		func(v *records.View, r ledger.Record, year int) string {
			return value.YuanOf(duesFor(v, r.Head().ID, year, 0))
		}}),
	ledger.Branches: {
		ofSex("men", "男"), ofSex("women", "女"),
		{ledger.Column{Key: "term_end", Label: "届满日期", Shape: ledger.Day8}, []string{"下次换届时间", "下次换届日期", "届满时间", "任期届满时间", "应换届时间", "换届到期时间", "到届时间", "下届换届时间", "本届届满时间", "任期截止时间"},
			func(v *records.View, r ledger.Record, _ int) string {
				return rules.TermEnd(r.(*ledger.Branch), v.Basis()).String()
			}},
		{ledger.Column{Key: "cadres", Label: "团干部人数", Shape: ledger.Number}, []string{"团干部数", "团干部", "支委人数", "班子人数"},
			func(v *records.View, r ledger.Record, _ int) string {
				return strconv.Itoa(rules.Offices(v).Officers[r.Head().ID].Total)
			}},
		inOffice("副书记", "副书记姓名", "团支部副书记"), inOffice("组织委员", "组织委员姓名"), inOffice("宣传委员", "宣传委员姓名"),
		times(codes.MeetingGeneral, "支部大会", "支部团员大会", "团员大会"), times(codes.MeetingCommittee, "支委会", "支部委员会"), times(meetingGroup, "团小组会"),
		times(codes.MeetingLesson, "团课", "上团课"), times(codes.MeetingTheme, "主题团日", "团日活动", "主题团日活动"), times(codes.MeetingLife, "组织生活会"),
		rated("self_points", "自评分", func(v *records.View, x *ledger.Rating) string {
			if n, all := x.Points(); all {
				return strconv.Itoa(n)
			}
			return ""
		}, "自评得分", "自评总分"),
		rated("stars", "定级结果", func(v *records.View, x *ledger.Rating) string { return codes.Stars.Label(x.Stars(v.Basis().Rules)) }, "审定星级", "评定星级", "拟定星级", "评定等级", "审定等次", "拟定等次"),
	},
	ledger.Enterprises: {
		{ledger.Column{Key: "branch_secretary", Label: "团组织书记"}, []string{"团组织负责人", "团支部书记", "团支部负责人", "团组织负责人姓名", "团支部书记姓名", "团支书", "团组织书记姓名", "书记姓名"},
			func(v *records.View, r ledger.Record, _ int) string {
				if m := secretaryOf(v, r.Head().ID); m != nil {
					return m.Title
				}
				return ""
			}},
		{ledger.Column{Key: "branch_phone", Label: "团组织书记电话", Shape: ledger.Members.Columns()[ledger.Members.At("phone")].Shape, Secret: true},
			[]string{"团组织负责人电话", "团支部书记电话", "团组织书记联系方式", "团支部书记联系电话", "团组织负责人联系方式", "书记电话", "团支书电话"},
			func(v *records.View, r ledger.Record, _ int) string { return phoneOf(secretaryOf(v, r.Head().ID)) }},
		{ledger.Column{Key: "visits", Label: "走访次数", Shape: ledger.Number}, []string{"本年走访次数", "走访次数（次）", "全年走访次数", "累计走访次数"},
			func(v *records.View, r ledger.Record, year int) string {
				return strconv.Itoa(visited.Of(v)[yearly{year, r.Head().ID}])
			}},
	},
	ledger.Transfers: {
		organisation("from", "转出组织", codes.TransferOut, "转出支部", "转出团组织", "转出团支部", "转出单位", "原组织", "原团支部", "原所在支部", "原所在团支部"),
		organisation("to", "转入组织", codes.TransferIn, "转入支部", "转入团组织", "转入团支部", "转入单位", "现组织", "接收组织", "接收团组织", "接收支部"),
		{ledger.Column{Key: "moved", Label: "转接日期", Shape: ledger.Day8}, []string{"转接时间", "转出时间", "转入时间", "办理时间", "办理日期"}, func(_ *records.View, r ledger.Record, _ int) string {
			t := r.(*ledger.Transfer)
			return cmp.Or(t.Ended, t.Begun).String()
		}},
	},
	ledger.Problems: {
		{ledger.Column{Key: "solved", Label: "是否办结", Shape: ledger.Line}, []string{"是否解决", "是否已办结", "是否已解决", "办结与否"}, func(_ *records.View, r ledger.Record, _ int) string {
			return yesNo(true, !r.(*ledger.Problem).Open())
		}},
	},
}

// yearly is what a count of a year is of: a branch with a sort of meeting, an enterprise.
type yearly struct {
	year int
	id   value.ID
}

// held are how often each branch met in each year, by the sort of meeting.
var held = records.Derive(func(v *records.View) map[yearly]map[string]int {
	all := map[yearly]map[string]int{}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		for _, o := range m.Branches {
			at := yearly{m.Day.Year(), o}
			if all[at] == nil {
				all[at] = map[string]int{}
			}
			all[at][m.Sort]++
		}
	}
	return all
}, ledger.Meetings)

// meetingGroup is the code of 团小组会.
var meetingGroup, _ = codes.MeetingSorts.Code("团小组会")

// times is how often a branch held a sort of meeting in the year.
func times(sort, name string, others ...string) asked {
	var names []string
	for _, n := range append([]string{name}, others...) {
		names = append(names, n, n+"次数", n+"（次）", n+"（次数）", "召开"+n+"次数", "开展"+n+"次数", "召开"+n, "开展"+n)
	}
	return asked{ledger.Column{Key: "times_" + sort, Label: name + "次数", Shape: ledger.Number}, names, func(v *records.View, r ledger.Record, year int) string {
		return strconv.Itoa(held.Of(v)[yearly{year, r.Head().ID}][sort])
	}}
}

// ratings are those of each branch and year.
var ratings = records.Derive(func(v *records.View) map[yearly]*ledger.Rating {
	all := map[yearly]*ledger.Rating{}
	for x := range records.All[*ledger.Rating](v, ledger.Ratings) {
		if year, ok := x.Year.Value(); ok {
			all[yearly{year, x.Branch}] = x
		}
	}
	return all
}, ledger.Ratings)

// rated is something of the rating of a branch for the year.
func rated(key, label string, text func(v *records.View, x *ledger.Rating) string, names ...string) asked {
	return asked{ledger.Column{Key: key, Label: label}, names, func(v *records.View, r ledger.Record, year int) string {
		if x := ratings.Of(v)[yearly{year, r.Head().ID}]; x != nil {
			return text(v, x)
		}
		return ""
	}}
}

// visited are how often each enterprise was visited in each year.
var visited = records.Derive(func(v *records.View) map[yearly]int {
	all := map[yearly]int{}
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if !w.Enterprise.IsZero() {
			all[yearly{w.Day.Year(), w.Enterprise}]++
		}
	}
	return all
}, ledger.Visits)

// organisation is the one from which a member goes, or to which: his branch, where ours is the way, and the other where it is not.
func organisation(key, label, ours string, names ...string) asked {
	return asked{ledger.Column{Key: key, Label: label}, names, func(v *records.View, r ledger.Record, _ int) string {
		t := r.(*ledger.Transfer)
		if t.Way != ours {
			return t.Other
		}
		if m := records.As[*ledger.Member](v, ledger.Members, t.Member); m != nil {
			return v.Name(ledger.Branches, m.Branch)
		}
		return ""
	}}
}

// titled are words above a table that say of which records it is, where its heads alone would be those of members.
var titled = []struct {
	kind  ledger.Kind
	words *regexp.Regexp
}{
	{ledger.Transfers, regexp.MustCompile(`转接|组织关系转[入出]`)},
	{ledger.Youths, regexp.MustCompile(`青年就业|待业青年|未就业|非团员青年|未入团青年`)},
}

// meant is the kind of which what stands above a table says that it is, nil for none.
func (t *Table) meant() ledger.Kind {
	for _, x := range titled {
		if t.Kind == ledger.Kind(ledger.Members) && x.words.MatchString(t.Title+" "+t.Sheet) {
			return x.kind
		}
	}
	return nil
}

// summed gives the sum behind the months of dues to what is called no more than that.
func summed(columns []Column) {
	months := 0
	for i := range columns {
		switch c := &columns[i]; {
		case strings.HasPrefix(c.Key, "dues_"):
			months++
		case months >= 3 && c.Key == "" && sums.MatchString(c.Head):
			c.Key = "dues_year"
		}
	}
}

var sums = regexp.MustCompile(`^\s*(?:合\s*计|总\s*计|小\s*计)(?:[（(].*)?$`)

// askedAt is the asked of a kind under a key, nil for none.
func askedAt(kind ledger.Kind, key string) *asked {
	all := askedOf[kind]
	if i := slices.IndexFunc(all, func(a asked) bool { return a.Key == key }); i >= 0 {
		return &all[i]
	}
	return nil
}

// instead is what the ledger knows where nobody has filled a field in.
var instead = map[ledger.Kind]map[string]func(v *records.View, r ledger.Record) string{
	ledger.Enterprises: {
		"members": func(v *records.View, r ledger.Record) string {
			return find.ExtraText(v, ledger.Enterprises, r, "count")
		},
		"founding": func(v *records.View, r ledger.Record) string {
			if rules.Built(v, r.(*ledger.Enterprise)) {
				return codes.Foundings.Label(codes.FoundingBuilt)
			}
			return ""
		},
	},
	ledger.Branches: {
		"phone": func(v *records.View, r ledger.Record) string { return phoneOf(leaderOf(v, r.Head().ID)) },
		"sort":  func(_ *records.View, r ledger.Record) string { return codes.BranchTypes.Label(r.(*ledger.Branch).Type) },
	},
}

// whether are the fields of more than two words of which forms ask whether at all.
var whether = map[string]func(code string) bool{
	"founding": func(code string) bool { return code == codes.FoundingBuilt || code == codes.FoundingFirm },
	"partyorg": func(code string) bool {
		none, _ := codes.PartyOrgs.Code("未建")
		return code != none
	},
}

var asksWhether = regexp.MustCompile(`^是否|[（(【]?是\s*[/／、或]\s*否|^有无|^有没有|[（(【]?有\s*[/／、或]\s*无`)

// asIn is an answer in the words of a head that asks whether: 是否建团 wants 是 or 否, 有无党组织 wants 有 or 无. What it was stands
// behind, for a drop-down that has it.
func (a answer) asIn(head string) answer {
	said := asksWhether.FindString(strings.TrimSpace(head[strings.LastIndexByte(head, '/')+1:]))
	if said == "" {
		said = asksWhether.FindString(head)
	}
	list := a.column.Choices
	if said == "" || a.text == "" || a.column.Shape != ledger.Choice || list == nil {
		return a
	}
	code, ok := list.Code(a.text)
	if !ok {
		return a
	}
	yes := code == codes.Yes
	if is := whether[a.column.Key]; is != nil {
		yes = is(code)
	} else if list != codes.YesNo {
		return a
	}
	words := [2]string{"否", "是"}
	if strings.Contains(said, "有") {
		words = [2]string{"无", "有"}
	}
	a.words = append(a.words, a.text)
	if a.text = words[0]; yes {
		a.text = words[1]
	}
	return a
}

// alsoCalled are other words for what a branch is: forms ask of its sort and mean its type, or both in one word.
func alsoCalled(r ledger.Record, key string) []string {
	o, ok := r.(*ledger.Branch)
	if !ok || key != "sort" && key != "type" {
		return nil
	}
	sort, kind := codes.BranchSorts.Label(o.Sort), codes.BranchTypes.Label(o.Type)
	return []string{sort + kind, kind, sort}
}

var yearWords = regexp.MustCompile(`20[0-9]{2}`)

// yearOf is the year of which a table asks by what stands above it; else the ledger's own.
func yearOf(title string, today value.Date) int {
	if n, err := strconv.Atoi(yearWords.FindString(title)); err == nil {
		return n
	}
	return today.Year()
}

// mostWords is how many letters of what stands above a table are looked at.
const mostWords = 80

// Named are the records that a table is about by what stands above it, and what they are called: 流动团员登记表 wants those who
// drift. The list is nil where that says nothing of it.
func (t *Table) Named(v *records.View, under records.Place) (of *find.List, words string) {
	above := []rune(t.Title + " " + t.Sheet)
	said := string(above[:min(len(above), mostWords)])
	for _, s := range t.Kind.States() {
		for _, word := range append([]string{s.Title}, stateWords[s.Key]...) {
			if s.Key != t.Kind.Begin() && len([]rune(word)) >= 2 && strings.Contains(said, word) {
				return listOf(v, records.Query{Kind: t.Kind, Tab: s.Key, Under: under}), rules.TabTitle(v, t.Kind, s.Key)
			}
		}
	}
	if t.Kind != ledger.Kind(ledger.Members) || !strings.Contains(said, "团干部") && !strings.Contains(said, "支部书记") {
		return nil, ""
	}
	q := records.Query{Kind: t.Kind, Tab: t.Kind.Begin(), Under: under}
	for id := range rules.Offices(v).Held {
		q.Only = append(q.Only, id)
	}
	if len(q.Only) == 0 {
		return nil, ""
	}
	return listOf(v, q), "团干部"
}

// stateWords are other words for states of records, by their keys.
var stateWords = map[string][]string{"over": {"超龄"}, "due": {"应建未建", "应建团未建团"}, "drift": {"流出团员", "外出团员"}, "loose": {"无组织团员"}}

// Of is the list with which a table of a kind is filled when nothing else is asked for: those on the roll, of a branch or of all.
func Of(v *records.View, kind ledger.Kind, under records.Place) *find.List {
	return listOf(v, records.Query{Kind: kind, Tab: kind.Begin(), Under: under})
}

func listOf(v *records.View, q records.Query) *find.List {
	if q.Kind.Named() {
		q.Sort = "name"
	}
	return find.ListOf(v, q)
}
