package store

import (
	"runtime"
	"sync"

	"tuanjian/store/ledger"
)

// pending is the set of records of a kind that have an open fault: the list 待核.
// late are records to ask again.
type pending struct {
	age   uint64
	today ledger.Date
	ids   map[ledger.ID]bool
	late  map[ledger.ID]bool
}

// pendingOf gives the records of a kind that have an open fault. For members,
// who are many, only those are asked again whom a change can have touched; the
// other kinds are few and asked anew after every change.
func (b *Book) pendingOf(kind ledger.Kind, basis ledger.Basis) map[ledger.ID]bool {
	if b.cache.pending == nil {
		b.cache.pending = map[string]*pending{}
	}
	p := b.cache.pending[kind.Name()]
	switch {
	case p == nil || p.today != basis.Today || kind != ledger.Members && p.age != b.age:
		p = &pending{ids: b.askAll(kind, basis)}
		b.cache.pending[kind.Name()] = p
	default:
		for id := range p.late {
			delete(p.ids, id)
			if r := b.shelves[kind.Name()].get(id); r != nil && len(b.faults(kind, r, basis)) > 0 {
				p.ids[id] = true
			}
		}
	}
	p.age, p.today, p.late = b.age, basis.Today, map[ledger.ID]bool{}
	return p.ids
}

// settled brings all that the faults of a record may need up to date, so that several may ask at once.
func (b *Book) settled(basis ledger.Basis) {
	b.numbers()
	b.roll()
	b.offices(basis.Today)
	b.covers()
	b.contacts(basis)
}

// askAll checks every record of a kind, on all processors.
func (b *Book) askAll(kind ledger.Kind, basis ledger.Basis) map[ledger.ID]bool {
	b.settled(basis)
	records := b.shelves[kind.Name()].records
	bad := make([]bool, len(records))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wait.Go(func() {
			for i := len(records) * w / workers; i < len(records)*(w+1)/workers; i++ {
				bad[i] = len(b.faults(kind, records[i], basis)) > 0
			}
		})
	}
	wait.Wait()
	ids := map[ledger.ID]bool{}
	for i, r := range records {
		if bad[i] {
			ids[r.Head().ID] = true
		}
	}
	return ids
}

// unsettle notes whose faults a saved record can have changed: its own, those of
// a member with one of its numbers, of the people in a changed branch, of the
// person of a changed post.
func (b *Book) unsettle(was, now ledger.Record) {
	p := b.cache.pending["member"]
	if p == nil {
		return
	}
	switch now := now.(type) {
	case *ledger.Member:
		p.late[now.ID] = true
		for _, r := range []ledger.Record{was, now} {
			for _, u := range []*unique{byID, byDev} {
				if r == nil {
					continue
				}
				if other := b.other(u, u.of(r), now.ID); other != nil {
					p.late[other.Head().ID] = true
				}
			}
		}
	case *ledger.Branch:
		for m := range all[*ledger.Member](b, ledger.Members) {
			if m.Branch == now.ID {
				p.late[m.ID] = true
			}
		}
	case *ledger.Post:
		p.late[now.Person] = true
		if was, ok := was.(*ledger.Post); ok {
			p.late[was.Person] = true
		}
	}
}
