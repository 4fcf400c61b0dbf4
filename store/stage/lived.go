package stage

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Lived are the amounts of the League's life that Live puts into a ledger, spread evenly over its members and branches.
type Lived struct{ Payments, Meetings, Attendances int }

// Live writes payments and meetings with who came into a ledger that has members and branches: what years of work leave
// there. Tests of speed call it.
func Live(b *store.Book, n Lived) error {
	var cells []*ledger.Branch
	for o := range All[*ledger.Branch](b, ledger.Branches) {
		if o.Type == codes.BranchCell {
			cells = append(cells, o)
		}
	}
	var people []*ledger.Member
	in := map[value.ID][]value.ID{}
	for m := range All[*ledger.Member](b, ledger.Members) {
		if m.OnRoll() && !m.Branch.IsZero() {
			people = append(people, m)
			in[m.Branch] = append(in[m.Branch], m.ID)
		}
	}
	today := b.Basis().Today
	_, err := b.Do(store.Intent{Deed: "practice", Rows: n.Payments + n.Meetings}, func(t *store.Turn) error {
		for i := range n.Payments {
			m := people[i%len(people)]
			month := value.Day(today.Year(), today.Month(), 1).AddMonths(-1 - i/len(people))
			p := &ledger.Payment{Member: m.ID, Branch: m.Branch, From: value.Day(month.Year(), month.Month(), 0), To: value.Day(month.Year(), month.Month(), 0), Sort: codes.PaymentPaid,
				Due: value.MoneyOf(500), Paid: value.MoneyOf(500), Day: month.AddDays(9)}
			if err := t.Put(ledger.Payments, nil, p); err != nil {
				return err
			}
		}
		for i := range n.Meetings {
			o := cells[i%len(cells)]
			there := in[o.ID]
			each := min(len(there), n.Attendances/n.Meetings)
			m := &ledger.Meeting{Sort: []string{codes.MeetingTheme, codes.MeetingLesson, codes.MeetingGeneral}[i%3], Day: today.AddDays(-i / len(cells) * 20), Title: "安全生产", Branches: []value.ID{o.ID},
				Due: value.CountOf(len(there)), Present: value.CountOf(each), Came: there[:each]}
			if err := t.Put(ledger.Meetings, nil, m); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
