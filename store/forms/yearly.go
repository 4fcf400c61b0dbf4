package forms

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// yearOf is the year that somebody wrote, 0 for none.
func yearOf(c value.Count) int {
	n, said := c.Value()
	if !said {
		return 0
	}
	return n
}

// syncCheck is 四同步检查表: of each unit the four steps, each with its day and what shows it (domain.md §8.3 row 24).
var syncCheck = tableForm{kind: ledger.Syncs, title: "党建带团建四同步检查表", sort: "year", unit: "单位：个、分", sign: signOffice, totals: syncTotals,
	year: func(r ledger.Record) int { return yearOf(r.(*ledger.Sync).Year) }, columns: []formColumn{
		{key: "#"}, {key: "year", head: "年度", width: 4}, {key: "unit", head: "单位", width: 18, always: true, veiled: true, text: joined(ledger.Syncs, "\n", "enterprise", "branch")}, {key: "party", head: "所属党组织", width: 14},
		{key: "planned", head: "同步规划", width: 14, veiled: true, text: dated(ledger.Syncs, "planned", "plan_doc")}, {key: "deployed", head: "同步部署", width: 14, veiled: true, text: dated(ledger.Syncs, "deployed", "deploy_doc")},
		{key: "inspected", head: "同步检查", width: 14, veiled: true, text: dated(ledger.Syncs, "inspected", "inspect_doc")}, {key: "assessed", head: "同步考核", width: 14, veiled: true, text: dated(ledger.Syncs, "assessed", "assess_doc")},
		{key: "steps", head: "做了几项", width: 4}, {key: "score", head: "得分", width: 4}, {key: "note", width: 10},
	}}

func syncTotals(v *records.View, rows []ledger.Record) string {
	whole, none, points, scored := 0, 0, 0, 0
	for _, r := range rows {
		s := r.(*ledger.Sync)
		switch s.Done(v.Basis().Today) {
		case ledger.SyncSteps:
			whole++
		case 0:
			none++
		}
		if n, said := s.Score.Value(); said {
			points, scored = points+n, scored+1
		}
	}
	text := "合计：共 " + strconv.Itoa(len(rows)) + " 个，四项都做了 " + strconv.Itoa(whole) + " 个，做了一部分 " + strconv.Itoa(len(rows)-whole-none) + " 个，都没有做 " + strconv.Itoa(none) + " 个"
	if scored > 0 {
		text += "，考核平均 " + strconv.Itoa((2*points+scored)/(2*scored)) + " 分"
	}
	return text
}

// ratingSheet is 对标定级自评表 of a year's branches (row 25).
var ratingSheet = tableForm{kind: ledger.Ratings, title: "团支部对标定级自评表", sort: "branch", unit: "单位：个、分", sign: signOffice, totals: ratingTotals,
	year: func(r ledger.Record) int { return yearOf(r.(*ledger.Rating).Year) }, columns: []formColumn{
		{key: "#"}, {key: "branch", head: "团支部", width: 20, always: true}, {key: "year", head: "年度", width: 4}, {key: "team", head: "班子建设", width: 4}, {key: "members", head: "团员管理", width: 4},
		{key: "life", head: "组织生活", width: 4}, {key: "orderly", head: "制度落实", width: 4}, {key: "role", head: "作用发挥", width: 4}, {key: "points", head: "自评总分", width: 4}, {key: "reviewed", head: "上级复核", width: 4},
		{key: "veto", width: 10}, {key: "stars", head: "应定星级", width: 8}, {key: "secretary", head: "书记（签字）", width: 8, spread: true}, {key: "deputy", head: "团员代表（签字）", width: 8, spread: true},
		{key: "day", head: "日期", dotted: true, width: 10}, {key: "note", width: 6},
	}}

func ratingTotals(v *records.View, rows []ledger.Record) string {
	n := map[string]int{}
	for _, r := range rows {
		n[r.(*ledger.Rating).Stars(v.Basis().Rules)]++
	}
	parts := []string{"合计：共 " + strconv.Itoa(len(rows)) + " 个"}
	for _, item := range codes.Stars.Items() {
		parts = append(parts, part(item.Label, n[item.Code], "个")...)
	}
	return strings.Join(append(parts, part("分数没有写全", n[""], "个")...), "，")
}

// appraisalSheet is 团员评议与注册表 of a year (row 26).
var appraisalSheet = tableForm{kind: ledger.Appraisals, title: "团员教育评议与团籍注册表", sort: "member", unit: "单位：人", sign: signOffice, totals: appraisalTotals,
	year: func(r ledger.Record) int { return yearOf(r.(*ledger.Appraisal).Year) }, columns: []formColumn{
		{key: "#"}, {key: "member", head: "姓名", width: 8, spread: true, always: true}, {key: "branch", head: "所在团支部", width: 18}, {key: "year", head: "年度", width: 4}, {key: "self", head: "自评", width: 6}, {key: "peers", head: "互评", width: 6},
		{key: "grade", head: "评议等次", width: 6}, {key: "registered", head: "注册", width: 4}, {key: "registered_on", head: "注册日期", dotted: true, width: 10}, {key: "approved_by", head: "批准单位", width: 18},
		{key: "signature", head: "本人签字", width: 10, text: toSign}, {key: "note", width: 8},
	}}

func appraisalTotals(v *records.View, rows []ledger.Record) string {
	grades, registered := map[string]int{}, 0
	for _, r := range rows {
		a := r.(*ledger.Appraisal)
		grades[a.Grade]++
		if a.Registered == codes.Yes {
			registered++
		}
	}
	parts := []string{"合计：共 " + strconv.Itoa(len(rows)) + " 人"}
	for _, item := range codes.AppraisalGrades.Items() {
		parts = append(parts, part(item.Label, grades[item.Code], "人")...)
	}
	parts = append(parts, part("没有写等次", grades[""], "人")...)
	return strings.Join(append(parts, "已注册 "+strconv.Itoa(registered)+" 人"), "，") + "。优秀最多占 " + strconv.Itoa(v.Basis().Rules.BestShare) + "%"
}
