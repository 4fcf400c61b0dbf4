package figures

import (
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// The makers of sides: a record counts as one, or as the number that it states.

func communitySide(is func(f *facts) bool) side  { return oneSide(ledger.Communities, is) }
func enterpriseSide(is func(f *facts) bool) side { return oneSide(ledger.Enterprises, is) }
func branchSide(is func(f *facts) bool) side     { return oneSide(ledger.Branches, is) }
func memberSide(is func(f *facts) bool) side     { return oneSide(ledger.Members, is) }
func postSide(is func(f *facts) bool) side       { return oneSide(ledger.Posts, is) }

func oneSide(kind ledger.Kind, is func(f *facts) bool) side {
	return side{kind, func(f *facts) int {
		if is(f) {
			return 1
		}
		return 0
	}}
}

// officerSide and visitSide are about what the street keeps itself.
func officerSide(is func(f *facts) bool) side { return oneSide(ledger.Officers, is) }
func visitSide(is func(f *facts) bool) side   { return oneSide(ledger.Visits, is) }

// statedSide adds up a number that open enterprises state; unknown ones count nothing.
func statedSide(of func(e *ledger.Enterprise) value.Count) side {
	return side{ledger.Enterprises, func(f *facts) int {
		if n, known := of(f.enterprise).Value(); known && f.open {
			return n
		}
		return 0
	}}
}

// bothSide adds up the first of two numbers that open enterprises state, of those that state both.
func bothSide(of func(e *ledger.Enterprise) (n, also value.Count)) side {
	return side{ledger.Enterprises, func(f *facts) int {
		n, also := of(f.enterprise)
		count, known := n.Value()
		if _, both := also.Value(); known && both && f.open {
			return count
		}
		return 0
	}}
}

// Sides that several indicators share.
var (
	allOpenSide       = enterpriseSide(func(f *facts) bool { return f.open })
	openNonPublicSide = enterpriseSide(func(f *facts) bool { return f.open && f.nonPublic })
	nonPublicDoneSide = enterpriseSide(func(f *facts) bool { return f.open && f.nonPublic && f.built })
	shouldSide        = enterpriseSide(func(f *facts) bool { return f.should })
	shouldDoneSide    = enterpriseSide(func(f *facts) bool { return f.should && f.built })
	scaledSide        = enterpriseSide(func(f *facts) bool { return f.open && f.enterprise.AboveScale == codes.Yes })
	scaledDoneSide    = enterpriseSide(func(f *facts) bool { return f.open && f.enterprise.AboveScale == codes.Yes && f.built })
	under28Side       = statedSide(func(e *ledger.Enterprise) value.Count { return e.Under28 })
	livingSide        = branchSide(func(f *facts) bool { return f.live })
	cellsSide         = branchSide(func(f *facts) bool { return f.cell })
	starredSide       = branchSide(func(f *facts) bool { return f.live && codes.Stars.Has(f.branch.Star) })
	onRollSide        = memberSide(func(f *facts) bool { return f.on })
	driftersSide      = memberSide(func(f *facts) bool { return f.on && f.drifting })
	cadresSide        = memberSide(func(f *facts) bool { return f.posts > 0 })
	troubledSide      = visitSide(func(f *facts) bool { return f.recent && f.visit.Problem != "" })
	heldPostsSide     = postSide(func(f *facts) bool { return f.now })
)

func coveredSide(sorts ...string) side {
	return enterpriseSide(func(f *facts) bool {
		for _, s := range sorts {
			if f.open && f.built && f.cover == s {
				return true
			}
		}
		return false
	})
}

func typedSide(kind string) side {
	return branchSide(func(f *facts) bool { return f.live && f.branch.Type == kind })
}

func sortSide(sort string) side {
	return branchSide(func(f *facts) bool { return f.cell && f.branch.Sort == sort })
}

func starSide(star string) side {
	return branchSide(func(f *facts) bool { return f.live && f.branch.Star == star })
}

func dutySide(sort string) side {
	return postSide(func(f *facts) bool { return f.now && f.post.Sort == sort })
}

func communitySortSide(sort string) side {
	return communitySide(func(f *facts) bool { return f.community.Sort == sort })
}

// Indicators are all figures that the ledger's records can feed, in the order of the
// tables. Where an older figure of the same name exists (Summary), its key is the same
// and so is its number. Of domain.md §8.1 some have no records to feed them, and are left
// out rather than guessed: 四同步完成率 (no checklist),
// 培训-就业转化 (no courses), 推优入党 (no recommendations).
var Indicators = slices.Concat(rosterIndicators, lifeIndicators)

// rosterIndicators are those of the rosters, and of what a street keeps itself.
var rosterIndicators = []Indicator{
	{Key: "communities", Group: "社区", Label: "社区", Unit: "个", Meaning: "街道名册里的社区；社区台账里就是本社区", Part: communitySide(func(*facts) bool { return true })},
	{Key: "communities_urban", Group: "社区", Label: "城区社区", Unit: "个", Meaning: "社区类型是城区社区", Part: communitySortSide(codes.CommunityUrban)},
	{Key: "communities_rural", Group: "社区", Label: "农转非社区", Unit: "个", Meaning: "社区类型是农转非社区（村改居）", Part: communitySortSide(codes.CommunityRural)},

	{Key: "enterprises", Group: "企业", Label: "企业总数", Unit: "家", Meaning: "台账里的企业，停业注销的也在内", Part: enterpriseSide(func(*facts) bool { return true })},
	{Key: "open_enterprises", Group: "企业", Label: "在营企业", Unit: "家", Meaning: "经营状态正常，或没有填", Part: allOpenSide},
	{Key: "non_public", Group: "企业", Label: "非公企业", Unit: "家", Meaning: "在营的非公企业", Part: openNonPublicSide},
	{Key: "above_scale", Group: "企业", Label: "规模企业", Unit: "家", Meaning: "在营的规模以上企业", Part: scaledSide},
	{Key: "reformed", Group: "企业", Label: "改制企业", Unit: "家", Meaning: "在营的改制企业", Part: enterpriseSide(func(f *facts) bool { return f.open && f.enterprise.Reformed == codes.Yes })},
	{Key: "staff", Group: "企业", Label: "职工", Unit: "人", Meaning: "在营企业填报的职工总数之和，没填的不计", Part: statedSide(func(e *ledger.Enterprise) value.Count { return e.Staff })},
	{Key: "under35", Group: "企业", Label: "35岁以下", Unit: "人", Meaning: "在营企业填报的 35 岁以下职工之和", Part: statedSide(func(e *ledger.Enterprise) value.Count { return e.Under35 })},
	{Key: "under28", Group: "企业", Label: "28岁以下", Unit: "人", Meaning: "在营企业填报的 28 岁以下职工之和", Part: under28Side},

	{Key: "young_rate", Group: "企业", Label: "青年占比", Unit: "人", Meaning: "35 岁以下职工 ÷ 职工，只算两样都填了的在营企业", Part: bothSide(func(e *ledger.Enterprise) (value.Count, value.Count) { return e.Under35, e.Staff }), of: bothSide(func(e *ledger.Enterprise) (value.Count, value.Count) { return e.Staff, e.Under35 })},
	{Key: "young_firms", Group: "企业", Label: "青年为主的企业", Unit: "家", Meaning: "在营，35 岁以下占职工的百分数到了规则定的", Part: enterpriseSide(func(f *facts) bool { return f.enterprise.Young(f.census.basis) })},

	{Key: "enterprises_with_branch", Group: "建团", Label: "已建团", Unit: "家", Meaning: "有团组织覆盖的企业；停业注销的也在内", Part: enterpriseSide(func(f *facts) bool { return f.built })},
	{Key: "built_single", Group: "建团", Label: "单独建团", Unit: "家", Meaning: "在营企业，由单独团支部覆盖", Part: coveredSide(codes.SortSingle)},
	{Key: "built_joint", Group: "建团", Label: "联合建团", Unit: "家", Meaning: "在营企业，由联合团支部覆盖", Part: coveredSide(codes.SortJoint)},
	{Key: "built_other", Group: "建团", Label: "区域覆盖", Unit: "家", Meaning: "在营企业，由社区等别的团组织覆盖", Part: coveredSide("", codes.SortDrifting, codes.SortTemporary, codes.SortCommunity)},
	{Key: "should_have_branch", Group: "建团", Label: "应建团", Unit: "家", Meaning: "在营，团员（在册或企业自报）够一个团支部", Part: shouldSide},
	{Key: "should_and_have_branch", Group: "建团", Label: "应建已建", Unit: "家", Meaning: "应建团的企业里已建团的", Within: "founding_rate", Part: shouldDoneSide},
	{Key: "founding_rate", Group: "建团", Label: "建团率", Unit: "家", Meaning: "应建团的企业里已建团的 ÷ 应建团的企业", Part: shouldDoneSide, of: shouldSide},
	{Key: "non_public_covered", Group: "建团", Label: "非公已覆盖", Unit: "家", Meaning: "在营非公企业里已建团的", Within: "coverage_rate", Part: nonPublicDoneSide},
	{Key: "coverage_rate", Group: "建团", Label: "覆盖率", Unit: "家", Meaning: "已覆盖的在营非公企业 ÷ 在营非公企业", Part: nonPublicDoneSide, of: openNonPublicSide},
	{Key: "led", Group: "建团", Label: "带动的企业", Unit: "家", Meaning: "在营，由社区团委等团组织带动的，不论有没有团组织覆盖", Part: ledSide},
	{Key: "above_scale_with_branch", Group: "建团", Label: "规上已建团", Unit: "家", Meaning: "在营规模以上企业里已建团的", Within: "above_scale_rate", Part: scaledDoneSide},
	{Key: "above_scale_rate", Group: "建团", Label: "规上建团率", Unit: "家", Meaning: "已建团的规模以上企业 ÷ 在营规模以上企业", Part: scaledDoneSide, of: scaledSide},

	{Key: "branches", Group: "团组织", Label: "团组织", Unit: "个", Meaning: "没有撤销的各类团组织", Part: livingSide},
	{Key: "branches_league", Group: "团组织", Label: "团委", Unit: "个", Meaning: "现有的团委，社区团委在内", Part: typedSide(codes.BranchLeague)},
	{Key: "branches_working", Group: "团组织", Label: "团工委", Unit: "个", Meaning: "现有的团工委", Part: typedSide(codes.BranchWorking)},
	{Key: "branches_general", Group: "团组织", Label: "团总支", Unit: "个", Meaning: "现有的团总支", Part: typedSide(codes.BranchGeneral)},
	{Key: "branches_cell", Group: "团组织", Label: "团支部", Unit: "个", Meaning: "现有的团支部", Part: cellsSide},
	{Key: "cells_single", Group: "团组织", Label: "单独支部", Unit: "个", Meaning: "现有的单独团支部", Part: sortSide(codes.SortSingle)},
	{Key: "cells_joint", Group: "团组织", Label: "联合支部", Unit: "个", Meaning: "现有的联合团支部", Part: sortSide(codes.SortJoint)},
	{Key: "branches_under_minimum", Group: "团组织", Label: "人数不足支部", Unit: "个", Meaning: "在册团员不够一个团支部的人数；流动、临时和筹备的不算", Part: branchSide(func(f *facts) bool { return f.small })},
	{Key: "hollow_rate", Group: "团组织", Label: "空心组织", Unit: "个", Meaning: "人数不足的团支部、下面没有团组织的团委和总支 ÷ 团组织", Part: branchSide(func(f *facts) bool { return f.hollow }), of: livingSide},
	{Key: "leaderless_rate", Group: "团组织", Label: "无团干支部", Unit: "个", Meaning: "一个现任团干部也没有的团支部 ÷ 团支部", Part: branchSide(func(f *facts) bool { return f.bare }), of: cellsSide},
	{Key: "branches_without_secretary", Group: "团组织", Label: "无现任书记", Unit: "个", Meaning: "没有现任书记的团组织", Part: branchSide(func(f *facts) bool { return f.vacant })},
	{Key: "committee_rate", Group: "团组织", Label: "班子健全率", Unit: "个", Meaning: "有书记且班子人数合规（不少也不多）的 ÷ 应设班子的（团委、总支，和团员达到人数的支部）", Part: branchSide(func(f *facts) bool { return f.has }), of: branchSide(func(f *facts) bool { return f.needs })},
	{Key: "branches_over_term", Group: "团组织", Label: "届满未换", Unit: "个", Meaning: "本届任期已满的团组织", Part: branchSide(func(f *facts) bool { return f.over })},
	{Key: "renewal_rate", Group: "团组织", Label: "按期换届率", Unit: "个", Meaning: "任期未满的 ÷ 知道任期的团组织", Part: branchSide(func(f *facts) bool { return f.termKnown && !f.over }), of: branchSide(func(f *facts) bool { return f.termKnown })},
	{Key: "branches_awaiting_election", Group: "团组织", Label: "任命待选举", Unit: "个", Meaning: "状态是任命待选举的团组织", Part: branchSide(func(f *facts) bool { return f.live && f.branch.State == codes.BranchAppointed })},
	{Key: "appointed_rate", Group: "团组织", Label: "任命占比", Unit: "个", Meaning: "班子由任命产生的 ÷ 填了产生方式的团组织", Part: branchSide(func(f *facts) bool { return f.live && f.branch.Elected == codes.ByAppointment }), of: branchSide(func(f *facts) bool { return f.live && codes.Electeds.Has(f.branch.Elected) })},
	{Key: "rated_rate", Group: "团组织", Label: "已定级", Unit: "个", Meaning: "有定级的 ÷ 团组织", Part: starredSide, of: livingSide},
	{Key: "star5_rate", Group: "团组织", Label: "五星级", Unit: "个", Meaning: "五星级 ÷ 已定级的团组织", Part: starSide(codes.Star5), of: starredSide},
	{Key: "star4_rate", Group: "团组织", Label: "四星级", Unit: "个", Meaning: "四星级 ÷ 已定级的团组织", Part: starSide(codes.Star4), of: starredSide},
	{Key: "star3_rate", Group: "团组织", Label: "三星级", Unit: "个", Meaning: "三星级 ÷ 已定级的团组织", Part: starSide(codes.Star3), of: starredSide},
	{Key: "star2_rate", Group: "团组织", Label: "二星级", Unit: "个", Meaning: "二星级（后进）÷ 已定级的团组织", Part: starSide(codes.Star2), of: starredSide},
	{Key: "star0_rate", Group: "团组织", Label: "不予定级", Unit: "个", Meaning: "不予定级 ÷ 已定级的团组织", Part: starSide(codes.StarNone), of: starredSide},

	{Key: "members", Group: "团员", Label: "在册团员", Unit: "人", Meaning: "团籍在册：正常、停止团籍、待转接、超龄待离", Part: onRollSide},
	{Key: "men", Group: "团员", Label: "男", Unit: "人", Meaning: "在册团员里的男性", Part: memberSide(func(f *facts) bool { return f.male })},
	{Key: "women", Group: "团员", Label: "女", Unit: "人", Meaning: "在册团员里的女性", Part: memberSide(func(f *facts) bool { return f.female })},
	{Key: "party_members", Group: "团员", Label: "党员", Unit: "人", Meaning: "在册团员里的中共党员和预备党员", Part: memberSide(func(f *facts) bool { return f.on && f.member.InParty() })},
	{Key: "minorities", Group: "团员", Label: "少数民族", Unit: "人", Meaning: "在册团员里的少数民族", Part: memberSide(func(f *facts) bool { return f.on && rules.Minority(f.member) })},
	{Key: "joined_this_year", Group: "团员", Label: "本年新发展", Unit: "人", Meaning: "在册团员里入团时间在统计年度的", Part: memberSide(func(f *facts) bool { return f.on && f.thisYear })},
	{Key: "youth_share", Group: "团员", Label: "团青比", Unit: "人", Meaning: "填报了 28 岁以下人数的在营企业里的在册团员 ÷ 这些企业 28 岁以下职工", Part: memberSide(func(f *facts) bool { return f.counted }), of: under28Side},
	{Key: "mobile", Group: "团员", Label: "流动团员", Unit: "人", Meaning: "在册团员里的流入和流出", Within: "mobile_rate", Part: driftersSide},
	{Key: "mobile_in", Group: "团员", Label: "流入", Unit: "人", Meaning: "在册的流入团员", Part: memberSide(func(f *facts) bool { return f.on && f.member.Drift == codes.DriftIn })},
	{Key: "mobile_out", Group: "团员", Label: "流出", Unit: "人", Meaning: "在册的流出团员", Part: memberSide(func(f *facts) bool { return f.on && f.member.Drift == codes.DriftOut })},
	{Key: "mobile_rate", Group: "团员", Label: "流动率", Unit: "人", Meaning: "流动团员 ÷ 在册团员", Part: driftersSide, of: onRollSide},
	{Key: "members_without_branch", Group: "团员", Label: "未编入支部", Unit: "人", Meaning: "在册而没有团支部的团员", Part: memberSide(func(f *facts) bool { return f.on && f.member.Branch.IsZero() })},
	{Key: "over_age_not_left", Group: "团员", Label: "超龄未离团", Unit: "人", Meaning: "到了离团年龄、没有团内职务、还在册", Part: memberSide(func(f *facts) bool { return f.overAge })},
	{Key: "left", Group: "团员", Label: "已离团", Unit: "人", Meaning: "台账里不再在册的：离团、转出、脱团等", Part: memberSide(func(f *facts) bool { return !f.on && f.member.State != codes.MemberNot })},
	{Key: "complete_rate", Group: "团员", Label: "资料完整率", Unit: "人", Meaning: "资料完整度达到规则的 ÷ 在册团员", Part: memberSide(func(f *facts) bool { return f.complete }), of: onRollSide},
	{Key: "id_twice", Group: "团员", Label: "证件号重复", Unit: "人", Meaning: "在册团员里证件号码还写在另一名在册团员名下的", Part: memberSide(func(f *facts) bool { return f.twice })},
	{Key: "id_wrong", Group: "团员", Label: "证件号有误", Unit: "人", Meaning: "在册团员里证件号码通不过校验的", Part: memberSide(func(f *facts) bool { return f.wrong })},
	{Key: "id_missing", Group: "团员", Label: "证件号缺失", Unit: "人", Meaning: "在册团员里没有证件号码的", Part: memberSide(func(f *facts) bool { return f.on && f.member.IDNumber == "" && !f.wrong })},

	{Key: "cadres", Group: "团干部", Label: "团干部", Unit: "人", Meaning: "现任团内职务的人，一人多职算一人", Part: cadresSide},
	{Key: "posts", Group: "团干部", Label: "任职", Unit: "项", Meaning: "现任的团内职务", Part: heldPostsSide},
	{Key: "posts_full", Group: "团干部", Label: "专职", Unit: "项", Meaning: "现任职务里的专职", Part: dutySide(codes.DutyFull)},
	{Key: "posts_part", Group: "团干部", Label: "兼职", Unit: "项", Meaning: "现任职务里的兼职", Part: dutySide(codes.DutyPart)},
	{Key: "posts_lent", Group: "团干部", Label: "挂职", Unit: "项", Meaning: "现任职务里的挂职", Part: dutySide(codes.DutyLent)},
	{Key: "posts_many_rate", Group: "团干部", Label: "兼职过多", Unit: "人", Meaning: "同时任职达到规则项数（3 项）的 ÷ 团干部", Part: memberSide(func(f *facts) bool { return f.posts > 0 && f.many }), of: cadresSide},
	{Key: "turnover_rate", Group: "团干部", Label: "团干更换率", Unit: "项", Meaning: "一年前在任、现已离任的职务 ÷ 一年前在任的职务", Part: postSide(func(f *facts) bool { return f.yearAgo && !f.now }), of: postSide(func(f *facts) bool { return f.yearAgo })},

	{Key: "officers", Group: "街道班子", Label: "街道团干部", Unit: "人", Meaning: "街道团委现任的书记、副书记和委员", Part: officerSide(func(f *facts) bool { return f.serves })},
	{Key: "officers_extra", Group: "街道班子", Label: "编制外副书记", Unit: "人", Meaning: "街道团委现任的编制外副书记", Part: officerSide(func(f *facts) bool { return f.serves && f.officer.Extra() })},

	{Key: "liaisons", Group: "走访", Label: "定点联系", Unit: "个", Meaning: "现有的定点联系", Part: oneSide(ledger.Liaisons, func(f *facts) bool { return f.stands })},
	{Key: "visits", Group: "走访", Label: "本年走访", Unit: "次", Meaning: "统计年度里的走访", Part: visitSide(func(f *facts) bool { return f.recent })},
	{Key: "visits_rate", Group: "走访", Label: "走访完成率", Unit: "次", Meaning: "本年走访（每个联系点最多算到计划数）÷ 现有联系点的全年计划", Part: side{ledger.Liaisons, func(f *facts) int { return f.done }}, of: side{ledger.Liaisons, func(f *facts) int { return f.plan }}},
	{Key: "settled_rate", Group: "走访", Label: "困难办结率", Unit: "个", Meaning: "已办结的 ÷ 本年走访发现的困难", Part: visitSide(func(f *facts) bool {
		return f.recent && f.visit.Problem != "" && f.settled
	}), of: troubledSide},
}
