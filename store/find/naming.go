package find

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// A Naming finds the records of a kind by the names that people write. It is for one goroutine; a plan adds to Exact what it
// brings.
type Naming struct {
	Exact  map[string]ledger.ID // by plain name
	last   string               // the columns of a roster name the same branch row after row
	lastID ledger.ID
}

// NamingOf are the names of a kind's records. Of two of one name the one in use comes first.
func NamingOf(v *records.View, kind ledger.Kind) *Naming {
	n := &Naming{Exact: map[string]ledger.ID{}}
	for _, r := range v.Of(kind) {
		for _, name := range rules.NamesOf(r) {
			key := rules.PlainName(name)
			if _, taken := n.Exact[key]; !taken || !retired(r) {
				n.Exact[key] = r.Head().ID
			}
		}
	}
	return n
}

// retired says that another record of the same name comes first.
func retired(r ledger.Record) bool {
	switch r := r.(type) {
	case *ledger.Branch:
		return !r.Live()
	case *ledger.Enterprise:
		return !r.Open()
	}
	return false
}

// Find takes a name as it is written, without spaces, brackets and width.
func (n *Naming) Find(text string) (ledger.ID, bool) {
	if text == "" {
		return ledger.ID{}, false
	}
	if text == n.last {
		return n.lastID, true
	}
	id, ok := n.Exact[rules.PlainName(text)]
	if ok {
		n.last, n.lastID = text, id
	}
	return id, ok
}
