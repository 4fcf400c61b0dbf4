package find

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Naming finds the records of a kind by the names that people write. It is for one goroutine; a plan adds to Exact what it
// brings.
type Naming struct {
	Exact  map[string]value.ID // by plain name
	last   string              // the columns of a roster name the same branch row after row
	lastID value.ID
}

// NamingOf are the names of a kind's records, what they are called where they have none of their own. Of two of one name the one in use comes first.
func NamingOf(v *records.View, kind ledger.Kind) *Naming {
	n := &Naming{Exact: map[string]value.ID{}}
	for _, r := range v.Of(kind) {
		names := rules.NamesOf(r)
		if !kind.Named() {
			names = []string{v.Called(r)}
		}
		for _, name := range names {
			key := rules.PlainName(name)
			if _, taken := n.Exact[key]; !taken || !kind.Over(r, v.Basis().Today) {
				n.Exact[key] = r.Head().ID
			}
		}
	}
	return n
}

// Find takes a name as it is written, without spaces, brackets and width.
func (n *Naming) Find(text string) (value.ID, bool) {
	if text == "" {
		return value.ID{}, false
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
