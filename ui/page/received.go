package page

import (
	"slices"

	"tuanjian/store/ledger"
)

// foreign says that the panel's record is only to be looked at: it was received, or
// the program writes it.
func (r *record) foreign() bool {
	return r.was.Head().Received() || slices.Contains(ledger.OfTravel, r.kind) || r.kind == ledger.Matters
}

// origin says of a received record whose it is and when it came, "" of any other.
func (r *record) origin() string {
	m := r.was.Head()
	if !m.Received() {
		return ""
	}
	came := m.Changed
	if came == 0 {
		came = m.Created
	}
	when := r.s.at(came, "2006-01-02")
	if name := r.s.Book.Name("community", m.Owner); name != "" {
		return "这是" + name + "上报的，" + when + " 接收。这里只能看；有错请退回，让社区改好再报。"
	}
	return "这是" + r.s.Book.Name("street", m.Owner) + "下发的，" + when + " 接收。这里只能看；有错请告诉街道，让街道改好再下发。"
}
