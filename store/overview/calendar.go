package overview

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Dated is something that falls due on a day to come.
type Dated struct {
	Day   value.Date
	Grave rules.Grave // Overdue for what is not allowed from that day on, Soon for what is to be done by it, Amiss for what only begins
	Name  string      // of the record, "" where there is none
	Text  string      // what falls due
	Kind  ledger.Kind
	ID    value.ID
	Page  string // what opens where there is no record
	Birth bool   // Day is somebody's birthday, which masked output leaves out
}

// A Calendar is what falls due from today on, day by day, the days in their order.
type Calendar struct {
	From, Until value.Date
	Dates       []Dated
}

// Calendar looks ahead for as many days as the rules say (calendar_days).
func CalendarOf(b *store.Book) Calendar {
	basis, k := b.Basis(), know(b)
	if b.Today().Street() {
		k.Arrivals = rules.Arrivals(b.Today())
	}
	k.Empty = rules.Empty(b.Today())
	c := Calendar{From: basis.Today, Until: basis.Today.AddDays(basis.Rules.CalendarDays)}
	c.Dates = dates(b, k, basis, c.Until)
	return c
}

// dates are what falls due from today until a day: who reaches the age of leaving, whose term and whose post ends, whose
// private fields are to be cleared; what a standing contact and a visit ask for; the days of figures; what comes back of what
// was put off; and which rules change.
func dates(b *store.Book, k rules.Known, basis ledger.Basis, until value.Date) []Dated {
	var out []Dated
	add := func(d Dated) {
		if d.Day >= basis.Today && d.Day <= until {
			out = append(out, d)
		}
	}
	for from, set := basis.Today, basis.Rules; ; { // each day by its own rules
		next, day := set.Next()
		last := until
		if next != nil {
			last = min(until, day.AddDays(-1))
		}
		within := func(d Dated) {
			if d.Day >= from && d.Day <= last {
				add(d)
			}
		}
		for _, each := range []func(*records.View, func(Dated)){memberDates, branchDates, postDates, visitDates, standDates, askDates} {
			each(b.Today().On(ledger.Basis{Today: basis.Today, Rules: set}), within)
		}
		if next == nil || day > until {
			break
		}
		for _, c := range rules.Apart(set.Source(), next.Source()) {
			if !c.ToCome {
				add(Dated{Day: day, Grave: rules.Amiss, Text: "规则改变，" + c.Words(), Page: PageRules})
			}
		}
		from, set = day, next
	}
	ledgerDates(b, k, basis, until, add)
	slices.SortStableFunc(out, func(x, y Dated) int { return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Grave, y.Grave)) })
	return out
}

func memberDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	age, posts := strconv.Itoa(basis.Rules.AgeOut), rules.Offices(v).Posts
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		switch {
		case m.Gone() && m.StateFrom != 0:
			if day := m.StateFrom.Last().AddYears(basis.Rules.RetentionYears); day >= basis.Today && posts[m.ID] == 0 && rules.KeepsPrivate(m) {
				add(Dated{Day: day, Grave: rules.Soon, Name: m.Title, Text: "离团满 " + strconv.Itoa(basis.Rules.RetentionYears) + " 年，该清除个人信息", Kind: ledger.Members, ID: m.ID})
			}
		case !m.OnRoll():
		default:
			day, text, grave := m.Reaches(basis.Rules.AgeOut, basis.Rules), "满 "+age+" 周岁，应办离团", rules.Overdue
			if posts[m.ID] > 0 {
				text, grave = "满 "+age+" 周岁，有职务，可留任", rules.Amiss
			}
			add(Dated{Day: day, Grave: grave, Name: m.Title, Text: text, Kind: ledger.Members, ID: m.ID, Birth: true})
		}
	}
}

func branchDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if end := rules.TermEnd(o, basis); end != 0 {
			add(Dated{Day: end, Grave: rules.Overdue, Name: o.Name(), Text: "届满，应换届", Kind: ledger.Branches, ID: o.ID})
		}
		if !v.Street() {
			for _, day := range rules.Checks(o, basis.Rules) {
				add(Dated{Day: day, Grave: rules.Soon, Name: o.Name(), Text: "成立以后该去巩固检查", Kind: ledger.Branches, ID: o.ID})
			}
		}
		if notice, due := rules.ElectionDue(v, o); due != 0 {
			add(Dated{Day: notice, Grave: rules.Soon, Name: o.Name(), Text: "任命以后该准备选举了", Kind: ledger.Branches, ID: o.ID})
			add(Dated{Day: due, Grave: rules.Overdue, Name: o.Name(), Text: "任命以后该选举的日子", Kind: ledger.Branches, ID: o.ID})
		}
	}
}

// askDates are the days of surveys and of problems that are open.
func askDates(v *records.View, add func(Dated)) {
	for s := range records.All[*ledger.Survey](v, ledger.Surveys) {
		if s.Until != 0 {
			add(Dated{Day: s.Until.Last(), Grave: rules.Soon, Name: s.Title, Text: "收回调查表的最后一天，现在收回 " + rules.ReturnText(v, s), Kind: ledger.Surveys, ID: s.ID})
		}
	}
	for p := range records.All[*ledger.Problem](v, ledger.Problems) {
		if due := p.DueBy(v.Basis()); p.Open() && due != 0 {
			add(Dated{Day: due, Grave: rules.Overdue, Name: v.Called(p), Text: "问题该办结", Kind: ledger.Problems, ID: p.ID})
		}
	}
}

func postDates(v *records.View, add func(Dated)) {
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		if rules.Held(v, p) && p.To != 0 {
			add(Dated{Day: p.To.Last(), Grave: rules.Soon, Name: v.Name(ledger.Members, p.Person), Text: "的" + codes.Duties.Label(p.Duty) + "任职到期", Kind: ledger.Members, ID: p.Person})
		}
	}
}

func visitDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if w.Settled == 0 {
			add(Dated{Day: rules.ProblemDue(w, basis), Grave: rules.Overdue, Name: rules.ContactText(v, w, "place"), Text: "走访发现的困难到期，应办结", Kind: ledger.Visits, ID: w.ID})
		}
	}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if w := rules.Promised(v, e); w != nil && w.NextBy != 0 {
			add(Dated{Day: w.NextBy.Last(), Grave: rules.Soon, Name: e.Title, Text: "走访时约好的下一步：" + w.Next, Kind: ledger.Enterprises, ID: e.ID})
		}
	}
	c := rules.Contacts(v)
	for l := range records.All[*ledger.Liaison](v, ledger.Liaisons) {
		if k := c.Of[l.ID]; k != nil {
			add(Dated{Day: k.Next, Grave: rules.Soon, Name: v.Called(l), Text: "该走访了", Kind: ledger.Liaisons, ID: l.ID})
		}
	}
}

// standDates are what partners, facilities, papers and recommendations ask for.
func standDates(v *records.View, add func(Dated)) {
	for d := range records.All[*ledger.Document](v, ledger.Documents) {
		if d.Open() {
			add(Dated{Day: d.Due.Last(), Grave: rules.Overdue, Name: d.Title, Text: "文件要办的事到期，应办结", Kind: ledger.Documents, ID: d.ID})
		}
	}
	for f := range records.All[*ledger.Facility](v, ledger.Facilities) {
		add(Dated{Day: f.Until.Last(), Grave: rules.Soon, Name: f.Title, Text: "开放到期", Kind: ledger.Facilities, ID: f.ID})
	}
	for p := range records.All[*ledger.Partner](v, ledger.Partners) {
		add(Dated{Day: p.Next.Last(), Grave: rules.Soon, Name: p.Title, Text: "约好的联席会", Kind: ledger.Partners, ID: p.ID})
	}
	for r := range records.All[*ledger.Referral](v, ledger.Referrals) {
		add(Dated{Day: r.FollowBy(v.Basis().Rules.ReferralDays), Grave: rules.Amiss, Name: v.Called(r), Text: "推荐就业，该回访了", Kind: ledger.Referrals, ID: r.ID})
	}
}

// ledgerDates are the days that no record has.
func ledgerDates(b *store.Book, k rules.Known, basis ledger.Basis, until value.Date, add func(Dated)) {
	if !k.Empty {
		lead := basis.Rules.RoundLead
		for day := basis.Rules.HalfDay(until.AddDays(lead)); day >= basis.Today; day = basis.Rules.HalfDay(day.AddDays(-1)) {
			add(Dated{Day: day, Grave: rules.Overdue, Text: "半年统计的日子，锁定汇总", Page: rules.PageFigures})
			switch since := day.AddDays(-lead); {
			case b.Today().Street():
				add(Dated{Day: since, Grave: rules.Amiss, Text: "起收 " + day.String() + " 这一轮的上报包", Page: rules.PageReceive})
				add(Dated{Day: day, Grave: rules.Overdue, Text: "各社区的上报包应收齐", Page: rules.PageReceive})
			case !k.Practice && k.Submitted < since:
				add(Dated{Day: since, Grave: rules.Amiss, Text: "起可以报 " + day.String() + " 这一轮", Page: rules.PageSubmit})
				add(Dated{Day: day, Grave: rules.Overdue, Text: "应交上报包", Page: rules.PageSubmit})
			}
		}
		if newest := k.Backups.Newest; k.Backups.On && k.Backups.Changed && newest != 0 {
			add(Dated{Day: newest.AddDays(basis.Rules.BackupDays), Grave: rules.Soon, Text: "最近的备份满 " + strconv.Itoa(basis.Rules.BackupDays) + " 天", Page: rules.PageBackups})
		}
	}
	for _, t := range todos(b, k, basis) {
		if t.Off != nil {
			add(Dated{Day: t.Off.Until, Grave: rules.Amiss, Text: "推迟到这一天的：" + strconv.Itoa(t.Count) + " " + t.Text, Page: PageTodos})
		}
	}
}

// Pages that a day of the calendar may open: all that needs doing, the rules.
const (
	PageTodos = "todos"
	PageRules = "rules"
)
