package rules

import (
	"cmp"
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Zone is a building, a park or a street of a community with the enterprises in it that do business (domain.md §7 rows 16, 17
// and 74): how many people work there, and which of them could found a branch together.
type Zone struct {
	Community value.ID
	Name      string
	All       []*ledger.Enterprise
	Staff     int // of those that say how many
	Under35   int
	Members   int // on the roll
	Built     int // with an organisation
	// Joint are those without an organisation that are too small alone and together reach the rules' number: none where they do not.
	Joint        []*ledger.Enterprise
	JointMembers int
}

// Zones are those of all enterprises that say in which they are: first where a joint branch would reach the number, then
// where most people work.
func Zones(v *records.View) []*Zone { return zones.Of(v) }

// JointZones are those where a joint branch would reach the number, of what this ledger itself keeps.
func JointZones(v *records.View) []*Zone {
	return slices.DeleteFunc(slices.Clone(Zones(v)), func(z *Zone) bool { return len(z.Joint) == 0 || z.Joint[0].Received() })
}

var zones = records.Derive(func(v *records.View) []*Zone {
	type place struct {
		community value.ID
		name      string
	}
	at := map[place]*Zone{}
	var all []*Zone
	planned := map[value.ID]bool{}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.State == codes.BranchPlanned {
			for _, id := range o.Enterprises {
				planned[id] = true
			}
		}
	}
	roll, least := Roll(v).Unit, v.Basis().Rules.BranchMin
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if e.Zone == "" || !e.Open() {
			continue
		}
		p := place{v.Home(e), e.Zone}
		z := at[p]
		if z == nil {
			z = &Zone{Community: p.community, Name: p.name}
			at[p], all = z, append(all, z)
		}
		staff, _ := e.Staff.Value()
		young, _ := e.Under35.Value()
		z.All = append(z.All, e)
		z.Staff, z.Under35, z.Members = z.Staff+max(0, staff), z.Under35+max(0, young), z.Members+roll[e.ID]
		switch n := roll[e.ID]; {
		case Built(v, e):
			z.Built++
		case n > 0 && n < least && !planned[e.ID]:
			z.Joint, z.JointMembers = append(z.Joint, e), z.JointMembers+n
		}
	}
	for _, z := range all {
		if len(z.Joint) < 2 || z.JointMembers < least {
			z.Joint, z.JointMembers = nil, 0
		}
		slices.SortStableFunc(z.Joint, func(x, y *ledger.Enterprise) int { return cmp.Compare(roll[y.ID], roll[x.ID]) })
	}
	slices.SortStableFunc(all, func(x, y *Zone) int {
		return cmp.Or(cmp.Compare(y.JointMembers, x.JointMembers), cmp.Compare(y.Staff, x.Staff), cmp.Compare(x.Name, y.Name))
	})
	return all
}, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Communities).Dated().Following(func(was []*Zone, _ *records.View, changes []records.Change) ([]*Zone, bool) {
	return was, !slices.ContainsFunc(changes, func(x records.Change) bool { return x.Kind != ledger.Members || countsElse(x) })
})
