package figures

import (
	"cmp"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Cause is why a record counts at one point and not, or differently, at another.
type Cause string

// The causes, in the order in which they are told.
const (
	Joined    Cause = "joined"    // new: joined the League, opened, founded, took office, or first registered
	Parted    Cause = "left"      // left the League, closed, dissolved, left office
	MovedIn   Cause = "in"        // came from elsewhere, another community of the street too
	MovedOut  Cause = "out"       // went elsewhere
	Altered   Cause = "altered"   // something happened to it in between
	Elapsed   Cause = "elapsed"   // only time passed: came of age, a term ended
	Corrected Cause = "corrected" // what was wrong or missing before: put right, entered late, removed
	Recounted Cause = "recounted" // counted otherwise by a newer program
)

// Causes are all of them, in the order in which they are told.
var Causes = []Cause{Joined, Parted, MovedIn, MovedOut, Altered, Elapsed, Corrected, Recounted}

// Title is the cause for people.
func (c Cause) Title() string {
	switch c {
	case Joined:
		return "新增"
	case Parted:
		return "减少"
	case MovedIn:
		return "转入"
	case MovedOut:
		return "转出"
	case Altered:
		return "情况变化"
	case Elapsed:
		return "到龄到期"
	case Corrected:
		return "更正补录"
	}
	return "口径调整"
}

// An Item is one record's part in a difference.
type Item struct {
	Kind      ledger.Kind
	ID        value.ID
	Name      string
	Community string // where it counts, or counted
	Delta     int    // what it adds to the figure, or takes from it
	Note      string // what happened, in a few words
}

// A Portion is what one cause adds up to, and the records behind it. Recounted has no
// records: they are all as they were.
type Portion struct {
	Cause Cause
	Sum   int
	Items []Item
}

// A Movement is what became of one indicator between two points. The sums of Part add up
// to Is.Part − Was.Part, those of Of to Is.Of − Was.Of.
type Movement struct {
	Indicator *Indicator
	Was, Is   Tally
	Part, Of  []Portion
}

// None says that the figure is what it was; records behind it may have changed places.
func (m Movement) None() bool { return m.Was == m.Is }

// A Comparison is the difference between two points of one ledger, broken into its
// causes (issue: 数字为什么变了).
type Comparison struct {
	From, To Point
	Was, Is  *Figures

	now    *records.View
	shifts [][]shift           // by side
	names  map[value.ID]string // of the communities
	ranks  map[string]int      // their places in the street's list
}

// shift is one record's difference on one side, with what it weighed and where.
type shift struct {
	event      *event
	cause      Cause // on the whole; between communities see cause
	note       string
	was, is    int
	home, goal value.ID
	here       bool // there was a record before
	there      bool // there is one after
}

// A Moment is what a comparison has of a point: the records of then on its day and by its rules, and the figures that were
// locked, nil where none were.
type Moment struct {
	Point  Point
	View   *records.View
	Locked *Figures
}

// Compare explains the difference between two points; now gives the records their names.
func Compare(from, to Moment, now *records.View) *Comparison {
	c := &Comparison{From: from.Point, To: to.Point, now: now, shifts: make([][]shift, sideCount), names: map[value.ID]string{}, ranks: map[string]int{}}
	before, after := censusOf(from.View), censusOf(to.View)
	idle := censusOf(from.View.On(to.View.Basis())) // what time alone would have done
	c.Was, c.Is = from.lockedOr(before), to.lockedOr(after)
	for _, f := range []*Figures{c.Was, c.Is} {
		for i, home := range f.Communities {
			c.names[home.ID], c.ranks[home.Name] = home.Name, i
		}
	}
	var events []*event
	for i := range counted {
		k := &counted[i]
		w := weighing{kind: k, before: before, after: after, idle: idle}
		eachPair(from.View, to.View, k.kind, func(was, is ledger.Record) {
			if e := w.weigh(was, is, c.shifts); e != nil {
				events = append(events, e)
			}
		})
	}
	c.match(events)
	return c
}

// lockedOr are a point's figures: those that were locked, with what was not yet counted
// then counted now; of a point that is not locked, those of its census.
func (m Moment) lockedOr(c *census) *Figures {
	if m.Locked == nil {
		return c.figures()
	}
	f := m.Locked
	if f.complete() {
		return f
	}
	again := c.figures()
	fill := func(into, from Tallies) {
		for key, t := range from {
			if _, known := into[key]; !known {
				into[key] = t
			}
		}
	}
	fill(f.Total, again.Total)
	for _, home := range f.Communities {
		fill(home.Tallies, again.Of(One(home.ID)))
	}
	return f
}

// complete says that figures have every indicator: those of an older program may not.
func (f *Figures) complete() bool {
	for i := range Indicators {
		if _, known := f.Total[Indicators[i].Key]; !known {
			return false
		}
	}
	return true
}

// eachPair gives every record of a kind as it was at two points; nil where it was not
// there. They come in the order of entry.
func eachPair(first, second *records.View, kind ledger.Kind, each func(was, is ledger.Record)) {
	var gone []ledger.Record
	for _, was := range first.Of(kind) {
		if second.Place(kind, was.Head().ID) < 0 {
			gone = append(gone, was)
		}
	}
	for _, is := range second.Of(kind) {
		for len(gone) > 0 && records.Entered(gone[0], is) < 0 {
			each(gone[0], nil)
			gone = gone[1:]
		}
		each(first.Get(kind, is.Head().ID), is)
	}
	for _, was := range gone {
		each(was, nil)
	}
}

// weighing compares what the records of one kind weigh at two points.
type weighing struct {
	kind                *countedKind
	before, after, idle *census
	facts               facts
	was, is, same       []int
}

func (w *weighing) of(c *census, r ledger.Record, into *[]int) (home value.ID, there bool) {
	*into = (*into)[:0]
	if r == nil || !c.counts(r) {
		for range w.kind.sides {
			*into = append(*into, 0)
		}
		return value.ID{}, false
	}
	c.look(r, &w.facts)
	for _, s := range w.kind.sides {
		*into = append(*into, s.weigh(&w.facts))
	}
	return c.home(r), true
}

// weigh notes what a record's difference is on each side. The answer is what happened
// to the record itself, nil for one that weighs the same.
func (w *weighing) weigh(was, is ledger.Record, shifts [][]shift) *event {
	home, here := w.of(w.before, was, &w.was)
	goal, there := w.of(w.after, is, &w.is)
	moved := here && there && home != goal
	if !moved && slices.Equal(w.was, w.is) {
		return nil
	}
	w.of(w.idle, was, &w.same)
	e := w.happened(was, is)
	e.home, e.goal = home, goal
	for i, s := range w.kind.sides {
		if w.was[i] == w.is[i] && (!moved || w.was[i] == 0) {
			continue
		}
		sh := shift{event: e, was: w.was[i], is: w.is[i], home: home, goal: goal, here: here, there: there}
		if e.cause == "" {
			switch {
			case w.same[i] == w.is[i]:
				sh.cause, sh.note = Elapsed, w.elapsed()
			default:
				sh.cause, sh.note = e.own, e.ownNote
			}
		}
		shifts[s.at] = append(shifts[s.at], sh)
	}
	return e
}

// Movements are what became of every indicator in a scope, in their order.
func (c *Comparison) Movements(s Scope) []Movement {
	was, is := c.Was.Of(s), c.Is.Of(s)
	out := make([]Movement, len(Indicators))
	for i := range Indicators {
		n := &Indicators[i]
		ch := Movement{Indicator: n, Was: valueOf(was, n), Is: valueOf(is, n)}
		ch.Part = c.portions(s, n.partAt, ch.Is.Part-ch.Was.Part)
		if n.Rate() {
			ch.Of = c.portions(s, n.ofAt, ch.Is.Of-ch.Was.Of)
		}
		out[i] = ch
	}
	return out
}

// valueOf is an indicator's value, of none where a community was not there.
func valueOf(t Tallies, n *Indicator) Tally {
	if v, known := t[n.Key]; known {
		return v
	}
	if n.Rate() {
		return Tally{}
	}
	return Tally{0, -1}
}

// Movement is what became of one indicator.
func (c *Comparison) Movement(s Scope, key string) (Movement, bool) {
	for _, ch := range c.Movements(s) {
		if ch.Indicator.Key == key {
			return ch, true
		}
	}
	return Movement{}, false
}

// portions break a side's difference in a scope into its causes.
func (c *Comparison) portions(s Scope, side, difference int) []Portion {
	by := map[Cause]*Portion{}
	sum := 0
	for i := range c.shifts[side] {
		sh := &c.shifts[side][i]
		delta := 0
		if s.All || sh.there && sh.goal == s.ID {
			delta += sh.is
		}
		if s.All || sh.here && sh.home == s.ID {
			delta -= sh.was
		}
		if delta == 0 {
			continue
		}
		item := c.item(s, sh, delta)
		cause := c.causeOf(s, sh, delta)
		if by[cause] == nil {
			by[cause] = &Portion{Cause: cause}
		}
		by[cause].Sum += delta
		by[cause].Items = append(by[cause].Items, item)
		sum += delta
	}
	if rest := difference - sum; rest != 0 {
		by[Recounted] = &Portion{Cause: Recounted, Sum: rest}
	}
	var out []Portion
	for _, cause := range Causes {
		p := by[cause]
		if p == nil {
			continue
		}
		slices.SortStableFunc(p.Items, func(x, y Item) int {
			return cmp.Or(c.ranks[x.Community]-c.ranks[y.Community], cmp.Compare(y.Delta, x.Delta))
		})
		out = append(out, *p)
	}
	return out
}

// causeOf is why a record counts otherwise in a scope: one that went from a community
// to another moved, whatever became of it besides.
func (c *Comparison) causeOf(s Scope, sh *shift, delta int) Cause {
	switch {
	case !s.All && sh.here && sh.there && sh.home != sh.goal && delta > 0:
		return MovedIn
	case !s.All && sh.here && sh.there && sh.home != sh.goal:
		return MovedOut
	case sh.event.cause != "":
		return sh.event.cause
	}
	return sh.cause
}

func (c *Comparison) item(s Scope, sh *shift, delta int) Item {
	e := sh.event
	r := e.is
	home := sh.goal
	if r == nil || !s.All && home != s.ID {
		home = sh.home
	}
	if r == nil {
		r = e.was
	}
	item := Item{Kind: e.kind, ID: r.Head().ID, Community: c.names[home], Delta: delta, Note: sh.note}
	if e.cause != "" {
		item.Note = e.note
	}
	if sh.here && sh.there && sh.home != sh.goal {
		item.Note = "从" + c.place(sh.home) + "转到" + c.place(sh.goal)
	}
	item.Name = c.now.Called(r)
	return item
}

// place is a community's name for a sentence.
func (c *Comparison) place(id value.ID) string {
	if name := c.names[id]; name != "" {
		return name
	}
	return "别处"
}
