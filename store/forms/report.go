package forms

import (
	"tuanjian/store/ledger"
	"tuanjian/store/prose"
	"tuanjian/store/report"
)

// workReport lays out a work report that the ledger keeps.
func (o *Printout) workReport() error {
	r, err := report.Open(o.book, o.print.Of.ID)
	if err != nil {
		return err
	}
	o.running(r.Text(), ledger.Start)
	return nil
}

// leaderReport lays out its version of one page.
func (o *Printout) leaderReport() error {
	r, err := report.Open(o.book, o.print.Of.ID)
	if err != nil {
		return err
	}
	text, err := r.Leader()
	if err != nil {
		return err
	}
	o.running(text, ledger.Start)
	return nil
}

// running lays out a text; veil is what hides in it.
func (o *Printout) running(t prose.Text, veil ledger.Veil) {
	if t.Manner != prose.Official { // nothing of the program stands on an official paper
		t.Printed = o.printed()
	}
	o.rows, o.title, o.text, o.veil = 1, t.Name, &t, veil
	o.doc = t.Lay()
	o.sheet.Name, o.sheet.Title = t.Name, t.Name
}
