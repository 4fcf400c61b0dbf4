package jobs

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

// A Calling is a visit to one enterprise that is being written down: what was found there, what of it the enterprise's own
// record takes over, and which 建团状态 follows by the rules (league.md §3, job 1).
type Calling struct {
	Enterprise *ledger.Enterprise
	Visit      *ledger.Visit // as it is written
	Founding   string        // the 建团状态 that the enterprise is to have; "" leaves it as it is
	Why        string        // of Founding, where a branch is due: 未建原因
	Last       *ledger.Visit // the visit before; nil where this is the first

	book *store.Book
	view *records.View
}

// CallOn begins a visit to an enterprise: of today, by whoever went the last time, for the first time to find out, later to
// see again. Nothing found the last time is taken for found now.
func CallOn(b *store.Book, enterprise value.ID) (*Calling, error) {
	v := b.Today()
	e, ok := v.Get(ledger.Enterprises, enterprise).(*ledger.Enterprise)
	if !ok {
		return nil, store.Refuse("找不到这家企业。请重新选一家。")
	}
	if e.Received() {
		return nil, store.Refuse("这家企业是社区报来的，街道不能改它的数字。请到“走访”里直接记。")
	}
	c := &Calling{Enterprise: e, Visit: &ledger.Visit{Enterprise: e.ID, Community: e.Community, Day: v.Basis().Today, Sort: codes.VisitSurvey}, Why: e.NoBranchWhy, Last: rules.LastVisit(v, e.ID), book: b, view: v}
	if c.Last != nil {
		c.Visit.Sort, c.Visit.Went = codes.VisitAgain, c.Last.Went
	}
	c.Founding, _ = c.Proposed()
	return c, nil
}

// taken is what the enterprise's record takes over from the visit, by the fields of both: said is left alone where the visit
// says nothing.
var taken = []struct{ enterprise, visit string }{
	{"staff", "staff"}, {"under35", "under35"}, {"under28", "under28"}, {"members", "members"}, {"attitude", "attitude"}, {"visited", "day"},
}

// Becomes is the enterprise as it will be.
func (c *Calling) Becomes() *ledger.Enterprise {
	e := c.found()
	if c.Founding == "" || c.Founding == e.Founding {
		return e
	}
	e.Founding, e.FoundingFrom, e.FoundingDoc = c.Founding, c.Visit.Day, ""
	if c.Founding == codes.FoundingDue {
		e.NoBranchWhy = c.Why
	}
	return e
}

// found is the enterprise with what was found.
func (c *Calling) found() *ledger.Enterprise {
	e := ledger.Enterprises.Clone(c.Enterprise).(*ledger.Enterprise)
	b := c.view.Basis()
	for _, t := range taken {
		text := ledger.Visits.Text(c.Visit, ledger.Visits.At(t.visit), b)
		if text == "" || t.enterprise == "visited" && e.Visited > c.Visit.Day {
			continue
		}
		_ = ledger.Enterprises.Set(e, ledger.Enterprises.At(t.enterprise), text) // a value that the visit's own field took
	}
	return e
}

// A Difference is one field of the enterprise that the visit changes.
type Difference struct{ Label, Was, Now string }

// Differences are what the visit changes of the enterprise's record.
func (c *Calling) Differences() (all []Difference) {
	now, b := c.Becomes(), c.view.Basis()
	for i, column := range ledger.Enterprises.Columns()[:ledger.Enterprises.Fields()] {
		was, is := ledger.Enterprises.Text(c.Enterprise, i, b), ledger.Enterprises.Text(now, i, b)
		if was != is {
			all = append(all, Difference{column.Label, was, is})
		}
	}
	return all
}

// Proposed is the 建团状态 that follows by the rules from what was found, with the reason in plain words; "" where the
// enterprise has what follows, or is past asking: it no longer does business, or its branch is being prepared.
func (c *Calling) Proposed() (founding, why string) {
	e := c.found()
	least := strconv.Itoa(c.view.Basis().Rules.BranchMin)
	count := max(rules.Roll(c.view).Unit[e.ID], number(e.Members))
	switch {
	case !e.Open() || e.Founding == codes.FoundingPrepared:
		return "", ""
	case rules.Built(c.view, e):
		founding, why = codes.FoundingBuilt, "已经有团组织覆盖它"
		if c.firm() {
			founding, why = codes.FoundingFirm, "成立以后各次巩固检查的日子都过了，这次也去看了"
		} else if e.Founding == codes.FoundingFirm {
			return "", why
		}
	case rules.ShouldBuild(c.view, e):
		founding, why = codes.FoundingDue, "有 "+strconv.Itoa(count)+" 名团员，满 "+least+" 名就应当建团"
	case count > 0:
		founding, why = codes.FoundingFostered, "有 "+strconv.Itoa(count)+" 名团员，不满 "+least+" 名，可以先培育，或和邻近的企业联合建"
	case number(e.Under28) > 0:
		founding, why = codes.FoundingFostered, "还没有团员，有 "+strconv.Itoa(number(e.Under28))+" 名 28 岁以下的青年，可以培育"
	case e.Members != 0:
		founding, why = codes.FoundingUnfit, "没有团员，也没有登记 28 岁以下的青年"
	default:
		return "", ""
	}
	if founding == e.Founding {
		return "", why
	}
	return founding, why
}

// firm says that the visit looks after a branch of which the last check has come (league.md §3, job 3).
func (c *Calling) firm() bool {
	if c.Visit.Sort != codes.VisitFirm {
		return false
	}
	for _, id := range rules.Covers(c.view).By[c.Enterprise.ID] {
		o, _ := c.view.Get(ledger.Branches, id).(*ledger.Branch)
		if days := rules.Checks(o, c.view.Basis().Rules); len(days) > 0 && days[len(days)-1] <= c.Visit.Day.Last() {
			return true
		}
	}
	return false
}

func number(c value.Count) int {
	n, _ := c.Value()
	return max(0, n)
}

// Faults are what keeps the visit from being saved, all of them hard; by the visit's fields, and "founding" and "nobranch" of the
// enterprise.
func (c *Calling) Faults() []value.Fault {
	w, today := c.Visit, c.view.Basis().Today
	var faults []value.Fault
	hard := func(key, text string) { faults = append(faults, value.Fault{Key: key, Code: "calling", Text: text}) }
	if w.Day == 0 {
		hard("day", "请写哪天去的。")
	} else if w.Day.First() > today {
		hard("day", "走访日期还没有到。去过以后再记。")
	}
	if w.Content == "" {
		hard("content", "请写谈了什么，一句也行。")
	}
	e := c.found()
	for _, more := range []struct {
		key         string
		part, whole value.Count
		text        string
	}{
		{"under35", e.Under35, e.Staff, "35 岁以下的比职工总数还多"}, {"under28", e.Under28, e.Under35, "28 岁以下的比 35 岁以下的还多"}, {"members", e.Members, e.Staff, "团员比职工总数还多"},
	} {
		part, said := more.part.Value()
		if whole, known := more.whole.Value(); said && known && part > whole {
			hard(more.key, more.text+"（"+strconv.Itoa(part)+" 比 "+strconv.Itoa(whole)+"）。请核对。")
		}
	}
	if w.Problem == "" && w.Due != 0 {
		hard("problem", "写了办理期限，还没有写是什么困难。")
	}
	if w.Next == "" && w.NextBy != 0 {
		hard("next", "写了日期，还没有写下一步做什么。")
	}
	for _, later := range []struct {
		key string
		day value.Date
	}{{"due", w.Due}, {"next_by", w.NextBy}} {
		if later.day != 0 && w.Day != 0 && later.day.Last() < w.Day.First() {
			hard(later.key, "这个日期早于走访日期。请核对。")
		}
	}
	if (c.Founding == codes.FoundingBuilt || c.Founding == codes.FoundingFirm) && !rules.Built(c.view, e) {
		hard("founding", "台账里还没有覆盖它的团组织，不能写已建。先办“建一个团支部”，或登记团组织。")
	}
	if c.Founding == codes.FoundingDue && c.Why == "" {
		hard("nobranch", "应建未建的要写明未建原因。")
	}
	return faults
}

// Save saves the visit and what the enterprise takes over from it in one intent. What Faults finds is refused with the
// first sentence.
func (c *Calling) Save() (uint64, error) {
	if faults := c.Faults(); len(faults) > 0 {
		return 0, store.Refuse(faults[0].Text)
	}
	puts := []Put{{Kind: ledger.Visits, Now: c.Visit}}
	if now := c.Becomes(); len(c.Differences()) > 0 {
		puts = append(puts, Put{Kind: ledger.Enterprises, Was: c.Enterprise, Now: now})
	}
	return save(c.book, c.view, ledger.Visits.Name(), "走访 "+c.Enterprise.Title, puts)
}

// Promised are the next steps that were written down at the last visit to an enterprise and to which nobody has gone since,
// the earliest first.
func Promised(b *store.Book) []Waiting {
	v := b.Today()
	var all []Waiting
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if w := rules.Promised(v, e); w != nil {
			all = append(all, Waiting{Kind: ledger.Enterprises, ID: e.ID, About: e.Title, Next: w.Next, By: w.NextBy})
		}
	}
	slices.SortFunc(all, func(x, y Waiting) int { return cmp.Or(cmp.Compare(x.by(), y.by()), cmp.Compare(x.About, y.About)) })
	return all
}
