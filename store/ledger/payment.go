package ledger

import (
	"cmp"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Payment is dues that one member paid, or was let off, for some months; or what a branch handed up (domain.md §1.6, §8, 团费).
type Payment struct {
	Meta    `json:"meta"`
	Member  value.ID    `json:"member,omitzero"`
	Branch  value.ID    `json:"branch,omitzero"` // where it was paid; of what was handed up, who did
	From    value.Date  `json:"from,omitempty"`  // the first month
	To      value.Date  `json:"to,omitempty"`    // the last
	Due     value.Money `json:"due,omitempty"`   // for all these months, by the rules of each
	Paid    value.Money `json:"paid,omitempty"`
	Sort    string      `json:"sort,omitempty"`
	Day     value.Date  `json:"day,omitempty"`
	Receipt string      `json:"receipt,omitempty"`
	Note    string      `json:"note,omitempty"`
}

// Months is how many months are paid for; 0 when they are not written.
func (p *Payment) Months() int {
	if p.From == 0 || p.To == 0 {
		return 0
	}
	return max(0, (p.To.Year()-p.From.Year())*12+p.To.Month()-p.From.Month()+1)
}

// short says that less was paid than was due, with both in fen: what is left stays owed.
func (p *Payment) short() (due, paid int64, short bool) {
	due, known := p.Due.Fen()
	paid, said := p.Paid.Fen()
	return due, paid, known && said && paid < due && (p.Sort == codes.PaymentPaid || p.Sort == codes.PaymentLate)
}

// Settled is how many of its months a payment settles, from the first on: all of them, but where less was paid than was due, and
// none while nobody can read how much was paid.
func (p *Payment) Settled() int {
	n := max(1, p.Months())
	if p.LooseText("paid") != "" {
		return 0
	}
	if due, paid, short := p.short(); short {
		return int(paid * int64(n) / due)
	}
	return n
}

// Left is what a payment leaves owed of the month that begins on a day and that it is for, in fen.
func (p *Payment) Left(month value.Date) int64 {
	due, paid, short := p.short()
	if !short {
		return 0
	}
	n, at := int64(max(1, p.Months())), int64((month.Year()-p.From.Year())*12+month.Month()-p.From.Month())
	until := func(months int64) int64 { return (due*months + n - 1) / n } // what that many are due, rounded up
	return max(0, until(at+1)-max(until(at), paid))
}

// Share is what of a payment falls to the month that begins on a day, in fen. Of one that was paid in part the first months
// have theirs; any other is dealt out evenly, what does not divide to the first months.
func (p *Payment) Share(month value.Date) int64 {
	paid, said := p.Paid.Fen()
	n, at := int64(max(1, p.Months())), int64((month.Year()-p.From.Year())*12+month.Month()-p.From.Month())
	if !said || p.From == 0 || at < 0 || at >= n {
		return 0
	}
	whole := paid
	if due, _, short := p.short(); short {
		whole = due
	}
	until := func(months int64) int64 { return min(paid, (whole*months+n-1)/n) }
	return until(at+1) - until(at)
}

// unequal is a payment that is not what was due: what is paid of free will stands by itself.
func (p *Payment) unequal() *value.Fault {
	due, known := p.Due.Fen()
	paid, said := p.Paid.Fen()
	if !known || !said || paid == due || p.Sort != codes.PaymentPaid && p.Sort != codes.PaymentLate {
		return nil
	}
	if paid > due {
		return value.Soft("payment.over", "应交 "+p.Due.String()+" 元，实交 "+p.Paid.String()+" 元。请核对；自愿多交的，另记一笔“自愿多交”。")
	}
	return value.Soft("payment.under", "应交 "+p.Due.String()+" 元，实交 "+p.Paid.String()+" 元，还差 "+value.MoneyOf(due-paid).String()+" 元。差的在“收团费”里接着收。")
}

// Payments is the table of dues.
var Payments = (&Table[Payment]{
	name: "payment", title: "团费",
	parts: parts[Payment]{
		chapter: ChapterMembers, owner: ByCommunity, unit: "笔", measure: "笔团费",
		happened: func(p *Payment) value.Date { return cmp.Or(p.Day, p.To, p.From) },
		told: func(p *Payment) string {
			return said("；", codes.PaymentSorts.Label(p.Sort), said(" 到 ", p.From.String(), p.To.String()), worded("实交 ", p.Paid.String()), worded("收据 ", p.Receipt))
		},
		called: func(p *Payment, texts Texts) string {
			return said(" ", p.From.String(), texts("member"), texts("branch"), codes.PaymentSorts.Label(p.Sort))
		},
		homes: []string{"member", "branch"}, many: true, along: []string{"member"},
		seek: []Seek{{Key: "member", By: SeekHolder}, {Key: "branch", By: SeekThrough}, {Key: "receipt"}},
		states: []State[Payment]{
			{"year", "今年的", func(p *Payment, b Basis) bool { return p.From.Year() == b.Today.Year() }},
			{"waived", "减免", func(p *Payment, _ Basis) bool { return p.Sort == codes.PaymentWaived }},
			{"up", "上缴", func(p *Payment, _ Basis) bool { return p.Sort == codes.PaymentUp }},
		},
		sheet: Sheet{Titles: []string{"团费"}, Vital: []string{"member", "paid"}, Same: [][]string{{"member", "from", "to", "sort"}, {"branch", "from", "to", "sort"}}},
	},
	fields: []Field[Payment]{
		ref("member", "交费人", 10, toMember, func(p *Payment) *value.ID { return &p.Member }),
		ref("branch", "交费支部", 20, toBranch, func(p *Payment) *value.ID { return &p.Branch }),
		month("from", "起始月份", func(p *Payment) *value.Date { return &p.From }).vital(),
		month("to", "截止月份", func(p *Payment) *value.Date { return &p.To }).must(),
		choice("sort", "交费种类", 8, codes.PaymentSorts, func(p *Payment) *string { return &p.Sort }).vital(),
		amount("due", "应交（元）", func(p *Payment) *value.Money { return &p.Due }),
		amount("paid", "实交（元）", func(p *Payment) *value.Money { return &p.Paid }),
		day("day", "交费日期", func(p *Payment) *value.Date { return &p.Day }),
		line("receipt", "收据号", 12, func(p *Payment) *string { return &p.Receipt }),
		lines("note", "备注", func(p *Payment) *string { return &p.Note }),
	},
	check: func(p *Payment, b Basis) []value.Fault {
		var faults []value.Fault
		if p.From != 0 && p.To != 0 && p.To.Last() < p.From.First() {
			faults = append(faults, value.Hard("payment.before", "截止月份早于起始月份。请核对。").On("to"))
		}
		switch {
		case p.Sort == codes.PaymentUp && p.Branch.IsZero() && p.LooseText("branch") == "":
			faults = append(faults, value.Soft(value.Missing, "上缴的，请写是哪个团组织的。").On("branch"))
		case p.Sort != codes.PaymentUp && p.Member.IsZero() && p.LooseText("member") == "":
			faults = append(faults, value.Soft(value.Missing, "还没有写是谁交的。").On("member"))
		}
		if _, said := p.Paid.Fen(); !said && p.Sort != codes.PaymentWaived {
			faults = append(faults, value.Soft(value.Missing, "还没有写实交多少。").On("paid"))
		} else if f := p.unequal(); f != nil {
			faults = append(faults, f.On("paid"))
		}
		if p.Day.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "交费日期还没有到。请核对。").On("day"))
		}
		return faults
	},
}).ready()
