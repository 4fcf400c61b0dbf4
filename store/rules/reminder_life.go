package rules

import (
	"maps"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// lifeReminders are what falls due of the League's life: moves that stand still, dues, meetings (domain.md §8.2). Of what an office has never written down here it is not reminded.
func lifeReminders() []Reminder {
	return []Reminder{
		{Key: "transfer.stuck", Grave: Overdue, Kind: ledger.Transfers, Tab: "over", Rule: "transfer_over", Text: "件转接办了超过 {transfer_over} 天"},
		{Key: "dues.late", Grave: Overdue, Kind: ledger.Members, Rule: "dues_late", Text: "名团员 {dues_late} 个月没有交团费", Title: "{dues_late} 个月没交团费",
			Holds: of(func(v *records.View, m *ledger.Member, b ledger.Basis) bool { return unpaid(v, m) >= b.Rules.DuesLate })},
		{Key: "dues.soon", Grave: Soon, Kind: ledger.Members, Rule: "dues_notice", Text: "名团员 {dues_notice} 个月没有交团费", Title: "{dues_notice} 个月没交团费",
			Holds: of(func(v *records.View, m *ledger.Member, b ledger.Basis) bool {
				n := unpaid(v, m)
				return n >= b.Rules.DuesNotice && n < b.Rules.DuesLate
			})},
		{Key: "transfer.late", Grave: Soon, Kind: ledger.Transfers, Rule: "transfer_late", Text: "件转接办了超过 {transfer_late} 天", Title: "{transfer_late} 到 {transfer_over} 天",
			Holds: of(func(_ *records.View, t *ledger.Transfer, b ledger.Basis) bool {
				return t.Open() && t.Days(b.Today) > b.Rules.TransferLate && t.Days(b.Today) <= b.Rules.TransferOver
			})},
		{Key: "meeting.none", Grave: Soon, Kind: ledger.Branches, Rule: "meeting_months", Text: "个团支部 {meeting_months} 个月没有开过会", Title: "{meeting_months}个月没开会",
			Holds: of(func(v *records.View, o *ledger.Branch, b ledger.Basis) bool { return silent(v, o, b) })},
		{Key: "appraisal.season", Grave: Soon, Kind: ledger.Branches, Rule: "review_month", Text: "个团支部还没有做年度团员评议", Title: "还没评议",
			Holds: of(func(v *records.View, o *ledger.Branch, b ledger.Basis) bool { return unappraised(v, o, b) })},
		{Key: "rating.season", Grave: Soon, Kind: ledger.Branches, Rule: "review_month", Text: "个团支部还没有做年度定级", Title: "还没定级",
			Holds: of(func(v *records.View, o *ledger.Branch, b ledger.Basis) bool { return unrated(v, o, b) })},
		{Key: "election.unreported", Grave: Soon, Kind: ledger.Elections, Tab: "unreported", Text: "次选举的结果还没有报"},
		{Key: "measure.waiting", Grave: Soon, Kind: ledger.Measures, Tab: "waiting", Text: "件团籍处理等上级批复"},
		{Key: "transfer.slow", Grave: Amiss, Kind: ledger.Transfers, Rule: "transfer_notice", Text: "件转接办了超过 {transfer_notice} 天", Title: "{transfer_notice} 到 {transfer_late} 天",
			Holds: of(func(_ *records.View, t *ledger.Transfer, b ledger.Basis) bool {
				return t.Open() && t.Days(b.Today) > b.Rules.TransferNotice && t.Days(b.Today) <= b.Rules.TransferLate
			})},
		{Key: "applicant.ripe", Grave: Amiss, Whose: OfCommunity, Kind: ledger.Applicants, Tab: "ripe", Text: "名积极分子可以定为发展对象了"},
		{Key: "member.untrained", Grave: Amiss, Kind: ledger.Members, Rule: "training_months", Text: "名团干部 {training_months} 个月没有参加过培训", Title: "久未培训",
			Holds: of(func(v *records.View, m *ledger.Member, b ledger.Basis) bool { return untrained(v, m, b) })},
	}
}

// dued is what a ledger has of dues: until when each member has paid, and of each branch since when any of its members'
// were written down.
type dued struct {
	until records.Layers[value.ID, value.Date]
	since map[value.ID]value.Date
}

var allDued = records.Derive(func(v *records.View) dued {
	until, since := map[value.ID]value.Date{}, map[value.ID]value.Date{}
	for id, all := range paidFor.Of(v).All() {
		m, ok := v.Get(ledger.Members, id).(*ledger.Member)
		if !ok {
			continue
		}
		if day := paidUntil(all); day != 0 {
			until[id] = day
		}
		for _, p := range all {
			if from := p.From.MonthStart(); settlesDues(p) && (since[m.Branch] == 0 || from < since[m.Branch]) {
				since[m.Branch] = from
			}
		}
	}
	return dued{records.Layer(until), since}
}, ledger.Payments, ledger.Members).Following(func(was dued, v *records.View, changes []records.Change) (dued, bool) {
	now := dued{was.until, was.since}
	for _, c := range changes {
		if m, ok := c.Was.(*ledger.Member); ok && (c.Now == nil || c.Now.(*ledger.Member).Branch != m.Branch) && len(paidBy(v, c.ID)) > 0 {
			return was, false // with whom the dues of a branch began
		}
		if m, ok := c.Now.(*ledger.Member); ok && c.Was == nil && len(paidBy(v, m.ID)) > 0 {
			return was, false
		}
		for _, r := range []ledger.Record{c.Was, c.Now} {
			p, ok := r.(*ledger.Payment)
			if !ok || !ofMember(p) || !settlesDues(p) {
				continue
			}
			m, ok := v.Get(ledger.Members, p.Member).(*ledger.Member)
			if !ok {
				continue
			}
			from, since := p.From.MonthStart(), now.since[m.Branch]
			if r == c.Was && from == since {
				return was, false // another month may be the first
			}
			if r == c.Now && (since == 0 || from < since) {
				now.since = maps.Clone(now.since)
				now.since[m.Branch] = from
			}
			now.until = now.until.With(func(set func(value.ID, value.Date)) { set(m.ID, paidUntil(paidBy(v, m.ID))) })
		}
	}
	return now, true
})

// settlesDues says that a payment is for months that are owed.
func settlesDues(p *ledger.Payment) bool { return p.Sort != codes.PaymentMore && p.From != 0 }

// paidUntil is the newest month that somebody's payments settle, 0 for none.
func paidUntil(all []*ledger.Payment) (until value.Date) {
	for _, p := range all {
		if n := p.Settled(); settlesDues(p) && n > 0 {
			until = max(until, p.From.MonthStart().AddMonths(n-1))
		}
	}
	return until
}

// duesSince are the branches of which a change may have moved the month since when dues are asked: all their members are
// touched.
func duesSince(v *records.View, c records.Change) (branches []value.ID) {
	for _, r := range []ledger.Record{c.Was, c.Now} {
		switch r := r.(type) {
		case *ledger.Payment:
			m, ok := v.Get(ledger.Members, r.Member).(*ledger.Member)
			if since := allDued.Of(v).since; ok && (since[m.Branch] == 0 || r.From.MonthStart() <= since[m.Branch]) {
				branches = append(branches, m.Branch)
			}
		case *ledger.Member:
			if (c.Was == nil || c.Now == nil || movesBranch(c)) && len(paidBy(v, r.ID)) > 0 {
				branches = append(branches, r.Branch)
			}
		}
	}
	return branches
}

// Unpaid is how many months somebody has not paid, up to the last whole month, and whether he is asked for dues at all: not who
// pays as he likes, and nobody in a branch of which nobody has written down dues. It counts from the first month of which any were.
func Unpaid(v *records.View, m *ledger.Member) (months int, asked bool) {
	d := allDued.Of(v)
	since := d.since[m.Branch]
	paidUp, _ := d.until.Get(m.ID)
	if since == 0 || !m.OnRoll() || m.DuesSort == codes.DuesVolunteer || m.State == codes.MemberArriving {
		return 0, false
	}
	from := max(since.AddMonths(-1), paidUp)
	if begun := max(m.Joined.MonthStart(), m.StayFrom.MonthStart()); begun != 0 {
		from = max(from, begun.AddMonths(-1))
	}
	now := v.Basis().Today
	return max(0, (now.Year()-from.Year())*12+now.Month()-from.Month()-1), true
}

// OwesSince is the first month that somebody owes dues for, 0 where he owes none.
func OwesSince(v *records.View, m *ledger.Member) value.Date {
	n := unpaid(v, m)
	if n == 0 {
		return 0
	}
	return v.Basis().Today.MonthStart().AddMonths(-n) / 100 * 100
}

// unpaid is how many months somebody has not paid.
func unpaid(v *records.View, m *ledger.Member) int {
	months, _ := Unpaid(v, m)
	return months
}
