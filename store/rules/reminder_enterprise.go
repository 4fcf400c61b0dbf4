package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// enterpriseReminders are what falls due of enterprises (domain.md §8.2).
func enterpriseReminders() []Reminder {
	return []Reminder{
		{Key: "enterprise.closed", Grave: Overdue, Kind: ledger.Enterprises, Text: "家企业已不经营，团支部还在，要并入、转走或撤销", Title: "停业支部还在", Holds: withFault("", "business.branch")},
		{Key: "enterprise.promised", Grave: Soon, Whose: OfCommunity, Kind: ledger.Enterprises, Text: "家企业走访时约好的下一步到日子了", Title: "约好的下一步到期", Holds: of(promiseDue)},
		{Key: "enterprise.due", Grave: Amiss, Kind: ledger.Enterprises, Tab: "due", Rule: "branch_min", Text: "家企业应建团而未建"},
		{Key: "zone.joint", Grave: Amiss, Whose: OfCommunity, Page: PageZones, Rule: "branch_min", Text: "个片区几家企业合起来够建联合团支部",
			Count: func(v *records.View, _ Known, _ ledger.Basis) int { return len(JointZones(v)) }},
		{Key: "enterprise.pending", Grave: Amiss, Kind: ledger.Enterprises, Tab: PendingTab, Text: "家企业的资料待核"},
	}
}

// postReminders are what falls due of posts.
func postReminders() []Reminder {
	return []Reminder{
		{Key: "post.pending", Grave: Amiss, Kind: ledger.Posts, Tab: PendingTab, Text: "条任职资料待核"},
	}
}

// communityReminders are what falls due of communities: a community's own record, and those of a street's list.
func communityReminders() []Reminder {
	return []Reminder{
		{Key: "community.pending", Grave: Amiss, Kind: ledger.Communities, Tab: PendingTab, Text: "个社区的资料待核"},
	}
}
