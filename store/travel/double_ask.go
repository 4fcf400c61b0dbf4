package travel

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Doubles are what the communities would have both once Apply has taken these packages in.
func (r *Reception) Doubles() []rules.Double {
	v := r.book.Today()
	after := func(kind ledger.Kind) []ledger.Record {
		gone := map[value.ID]bool{}
		var came []ledger.Record
		for _, d := range r.Deliveries {
			for _, m := range slices.Concat(d.brings, d.leaves) {
				if m.Kind != kind {
					continue
				}
				if m.Now != nil {
					came = append(came, m.Now)
					gone[m.Now.Head().ID] = true // it may be there already
				} else {
					gone[m.Was.Head().ID] = true
				}
			}
		}
		kept := slices.DeleteFunc(slices.Clone(v.Of(kind)), func(x ledger.Record) bool { return gone[x.Head().ID] })
		return append(kept, came...)
	}
	out := rules.DoublesAmong(v, after(ledger.Members), after(ledger.Enterprises))
	for i := range out {
		for j := range out[i].Sides {
			s := &out[i].Sides[j]
			for _, c := range r.added {
				if c.ID == s.Of {
					s.Community = c.Title
				}
			}
		}
	}
	return out
}

// AsksOf are what the communities of a double are asked, one each: it has the other
// community's name and nothing of its record.
func AsksOf(d rules.Double) []Ask {
	var asks []Ask
	for i, side := range d.Sides {
		other := d.Sides[(i+1)%len(d.Sides)].Community
		text := "“" + other + "”也有这个人。请核实他现在归哪个社区；不归本社区的请办转出或移走。"
		if side.Kind != ledger.Members {
			text = "“" + other + "”也有这家企业。请核实它在哪个社区；不在本社区的请移走。"
		}
		asks = append(asks, Ask{Kind: side.Kind, ID: side.Record.Head().ID, Sort: codes.MatterDuplicate, Text: text, Other: other})
	}
	return asks
}
