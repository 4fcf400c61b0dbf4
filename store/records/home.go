package records

import (
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Own is what the ledger is about: a community's ledger the community of its name, or else the only one of its own; a
// street's its street. nil where that record was lost.
func (v *View) Own() ledger.Record { return own.Of(v) }

var own = Derive(func(v *View) ledger.Record {
	if v.Street() {
		for s := range All[*ledger.Street](v, ledger.Streets) {
			if !s.Received() {
				return s
			}
		}
		return nil
	}
	if c := v.community(); c != nil {
		return c
	}
	return nil
}, ledger.Streets, ledger.Communities).Dated()

func (v *View) community() (only *ledger.Community) {
	n := 0
	for c := range All[*ledger.Community](v, ledger.Communities) {
		if c.Received() {
			continue
		}
		if c.Title == v.moment.Name {
			return c
		}
		only, n = c, n+1
	}
	if n == 1 {
		return only
	}
	return nil
}

// Community is the community that a community's ledger is about; nil in a street's, and where it was lost.
func (v *View) Community() *ledger.Community {
	c, _ := v.Own().(*ledger.Community)
	return c
}

// Home is the community that a record belongs to: the one that sent it, or else the one in which it says that it lies,
// by itself or by what it hangs on. Zero is nobody's.
func (v *View) Home(r ledger.Record) value.ID {
	if owner := r.Head().Owner; !owner.IsZero() {
		return owner
	}
	kind := ledger.KindFor(r)
	if kind == ledger.Communities {
		return r.Head().ID
	}
	for at, id := range kind.Homes(r) {
		to := ledger.KindOf(kind.Columns()[at].Choices.Kind)
		if to == ledger.Communities {
			return id
		}
		if up := v.Get(to, id); up != nil {
			if home := v.Home(up); !home.IsZero() {
				return home
			}
		}
	}
	return value.ID{}
}
