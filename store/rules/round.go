package rules

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Round is one reporting of the street's communities. It is about a day of the half-yearly figures (rulebook.Rules,
// half_days: 06-30 and 12-31; a street that asks for reports each month writes the ends of the months there) and begins
// some days before it (round_lead), so that a package of 20 June counts for the end of June and one of July does too. It
// lasts until the next begins.
type Round struct {
	Day   value.Date // that the figures are about
	Since value.Date // what a package is dated from here on belongs to the round
	Due   bool       // the day has come
}

// RoundOf is the round that a day belongs to.
func RoundOf(basis ledger.Basis) Round {
	day := basis.Rules.HalfDay(basis.Today.AddDays(basis.Rules.RoundLead))
	return Round{Day: day, Since: day.AddDays(-basis.Rules.RoundLead), Due: basis.Today >= day}
}

// An Arrival is how one community of the street stands in a round.
type Arrival struct {
	Community *ledger.Community
	Parcel    *ledger.Parcel // newest package that was taken in for the round, nil when none was
	Last      *ledger.Parcel // newest package of any round
	Members   int            // on the roll, as it was received
	Open      int            // matters that the community has still to answer
	Replied   int            // matters that it has answered and the street has not settled
	Unsent    int            // matters that no receipt has carried yet
}

// Arrivals are all communities of a street's ledger in the order of their codes, with what came of each in the round.
func Arrivals(v *records.View) []Arrival {
	basis := v.Basis()
	round := RoundOf(basis)
	at := map[value.ID]int{}
	var out []Arrival
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		at[c.ID] = len(out)
		out = append(out, Arrival{Community: c, Members: Rollup(v).Members[c.ID]})
	}
	for p := range records.All[*ledger.Parcel](v, ledger.Parcels) {
		i, known := at[p.Community]
		if !known || p.Sort != codes.ParcelSubmission {
			continue
		}
		a := &out[i]
		if newer(p, a.Last) {
			a.Last = p
		}
		if p.Day >= round.Since && newer(p, a.Parcel) {
			a.Parcel = p
		}
	}
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		i, known := at[m.Community]
		if !known {
			continue
		}
		switch MatterState(v, m) {
		case codes.MatterOpen:
			out[i].Open++
			if m.Sent == 0 {
				out[i].Unsent++
			}
		case codes.MatterMended, codes.MatterAnswered:
			out[i].Replied++
		}
	}
	slices.SortStableFunc(out, func(x, y Arrival) int { return compareCode(x.Community, y.Community) })
	return out
}

// compareCode sorts communities by their codes; those without one come last.
func compareCode(x, y *ledger.Community) int {
	switch {
	case x.Code == y.Code:
		return 0
	case x.Code == "" || y.Code != "" && y.Code < x.Code:
		return 1
	}
	return -1
}

// newer compares two packages of one community by the sender's numbers, never by a clock.
func newer(p, than *ledger.Parcel) bool {
	if than == nil {
		return true
	}
	return p.Number > than.Number || p.Number == than.Number && p.Order > than.Order
}

// NewestParcel is the newest submission that was taken in from a community, nil when there is none.
func NewestParcel(v *records.View, community value.ID) *ledger.Parcel {
	var newest *ledger.Parcel
	for p := range records.All[*ledger.Parcel](v, ledger.Parcels) {
		if p.Community == community && p.Sort == codes.ParcelSubmission && newer(p, newest) {
			newest = p
		}
	}
	return newest
}
