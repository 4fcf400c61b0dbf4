package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// TestEveryKindIsToldOf writes one record of each kind that is an event and looks for it in the chronicles of all that it
// refers to: a new kind is told of by its table alone.
func TestEveryKindIsToldOf(t *testing.T) {
	for _, kind := range ledger.OfSender {
		t.Run(kind.Name(), func(t *testing.T) {
			b := stage.Book(t)
			grounded(t, b)
			r := stage.Keep(t, b, kind, fill(t, b, kind, 0))
			if !kind.Event() {
				if c := chronicle.Of(b.Today(), kind, r.Head().ID, b.Clock().Location()); kind.Place() != (c == nil) {
					t.Errorf("a page of one: %v", c != nil)
				}
				return
			}
			tellers := 0
			for at, id := range kind.Refs(r) {
				of := ledger.KindOf(kind.Columns()[at].Choices.Kind)
				if !chronicle.Has(of) {
					continue
				}
				tellers++
				c := chronicle.Of(b.Today(), of, id, b.Clock().Location())
				i := slices.IndexFunc(c.Events, func(e chronicle.Event) bool { return e.Record.Head().ID == r.Head().ID && e.Field < 0 })
				if i < 0 {
					t.Errorf("the chronicle of the %s that %s refers to does not tell of it", of.Name(), kind.Columns()[at].Key)
				} else if c.When(i) == "" || c.Sort(i) == "" || c.What(i) == "" {
					t.Errorf("%q %q %q", c.When(i), c.Sort(i), c.What(i))
				}
			}
			if tellers == 0 {
				t.Error("nobody tells of it")
			}
		})
	}
}

// The chronicle of a record is a form: all of it or one group, with numbers in its words masked, on paper and as a sheet.
func TestAChronicleIsPrinted(t *testing.T) {
	b := stage.TwoBranches(t)
	o := b.Today().Of(ledger.Branches)[0].(*ledger.Branch)
	for day := range 3 {
		stage.Keep(t, b, ledger.Visits, &ledger.Visit{Branch: o.ID, Day: value.Day(2026, 3, 1+day), Content: "电话13912345678"})
	}
	stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Branches: []value.ID{o.ID}, Sort: codes.MeetingLesson, Title: "团史", Day: 20260304})
	place := records.Place{Kind: "branch", ID: o.ID}
	for group, want := range map[string]int{"": 5, "visit": 3, "meeting": 1} {
		out, err := forms.Lay(b, forms.Print{Form: forms.Chronicle, Of: place, Group: group})
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if out.Rows() != want || out.Pages() == 0 || !strings.HasPrefix(out.Title(), o.Name()) {
			t.Errorf("%q: %d rows of %q", group, out.Rows(), out.Title())
		}
		for i := range out.Sheet().Len {
			if row := strings.Join(out.Sheet().Row(i), " "); strings.Contains(row, "13912345678") {
				t.Errorf("%q", row)
			}
		}
	}
	first := ""
	if out, err := forms.Lay(b, forms.Print{Form: forms.Chronicle, Of: place}); err == nil {
		first = strings.Join(out.Sheet().Row(0), " ")
	}
	if !strings.Contains(first, "2026.03.04 会议活动") || !strings.Contains(first, "团课；团史") {
		t.Errorf("the newest stands first: %q", first)
	}
	for _, of := range []records.Place{{}, {Kind: "branch", ID: value.ID{9}}, {Kind: "visit", ID: o.ID}} {
		if _, err := forms.Lay(b, forms.Print{Form: forms.Chronicle, Of: of}); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", of, err)
		}
	}
}

// What was agreed at a visit is a day of the calendar until somebody goes there again, or the firm closes.
func TestWhatWasAgreedIsInTheCalendar(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	firm := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: firm.ID, Day: 20261101, Content: "谈建团", Next: "谈候选人", NextBy: 20261205})
	stands := func() bool {
		return slices.ContainsFunc(overview.CalendarOf(b).Dates, func(d overview.Dated) bool {
			return d.Day == 20261205 && d.ID == firm.ID && d.Text == "走访时约好的下一步：谈候选人"
		})
	}
	if !stands() {
		t.Errorf("%+v", overview.CalendarOf(b).Dates)
	}
	stage.Alter(t, b, ledger.Enterprises, firm, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "2", 20261120 })
	if stands() {
		t.Error("nobody goes to a firm that has closed")
	}
	stage.Undo(t, b, stage.Seq(b))
	stage.Keep(t, b, ledger.Visits, &ledger.Visit{Enterprise: firm.ID, Day: 20261120, Content: "谈过了"})
	if stands() {
		t.Error("somebody has been there since")
	}
}

// 大事记 of a street's year is that of its communities and of what is nobody's; of people it tells together, and of nothing of
// another year, and it goes from the first day to the last. What comes again and again is left out and counted.
func TestTheYearOfAStreet(t *testing.T) {
	b := stage.PractisedStreet(t, 300)
	v, zone := b.Today(), b.Clock().Location()
	years := chronicle.Years(v, value.ID{})
	if !slices.Contains(years, v.Basis().Today.Year()) {
		t.Errorf("%v", years)
	}
	told, left, groups := 0, 0, map[string]int{}
	for _, year := range years {
		whole := chronicle.Year(v, value.ID{}, year, zone, false)
		told += whole.Total()
		all := chronicle.Year(v, value.ID{}, year, zone, true)
		if all.Left != 0 || whole.Total()+whole.Left != all.Total() {
			t.Errorf("%d: %d and %d left out are not %d", year, whole.Total(), whole.Left, all.Total())
		}
		left += whole.Left
		for _, g := range whole.Groups() {
			groups[g.Title] += g.Count
		}
		var last value.Date
		homes := map[value.ID]int{}
		for _, e := range whole.Events {
			if e.Day.Year() != year || e.Day.Last() < last || (e.Kind.Holder() >= 0 || e.Kind.OfPerson()) && len(e.Together) == 0 && e.Kind != ledger.Problems {
				t.Errorf("%s on %s in %d after %s", e.Kind.Name(), e.Day, year, last)
			}
			last = e.Day.Last()
			homes[v.Home(e.Record)]++
		}
		for c := range stage.All[*ledger.Community](b, ledger.Communities) {
			if n := chronicle.Year(v, c.ID, year, zone, false).Total(); n != homes[c.ID] {
				t.Errorf("%s in %d: %d, of the street's %d", c.Title, year, n, homes[c.ID])
			}
		}
	}
	if told < 20 || left < 20 {
		t.Errorf("%d events, %d left out", told, left)
	}
	for _, title := range []string{"成立", "任免", "入团", "选举", "问题", "文件"} {
		if groups[title] == 0 {
			t.Errorf("nothing of %s among %v", title, groups)
		}
	}
	if groups["走访"] > 0 {
		t.Error("visits are events of a year")
	}
	out, err := forms.Lay(b, forms.Print{Form: forms.Annals, Year: years[0]})
	if err != nil || !strings.HasSuffix(out.Title(), "年大事记") || out.Rows() != chronicle.Year(v, value.ID{}, years[0], zone, false).Total() {
		t.Errorf("%v %+v", err, out)
	}
	if _, err := forms.Lay(b, forms.Print{Form: forms.Annals}); stage.CodeOf(err) != store.Refused {
		t.Errorf("%v", err)
	}
}
