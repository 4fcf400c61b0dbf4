package chronicle

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// The sections of 大事记 that are no kind's own.
const (
	begun   = "begun"   // what was founded
	offices = "offices" // who came into office and left it
	honours = "honours"
	entries = "entries" // who joined the League
)

// sections are their titles, in the order in which they stand before those of the kinds.
var sections = []struct{ key, title string }{{begun, "成立"}, {offices, "任免"}, {entries, "入团"}, {honours, "表彰"}}

// Year is 大事记: what happened in a year in a community, or for the zero place in all of the ledger, the oldest first. It
// tells of firms and organisations: what was founded, elected, decided and settled; of people who came into office, joined or
// were commended, together on one line. What an office does again and again, such as its regular meetings and its visits, is
// left out and counted unless all is asked for. An event without a day stands in no year.
func Year(v *records.View, community value.ID, year int, zone *time.Location, all bool) *Chronicle {
	c := &Chronicle{Kind: ledger.Communities, Record: v.Own(), view: v}
	if !community.IsZero() {
		c.Record = v.Get(ledger.Communities, community)
	}
	if c.Record == nil {
		return nil
	}
	c.Kind = ledger.KindFor(c.Record)
	here := func(r ledger.Record) bool { return community.IsZero() || v.Home(r) == community }
	for _, kind := range ledger.All {
		if kind.OfPerson() || kind.Holder() >= 0 || part(kind) || kind.Kept(ledger.ByTravel) || kind.Place() {
			continue
		}
		for _, r := range v.Of(kind) {
			switch {
			case !here(r):
			case kind.Event():
				c.add(kind, r, zone)
			case kind.Lasts():
				c.changes(kind, r)
			}
		}
	}
	c.settled(here)
	c.people(here, year)
	c.Events = slices.DeleteFunc(c.Events, func(e Event) bool {
		if e.Entered || e.Day == 0 || e.Day.Year() != year {
			return true
		}
		if again(&e) && !all {
			c.Left++
			return true
		}
		return false
	})
	for i := range c.Events {
		if e := &c.Events[i]; e.change == nil && e.Field >= 0 && e.section == "" {
			c.began(e)
		}
	}
	slices.SortFunc(c.Events, func(a, b Event) int {
		if n := cmp.Or(cmp.Compare(a.Day.Last(), b.Day.Last()), cmp.Compare(a.Record.Head().Order, b.Record.Head().Order)); n != 0 {
			return n
		}
		return bytes.Compare(a.id(), b.id())
	})
	c.all = c.Events
	return c
}

// began says of a beginning what it is of: an organisation that was founded, a paper that came with what it asks for; those of
// other kinds stand with their kind.
func (c *Chronicle) began(e *Event) {
	e.section = e.Kind.Name()
	switch r := e.Record.(type) {
	case *ledger.Branch:
		e.section, e.told = begun, &told{sort: "成立", with: c.view.Called(r), what: strings.TrimSpace("成立 " + r.FoundedDoc)}
	case *ledger.Club:
		e.section, e.told = begun, &told{sort: "成立", with: c.view.Called(r), what: "青年社团成立"}
	case *ledger.Facility:
		e.told = &told{sort: e.Kind.Title(), with: r.Title, what: strings.TrimSpace("开放 " + r.Hours)}
	case *ledger.Document:
		e.told = &told{sort: e.Kind.Title(), with: r.Title, what: strings.TrimSpace(r.Number + " " + value.OneLine(r.Task))}
		if r.Done != 0 {
			e.told.what += "；" + r.Done.String() + " 办结"
		}
	}
}

// marked are the meetings that a year remembers; the others come back with the calendar, or are an activity among many.
var marked = []string{codes.MeetingRally, codes.MeetingFounding, codes.MeetingAdmission, codes.MeetingJoint}

// again says that an event is one of those that an office does again and again.
func again(e *Event) bool {
	if e.Field >= 0 {
		return e.Kind == ledger.Liaisons
	}
	switch r := e.Record.(type) {
	case *ledger.Meeting:
		return r.Oath != codes.Yes && !slices.Contains(marked, r.Sort)
	case *ledger.Visit, *ledger.Supply, *ledger.Fund, *ledger.Sync:
		return true
	}
	return false
}

// settled are the problems that were settled, on that day: that one came up is no event of a year.
func (c *Chronicle) settled(here func(ledger.Record) bool) {
	for p := range records.All[*ledger.Problem](c.view, ledger.Problems) {
		if p.Settled != 0 && here(p) {
			c.Events = append(c.Events, Event{Day: p.Settled, Kind: ledger.Problems, Record: p, Field: ledger.Problems.At("settled"), section: ledger.Problems.Name(),
				told: &told{sort: "问题办结", with: mask(c.others(ledger.Problems, p)), what: ledger.Problems.Told(p)}})
		}
	}
}

// people are those of whom a year tells, each line all of one day and one organisation: who came into office and who left it,
// who joined, who was found best.
func (c *Chronicle) people(here func(ledger.Record) bool, year int) {
	type line struct {
		day   value.Date
		of    value.ID // the organisation, or the community where people of all of its are told of together
		field string
	}
	var order []line
	found := map[line][]ledger.Record{}
	add := func(day value.Date, of value.ID, field string, r ledger.Record) {
		if day.Year() != year || !here(r) {
			return
		}
		at := line{day, of, field}
		if found[at] == nil {
			order = append(order, at)
		}
		found[at] = append(found[at], r)
	}
	for p := range records.All[*ledger.Post](c.view, ledger.Posts) {
		add(p.From, p.Branch, "from", p)
		add(p.To, p.Branch, "to", p)
	}
	for m := range records.All[*ledger.Member](c.view, ledger.Members) {
		add(m.Joined, c.view.Home(m), "joined", m)
	}
	for o := range records.All[*ledger.Officer](c.view, ledger.Officers) {
		add(o.From, value.ID{}, "from", o)
		add(o.To, value.ID{}, "to", o)
	}
	for a := range records.All[*ledger.Appraisal](c.view, ledger.Appraisals) {
		if m, ok := c.view.Get(ledger.Members, a.Member).(*ledger.Member); ok && a.Grade == codes.GradeBest {
			add(ledger.Appraisals.Happened(a), c.view.Home(m), "grade", a)
		}
	}
	for _, at := range order {
		all := found[at]
		kind := ledger.KindFor(all[0])
		e := Event{Day: at.day, Kind: kind, Record: all[0], Together: all, Field: kind.At(at.field), told: &told{with: cmp.Or(c.view.Name(ledger.Branches, at.of), c.view.Name(ledger.Communities, at.of))}}
		n := strconv.Itoa(len(all)) + " 人"
		switch at.field {
		case "from", "to":
			e.section, e.told.sort = offices, map[string]string{"from": "任职", "to": "离任"}[at.field]
			e.told.what = c.listed(all, func(r ledger.Record) string {
				if o, street := r.(*ledger.Officer); street {
					return codes.Duties.Label(o.Duty) + o.Title
				}
				p := r.(*ledger.Post)
				return codes.Duties.Label(p.Duty) + c.view.Name(ledger.Members, p.Person)
			})
		case "joined":
			e.section, e.told.sort = entries, "入团"
			e.told.what = n + "：" + c.listed(all, func(r ledger.Record) string { return c.view.Called(r) })
		case "grade":
			e.section, e.told.sort = honours, "优秀团员"
			e.told.what = n + "：" + c.listed(all, func(r ledger.Record) string { return c.view.Name(ledger.Members, r.(*ledger.Appraisal).Member) })
		}
		c.Events = append(c.Events, e)
	}
}

// mostListed is how many people a line of a year names.
const mostListed = 8

func (c *Chronicle) listed(all []ledger.Record, name func(ledger.Record) string) (text string) {
	for i, r := range all[:min(len(all), mostListed)] {
		if i > 0 {
			text += "、"
		}
		text += name(r)
	}
	if len(all) > mostListed {
		text += "等"
	}
	return text
}

// Years are those of which there is anything to tell, the newest first; the present one is always among them.
func Years(v *records.View, community value.ID) []int {
	years := []int{v.Basis().Today.Year()}
	seen := map[int]bool{years[0]: true}
	for _, kind := range ledger.All {
		if !kind.Event() || kind.Holder() >= 0 || part(kind) {
			continue
		}
		for _, r := range v.Of(kind) {
			if year := kind.Happened(r).Year(); year > 0 && !seen[year] && (community.IsZero() || v.Home(r) == community) {
				seen[year] = true
				years = append(years, year)
			}
		}
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return years
}

// part says that records of a kind are parts of an event, as candidates are of an election: the event is told of.
func part(kind ledger.Kind) bool {
	i := kind.Whole()
	return i >= 0 && ledger.KindOf(kind.Columns()[i].Choices.Kind).Event()
}
