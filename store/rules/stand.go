package rules

import (
	"slices"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// ClassOf is the class in which an enterprise is guided (domain.md §7 row 73): A has a League organisation, B may have one, C
// cannot yet; with why. "" of one that does no business.
func ClassOf(v *records.View, e *ledger.Enterprise) (class, why string) {
	r := v.Basis().Rules
	said, _ := e.Members.Value()
	young, _ := e.Under35.Value()
	members, least := max(Roll(v).Unit[e.ID], said), strconv.Itoa(r.BranchMin)
	switch {
	case !e.Open():
		return "", ""
	case Built(v, e):
		return codes.ClassA, "已有团组织覆盖"
	case ShouldBuild(v, e):
		return codes.ClassB, "没有团组织，有 " + strconv.Itoa(members) + " 名团员，满 " + least + " 名"
	case young >= r.ClassYouth:
		return codes.ClassB, "团员不满 " + least + " 名，有 " + strconv.Itoa(young) + " 名 35 岁以下的，满 " + strconv.Itoa(r.ClassYouth) + " 名"
	}
	return codes.ClassC, "团员不满 " + least + " 名，35 岁以下的不满 " + strconv.Itoa(r.ClassYouth) + " 名"
}

// Class is the class in which an enterprise is guided: what the office wrote, or else what follows by the rules.
func Class(v *records.View, e *ledger.Enterprise) string {
	if codes.Grades.Has(e.Grade) {
		return e.Grade
	}
	class, _ := ClassOf(v, e)
	return class
}

// Guidance is what an enterprise of each class is helped with (mission: 建立一个巩固一个, 服务先行).
var Guidance = map[string]string{codes.ClassA: "巩固提高：帮班子、帮活动", codes.ClassB: "推动建团：谈心、动员、联合建", codes.ClassC: "服务先行：社团、培训、设施"}

// classFault: the office has another class than follows by the rules.
func classFault(v *records.View, e *ledger.Enterprise) []value.Fault {
	class, why := ClassOf(v, e)
	if class == "" || e.Grade == class || !codes.Grades.Has(e.Grade) {
		return nil
	}
	return []value.Fault{{Key: "grade", Code: "grade.differs", Soft: true,
		Text: "按规则应为" + codes.Grades.Label(class) + "（" + why + "），这里填了" + codes.Grades.Label(e.Grade) + "。空着就按规则走；确实如此就按 F2 说明原因。"}}
}

// recent are how many meetings that count each branch has held in the last twelve months.
var recent = records.Derive(func(v *records.View) map[value.ID]int {
	n, b := map[value.ID]int{}, v.Basis()
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if m.Day == 0 || m.Day.First() > b.Today || m.Day.Last() <= b.Today.AddMonths(-12) || !m.Held(b.Rules) {
			continue
		}
		for _, id := range m.Branches {
			n[id]++
		}
	}
	return n
}, ledger.Meetings).Dated()

// Activity is the activity grade of a branch in use by what it held in the last twelve months (domain.md §7 row 5); "" where
// nobody writes meetings down.
func Activity(v *records.View, o *ledger.Branch) string {
	r := v.Basis().Rules
	if !o.Stands() || o.Type != codes.BranchCell || !keeps(v, o, ledger.Meetings) {
		return ""
	}
	switch n := recent.Of(v)[o.ID]; {
	case n >= r.ActivityBest:
		return "活跃"
	case n >= r.ActivitySome:
		return "一般"
	case n > 0:
		return "较少"
	}
	return "没有活动"
}

// A syncing is a year's 四同步 of one enterprise or organisation.
type syncing struct {
	of   value.ID
	year int
}

var syncs = records.Derive(func(v *records.View) map[syncing]*ledger.Sync {
	all := map[syncing]*ledger.Sync{}
	for s := range records.All[*ledger.Sync](v, ledger.Syncs) {
		year, said := s.Year.Value()
		for _, id := range []value.ID{s.Branch, s.Enterprise} {
			if was := all[syncing{id, year}]; said && !id.IsZero() && (was == nil || s.Order > was.Order) {
				all[syncing{id, year}] = s
			}
		}
	}
	return all
}, ledger.Syncs)

// SyncOf is a year's 四同步 of an enterprise or an organisation, nil where there is none.
func SyncOf(v *records.View, of value.ID, year int) *ledger.Sync {
	return syncs.Of(v)[syncing{of, year}]
}

// SyncsOf are a year's 四同步 of an organisation: its own, and those of the enterprises that it covers.
func SyncsOf(v *records.View, o *ledger.Branch, year int) (all []*ledger.Sync) {
	for _, id := range append([]value.ID{o.ID}, o.Enterprises...) {
		if s := SyncOf(v, id, year); s != nil && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// syncSeason says that the year's 四同步 should stand by now.
func syncSeason(b ledger.Basis) bool { return b.Today.Month() >= b.Rules.SyncMonth }

// syncClashes: a second record of the same year.
func syncClashes(v *records.View, s *ledger.Sync) []value.Fault {
	year, _ := s.Year.Value()
	for _, at := range []struct {
		key string
		id  value.ID
	}{{"branch", s.Branch}, {"enterprise", s.Enterprise}} {
		if other := SyncOf(v, at.id, year); !at.id.IsZero() && other != nil && other.ID != s.ID && other.Owner == s.Owner {
			return []value.Fault{{Key: at.key, Code: value.Twice, Soft: true, Other: other.ID, Text: strconv.Itoa(year) + " 年的四同步已经登记过一条。请打开那条接着填。"}}
		}
	}
	return nil
}

// uses are how often each facility was used in the year of a day.
var uses = records.Derive(func(v *records.View) map[value.ID]int {
	n, b := map[value.ID]int{}, v.Basis()
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if !m.Facility.IsZero() && m.Day.Year() == b.Today.Year() && m.Day.First() <= b.Today {
			n[m.Facility]++
		}
	}
	return n
}, ledger.Meetings).Dated()

// Uses is how often a facility was used this year: the meetings and activities that were held there.
func Uses(v *records.View, facility value.ID) int { return uses.Of(v)[facility] }

// standReminders are what falls due with partners, facilities, trainings, papers and 四同步.
func standReminders() []Reminder {
	return []Reminder{
		{Key: "document.late", Grave: Overdue, Kind: ledger.Documents, Tab: "late", Text: "份文件过了办理期限还没有办结"},
		{Key: "document.soon", Grave: Soon, Kind: ledger.Documents, Rule: "document_days", Text: "份文件 {document_days} 天内要办结", Title: "{document_days}天内要办",
			Holds: of(func(_ *records.View, d *ledger.Document, b ledger.Basis) bool {
				return d.Open() && nears(d.Due, b.Rules.DocumentDays, b.Today)
			})},
		{Key: "sync.none", Grave: Soon, Kind: ledger.Branches, Rule: "sync_month", Text: "个团支部今年的四同步还没有登记", Title: "没登四同步",
			Holds: of(func(v *records.View, o *ledger.Branch, b ledger.Basis) bool {
				return syncSeason(b) && usedCell(v, o) && keeps(v, o, ledger.Syncs) && len(SyncsOf(v, o, b.Today.Year())) == 0
			})},
		{Key: "sync.undone", Grave: Soon, Kind: ledger.Syncs, Rule: "sync_month", Text: "条今年的四同步还没有做全", Title: "今年没做全",
			Holds: of(func(_ *records.View, s *ledger.Sync, b ledger.Basis) bool {
				return syncSeason(b) && s.Of(b.Today.Year()) && s.Done(b.Today) < ledger.SyncSteps
			})},
		{Key: "facility.ending", Grave: Soon, Kind: ledger.Facilities, Rule: "facility_days", Text: "处设施 {facility_days} 天内开放到期", Title: "{facility_days}天内到期",
			Holds: of(func(_ *records.View, f *ledger.Facility, b ledger.Basis) bool {
				return nears(f.Until, b.Rules.FacilityDays, b.Today)
			})},
		{Key: "partner.meeting", Grave: Soon, Kind: ledger.Partners, Rule: "partner_days", Text: "个伙伴单位 {partner_days} 天内要开联席会", Title: "{partner_days}天内联席",
			Holds: of(func(_ *records.View, p *ledger.Partner, b ledger.Basis) bool {
				return nears(p.Next, b.Rules.PartnerDays, b.Today)
			})},
		{Key: "facility.ended", Grave: Amiss, Kind: ledger.Facilities, Tab: "ended", Text: "处设施开放已到期，要不要续"},
		{Key: "referral.follow", Grave: Amiss, Kind: ledger.Referrals, Tab: "follow", Rule: "referral_days", Text: "名青年推荐满 {referral_days} 天，该回访了"},
		{Key: "enterprise.planned", Grave: Soon, Whose: OfCommunity, Kind: ledger.Enterprises, Text: "家企业到了拟建期限，还没有建团", Title: "过了拟建期限",
			Holds: of(func(v *records.View, e *ledger.Enterprise, b ledger.Basis) bool {
				return e.Open() && e.PlanBy != 0 && e.PlanBy.Last() < b.Today && !Built(v, e)
			})},
	}
}

// nears says that a day is at most so many days ahead, and not past.
func nears(day value.Date, days int, today value.Date) bool {
	return day != 0 && day.Last() >= today && today.DaysTo(day.Last()) <= days
}

// talks are when somebody last talked about the League in each enterprise, at a 动员会 or explaining the charter.
var talks = records.Derive(func(v *records.View) map[value.ID]value.Date {
	last := map[value.ID]value.Date{}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if (m.Sort == codes.MeetingRally || m.Sort == codes.MeetingCharter) && m.Day != 0 && m.Day.First() <= v.Basis().Today {
			for _, id := range m.Enterprises {
				last[id] = max(last[id], m.Day)
			}
		}
	}
	return last
}, ledger.Meetings).Dated()

// Talked is when somebody last talked about the League in an enterprise, 0 for never.
func Talked(v *records.View, enterprise value.ID) value.Date { return talks.Of(v)[enterprise] }
