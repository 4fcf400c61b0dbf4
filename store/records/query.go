package records

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A Query asks for a list: which kind, which of its states, below which place, with
// which words and filters, in which order.
type Query struct {
	Kind    ledger.Kind
	Tab     string // a key of Tabs, "" for all
	Under   Place
	Words   string
	Own     bool // who hold a word themselves, without those of a company or branch called so, where there are any
	Filters []Filter
	Only    []value.ID // just these of them; none means all
	Sort    string     // a column's key, "" for the order of entry
	Desc    bool
}

// A Place narrows a list to what belongs to one record: the enterprises of a
// community, the members of an enterprise or a branch.
type Place struct {
	Kind string
	ID   value.ID
}

// A Filter keeps the records whose column, as people read it, is one of Texts; an
// empty text stands for an empty value. With From or To it keeps those whose number or
// date lies between, both included; "" is no bound. A month is any of its days.
type Filter struct {
	Key      string
	Texts    []string
	From, To string
}

// Words are what a filter says, for people.
func (f Filter) Words() string {
	switch {
	case f.From != "" && f.To != "":
		return f.From + " 到 " + f.To
	case f.From != "":
		return f.From + " 起"
	case f.To != "":
		return "到 " + f.To + " 为止"
	}
	words := slices.Clone(f.Texts)
	for i, w := range words {
		if w == "" {
			words[i] = "（空着）"
		}
	}
	if len(words) > 2 {
		words = append(words[:2:2], "等 "+strconv.Itoa(len(f.Texts))+" 项")
	}
	return strings.Join(words, "、")
}
