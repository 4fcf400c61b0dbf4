package records

import (
	"tuanjian/store/ledger"
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
func (v *View) Home(r ledger.Record) ledger.ID {
	if owner := r.Head().Owner; !owner.IsZero() {
		return owner
	}
	switch r := r.(type) {
	case *ledger.Community:
		return r.ID
	case *ledger.Enterprise:
		return r.Community
	case *ledger.Branch:
		return r.Community
	case *ledger.Member:
		return v.first(hang{ledger.Branches, r.Branch}, hang{ledger.Enterprises, r.Unit})
	case *ledger.Post:
		return v.first(hang{ledger.Branches, r.Branch})
	case *ledger.Liaison:
		if !r.Community.IsZero() {
			return r.Community
		}
		return v.first(hang{ledger.Enterprises, r.Enterprise}, hang{ledger.Branches, r.Branch})
	case *ledger.Visit:
		return v.first(hang{ledger.Liaisons, r.Liaison})
	case *ledger.Parcel:
		return r.Community
	case *ledger.Matter:
		return r.Community
	case *ledger.Signer:
		return r.Community
	}
	return ledger.ID{}
}

// A hang is what a record hangs on.
type hang struct {
	kind ledger.Kind
	id   ledger.ID
}

// first is where the first of some lies that lies anywhere.
func (v *View) first(on ...hang) ledger.ID {
	for _, h := range on {
		if r := v.Get(h.kind, h.id); r != nil {
			if home := v.Home(r); !home.IsZero() {
				return home
			}
		}
	}
	return ledger.ID{}
}
