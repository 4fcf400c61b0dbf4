package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// branchReminders are what falls due of League organisations (domain.md §8.2).
func branchReminders() []Reminder {
	return []Reminder{
		{Key: "branch.term", Grave: Overdue, Kind: ledger.Branches, Tab: "term", Text: "个团组织届满未换"},
		{Key: "branch.appointed.late", Grave: Overdue, Kind: ledger.Branches, Rule: "appointed_months", Text: "个团组织任命以后到期还没有选举", Title: "任命到期未选举",
			Holds: of(func(v *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				_, due := ElectionDue(v, o)
				return due != 0 && due < basis.Today
			})},
		{Key: "branch.small", Grave: Overdue, Kind: ledger.Branches, Tab: "small", Rule: "branch_min", Text: "个团支部不足 {branch_min} 人"},
		{Key: "branch.vacant.long", Grave: Overdue, Kind: ledger.Branches, Rule: "vacant_days", Text: "个团组织书记空缺超过 {vacant_days} 天", Title: "空缺超{vacant_days}天",
			Holds: of(func(v *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				return vacant(v, o) && vacantFor(v, o) > basis.Rules.VacantDays
			})},
		{Key: "branch.vacant", Grave: Overdue, Kind: ledger.Branches, Text: "个团组织没有现任书记", Title: "刚没有书记",
			Holds: of(func(v *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				return vacant(v, o) && vacantFor(v, o) <= basis.Rules.VacantDays
			})},
		{Key: "branch.two", Grave: Overdue, Kind: ledger.Branches, Text: "个团组织有两名现任书记", Title: "两名书记", Holds: withFault("", "secretary.two")},

		{Key: "branch.term.last", Grave: Soon, Kind: ledger.Branches, Rule: "term_notice_last", Text: "个团组织 {term_notice_last} 天内届满", Title: "{term_notice_last}天内届满",
			Holds: of(func(_ *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				days, ends := untilTerm(o, basis)
				return ends && days <= basis.Rules.TermNoticeLast
			})},
		{Key: "branch.term.notice", Grave: Soon, Kind: ledger.Branches, Rule: "term_notice", Text: "个团组织 {term_notice_last} 到 {term_notice} 天里届满", Title: "{term_notice}天内届满",
			Holds: of(func(_ *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				days, ends := untilTerm(o, basis)
				return ends && days > basis.Rules.TermNoticeLast && days <= basis.Rules.TermNotice
			})},
		{Key: "branch.appointed", Grave: Soon, Kind: ledger.Branches, Rule: "appointed_notice", Text: "个团组织任命以后该准备选举了", Title: "任命后该选举",
			Holds: of(func(v *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				notice, due := ElectionDue(v, o)
				return due >= basis.Today && notice <= basis.Today
			})},

		{Key: "branch.large", Grave: Amiss, Kind: ledger.Branches, Rule: "branch_max", Text: "个团支部超过 {branch_max} 人", Title: "超过{branch_max}人", Holds: withFault("", "branch.large")},
		{Key: "branch.bare", Grave: Amiss, Kind: ledger.Branches, Rule: "committee_from", Text: "个团支部满 {committee_from} 人，支部委员会没有配齐", Title: "委员会未配齐", Holds: withFault("", "committee.small")},
		{Key: "branch.crowded", Grave: Amiss, Kind: ledger.Branches, Rule: "committee_max", Text: "个团组织的委员会人数超过规定", Title: "委员会超员", Holds: withFault("", "committee.large")},
		{Key: "branch.changing", Grave: Amiss, Kind: ledger.Branches, Rule: "secretaries_year", Text: "个团组织十二个月里换过 {secretaries_year} 名以上的书记", Title: "书记常换",
			Holds: of(func(v *records.View, o *ledger.Branch, basis ledger.Basis) bool {
				return o.Live() && Offices(v).begun[o.ID] >= basis.Rules.SecretariesYear
			})},
		{Key: "branch.check", Grave: Soon, Kind: ledger.Branches, Rule: "found_checks", Text: "个新团支部该去巩固检查了", Title: "该巩固检查",
			Holds: of(func(v *records.View, o *ledger.Branch, _ ledger.Basis) bool { return unchecked(v, o) != 0 })},
		{Key: "branch.pending", Grave: Amiss, Kind: ledger.Branches, Tab: PendingTab, Text: "个团组织的资料待核"},
	}
}

// TermEnd is the last day of the term of a live organisation, 0 where it has none.
func TermEnd(o *ledger.Branch, basis ledger.Basis) value.Date {
	if !o.Live() {
		return 0
	}
	return o.TermEnd(basis.Rules).Last()
}

// ByRule is what stands behind the end of a term whose years nobody has written.
func ByRule(o *ledger.Branch, basis ledger.Basis) string {
	if _, written := o.Term(basis.Rules); written {
		return ""
	}
	return "（按规则）"
}

// untilTerm is in how many days a term ends that has not ended.
func untilTerm(o *ledger.Branch, basis ledger.Basis) (days int, ends bool) {
	end := TermEnd(o, basis)
	if end == 0 || end < basis.Today {
		return 0, false
	}
	return basis.Today.DaysTo(end), true
}

// appointedSince is the day from which on a live organisation has been 任命待选举, as far as is written; 0 for all others.
func appointedSince(o *ledger.Branch) value.Date {
	if o.State != codes.BranchAppointed {
		return 0
	}
	for _, d := range []value.Date{o.StateFrom, o.TermFrom, o.Founded} {
		if d != 0 {
			return d.Last()
		}
	}
	return 0
}

// An awaited is the newest appointment of an organisation that no election has closed: when it was, and by when one was agreed.
type awaited struct{ since, by value.Date }

var allAwaited = records.Derive(func(v *records.View) map[value.ID]awaited {
	all := map[value.ID]awaited{}
	for a := range records.All[*ledger.Appointment](v, ledger.Appointments) {
		if was, there := all[a.Branch]; (!there || a.Day > was.since) && ClosedBy(v, a) == nil {
			all[a.Branch] = awaited{a.Day.Last(), a.ElectBy.Last()}
		}
	}
	return all
}, ledger.Appointments, ledger.Elections, ledger.Candidates).Dated()

// ElectionDue is the day by which a live organisation is to elect after an appointment, and the day from which on that is said:
// what was agreed, and where nothing was the rules' months; both 0 for one that waits for no election.
func ElectionDue(v *records.View, o *ledger.Branch) (notice, due value.Date) {
	a, r := allAwaited.Of(v)[o.ID], v.Basis().Rules
	since := max(appointedSince(o), a.since)
	switch {
	case !o.Live() || since == 0:
		return 0, 0
	case a.by != 0:
		return a.by.AddDays(-r.TermNoticeLast), a.by
	}
	return since.AddMonths(r.AppointedNotice), since.AddMonths(r.AppointedMonths)
}

// vacant says that a live organisation has no secretary.
func vacant(v *records.View, o *ledger.Branch) bool {
	return o.Live() && o.State != codes.BranchPlanned && Offices(v).Officers[o.ID].Secretaries == 0
}

// vacantFor is for how many days at least: since the last secretary left, as far as is written, or since there is the organisation.
func vacantFor(v *records.View, o *ledger.Branch) int {
	since := max(Offices(v).left[o.ID], o.Founded.Last())
	if since == 0 {
		return 0
	}
	return since.DaysTo(v.Basis().Today)
}

// Checks are the days from which on a branch is to be looked after, after its founding (league.md §3, job 3); none of what is
// no branch of its own, or not founded yet.
func Checks(o *ledger.Branch, r *rulebook.Rules) (days []value.Date) {
	if since := o.Founded.Last(); since != 0 && o.Live() && o.Type == codes.BranchCell && o.State != codes.BranchPlanned {
		for _, months := range r.FoundChecks {
			days = append(days, since.AddMonths(months))
		}
	}
	return days
}

// unchecked is the day of the newest check that is due and for which nobody has been there, 0 where there is none. What was
// founded long ago is past checking: the last one waits as long again. A street is asked only of branches with whose contacts or
// visits somebody has begun.
func unchecked(v *records.View, o *ledger.Branch) (due value.Date) {
	basis := v.Basis()
	if v.Street() && v.Count(ledger.Liaisons) == 0 && !keeps(v, o, ledger.Visits) {
		return 0
	}
	days := Checks(o, basis.Rules)
	for _, day := range days {
		if day <= basis.Today {
			due = day
		}
	}
	n := len(days)
	if due == 0 || basis.Today > o.Founded.Last().AddMonths(2*basis.Rules.FoundChecks[n-1]) {
		return 0
	}
	seen := Contacts(v).seen
	last := seen[o.ID]
	for _, e := range o.Enterprises {
		last = max(last, seen[e])
	}
	if last >= due {
		return 0
	}
	return due
}
