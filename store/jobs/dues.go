package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A DuesState is how one month of one member stands.
type DuesState uint8

// The states of a month.
const (
	DuesNone      DuesState = iota // not in this branch then, or the month is still to come and nothing was paid ahead
	DuesOwed                       // by the rules of that month
	DuesUnknown                    // owed, and nobody wrote the income: 无法计算, never 0
	DuesVoluntary                  // a Party member who keeps his membership pays as he likes
	DuesPaid
	DuesWaived
)

// A DuesMonth is one month of one member.
type DuesMonth struct {
	State DuesState
	Due   value.Money // unknown while State is DuesUnknown; of a month that was paid in part what is left of it
	Part  bool        // something was paid for the month, and not all
	Ahead bool        // the month is still to come
}

// Open says that the month can be paid or let off.
func (m DuesMonth) Open() bool {
	return m.State == DuesOwed || m.State == DuesUnknown || m.State == DuesVoluntary
}

// A DuesRow is one member's year.
type DuesRow struct {
	Member *ledger.Member
	Months [12]DuesMonth
	Due    value.Money // of the months up to today that are known
	Paid   value.Money // what was paid for the months of the year
	Behind int         // months up to today that are open, those of voluntary payers aside
}

// A DuesSheet is what the members of one branch owe and have paid in the months of a year (domain.md §1.6).
type DuesSheet struct {
	Branch *ledger.Branch
	Year   int
	Rows   []DuesRow // by name

	book  *store.Book
	view  *records.View
	today value.Date
}

// DuesOf reads the sheet of a branch off the records. Who was in the branch only for some months stands there with these.
func DuesOf(b *store.Book, branch value.ID, year int) (*DuesSheet, error) {
	v := b.Today()
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	if !ok {
		return nil, store.Refuse("找不到这个团组织。请重新选一个。")
	}
	versions, err := b.RulesVersions()
	if err != nil {
		return nil, err
	}
	s := &DuesSheet{Branch: o, Year: year, book: b, view: v, today: v.Basis().Today}
	var months [12]*rulebook.Rules
	for i := range months {
		months[i] = rulesOn(versions, value.Day(year, i+1, 1).Last(), b)
	}
	covered := cover(v, year)
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if row, any := s.row(m, months, covered[m.ID]); any {
			s.Rows = append(s.Rows, row)
		}
	}
	slices.SortFunc(s.Rows, func(a, b DuesRow) int { return byName(a.Member, b.Member) })
	return s, nil
}

// rulesOn are the rules that were in force at the end of a month; before the ledger began, those that it began with.
func rulesOn(versions []store.RulesVersion, day value.Date, b *store.Book) *rulebook.Rules {
	zone := b.Clock().Location()
	for _, v := range versions { // the newest first
		if v.Day(zone) <= day {
			return v.Rules.On(day)
		}
	}
	return versions[len(versions)-1].Rules.On(day)
}

// cover are the payments of each member that reach into a year.
func cover(v *records.View, year int) map[value.ID][]*ledger.Payment {
	all := map[value.ID][]*ledger.Payment{}
	for p := range records.All[*ledger.Payment](v, ledger.Payments) {
		if p.From.Year() <= year && p.To.Year() >= year && p.Sort != codes.PaymentUp {
			all[p.Member] = append(all[p.Member], p)
		}
	}
	return all
}

func (s *DuesSheet) row(m *ledger.Member, months [12]*rulebook.Rules, paid []*ledger.Payment) (row DuesRow, any bool) {
	row.Member = m
	var due, got int64
	for i := range row.Months {
		day := value.Day(s.Year, i+1, 1)
		c := &row.Months[i]
		c.Ahead = day > s.today
		c.cover(paid, day)
		if branchOn(m, day) != s.Branch.ID || !onRoll(m, day) {
			if c.State != DuesNone {
				any = any || m.Branch == s.Branch.ID
			}
			continue
		}
		any = true
		if c.State != DuesNone {
			continue
		}
		known := c.Part
		if !c.Part {
			c.Due, known = m.DueOn(day, months[i])
		}
		switch {
		case m.DuesSort == codes.DuesVolunteer:
			c.State = DuesVoluntary
		case !known:
			c.State = DuesUnknown
		default:
			c.State = DuesOwed
		}
		if !c.Ahead && c.State != DuesVoluntary {
			row.Behind++
			if fen, said := c.Due.Fen(); said {
				due += fen
			}
		}
	}
	for _, p := range paid {
		if fen, said := p.Paid.Fen(); said && p.From.Year() == s.Year {
			got += fen
		}
	}
	row.Due, row.Paid = value.MoneyOf(due), value.MoneyOf(got)
	return row, any
}

// cover sets the state of a month that begins on a day by the payments for it. One that was paid in part stays open, with the
// least that any of them left.
func (m *DuesMonth) cover(paid []*ledger.Payment, day value.Date) {
	for _, p := range paid {
		switch left := p.Left(day); {
		case p.From.First() > day.Last() || p.To.Last() < day || p.Settled() == 0 && left == 0: // or nobody can read what was paid
		case p.Sort == codes.PaymentWaived:
			m.State = DuesWaived
		case left == 0:
			m.State = DuesPaid
		default:
			if fen, said := m.Due.Fen(); !said || left < fen {
				m.Part, m.Due = true, value.MoneyOf(left)
			}
		}
		if m.State != DuesNone { // settled, whatever else was paid
			m.Part, m.Due = false, 0
			return
		}
	}
}

// branchOn is the branch to which a member belonged in the month that begins on a day: the one that he came to in it, where he
// moved.
func branchOn(m *ledger.Member, day value.Date) value.ID {
	if m.StayFrom.MonthStart() <= day {
		return m.Branch
	}
	for _, s := range slices.Backward(m.Stays) {
		if s.From.MonthStart() <= day {
			if s.Until != 0 && s.Until.First() <= day {
				return value.ID{}
			}
			id, _ := value.ParseID(s.State)
			return id
		}
	}
	return value.ID{}
}

// onRoll says that somebody was a member in the month that begins on a day: from the month in which he joined on, until
// the month before the one in which he left (domain.md §1.6: from the month of approval).
func onRoll(m *ledger.Member, day value.Date) bool {
	if m.Joined != 0 && day < m.Joined.MonthStart() {
		return false
	}
	return m.OnRoll() || m.StateFrom != 0 && day < m.StateFrom.MonthStart()
}

// A DuesMark is one month that is to be paid or let off.
type DuesMark struct {
	Row, Month int // Month counts from 0
	Sort       string
}

// Payments are the records that some marks make: one for each run of months of one member. Months that are not open are
// passed over, a month whose due nobody can compute is paid with nothing written, so that it waits in 待核.
func (s *DuesSheet) Payments(marks []DuesMark, on value.Date) []*ledger.Payment {
	marks = slices.Clone(marks)
	slices.SortFunc(marks, func(a, b DuesMark) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Month, b.Month)) })
	var all []*ledger.Payment
	last := DuesMark{Row: -1}
	for _, k := range marks {
		if k.Row < 0 || k.Row >= len(s.Rows) || k.Month < 0 || k.Month > 11 || !s.Rows[k.Row].Months[k.Month].Open() {
			continue
		}
		cell, day := s.Rows[k.Row].Months[k.Month], value.Day(s.Year, k.Month+1, 0)
		if cell.Part && k.Sort == codes.PaymentPaid {
			k.Sort = codes.PaymentLate
		}
		fen, known := cell.Due.Fen()
		if n := len(all); n > 0 && last.Row == k.Row && last.Month+1 == k.Month && last.Sort == k.Sort && known == (all[n-1].Due != 0) {
			p := all[n-1]
			p.To = day
			if known {
				sum, _ := p.Due.Fen()
				p.Due = value.MoneyOf(sum + fen)
			}
		} else {
			p := &ledger.Payment{Member: s.Rows[k.Row].Member.ID, Branch: s.Branch.ID, From: day, To: day, Sort: k.Sort, Day: on}
			if known {
				p.Due = cell.Due
			}
			all = append(all, p)
		}
		last = k
	}
	for _, p := range all {
		switch {
		case p.Sort == codes.PaymentWaived:
			p.Paid = value.MoneyOf(0)
		case p.Due != 0:
			p.Paid = p.Due
		}
	}
	return all
}

// Sum is what some payments come to, and how many of them have no amount.
func Sum(all []*ledger.Payment) (sum value.Money, without int) {
	var total int64
	for _, p := range all {
		fen, said := p.Paid.Fen()
		if said {
			total += fen
		} else {
			without++
		}
	}
	return value.MoneyOf(total), without
}

// Take saves payments in one intent and answers its number. Nothing to save is refused.
func (s *DuesSheet) Take(all []*ledger.Payment) (uint64, error) {
	if len(all) == 0 {
		return 0, store.Refuse("还没有勾要收的月份。")
	}
	var changes []Put
	for _, p := range all {
		changes = append(changes, Put{Kind: ledger.Payments, Now: p})
	}
	sum, _ := Sum(all)
	return save(s.book, s.view, ledger.Payments.Name(), "收团费 "+s.Branch.Name()+" "+strconv.Itoa(len(all))+" 笔 "+sum.String()+" 元", changes)
}

// Unsent is what was paid in the branch for months of the year and is not handed up yet; unknown where that is nothing.
func (s *DuesSheet) Unsent() value.Money {
	var left int64
	for p := range records.All[*ledger.Payment](s.view, ledger.Payments) {
		fen, said := p.Paid.Fen()
		if !said || p.Branch != s.Branch.ID || p.From.Year() != s.Year {
			continue
		}
		if p.Sort == codes.PaymentUp {
			left -= fen
		} else {
			left += fen
		}
	}
	if left <= 0 {
		return 0
	}
	return value.MoneyOf(left)
}

// HandUp saves that a branch handed up an amount for a span of months.
func (s *DuesSheet) HandUp(from, to, on value.Date, amount value.Money, receipt string) (uint64, error) {
	p := &ledger.Payment{Branch: s.Branch.ID, From: from, To: to, Sort: codes.PaymentUp, Paid: amount, Day: on, Receipt: receipt}
	return save(s.book, s.view, ledger.Payments.Name(), "上缴团费 "+s.Branch.Name(), []Put{{Kind: ledger.Payments, Now: p}})
}
