package paper

import (
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/page"
)

// Letters are the letters and official papers that can be written about a record now, then those that cannot and why; back leads
// to where a person was.
func Letters(s *page.Shell, kind ledger.Kind, r ledger.Record, back func()) (all []page.Work) {
	for _, f := range forms.LettersOf(s.Book, r) {
		p := forms.Print{Form: f, Of: records.Place{Kind: kind.Name(), ID: r.Head().ID}}
		all = append(all, page.Work{Label: forms.Title(f), Begin: func() { s.Show(PrintFixed(s, p, kind.Name(), back)) }})
	}
	for _, no := range forms.RefusedLetters(s.Book, r) {
		all = append(all, page.Work{Label: forms.Title(no.Form), Why: no.Why})
	}
	return all
}

// Certificates is the preview of 离团证明 of people, one each.
func Certificates(s *page.Shell, people []value.ID, back func()) *page.Page {
	l := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members, Only: people, Sort: "name"})
	return PrintFixed(s, forms.Print{Form: forms.LeavingLetter, List: l}, ledger.Members.Name(), back)
}
