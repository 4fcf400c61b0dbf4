// Package chronicle tells of one record that lasts, a firm, an organisation, a person, what happened to it: every event of
// every kind that concerns it, the changes of its dated states, and what is due (league.md §1.2). It walks the references
// between records and lists no kind: a new one is told of by its table. It knows no screen and no paper.
package chronicle

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// An Event is one thing that happened: a record of a kind that is an event, the change of a dated state, or the beginning of
// something that lasts.
type Event struct {
	Day     value.Date // 0 where nobody wrote it and nobody knows
	Entered bool       // Day is only when it was written down
	Kind    ledger.Kind
	Record  ledger.Record
	Field   int // of the state, or of the day of the beginning; -1 for a record that is an event itself

	Together []ledger.Record // the records of one kind that the event tells of in one line, Record among them; nil for Record alone

	change  *change // of a state
	section string  // of a year's chronicle; "" where the kind is it
	told    *told   // what a year says of it otherwise than the record's own chronicle
}

type told struct{ sort, with, what string }

// A change is the nth of one dated state of a record.
type change struct {
	was, now ledger.Spell
	nth      int
}

// nth is which change of its state the event is.
func (e *Event) nth() int {
	if e.change == nil {
		return 0
	}
	return e.change.nth
}

// States is the group of the changes of states and of beginnings.
const States = "states"

// Group is the group to which an event belongs: the name of its kind, States, or a section of a year.
func (e *Event) Group() string {
	if e.section != "" {
		return e.section
	}
	if e.Field >= 0 {
		return States
	}
	return e.Kind.Name()
}

// id tells events of one day apart, so that their order is always the same.
func (e *Event) id() []byte {
	id := e.Record.Head().ID
	return append(id[:], byte(e.Field+1), byte(e.nth()))
}

// Key tells events apart for ever.
func (e *Event) Key() string {
	return e.Record.Head().ID.String() + " " + strconv.Itoa(e.Field) + " " + strconv.Itoa(e.nth())
}

// A Chronicle is all that happened to one record, the newest first. It never changes.
type Chronicle struct {
	Kind   ledger.Kind
	Record ledger.Record
	Events []Event
	Left   int // that a year's chronicle leaves out, since they come again and again

	view *records.View
	all  []Event                  // of all groups
	near map[value.ID]ledger.Kind // what lasts and refers to the record
}

// Has says that records of a kind have a chronicle: they last, and are no place with a page of its own.
func Has(kind ledger.Kind) bool {
	return kind.Lasts() && !kind.Place() && !kind.Kept(ledger.ByTravel)
}

// Of gathers a record's events; nil where it is not there or has none to tell of. zone is where days begin: an event without
// a day stands on the one on which it was written down.
//
// What happened to it is: what refers to it; what refers to something of another kind that refers to it, as an election of
// the branch that covers a firm does; and what is a part of either. An event that names a record of its own kind, or a
// person, is found through no other: what a member paid in his former branch is that branch's.
func Of(v *records.View, kind ledger.Kind, id value.ID, zone *time.Location) *Chronicle {
	r := v.Get(kind, id)
	if r == nil || !Has(kind) {
		return nil
	}
	c := &Chronicle{Kind: kind, Record: r, view: v, near: near(v, kind, id)}
	c.changes(kind, r)
	for other, of := range c.near {
		if !of.OfPerson() {
			c.changes(of, v.Get(of, other))
		}
	}
	w := walk{v: v, kind: kind, id: id, near: c.near}
	for _, event := range ledger.All {
		if !event.Event() {
			continue
		}
		by := wayOf(event)
		for _, one := range v.Of(event) {
			if w.concerns(&by, one) {
				c.add(event, one, zone)
			}
		}
	}
	slices.SortFunc(c.Events, func(a, b Event) int {
		if n := cmp.Or(cmp.Compare(b.Day.Last(), a.Day.Last()), cmp.Compare(b.Record.Head().Order, a.Record.Head().Order)); n != 0 {
			return n
		}
		return slices.Compare(a.id(), b.id())
	})
	c.all = c.Events
	return c
}

// near are the lasting records of other kinds that refer to one, with their kinds.
func near(v *records.View, kind ledger.Kind, id value.ID) map[value.ID]ledger.Kind {
	all := map[value.ID]ledger.Kind{}
	for _, other := range ledger.All {
		if other == kind || !Has(other) {
			continue
		}
		for _, r := range v.Of(other) {
			for _, to := range other.Refs(r) {
				if to == id {
					all[r.Head().ID] = other
					break
				}
			}
		}
	}
	return all
}

type walk struct {
	v    *records.View
	kind ledger.Kind
	id   value.ID
	near map[value.ID]ledger.Kind
}

// A way is what there is to know of one kind's references, found once for all its records.
type way struct {
	kind          ledger.Kind
	to            []ledger.Kind // by column
	holder, whole int
}

func wayOf(kind ledger.Kind) way {
	w := way{kind: kind, to: make([]ledger.Kind, kind.Fields()), holder: kind.Holder(), whole: kind.Whole()}
	for at, c := range kind.Columns()[:kind.Fields()] {
		if c.Shape == ledger.Ref {
			w.to[at] = ledger.KindOf(c.Choices.Kind)
		}
	}
	return w
}

// concerns says that an event is one of the record's.
func (w *walk) concerns(by *way, r ledger.Record) bool {
	if by.kind.About(r) == w.id {
		return true
	}
	through, own, person := false, false, value.ID{}
	if by.holder >= 0 {
		person = by.kind.Ref(r, by.holder)
	}
	for at, to := range by.kind.Refs(r) {
		of := by.to[at]
		switch {
		case to == w.id:
			return true
		case of == w.kind:
			own = true
		case at == by.whole && of.Event():
			further := wayOf(of)
			if whole := w.v.Get(of, to); whole != nil && w.concerns(&further, whole) {
				return true
			}
		case len(w.near) > 0 && (person.IsZero() || to == person) && w.near[to] != nil:
			through = true
		}
	}
	return through && !own
}

func (c *Chronicle) add(kind ledger.Kind, r ledger.Record, zone *time.Location) {
	e := Event{Day: kind.Happened(r), Kind: kind, Record: r, Field: -1}
	if i := kind.Whole(); e.Day == 0 && i >= 0 {
		of := ledger.KindOf(kind.Columns()[i].Choices.Kind)
		if whole := c.view.Get(of, kind.Ref(r, i)); whole != nil {
			e.Day = of.Happened(whole)
		}
	}
	if made := r.Head().Created; e.Day == 0 && made != 0 {
		e.Day, e.Entered = value.DayOf(time.Unix(made, 0).In(zone)), true
	}
	c.Events = append(c.Events, e)
}

// changes are the changes of a record's dated states, and its beginning.
func (c *Chronicle) changes(kind ledger.Kind, r ledger.Record) {
	for _, key := range kind.Histories() {
		if kind.Why(key) < 0 {
			continue
		}
		var was ledger.Spell
		for nth, now := range append(slices.Clone(kind.Past(r, key)), kind.Stands(r, key)) {
			if day := cmp.Or(now.From, was.Until); day != 0 && now.State != "" {
				c.Events = append(c.Events, Event{Day: day, Kind: kind, Record: r, Field: kind.At(key), change: &change{was, now, nth}})
			}
			was = now
		}
	}
	if at := kind.Began(); at >= 0 {
		if day, err := value.ParseDate(kind.Text(r, at, c.view.Basis())); err == nil && day != 0 {
			c.Events = append(c.Events, Event{Day: day, Kind: kind, Record: r, Field: at})
		}
	}
}

// A Group is one sort of event and how many there are.
type Group struct {
	Key, Title string
	Count      int
}

// Groups are the sorts of events that there are, the sections of a year first, then in the order of the kinds; changes of
// states stand last.
func (c *Chronicle) Groups() []Group {
	n := map[string]int{}
	for i := range c.all {
		n[c.all[i].Group()]++
	}
	var out []Group
	for _, s := range sections {
		if n[s.key] > 0 {
			out = append(out, Group{s.key, s.title, n[s.key]})
		}
	}
	for _, kind := range ledger.All {
		if n[kind.Name()] > 0 {
			out = append(out, Group{kind.Name(), kind.Title(), n[kind.Name()]})
		}
	}
	if n[States] > 0 {
		out = append(out, Group{States, "状态变化", n[States]})
	}
	return out
}

// Total is how many events there are of all groups.
func (c *Chronicle) Total() int { return len(c.all) }

// Only is the chronicle of one group, of all for "".
func (c *Chronicle) Only(group string) *Chronicle {
	out := *c
	out.Events = c.all
	if group != "" {
		out.Events = nil
		for _, e := range c.all {
			if e.Group() == group {
				out.Events = append(out.Events, e)
			}
		}
	}
	return &out
}

// View is the moment of which it tells.
func (c *Chronicle) View() *records.View { return c.view }
