// Package face holds how each kind of record looks: its columns, groups and icon, how it is
// counted, what can happen to it and what hangs on it; one file a kind. It knows the names of
// fields and asks the Book for texts; it knows no screen and draws nothing.
package face

import (
	"cmp"
	"strconv"
	"strings"

	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

// A Face is what people want to see of a kind before they choose otherwise. Fields are named
// by their keys; one that is named in no group comes in the form's group 其他.
type Face struct {
	Icon look.Icon

	Columns []string // of the list
	Groups  []form.Group
	Quick   []string // what Enter visits in a new record
	Carry   []string // taken over from the last new record
	Lengths map[string]int

	Headed bool                           // a record without a name of its own is headed by what it ties together
	Asides map[string]func(Beside) string // by the field: what follows from its value, or what other records say of it

	Apart       []string     // the fields that tell two records apart or one
	Forms       []forms.Form // on paper, that fit the records of a list
	Transitions []Transition // in the order of the menu
	Hangs       *Hanging     // nil where nothing does
}

// Beside is a record as it was and as it is being written, for the words that stand beside a field.
type Beside struct {
	View  *records.View
	Was   ledger.Record
	Draft ledger.Record
	New   bool
}

// contacted names the street's contact of a record.
func contacted(kind ledger.Kind) func(Beside) string {
	return func(b Beside) string {
		if names := find.TextOf(b.View, kind, b.Was, "liaison"); names != "" {
			return "街道联系委员：" + names
		}
		return ""
	}
}

var faces = map[ledger.Kind]Face{
	ledger.Streets:     street,
	ledger.Officers:    officer,
	ledger.Liaisons:    liaison,
	ledger.Visits:      visit,
	ledger.Parcels:     parcel,
	ledger.Signers:     signer,
	ledger.Matters:     matter,
	ledger.Communities: community,
	ledger.Enterprises: enterprise,
	ledger.Branches:    branch,
	ledger.Members:     member,
	ledger.Posts:       post,

	ledger.Meetings:     meeting,
	ledger.Youths:       youth,
	ledger.Applicants:   applicant,
	ledger.Elections:    election,
	ledger.Candidates:   candidate,
	ledger.Appointments: appointment,
	ledger.Transfers:    transfer,
	ledger.Measures:     measure,
	ledger.Payments:     payment,
	ledger.Appraisals:   appraisal,
	ledger.Ratings:      rating,
	ledger.Surveys:      survey,
	ledger.Returns:      sheet,
	ledger.Problems:     problem,
	ledger.Supplies:     supply,

	ledger.Partners:   partner,
	ledger.Facilities: facility,
	ledger.Referrals:  referral,
	ledger.Clubs:      club,
	ledger.Syncs:      sync,
	ledger.Documents:  document,
	ledger.Funds:      fund,
}

// Of is the face of a kind: its own, or that of its table where its look is not special.
func Of(kind ledger.Kind) Face {
	if f, special := faces[kind]; special {
		return f
	}
	return plain(kind)
}

// Named is the face of a kind by its code name; a blank one where there is no such kind.
func Named(name string) Face {
	if kind := ledger.KindOf(name); kind != nil {
		return Of(kind)
	}
	return Face{}
}

// mostColumns is how many columns a list shows of a kind whose look is not special.
const mostColumns = 8

// plain is the face that a kind's table gives: its fields in their order, the first of them in the list.
func plain(kind ledger.Kind) Face {
	f := Face{Icon: look.IconFile, Forms: []forms.Form{forms.Plain(kind)}}
	var keys []string
	for _, c := range kind.Columns()[:kind.Fields()] {
		keys = append(keys, c.Key)
		if c.Shape != ledger.Lines {
			f.Quick = append(f.Quick, c.Key)
		}
	}
	f.Columns = keys[:min(len(keys), mostColumns)]
	f.Groups = []form.Group{{Title: kind.Title(), Keys: keys}}
	return f
}

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
	return find.Begin(kind)
}

// Amount is how many records of a kind there are, in words: 3 家企业.
func Amount(kind ledger.Kind, n int) string { return strconv.Itoa(n) + " " + kind.Measure() }

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
