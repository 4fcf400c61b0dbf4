package report

import (
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// facts are all that a sentence may ask for, by the name that stands in the template and on screen.
var facts = map[string]fact{
	"社区":    indicator("communities", figures.WantPart, nil),
	"城区社区":  indicator("communities_urban", figures.WantPart, nil),
	"农转非社区": indicator("communities_rural", figures.WantPart, nil),
	"在营企业":  indicator("open_enterprises", figures.WantPart, nil),
	"非公企业":  indicator("non_public", figures.WantPart, nil),
	"规模企业":  indicator("above_scale", figures.WantPart, nil),
	"改制企业":  indicator("reformed", figures.WantPart, nil),
	"职工":    indicator("staff", figures.WantPart, nil),
	"青年职工":  indicator("under35", figures.WantPart, nil),
	"停业": stands(ledger.Enterprises, "家", func(_ *scope, e *ledger.Enterprise) bool {
		return !e.Open()
	}),

	"应建团":  indicator("founding_rate", figures.WantOf, nil),
	"应建已建": indicator("founding_rate", figures.WantPart, nil).saying("占比", share("founding_rate")),
	"应建未建": indicator("founding_rate", figures.WantRest, nil).saying("名单", called(ledger.Enterprises)),
	"团组织":  indicator("branches", figures.WantPart, nil),
	"团支部":  indicator("branches_cell", figures.WantPart, nil),
	"正常开展": indicator("regular_rate", figures.WantPart, nil).saying("名单", called(ledger.Branches)).saying("企业", naming(ledger.Branches, firmsOf)),
	"不正常":  indicator("regular_rate", figures.WantRest, nil).saying("名单", called(ledger.Branches)),
	"社区团委": stands(ledger.Branches, "个", func(_ *scope, o *ledger.Branch) bool {
		return o.Stands() && o.Type == codes.BranchLeague && o.Sort == codes.SortCommunity
	}).saying("社区", homeOf(ledger.Branches)),
	"新支部": happened(ledger.Branches, "个", func(o *ledger.Branch) value.Date { return o.Founded }, func(o *ledger.Branch) bool {
		return o.Stands() && o.Type == codes.BranchCell
	}).saying("名单", called(ledger.Branches)),

	"团员":   indicator("members", figures.WantPart, nil).by("名"),
	"流动团员": indicator("mobile_rate", figures.WantPart, nil).by("名").saying("占比", share("mobile_rate")),
	"未编入":  indicator("members_without_branch", figures.WantPart, nil).by("名"),
	"新发展": happened(ledger.Members, "名", func(m *ledger.Member) value.Date { return m.Joined }, func(m *ledger.Member) bool {
		return m.OnRoll()
	}),
	"团干部":  indicator("cadres", figures.WantPart, nil).by("名"),
	"兼职过多": indicator("posts_many_rate", figures.WantPart, nil),
	"更换":   indicator("turnover_rate", figures.WantPart, nil),
	"编制外": stands(ledger.Officers, "名", func(s *scope, o *ledger.Officer) bool {
		return o.Extra() && o.Current(s.until)
	}).saying("单位", naming(ledger.Officers, func(_ *scope, o *ledger.Officer) []string { return []string{o.Unit} })),
	"联系点": stands(ledger.Liaisons, "个", func(s *scope, l *ledger.Liaison) bool { return l.Current(s.until) }),

	"走访":   visits,
	"摸底":   happened(ledger.Visits, "次", wentOn, func(w *ledger.Visit) bool { return w.Sort == codes.VisitSurvey }),
	"走访企业": touched(visits, ledger.Enterprises, "家", func(w *ledger.Visit) []value.ID { return []value.ID{w.Enterprise} }),
	"动员会":  rallies,
	"动员企业": touched(rallies, ledger.Enterprises, "家", func(m *ledger.Meeting) []value.ID { return m.Enterprises }),
	"讲解":   talks,
	"讲解休息": happened(ledger.Meetings, "次", metOn, func(m *ledger.Meeting) bool {
		return m.Sort == codes.MeetingCharter && m.Rest == codes.Yes
	}).saying("多少", allOrSome(talks)),
	"讲解企业": touched(talks, ledger.Enterprises, "家", func(m *ledger.Meeting) []value.ID { return m.Enterprises }),
	"支持":   thinks(codes.AttitudeFor),
	"观望":   thinks(codes.AttitudeWait),
	"不配合":  thinks(codes.AttitudeAgainst).saying("名单", called(ledger.Enterprises)),

	"选举": happened(ledger.Elections, "次", func(e *ledger.Election) value.Date { return e.Day }, nil),
	"任命": happened(ledger.Appointments, "件", func(a *ledger.Appointment) value.Date { return a.Day }, nil).by("个"),
	"待选举": stands(ledger.Appointments, "件", func(s *scope, a *ledger.Appointment) bool {
		return rules.ClosedBy(s.v, a) == nil && a.Day != 0 && a.Day.First() <= s.until
	}),
	"团旗":   given(codes.SupplyFlag, "面"),
	"团章":   given(codes.SupplyCharter, "本"),
	"团徽":   given(codes.SupplyBadge, "枚"),
	"宣誓":   happened(ledger.Meetings, "次", metOn, func(m *ledger.Meeting) bool { return m.Oath == codes.Yes }),
	"团干培训": happened(ledger.Meetings, "次", metOn, ofSort(codes.MeetingTraining)),

	"调查发": asked(func(_ *scope, r *ledger.Survey) int { return r.IssuedAll() }),
	"调查收": asked(returned),
	"问题":  problems.saying("分组", group(ledger.Problems, codes.ProblemGroups, groupOf, true)),
	"需求":  problems.saying("分组", group(ledger.Problems, codes.ProblemGroups, groupOf, false)),
	"办结":  happened(ledger.Problems, "个", raisedOn, func(p *ledger.Problem) bool { return !p.Open() }),
	"未办结": stands(ledger.Problems, "个", func(s *scope, p *ledger.Problem) bool {
		return p.Open() && p.Day != 0 && p.Day.First() <= s.until
	}),

	"活动": happened(ledger.Meetings, "次", metOn, activity).saying("地点", naming(ledger.Meetings, func(_ *scope, m *ledger.Meeting) []string { return []string{m.Place} })),
	"人次": counted(ledger.Meetings, "人次", true, func(s *scope, m *ledger.Meeting) int {
		n, _ := m.Present.Value()
		return one(activity(m) && s.in(m.Day)) * max(0, n)
	}),
	"联办": happened(ledger.Meetings, "次", metOn, func(m *ledger.Meeting) bool { return activity(m) && len(m.Partners) > 0 }).
		saying("伙伴", naming(ledger.Meetings, func(s *scope, m *ledger.Meeting) (names []string) {
			for _, id := range m.Partners {
				names = append(names, s.v.Name(ledger.Partners, id))
			}
			return names
		})),
	"设施": indicator("facilities", figures.WantPart, nil).saying("单位", naming(ledger.Facilities, func(s *scope, f *ledger.Facility) []string {
		return []string{s.v.Name(ledger.Enterprises, f.Enterprise), s.v.Name(ledger.Partners, f.Partner)}
	})),
	"培训": happened(ledger.Referrals, "人", func(r *ledger.Referral) value.Date { return r.From }, func(r *ledger.Referral) bool {
		return r.Course != ""
	}).saying("课程", group(ledger.Referrals, codes.CourseSorts, func(r *ledger.Referral) string { return r.Course }, false)),
	"结业": happened(ledger.Referrals, "人", func(r *ledger.Referral) value.Date { return r.Ended() }, func(r *ledger.Referral) bool {
		return r.Finished == codes.Yes
	}),
	"推荐": happened(ledger.Referrals, "人次", recommendedOn, nil),
	"录用": happened(ledger.Referrals, "人", recommendedOn, func(r *ledger.Referral) bool { return r.Hired() }),

	"四同步": indicator("sync_rate", figures.WantPart, nil),
	"社团":  stands(ledger.Clubs, "个", func(*scope, *ledger.Club) bool { return true }),
	"伙伴":  stands(ledger.Partners, "个", func(*scope, *ledger.Partner) bool { return true }).saying("名单", called(ledger.Partners)),
}

var (
	visits   = happened(ledger.Visits, "次", wentOn, nil)
	rallies  = happened(ledger.Meetings, "次", metOn, ofSort(codes.MeetingRally))
	talks    = happened(ledger.Meetings, "次", metOn, ofSort(codes.MeetingCharter))
	problems = happened(ledger.Problems, "个", raisedOn, nil)
)

func wentOn(w *ledger.Visit) value.Date           { return w.Day }
func raisedOn(p *ledger.Problem) value.Date       { return p.Day }
func groupOf(p *ledger.Problem) string            { return p.Group }
func recommendedOn(r *ledger.Referral) value.Date { return r.Recommended }
