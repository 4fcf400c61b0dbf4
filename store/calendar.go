package store

import (
	"cmp"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// A Dated is something that falls due on a day to come.
type Dated struct {
	Day   ledger.Date
	Grave Grave  // Overdue for what is not allowed from that day on, Soon for what is to be done by it, Amiss for what only begins
	Name  string // of the record, "" where there is none
	Text  string // what falls due
	Kind  ledger.Kind
	ID    ledger.ID
	Page  string // what opens where there is no record
}

// A Calendar is what falls due from today on, day by day, the days in their order.
type Calendar struct {
	From, Until ledger.Date
	Dates       []Dated
}

// Calendar looks ahead for as many days as the rules say (calendar_days).
func (b *Book) Calendar() Calendar {
	basis, k := b.Basis(), b.know()
	if b.now().Street() {
		k.arrivals = arrivals(b.now())
	}
	k.empty = empty(b.now())
	c := Calendar{From: basis.Today, Until: basis.Today.AddDays(basis.Rules.CalendarDays)}
	c.Dates = b.dates(k, basis, c.Until)
	return c
}

// dates are what falls due from today until a day: who reaches the age of leaving, whose term and whose post ends, whose
// private fields are to be cleared; what a standing contact and a visit ask for; the days of figures; what comes back of what
// was put off; and which rules change.
func (b *Book) dates(k known, basis ledger.Basis, until ledger.Date) []Dated {
	var out []Dated
	add := func(d Dated) {
		if d.Day >= basis.Today && d.Day <= until {
			out = append(out, d)
		}
	}
	for from, rules := basis.Today, basis.Rules; ; { // each day by its own rules
		next, day := rules.Next()
		last := until
		if next != nil {
			last = min(until, day.AddDays(-1))
		}
		within := func(d Dated) {
			if d.Day >= from && d.Day <= last {
				add(d)
			}
		}
		for _, each := range []func(*records.View, func(Dated)){memberDates, branchDates, postDates, visitDates} {
			each(b.now().On(ledger.Basis{Today: basis.Today, Rules: rules}), within)
		}
		if next == nil || day > until {
			break
		}
		for _, c := range rulesApart(rules.Source(), next.Source()) {
			if !c.toCome {
				add(Dated{Day: day, Grave: Amiss, Text: "规则改变，" + c.Words(), Page: PageRules})
			}
		}
		from, rules = day, next
	}
	b.ledgerDates(k, basis, until, add)
	slices.SortStableFunc(out, func(x, y Dated) int { return cmp.Or(cmp.Compare(x.Day, y.Day), cmp.Compare(x.Grave, y.Grave)) })
	return out
}

func memberDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	age, posts := itoa(basis.Rules.AgeOut), Offices(v).posts
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		switch {
		case m.Gone() && m.StateFrom != 0:
			if day := m.StateFrom.Last().AddYears(basis.Rules.RetentionYears); day >= basis.Today && posts[m.ID] == 0 && keepsPrivate(m) {
				add(Dated{Day: day, Grave: Soon, Name: m.Title, Text: "离团满 " + itoa(basis.Rules.RetentionYears) + " 年，该清除个人信息", Kind: ledger.Members, ID: m.ID})
			}
		case !m.OnRoll():
		default:
			day, text, grave := m.Reaches(basis.Rules.AgeOut, basis.Rules), "满 "+age+" 周岁，应办离团", Overdue
			if posts[m.ID] > 0 {
				text, grave = "满 "+age+" 周岁，有职务，可留任", Amiss
			}
			add(Dated{Day: day, Grave: grave, Name: m.Title, Text: text, Kind: ledger.Members, ID: m.ID})
		}
	}
}

func branchDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if end := termEnd(o, basis); end != 0 {
			add(Dated{Day: end, Grave: Overdue, Name: o.Name(), Text: "届满，应换届", Kind: ledger.Branches, ID: o.ID})
		}
		if since := appointedSince(o); since != 0 {
			for _, months := range []int{basis.Rules.AppointedNotice, basis.Rules.AppointedMonths} {
				add(Dated{Day: since.AddMonths(months), Grave: Soon, Name: o.Name(), Text: "任命待选举满 " + itoa(months) + " 个月", Kind: ledger.Branches, ID: o.ID})
			}
		}
	}
}

func postDates(v *records.View, add func(Dated)) {
	for p := range records.All[*ledger.Post](v, ledger.Posts) {
		if Held(v, p) && p.To != 0 {
			add(Dated{Day: p.To.Last(), Grave: Soon, Name: v.Name(ledger.Members, p.Person), Text: "的" + ledger.Duties.Label(p.Duty) + "任职到期", Kind: ledger.Members, ID: p.Person})
		}
	}
}

func visitDates(v *records.View, add func(Dated)) {
	basis := v.Basis()
	for w := range records.All[*ledger.Visit](v, ledger.Visits) {
		if w.Settled == 0 {
			add(Dated{Day: problemDue(w, basis), Grave: Overdue, Name: v.Name(ledger.Liaisons, w.Liaison), Text: "走访发现的困难到期，应办结", Kind: ledger.Visits, ID: w.ID})
		}
	}
	c := Contacts(v)
	for l := range records.All[*ledger.Liaison](v, ledger.Liaisons) {
		if k := c.of[l.ID]; k != nil {
			add(Dated{Day: k.next, Grave: Soon, Name: v.Called(l), Text: "该走访了", Kind: ledger.Liaisons, ID: l.ID})
		}
	}
}

// ledgerDates are the days that no record has.
func (b *Book) ledgerDates(k known, basis ledger.Basis, until ledger.Date, add func(Dated)) {
	if !k.empty {
		lead := basis.Rules.RoundLead
		for day := basis.Rules.HalfDay(until.AddDays(lead)); day >= basis.Today; day = basis.Rules.HalfDay(day.AddDays(-1)) {
			add(Dated{Day: day, Grave: Overdue, Text: "半年统计的日子，锁定汇总", Page: PageFigures})
			switch since := day.AddDays(-lead); {
			case b.now().Street():
				add(Dated{Day: since, Grave: Amiss, Text: "起收 " + day.String() + " 这一轮的上报包", Page: PageReceive})
				add(Dated{Day: day, Grave: Overdue, Text: "各社区的上报包应收齐", Page: PageReceive})
			case !k.practice && k.submitted < since:
				add(Dated{Day: since, Grave: Amiss, Text: "起可以报 " + day.String() + " 这一轮", Page: PageSubmit})
				add(Dated{Day: day, Grave: Overdue, Text: "应交上报包", Page: PageSubmit})
			}
		}
		if newest := k.care.Newest; k.care.On && k.care.Changed && newest.After(time.Time{}) {
			add(Dated{Day: ledger.DayOf(newest).AddDays(basis.Rules.BackupDays), Grave: Soon, Text: "最近的备份满 " + itoa(basis.Rules.BackupDays) + " 天", Page: PageBackups})
		}
	}
	for _, t := range b.todos(k, basis) {
		if t.Off != nil {
			add(Dated{Day: t.Off.Until, Grave: Amiss, Text: "推迟到这一天的：" + itoa(t.Count) + " " + t.Text, Page: PageTodos})
		}
	}
}

// Pages that a day of the calendar may open: all that needs doing, the rules.
const (
	PageTodos = "todos"
	PageRules = "rules"
)
