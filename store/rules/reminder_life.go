package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// lifeReminders are what falls due of the League's life: appointments that wait for an election, moves that stand still, dues,
// meetings (domain.md §8.2). Of what an office has never written down here it is not reminded.
func lifeReminders() []Reminder {
	return []Reminder{
		{Key: "appointment.late", Grave: Overdue, Kind: ledger.Appointments, Tab: "late", Text: "件任命过了约定的日期还没有选举"},
		{Key: "transfer.stuck", Grave: Overdue, Whose: OfCommunity, Kind: ledger.Transfers, Tab: "over", Rule: "transfer_over", Text: "件转接办了超过 {transfer_over} 天"},
		{Key: "dues.late", Grave: Overdue, Whose: OfCommunity, Kind: ledger.Members, Rule: "dues_late", Text: "名团员 {dues_late} 个月没有交团费", Title: "{dues_late} 个月没交团费",
			Holds: of(func(v *records.View, m *ledger.Member, b ledger.Basis) bool { return unpaid(v, m) >= b.Rules.DuesLate })},
		{Key: "dues.soon", Grave: Soon, Whose: OfCommunity, Kind: ledger.Members, Rule: "dues_notice", Text: "名团员 {dues_notice} 个月没有交团费", Title: "{dues_notice} 个月没交团费",
			Holds: of(func(v *records.View, m *ledger.Member, b ledger.Basis) bool {
				n := unpaid(v, m)
				return n >= b.Rules.DuesNotice && n < b.Rules.DuesLate
			})},
		{Key: "transfer.slow", Grave: Soon, Whose: OfCommunity, Kind: ledger.Transfers, Rule: "transfer_notice", Text: "件转接办了超过 {transfer_notice} 天", Title: "超过 {transfer_notice} 天",
			Holds: of(func(_ *records.View, t *ledger.Transfer, b ledger.Basis) bool {
				return t.Open() && t.Days(b.Today) > b.Rules.TransferNotice && t.Days(b.Today) <= b.Rules.TransferOver
			})},
		{Key: "meeting.none", Grave: Soon, Whose: OfCommunity, Kind: ledger.Branches, Text: "个团支部三个月没有开过会", Title: "三个月没开会",
			Holds: of(func(v *records.View, o *ledger.Branch, b ledger.Basis) bool { return silent(v, o, b) })},
		{Key: "election.unreported", Grave: Soon, Kind: ledger.Elections, Tab: "unreported", Text: "次选举的结果还没有报"},
		{Key: "measure.waiting", Grave: Soon, Whose: OfCommunity, Kind: ledger.Measures, Tab: "waiting", Text: "件团籍处理等上级批复"},
		{Key: "applicant.ripe", Grave: Amiss, Whose: OfCommunity, Kind: ledger.Applicants, Tab: "ripe", Text: "名积极分子可以定为发展对象了"},
	}
}

// dued is what a ledger has of dues: until when each member has paid, and of each branch since when any of its members'
// were written down.
type dued struct {
	until map[ledger.ID]ledger.Date
	since map[ledger.ID]ledger.Date
}

var allDued = records.Derive(func(v *records.View) dued {
	d := dued{map[ledger.ID]ledger.Date{}, map[ledger.ID]ledger.Date{}}
	for id, all := range paidFor.Of(v) {
		m, ok := v.Get(ledger.Members, id).(*ledger.Member)
		if !ok {
			continue
		}
		for _, p := range all {
			if p.Sort == ledger.PaymentMore || p.From == 0 {
				continue
			}
			d.until[id] = max(d.until[id], max(p.To, p.From).MonthStart())
			if since := d.since[m.Branch]; since == 0 || p.From.MonthStart() < since {
				d.since[m.Branch] = p.From.MonthStart()
			}
		}
	}
	return d
}, ledger.Payments, ledger.Members)

// unpaid is how many months somebody has not paid, up to the last whole month; 0 of who pays as he likes, and of a branch of
// which nobody has written down dues. It counts from the first month of which any were.
func unpaid(v *records.View, m *ledger.Member) int {
	d := allDued.Of(v)
	since := d.since[m.Branch]
	if since == 0 || !m.OnRoll() || m.DuesSort == ledger.DuesVolunteer || m.State == ledger.MemberArriving {
		return 0
	}
	from := max(since.AddMonths(-1), d.until[m.ID])
	if begun := max(m.Joined.MonthStart(), m.StayFrom.MonthStart()); begun != 0 {
		from = max(from, begun.AddMonths(-1))
	}
	now := v.Basis().Today
	return max(0, (now.Year()-from.Year())*12+now.Month()-from.Month()-1)
}

var met = records.Derive(func(v *records.View) map[ledger.ID]ledger.Date {
	last := map[ledger.ID]ledger.Date{}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		for _, id := range m.Branches {
			last[id] = max(last[id], m.Day.Last())
		}
	}
	return last
}, ledger.Meetings)

// silent says that a branch in use has had no meeting for three months, in a ledger that has written down meetings.
func silent(v *records.View, o *ledger.Branch, b ledger.Basis) bool {
	last := met.Of(v)
	since := b.Today.AddMonths(-3)
	return len(last) > 0 && o.Live() && o.Type == ledger.BranchCell && o.State != ledger.BranchPlanned && o.Founded.Last() < since && last[o.ID] < since && Roll(v).Branch[o.ID] > 0
}
