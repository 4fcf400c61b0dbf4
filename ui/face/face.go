// Package face holds how each kind of record looks: its columns, groups and icon, how it is
// counted, what can happen to it and what hangs on it; one file a kind. It knows the names of
// fields and asks the Book for texts; it knows no screen and draws nothing.
package face

import (
	"cmp"
	"strconv"
	"strings"

	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

// A Face is what people want to see of a kind before they choose otherwise. Fields are named
// by their keys; one that is named in no group comes in the form's group 其他.
type Face struct {
	Icon    look.Icon
	Measure string // the words by which records are counted: 家企业
	Unit    string // the measure word alone: 家

	Columns []string // of the list
	Tab     string   // the state that a list begins with
	Groups  []form.Group
	Quick   []string // what Enter visits in a new record
	Carry   []string // taken over from the last new record
	Lengths map[string]int

	Apart       []string     // the fields that tell two records apart or one
	Forms       []forms.Form // on paper, that fit the records of a list
	Transitions []Transition // in the order of the menu
	Hangs       *Hanging     // nil where nothing does
}

var faces = map[string]Face{
	"street":     street,
	"officer":    officer,
	"liaison":    liaison,
	"visit":      visit,
	"parcel":     parcel,
	"signer":     signer,
	"matter":     matter,
	"community":  community,
	"enterprise": enterprise,
	"branch":     branch,
	"member":     member,
	"post":       post,
}

// Of is the face of a kind.
func Of(kind ledger.Kind) Face { return Named(kind.Name()) }

// Named is the face of a kind by its code name; a blank one where there is no such kind.
func Named(name string) Face { return faces[name] }

// Pending is the state of a list in which records wait to be checked.
const Pending = "pending"

// Sort is the column by which a list begins: by name where there is one.
func Sort(kind ledger.Kind) string {
	if kind.At("name") >= 0 {
		return "name"
	}
	return ""
}

// List asks for a kind as its list begins.
func List(kind ledger.Kind) records.Query {
	return records.Query{Kind: kind, Tab: Of(kind).Tab, Sort: Sort(kind)}
}

// Amount is how many records of a kind there are, in words: 3 家企业.
func Amount(kind ledger.Kind, n int) string { return strconv.Itoa(n) + " " + Of(kind).Measure }

// Held are the Counts of what a whole ledger holds, or that it holds nothing.
func Held(counts map[string]int) string { return cmp.Or(Counts(counts), "里面还没有资料") }

// Counts are how many records of each kind there are, by their code names; communities go
// without saying.
func Counts(counts map[string]int) string {
	var all []string
	for _, k := range ledger.All {
		if n := counts[k.Name()]; n > 0 && k != ledger.Communities {
			all = append(all, k.Title()+" "+strconv.Itoa(n))
		}
	}
	return strings.Join(all, "　")
}
