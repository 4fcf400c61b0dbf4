package paper

import (
	"cmp"
	"time"

	"tuanjian/store/cards"
	"tuanjian/store/forms"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/page"
)

// Papers is the preview of a form that is the paper of one record: of those that q asks for, or of the drafts that print has.
// back leads to where a person came from.
func Papers(s *page.Shell, q records.Query, print forms.Print, back func()) *page.Page {
	return newPapers(s, q, print, back).page
}

func newPapers(s *page.Shell, q records.Query, print forms.Print, back func()) *preview {
	p := &preview{s: s, q: q, given: print, behind: back, form: print.Form, branch: print.Branch, later: hands.Delay{Wait: 400 * time.Millisecond}}
	p.build()
	p.page.Shut = func() { p.latest.Drop(); p.later.Drop(); p.asking.Drop() }
	p.ask()
	return p
}

// The words before the number of rows to write in, and of copies.
const (
	blankRows = "空白行"
	ownCopies = "份数（0 照登记的）"
)

// showBlank shows the number that the form has a use for, by its name.
func (p *preview) showBlank() {
	word := blankRows
	if forms.Single(p.form) {
		word = forms.Counted(p.form)
	}
	switch {
	case forms.Letter(p.form), p.form == forms.YearBook, p.form == forms.Labels, p.form == forms.NameCards:
		word = ""
	}
	show(p.blankBox, word != "")
	if word == cards.Copies {
		word = ownCopies
	}
	p.blankWord.SetText(cmp.Or(word, blankRows))
}

// single is an order for papers of one record: of the drafts, or of all that the list has.
func (p *preview) single(o order) order {
	n := o.print.Blank
	o.print.Blank, o.print.Portrait = 0, false
	o.print.Drafts, o.print.Branch = p.given.Drafts, p.given.Branch
	switch forms.Counted(p.form) {
	case cards.Copies:
		o.print.Copies = n
	case cards.Blanks:
		o.print.Blank = n
	}
	if len(o.print.Drafts) == 0 {
		rows := p.q
		o.rows = &rows
	}
	return o
}
