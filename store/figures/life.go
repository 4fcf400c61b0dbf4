package figures

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A lived is what the League's life has been up to the day of a census, for the indicators of league.md §8.
type lived struct {
	of     map[value.ID]*branchLife // by branch
	seen   map[value.ID]bool        // enterprises that were visited in the year
	taught map[value.ID]bool        // to which the League was ever explained
	judged map[value.ID]bool        // branches that were rated in the review's year
	synced map[value.ID]bool        // enterprises and organisations that did all four of 四同步 in the year
	keeps  map[kindAt]bool          // which communities have written down any of a kind
	led    map[value.ID]bool        // enterprises that an organisation leads on
	served map[value.ID]bool        // that in the last twelve months took part in something, or had a problem settled
	review int                      // the year of the newest appraisals and ratings
}

// kindAt is a kind in the records of one keeper.
type kindAt struct {
	kind   ledger.Kind
	keeper value.ID
}

// A branchLife is what one branch did.
type branchLife struct {
	held     map[string]int // meetings of the year that count, by their sort
	general  int            // general meetings of the last twelve months
	quarters uint8          // in which of the last four quarters there was an activity
	given    map[string]int // what was handed to it, by item
}

// activity says that a meeting is more than the branch's own business.
func activity(m *ledger.Meeting) bool { return codes.MeetingSorts.Group(m.Sort) == "activity" }

// livedOf looks over what happened.
func (c *census) livedOf() *lived {
	l := &lived{of: map[value.ID]*branchLife{}, seen: map[value.ID]bool{}, taught: map[value.ID]bool{}, judged: map[value.ID]bool{}, synced: map[value.ID]bool{}, keeps: map[kindAt]bool{}, led: map[value.ID]bool{}, served: map[value.ID]bool{}, review: c.basis.Rules.ReviewYear(c.basis.Today)}
	branch := func(id value.ID) *branchLife {
		b := l.of[id]
		if b == nil {
			b = &branchLife{held: map[string]int{}, given: map[string]int{}}
			l.of[id] = b
		}
		return b
	}
	today := c.basis.Today
	for m := range records.All[*ledger.Meeting](c.v, ledger.Meetings) {
		if !c.counts(m) || m.Day == 0 || m.Day.First() > today {
			continue
		}
		l.keeps[kindAt{ledger.Meetings, rules.Keeper(c.v, m)}] = true
		if m.Sort == codes.MeetingRally || m.Sort == codes.MeetingCharter {
			for _, id := range m.Enterprises {
				l.taught[id] = true
			}
		} else if m.Day.First() > today.AddMonths(-12) {
			for _, id := range m.Enterprises {
				l.served[id] = true
			}
		}
		if !m.Held(c.basis.Rules) {
			continue
		}
		for _, id := range m.Branches {
			b := branch(id)
			if c.inYear(m.Day) {
				b.held[m.Sort]++
			}
			if m.Day.First() <= today.AddMonths(-12) {
				continue
			}
			if m.Sort == codes.MeetingGeneral {
				b.general++
			}
			if activity(m) {
				b.quarters |= 1 << c.quarter(m.Day.First())
			}
		}
	}
	for s := range records.All[*ledger.Supply](c.v, ledger.Supplies) {
		n, _ := s.Quantity.Value()
		if !c.counts(s) || s.Day.First() > today {
			continue
		}
		l.keeps[kindAt{ledger.Supplies, rules.Keeper(c.v, s)}] = true
		if o := records.As[*ledger.Branch](c.v, ledger.Branches, s.Branch); o != nil { // a street may give to a community's
			l.keeps[kindAt{ledger.Supplies, rules.Keeper(c.v, o)}] = true
		}
		if s.Way == codes.SupplyOut && !s.Branch.IsZero() {
			branch(s.Branch).given[s.Item] += max(0, n)
		}
	}
	for w := range records.All[*ledger.Visit](c.v, ledger.Visits) {
		if c.counts(w) && c.inYear(w.Day) {
			l.seen[w.Enterprise] = true
		}
	}
	for r := range records.All[*ledger.Rating](c.v, ledger.Ratings) {
		if c.counts(r) && c.rated(r) {
			l.judged[r.Branch] = true
		}
	}
	for s := range records.All[*ledger.Sync](c.v, ledger.Syncs) {
		if !c.counts(s) {
			continue
		}
		l.keeps[kindAt{ledger.Syncs, rules.Keeper(c.v, s)}] = true
		if s.Of(today.Year()) && s.Done(today) == ledger.SyncSteps {
			l.synced[s.Branch], l.synced[s.Enterprise] = true, true
		}
	}
	delete(l.synced, value.ID{})
	for p := range records.All[*ledger.Problem](c.v, ledger.Problems) {
		if c.counts(p) && p.Settled != 0 && p.Settled.First() <= today && p.Settled.First() > today.AddMonths(-12) {
			l.served[p.Enterprise] = true
		}
	}
	for o := range records.All[*ledger.Branch](c.v, ledger.Branches) {
		for _, id := range o.Leads {
			l.led[id] = l.led[id] || c.counts(o) && o.Stands()
		}
	}
	return l
}

// inMonth says that a day lies in the month of the basis and not after it.
func (c *census) inMonth(d value.Date) bool {
	return c.inYear(d) && d.Month() == c.basis.Today.Month()
}

// wentInMonth says that a member left the roll in the month of the basis.
func (c *census) wentInMonth(m *ledger.Member) bool {
	return !m.OnRoll() && m.State != codes.MemberNot && c.inMonth(m.StateFrom)
}

// quarter is in which of the four quarters before the day, 0 the newest, something of the last twelve months was.
func (c *census) quarter(d value.Date) uint {
	for q := range uint(3) {
		if d > c.basis.Today.AddMonths(-3*int(q+1)) {
			return q
		}
	}
	return 3
}

// rated says that a rating is of the review's year and has stars.
func (c *census) rated(r *ledger.Rating) bool {
	year, said := r.Year.Value()
	return said && year == c.basis.Rules.ReviewYear(c.basis.Today) && r.Stars(c.basis.Rules) != ""
}

// lifeSide counts what a record of one type says to the census.
func lifeSide[T ledger.Record](kind ledger.Kind, weigh func(c *census, r T) int) side {
	return side{kind, func(f *facts) int { return weigh(f.census, f.record.(T)) }}
}

// lifeIs counts the records of one type of which something holds.
func lifeIs[T ledger.Record](kind ledger.Kind, is func(c *census, r T) bool) side {
	return lifeSide(kind, func(c *census, r T) int {
		if is(c, r) {
			return 1
		}
		return 0
	})
}

// cellSide counts branches in use of whose community any records of a kind are kept: of what nobody has written down
// anything, nothing is said.
func cellSide(keeps ledger.Kind, weigh func(c *census, o *ledger.Branch, b *branchLife) int) side {
	none := &branchLife{}
	return lifeSide(ledger.Branches, func(c *census, o *ledger.Branch) int {
		if !o.Live() || o.Type != codes.BranchCell || o.State == codes.BranchPlanned || !c.life.keeps[kindAt{keeps, rules.Keeper(c.v, o)}] {
			return 0
		}
		b := c.life.of[o.ID]
		if b == nil {
			b = none
		}
		return weigh(c, o, b)
	})
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// full says that a branch has held what the rules ask by the day of the year's meetings (domain.md §1.5). A committee is
// asked only where there should be one.
func full(c *census, o *ledger.Branch, b *branchLife) bool {
	r := c.basis.Rules
	for _, asked := range rules.AskedOfAYear(r) {
		if asked.Sort == codes.MeetingCommittee && c.roll.Branch[o.ID] < r.CommitteeFrom {
			continue
		}
		if b.held[asked.Sort] < rulebook.Asked(asked.Of, c.basis.Today) {
			return false
		}
	}
	return true
}

// starsSide counts the ratings of the review's year with so many stars, with any for "".
func starsSide(star string) side {
	return lifeIs(ledger.Ratings, func(c *census, r *ledger.Rating) bool {
		return c.rated(r) && (star == "" || r.Stars(c.basis.Rules) == star)
	})
}

// appraisedSide counts the appraisals of the review's year.
func appraisedSide(is func(a *ledger.Appraisal) bool) side {
	return lifeIs(ledger.Appraisals, func(c *census, a *ledger.Appraisal) bool {
		year, said := a.Year.Value()
		return said && year == c.life.review && a.Grade != "" && is(a)
	})
}

// givenSide counts what branches were handed of an item, at most what each should have.
func givenSide(item string, should func(c *census, o *ledger.Branch) int) side {
	return cellSide(ledger.Supplies, func(c *census, o *ledger.Branch, b *branchLife) int {
		return max(0, min(b.given[item], should(c, o)))
	})
}

func shouldSideOf(should func(c *census, o *ledger.Branch) int) side {
	return cellSide(ledger.Supplies, func(c *census, o *ledger.Branch, _ *branchLife) int { return should(c, o) })
}

func oneFlag(*census, *ledger.Branch) int        { return 1 }
func eachMember(c *census, o *ledger.Branch) int { return c.roll.Branch[o.ID] }
func everyAppraisal(*ledger.Appraisal) bool      { return true }
func best(a *ledger.Appraisal) bool              { return a.Grade == codes.GradeBest }
func registered(a *ledger.Appraisal) bool        { return a.Registered == codes.Yes }

var (
	metSide  = lifeIs(ledger.Meetings, func(c *census, m *ledger.Meeting) bool { return c.inYear(m.Day) })
	cameSide = lifeSide(ledger.Meetings, func(c *census, m *ledger.Meeting) int {
		n, _ := m.Present.Value()
		return one(c.inYear(m.Day)) * max(0, n)
	})
	meetersSide = cellSide(ledger.Meetings, func(*census, *ledger.Branch, *branchLife) int { return 1 })
	fullSide    = cellSide(ledger.Meetings, func(c *census, o *ledger.Branch, b *branchLife) int { return one(full(c, o, b)) })
	regularSide = cellSide(ledger.Meetings, func(c *census, _ *ledger.Branch, b *branchLife) int {
		return one(b.general >= c.basis.Rules.MeetingsGeneral && b.quarters == 15)
	})
	visitedSide = lifeIs(ledger.Enterprises, func(c *census, e *ledger.Enterprise) bool {
		return e.Open() && (c.inYear(e.Visited) || c.life.seen[e.ID])
	})
	syncDueSide = cellSide(ledger.Syncs, func(*census, *ledger.Branch, *branchLife) int { return 1 })
	syncedSide  = cellSide(ledger.Syncs, func(c *census, o *ledger.Branch, _ *branchLife) int {
		return one(slices.ContainsFunc(append([]value.ID{o.ID}, o.Enterprises...), func(id value.ID) bool { return c.life.synced[id] }))
	})
	trainedSide = lifeIs(ledger.Referrals, func(c *census, r *ledger.Referral) bool {
		return r.Finished == codes.Yes && c.inYear(r.Ended())
	})
	hiredSide = lifeIs(ledger.Referrals, func(c *census, r *ledger.Referral) bool {
		return r.Finished == codes.Yes && c.inYear(r.Ended()) && r.Hired()
	})
	facilitySide  = lifeIs(ledger.Facilities, func(c *census, f *ledger.Facility) bool { return f.OpenOn(c.basis.Today) })
	taughtSide    = lifeIs(ledger.Enterprises, func(c *census, e *ledger.Enterprise) bool { return e.Open() && c.life.taught[e.ID] })
	duesSide      = lifeIs(ledger.Members, func(c *census, m *ledger.Member) bool { _, asked := rules.Unpaid(c.v, m); return asked })
	paidSide      = lifeIs(ledger.Members, func(c *census, m *ledger.Member) bool { n, asked := rules.Unpaid(c.v, m); return asked && n == 0 })
	ratableSide   = lifeIs(ledger.Branches, func(c *census, o *ledger.Branch) bool { return rules.Ratable(o, c.life.review, c.basis.Rules) })
	ratedYearSide = lifeIs(ledger.Branches, func(c *census, o *ledger.Branch) bool {
		return rules.Ratable(o, c.life.review, c.basis.Rules) && c.life.judged[o.ID]
	})
	openMoveSide = lifeIs(ledger.Transfers, func(_ *census, t *ledger.Transfer) bool { return t.Open() })
	lateMoveSide = lifeIs(ledger.Transfers, func(c *census, t *ledger.Transfer) bool {
		return t.Open() && t.Days(c.basis.Today) > c.basis.Rules.TransferLate
	})
	waitingSide  = lifeIs(ledger.Appointments, func(c *census, a *ledger.Appointment) bool { return rules.ClosedBy(c.v, a) == nil })
	overdueElect = lifeIs(ledger.Appointments, func(c *census, a *ledger.Appointment) bool {
		return rules.ClosedBy(c.v, a) == nil && a.ElectBy != 0 && a.ElectBy.Last() < c.basis.Today
	})
	unservedSide = lifeIs(ledger.Enterprises, func(c *census, e *ledger.Enterprise) bool { return e.Open() && len(c.covers.By[e.ID]) == 0 })
	servedSide   = lifeIs(ledger.Enterprises, func(c *census, e *ledger.Enterprise) bool {
		return e.Open() && len(c.covers.By[e.ID]) == 0 && c.life.served[e.ID]
	})
	ledSide      = lifeIs(ledger.Enterprises, func(c *census, e *ledger.Enterprise) bool { return e.Open() && c.life.led[e.ID] })
	flowedSide   = lifeIs(ledger.Members, func(c *census, m *ledger.Member) bool { return m.OnRoll() && c.inMonth(m.StayFrom) || c.wentInMonth(m) })
	flowBaseSide = lifeIs(ledger.Members, func(c *census, m *ledger.Member) bool { return m.OnRoll() || c.wentInMonth(m) })
	applyingSide = lifeIs(ledger.Applicants, func(_ *census, a *ledger.Applicant) bool { return a.Member.IsZero() })
)

// lifeIndicators are the figures of the League's life (domain.md §8.1, league.md §8), beside what the rosters tell.
var lifeIndicators = []Indicator{
	{Key: "visited_rate", Group: "摸底宣传", Label: "企业走访率", Unit: "家", Meaning: "本年走访过的 ÷ 在营企业；走访记录和企业的最近走访日期都算", Part: visitedSide, of: allOpenSide},
	{Key: "taught_rate", Group: "摸底宣传", Label: "讲解覆盖率", Unit: "家", Meaning: "参加过动员会、听过讲解团章的 ÷ 在营企业", Part: taughtSide, of: allOpenSide},

	{Key: "meetings", Group: "组织生活", Label: "本年会议活动", Unit: "次", Meaning: "统计年度里的会议和活动", Part: metSide},
	{Key: "attendances", Group: "组织生活", Label: "参加人次", Unit: "人次", Meaning: "统计年度里会议活动的实到人数之和", Part: cameSide},
	{Key: "life_rate", Group: "组织生活", Label: "组织生活达标率", Unit: "个", Meaning: "大会、支委会、团课、团日、生活会都够数的 ÷ 团支部；全年的数按月份算到统计日，没有登记过会议的社区不计", Part: fullSide, of: meetersSide},
	{Key: "regular_rate", Group: "组织生活", Label: "正常开展", Unit: "个", Meaning: "十二个月里支部大会够全年的数、每个季度都有活动的 ÷ 团支部；没有登记过会议的社区不计", Part: regularSide, of: meetersSide},

	{Key: "best_rate", Group: "评议定级", Label: "评议优秀", Unit: "人", Meaning: "最近一个评议年度里优秀的 ÷ 有评议等次的", Part: appraisedSide(best), of: appraisedSide(everyAppraisal)},
	{Key: "registered_rate", Group: "评议定级", Label: "团籍注册率", Unit: "人", Meaning: "最近一个评议年度里注册了的 ÷ 有评议等次的", Part: appraisedSide(registered), of: appraisedSide(everyAppraisal)},
	{Key: "rating_rate", Group: "评议定级", Label: "本年度定级", Unit: "个", Meaning: "最近一个评议年度里定了级的 ÷ 应参加定级的团支部（成立够久，不是流动、临时的）", Part: ratedYearSide, of: ratableSide},
	{Key: "rating5_rate", Group: "评议定级", Label: "评为五星", Unit: "个", Meaning: "最近一个评议年度里五星级 ÷ 有结果的定级", Part: starsSide(codes.Star5), of: starsSide("")},
	{Key: "rating4_rate", Group: "评议定级", Label: "评为四星", Unit: "个", Meaning: "最近一个评议年度里四星级 ÷ 有结果的定级", Part: starsSide(codes.Star4), of: starsSide("")},
	{Key: "rating3_rate", Group: "评议定级", Label: "评为三星", Unit: "个", Meaning: "最近一个评议年度里三星级 ÷ 有结果的定级", Part: starsSide(codes.Star3), of: starsSide("")},
	{Key: "rating2_rate", Group: "评议定级", Label: "评为二星", Unit: "个", Meaning: "最近一个评议年度里二星级（后进）÷ 有结果的定级", Part: starsSide(codes.Star2), of: starsSide("")},
	{Key: "rating0_rate", Group: "评议定级", Label: "评为不予定级", Unit: "个", Meaning: "最近一个评议年度里不予定级的 ÷ 有结果的定级", Part: starsSide(codes.StarNone), of: starsSide("")},

	{Key: "dues_rate", Group: "团费物资", Label: "团费收缴率", Unit: "人", Meaning: "交到上个月的 ÷ 该交团费的在册团员；没有登记过团费的支部不计", Part: paidSide, of: duesSide},
	{Key: "flags_rate", Group: "团费物资", Label: "团旗发放", Unit: "面", Meaning: "领了团旗的 ÷ 团支部，每个支部一面；没有登记过物资的社区不计", Part: givenSide(codes.SupplyFlag, oneFlag), of: shouldSideOf(oneFlag)},
	{Key: "charters_rate", Group: "团费物资", Label: "团章发放", Unit: "本", Meaning: "发给团支部的团章（每个支部最多算到在册人数）÷ 在册团员；没有登记过物资的社区不计", Part: givenSide(codes.SupplyCharter, eachMember), of: shouldSideOf(eachMember)},
	{Key: "badges_rate", Group: "团费物资", Label: "团徽发放", Unit: "枚", Meaning: "发给团支部的团徽（每个支部最多算到在册人数）÷ 在册团员；没有登记过物资的社区不计", Part: givenSide(codes.SupplyBadge, eachMember), of: shouldSideOf(eachMember)},

	{Key: "sync_rate", Group: "党建带团建", Label: "四同步完成率", Unit: "个", Meaning: "本年规划、部署、检查、考核都做了的 ÷ 团支部；支部自己的、覆盖企业的都算，没有登记过四同步的社区不计", Part: syncedSide, of: syncDueSide},
	{Key: "served_rate", Group: "服务青年", Label: "未建团服务覆盖", Unit: "家", Meaning: "十二个月里参加过活动、培训，或办结过它的问题的 ÷ 还没有团组织的在营企业；动员会、讲解团章不算", Part: servedSide, of: unservedSide},
	{Key: "facilities", Group: "服务青年", Label: "设施开放", Unit: "处", Meaning: "统计日正在开放的设施", Part: facilitySide},
	{Key: "referral_rate", Group: "服务青年", Label: "培训就业转化", Unit: "人", Meaning: "结业以后录用了的 ÷ 本年培训结业的", Part: hiredSide, of: trainedSide},
	{Key: "surveys_rate", Group: "服务青年", Label: "调查回收率", Unit: "份", Meaning: "收回的 ÷ 发放的需求调查表；统计年度里发放的调查，一次调查收回的最多算到发放的", Part: surveyedSide(returnedOf), of: surveyedSide(issuedOf)},
	{Key: "problems", Group: "服务青年", Label: "本年问题", Unit: "个", Meaning: "统计年度里登记的问题", Part: raisedSide},
	{Key: "solved_rate", Group: "服务青年", Label: "问题办结率", Unit: "个", Meaning: "已办结的 ÷ 统计年度里登记的问题", Part: solvedSide, of: raisedSide},
	{Key: "problems_late", Group: "服务青年", Label: "逾期问题", Unit: "个", Meaning: "过了办结期限还没有办结的问题，往年登记的也在内", Part: lateProblemSide},

	{Key: "content_rate", Group: "服务青年", Label: "回访满意率", Unit: "个", Meaning: "回访满意的 ÷ 统计年度里回访过、说了满意不满意的问题；前后两次的用同比对照表比", Part: contentSide, of: calledSide},

	{Key: "flow_rate", Group: "来去", Label: "月流动率", Unit: "人", Meaning: "统计日那个月里编入支部的、不再在册的 ÷ 在册团员和那个月里不再在册的", Part: flowedSide, of: flowBaseSide},
	{Key: "applicants", Group: "来去", Label: "发展中", Unit: "人", Meaning: "申请入团、还没有成为团员的", Part: applyingSide},
	{Key: "party_this_year", Group: "来去", Label: "本年入党", Unit: "人", Meaning: "在册团员里入党时间在统计年度的", Part: lifeIs(ledger.Members, func(c *census, m *ledger.Member) bool { return m.OnRoll() && c.inYear(m.Party) })},
	{Key: "transfers", Group: "来去", Label: "在办的转接", Unit: "件", Meaning: "还没有办完的关系转接", Part: openMoveSide},
	{Key: "transfers_late_rate", Group: "来去", Label: "转接超期", Unit: "件", Meaning: "办了超过规则里再次提醒的天数的 ÷ 在办的转接", Part: lateMoveSide, of: openMoveSide},
	{Key: "appointments", Group: "来去", Label: "等着选举的任命", Unit: "件", Meaning: "还没有有效选举的任命", Part: waitingSide},
	{Key: "appointments_late", Group: "来去", Label: "过期没选的任命", Unit: "件", Meaning: "过了约定的日期、还没有有效选举的任命", Part: overdueElect},
}
