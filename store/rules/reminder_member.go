package rules

import (
	"time"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// memberReminders are what falls due of members (domain.md §8.2).
func memberReminders() []Reminder {
	return []Reminder{
		{Key: "member.over", Grave: Overdue, Kind: ledger.Members, Rule: "age_out", Text: "名团员已满 {age_out} 周岁，未办离团", Title: "满{age_out}岁未办离团",
			Holds: of(func(v *records.View, m *ledger.Member, _ ledger.Basis) bool { return overAge(v, m) && !served(v, m) })},
		{Key: "member.served", Grave: Overdue, Kind: ledger.Members, Rule: "age_out", Text: "名超龄团员的任职已经结束，该办离团了", Title: "任职结束待离",
			Holds: of(func(v *records.View, m *ledger.Member, _ ledger.Basis) bool { return overAge(v, m) && served(v, m) })},
		{Key: "member.clear", Grave: Overdue, Page: PageRetention, Rule: "retention_years", Text: "人离团满 {retention_years} 年，该清除个人信息",
			Count: func(v *records.View, k Known, basis ledger.Basis) int {
				return TallyOf(v, ledger.Members).Count("clear") + k.Bin
			}},
		{Key: "member.moving.over", Grave: Overdue, Kind: ledger.Members, Rule: "transfer_over", Text: "名团员待转接超过 {transfer_over} 天", Title: "待转接超{transfer_over}天",
			Holds: of(func(v *records.View, m *ledger.Member, basis ledger.Basis) bool {
				return moving(m, basis) >= basis.Rules.TransferOver
			})},
		{Key: "member.twice", Grave: Overdue, Kind: ledger.Members, Text: "名团员的证件号码和别人的相同", Title: "证件号码重复", Holds: withFault("idno", value.Twice)},

		{Key: "member.age.last", Grave: Soon, Kind: ledger.Members, Rule: "age_notice_last", Text: "名团员 {age_notice_last} 天内满 {age_out} 周岁", Title: "{age_notice_last}天内满{age_out}岁",
			Holds: of(func(v *records.View, m *ledger.Member, basis ledger.Basis) bool {
				days := untilOut(v, m)
				return days > 0 && days <= basis.Rules.AgeNoticeLast
			})},
		{Key: "member.age", Grave: Soon, Kind: ledger.Members, Rule: "age_notice", Text: "名团员 {age_notice_last} 到 {age_notice} 天里满 {age_out} 周岁", Title: "{age_notice}天内满{age_out}岁",
			Holds: of(func(v *records.View, m *ledger.Member, basis ledger.Basis) bool {
				days := untilOut(v, m)
				return days > basis.Rules.AgeNoticeLast && days <= basis.Rules.AgeNotice
			})},
		{Key: "member.moving.late", Grave: Soon, Kind: ledger.Members, Rule: "transfer_late", Text: "名团员待转接超过 {transfer_late} 天", Title: "待转接超{transfer_late}天",
			Holds: of(func(_ *records.View, m *ledger.Member, basis ledger.Basis) bool {
				days := moving(m, basis)
				return days >= basis.Rules.TransferLate && days < basis.Rules.TransferOver
			})},

		{Key: "member.moving", Grave: Amiss, Kind: ledger.Members, Rule: "transfer_notice", Text: "名团员待转接超过 {transfer_notice} 天", Title: "待转接超{transfer_notice}天",
			Holds: of(func(_ *records.View, m *ledger.Member, basis ledger.Basis) bool {
				days := moving(m, basis)
				return days >= basis.Rules.TransferNotice && days < basis.Rules.TransferLate
			})},
		{Key: "member.loose", Grave: Amiss, Kind: ledger.Members, Tab: "loose", Text: "名团员还没有编入团支部"},
		{Key: "member.drift", Grave: Amiss, Kind: ledger.Members, Rule: "contact_months", Text: "名流动团员超过 {contact_months} 个月没有确认去向", Title: "流动未确认",
			Holds: of(func(_ *records.View, m *ledger.Member, basis ledger.Basis) bool {
				return m.OnRoll() && m.Drifting() && max(m.Contacted.Last(), m.DriftFrom.Last()).AddMonths(basis.Rules.ContactMonths) < basis.Today
			})},
		{Key: "member.contact", Grave: Amiss, Kind: ledger.Members, Rule: "contact_months", Text: "名团员超过 {contact_months} 个月没有联系", Title: "久未联系",
			Holds: of(func(_ *records.View, m *ledger.Member, basis ledger.Basis) bool {
				return m.OnRoll() && !m.Drifting() && m.Contacted != 0 && m.Contacted.Last().AddMonths(basis.Rules.ContactMonths) < basis.Today
			})},
		{Key: "member.devno", Grave: Amiss, Kind: ledger.Members, Rule: "dev_number_since", Text: "名 {dev_number_since} 以后入团的没有发展团员编号", Title: "缺发展编号", Holds: withFault("devno", value.Missing)},
		{Key: "member.consent", Grave: Amiss, Kind: ledger.Members, Rule: "consent_days", Text: "名团员没有登记信息告知同意日期", Title: "缺同意日期",
			Holds: of(func(_ *records.View, m *ledger.Member, basis ledger.Basis) bool {
				return basis.Rules.ConsentNeeded && m.OnRoll() && m.Consent == 0 && value.DayOf(time.Unix(m.Created, 0)).AddDays(basis.Rules.ConsentDays) <= basis.Today
			})},
		{Key: "member.pending", Grave: Amiss, Kind: ledger.Members, Tab: PendingTab, Text: "名团员的资料待核"},
	}
}

// served says that a member's last post ended after he had reached the age of leaving: it is its end that makes him leave.
func served(v *records.View, m *ledger.Member) bool {
	reached := m.Reaches(v.Basis().Rules.AgeOut, v.Basis().Rules)
	return reached != 0 && Offices(v).ended[m.ID] >= reached
}

// untilOut is in how many days a member on the roll without a post reaches the age of leaving; 0 for all others.
func untilOut(v *records.View, m *ledger.Member) int {
	basis := v.Basis()
	day := m.Reaches(basis.Rules.AgeOut, basis.Rules)
	if day <= basis.Today || !m.OnRoll() || Offices(v).Posts[m.ID] > 0 {
		return 0
	}
	return basis.Today.DaysTo(day)
}

// moving is for how many days at least a member has been 待转接, 0 for all others: since the day that is written, or else
// since the record was last changed, for it was so then.
func moving(m *ledger.Member, basis ledger.Basis) int {
	if m.State != codes.MemberArriving {
		return 0
	}
	since := m.StateFrom.Last()
	if since == 0 {
		since = value.DayOf(time.Unix(max(m.Created, m.Changed), 0))
	}
	return max(since.DaysTo(basis.Today), 0)
}
