package forms

import (
	"cmp"

	"tuanjian/store"
	yearbook "tuanjian/store/handbook"
	"tuanjian/store/ledger"
)

// yearBook lays out 团支部工作手册 of a branch and a year.
func (o *Printout) yearBook() error {
	b := o.book
	if r, ok := b.Get(ledger.Branches, o.print.Branch).(*ledger.Branch); !ok || !r.Live() && o.print.Year == 0 {
		return store.Refuse("请先选一个团支部。")
	}
	veil := yearbook.Veil(o.print.Full)
	text, ok := yearbook.Of(b.Today(), o.print.Branch, cmp.Or(o.print.Year, b.Basis().Today.Year()), veil)
	if !ok {
		return store.Refuse("请先选一个团支部。")
	}
	o.running(text, veil)
	return nil
}
