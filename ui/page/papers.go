package page

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// ShowPapers goes to the preview of a form that is the paper of one record: of those that q asks for, or of the drafts of print.
// back leads to where a person came from.
func (s *Shell) ShowPapers(q records.Query, print forms.Print, back func()) {
	s.Open(func(s *Shell) *Page { return s.Screens.Papers(s, q, print, back) })
}

// ShowPaperOf is ShowPapers of one record.
func (s *Shell) ShowPaperOf(kind ledger.Kind, id value.ID, f forms.Form, back func()) {
	print := forms.Print{Form: f}
	if forms.OfBranch(f) {
		print.Branch = id
	}
	s.ShowPapers(records.Query{Kind: kind, Only: []value.ID{id}}, print, back)
}

// PaperDeeds are the lines of a menu for the papers of a record.
func (s *Shell) PaperDeeds(kind ledger.Kind, id value.ID, back func()) (deeds []kit.Deed) {
	for _, f := range forms.PapersOf(kind) {
		deeds = append(deeds, kit.Deed{Icon: look.IconPrint, Label: forms.Title(f), Do: func() { s.ShowPaperOf(kind, id, f, back) }})
	}
	return deeds
}

// papered says that there is a record open of which there are papers.
func (l *list) papered() bool {
	return l.panel != nil && !l.panel.id.IsZero() && len(forms.PapersOf(l.panel.kind)) > 0
}

// paper shows the papers of the open record, its first form first; another can be chosen there.
func (l *list) paper() {
	if r := l.panel; l.papered() {
		l.s.ShowPaperOf(r.kind, r.id, forms.PapersOf(r.kind)[0], l.backTo(r.id, true))
	}
}

// backTo leads from another page to the same row of the list, or to its open panel.
func (l *list) backTo(id value.ID, open bool) func() {
	return func() {
		l.s.Leave(func() {
			if l.mark = id; open {
				l.reveal = id
			}
			l.s.put(l.page)
			l.ask()
		})
	}
}

// paperButton leads from an open record to its papers.
func (r *record) paperButton() *kit.Button {
	return kit.NewButton(kit.Quiet, look.IconNone, "打印", "F12", r.l.paper)
}
