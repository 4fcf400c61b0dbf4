package rules

import (
	"maps"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Keeper is whose record one is, as far as reminders and figures ask whether somebody writes down such records at all: in a
// street's ledger the community that sent it, or the street itself; a community's ledger has one keeper.
func Keeper(v *records.View, r ledger.Record) value.ID {
	if v.Street() {
		return r.Head().Owner
	}
	return value.ID{}
}

// A keeping is one kind of records of one keeper.
type keeping struct {
	kind   ledger.Kind
	keeper value.ID
}

// keepings count the records of the kinds of which an office is reminded only where it writes any down.
var keepings = records.Derive(func(v *records.View) map[keeping]int {
	n := map[keeping]int{}
	for _, kind := range askedOnceKept {
		for _, r := range v.Of(kind) {
			n[keeping{kind, Keeper(v, r)}]++
		}
	}
	return n
}, askedOnceKept...).Dated().Following(func(was map[keeping]int, v *records.View, changes []records.Change) (map[keeping]int, bool) {
	n := maps.Clone(was)
	for _, c := range changes {
		if c.Was != nil {
			n[keeping{c.Kind, Keeper(v, c.Was)}]--
		}
		if c.Now != nil {
			n[keeping{c.Kind, Keeper(v, c.Now)}]++
		}
	}
	return n, true
})

var askedOnceKept = []ledger.Kind{ledger.Meetings, ledger.Appraisals, ledger.Ratings, ledger.Visits, ledger.Syncs}

// keeps says that whoever keeps a record keeps any of a kind.
func keeps(v *records.View, r ledger.Record, kind ledger.Kind) bool {
	return keepings.Of(v)[keeping{kind, Keeper(v, r)}] > 0
}

// beginsOrEnds says that with some changes a keeper may have begun to write down records of a kind, or have none any more.
func beginsOrEnds(v *records.View, changes []records.Change, kinds ...ledger.Kind) bool {
	for _, c := range changes {
		for _, kind := range kinds {
			if c.Kind != kind {
				continue
			}
			for _, r := range []ledger.Record{c.Was, c.Now} {
				if r != nil && keepings.Of(v)[keeping{kind, Keeper(v, r)}] <= len(changes) {
					return true
				}
			}
		}
	}
	return false
}

// metDays are when each branch met last, and each member was trained last.
type metDays struct {
	last    map[value.ID]value.Date
	trained map[value.ID]value.Date
	trains  map[value.ID]int // meetings of training with names, by keeper
}

var met = records.Derive(func(v *records.View) metDays {
	d := metDays{map[value.ID]value.Date{}, map[value.ID]value.Date{}, map[value.ID]int{}}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		d.add(v, m)
	}
	return d
}, ledger.Meetings).Dated().Following(func(was metDays, v *records.View, changes []records.Change) (metDays, bool) {
	d := metDays{maps.Clone(was.last), maps.Clone(was.trained), maps.Clone(was.trains)}
	for _, c := range changes {
		if c.Was != nil {
			return was, false // another may be the last
		}
		d.add(v, c.Now.(*ledger.Meeting))
	}
	return d, true
})

// add takes one more meeting in.
func (d metDays) add(v *records.View, m *ledger.Meeting) {
	for _, id := range m.Branches {
		d.last[id] = max(d.last[id], m.Day.Last())
	}
	if !training(m) {
		return
	}
	d.trains[Keeper(v, m)]++
	for _, id := range m.Came {
		d.trained[id] = max(d.trained[id], m.Day.Last())
	}
}

// training says that a meeting trained people who are named.
func training(m *ledger.Meeting) bool { return m.Sort == codes.MeetingTraining && len(m.Came) > 0 }

// firstTraining says that with some changes a keeper may have his first training, or his last is gone.
func firstTraining(v *records.View, changes []records.Change) bool {
	for _, c := range changes {
		for _, r := range []ledger.Record{c.Was, c.Now} {
			if m, ok := r.(*ledger.Meeting); ok && training(m) && met.Of(v).trains[Keeper(v, m)] <= len(changes) {
				return true
			}
		}
	}
	return false
}

// usedCell says that an organisation is a branch in use with members.
func usedCell(v *records.View, o *ledger.Branch) bool {
	return o.Live() && o.Type == codes.BranchCell && o.State != codes.BranchPlanned && Roll(v).Branch[o.ID] > 0
}

// LastMet is the day of a branch's newest meeting, 0 where none is written down.
func LastMet(v *records.View, branch value.ID) value.Date { return met.Of(v).last[branch] }

// silent says that a branch in use has had no meeting for some months, where meetings are written down.
func silent(v *records.View, o *ledger.Branch, b ledger.Basis) bool {
	since := b.Today.AddMonths(-b.Rules.MeetingMonths)
	return usedCell(v, o) && o.Founded.Last() < since && met.Of(v).last[o.ID] < since && keeps(v, o, ledger.Meetings)
}

// untrained says that an officer has not been trained for some months, nor has he come into office since, where it is written
// down who was trained.
func untrained(v *records.View, m *ledger.Member, b ledger.Basis) bool {
	posts := Offices(v).Held[m.ID]
	if len(posts) == 0 || !m.OnRoll() || met.Of(v).trains[Keeper(v, m)] == 0 {
		return false
	}
	since := b.Today.AddMonths(-b.Rules.TrainingMonths)
	for _, p := range posts {
		if p.From.Last() < since {
			return met.Of(v).trained[m.ID] < since
		}
	}
	return false
}

// unappraised says that in the season of appraisals none of a branch's members has been appraised, where appraisals are kept.
func unappraised(v *records.View, o *ledger.Branch, b ledger.Basis) bool {
	year := b.Rules.ReviewYear(b.Today)
	return b.Rules.Reviewing(b.Today) && usedCell(v, o) && o.Founded.First() <= value.Day(year, 12, 31) && keeps(v, o, ledger.Appraisals) &&
		appraisals.Of(v)[appraised{o.ID, value.CountOf(year)}].all == 0
}

// ratedIn are the years for which each branch was rated.
var ratedIn = records.Derive(func(v *records.View) map[appraised]bool {
	all := map[appraised]bool{}
	for r := range records.All[*ledger.Rating](v, ledger.Ratings) {
		all[appraised{r.Branch, r.Year}] = true
	}
	return all
}, ledger.Ratings)

// unrated says that in the season of ratings a branch that takes part has none, where ratings are kept.
func unrated(v *records.View, o *ledger.Branch, b ledger.Basis) bool {
	year := b.Rules.ReviewYear(b.Today)
	return b.Rules.Reviewing(b.Today) && Roll(v).Branch[o.ID] > 0 && Ratable(o, year, b.Rules) && keeps(v, o, ledger.Ratings) && !ratedIn.Of(v)[appraised{o.ID, value.CountOf(year)}]
}
