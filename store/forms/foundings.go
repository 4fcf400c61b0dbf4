package forms

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// unbuiltList is 应建未建清单: why there is no organisation yet, and what is planned (domain.md §8.3 row 3).
var unbuiltList = tableForm{kind: ledger.Enterprises, tab: "due", only: true, title: "应建未建企业清单", sort: "zone", unit: "单位：家、人", sign: signOffice, totals: unbuiltTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 16, always: true}, {key: "zone", head: "片区", width: 8}, {key: "boss", head: "负责人", width: 6, spread: true}, {key: "phone", width: 12},
	{key: "staff", head: "职工", width: 4}, {key: "under28", head: "28岁以下", width: 4}, {key: "count", head: "在册团员", width: 4}, {key: "members", head: "企业报团员", width: 4},
	{key: "nobranch", head: "未建原因", width: 10}, {key: "advice", head: "建议建制", width: 8}, {key: "plan", head: "拟建计划", width: 12}, {key: "plan_by", head: "拟建期限", dotted: true, width: 10},
	{key: "plan_owner", head: "责任人", width: 6, spread: true}, {key: "attitude", head: "企业态度", width: 5}, {key: "note", width: 6},
}}

func unbuiltTotals(v *records.View, rows []ledger.Record) string {
	members, planned, late := 0, 0, 0
	why := map[string]int{}
	for _, r := range rows {
		e := r.(*ledger.Enterprise)
		members += rules.Roll(v).Unit[e.ID]
		why[e.NoBranchWhy]++
		if e.Plan != "" || e.PlanBy != 0 {
			planned++
		}
		if e.PlanBy != 0 && e.PlanBy.Last() < v.Basis().Today {
			late++
		}
	}
	text := "合计：共 " + strconv.Itoa(len(rows)) + " 家，在册团员 " + strconv.Itoa(members) + " 人，有拟建计划 " + strconv.Itoa(planned) + " 家，过了拟建期限 " + strconv.Itoa(late) + " 家"
	var parts []string
	for _, item := range codes.NoBranchWhys.Items() {
		parts = append(parts, part(item.Label, why[item.Code], "家")...)
	}
	if parts = append(parts, part("未写原因", why[""], "家")...); len(parts) > 0 {
		text += "。" + strings.Join(parts, "，")
	}
	return text
}

// part is one number of a line of totals, nothing where there is none.
func part(label string, n int, unit string) []string {
	if n == 0 {
		return nil
	}
	return []string{label + " " + strconv.Itoa(n) + " " + unit}
}

// A talk is what was told in one enterprise of the League.
type talk struct {
	times, rest, present int // present: at all of them together, where it was counted
	speaker              string
}

// talkedTo are the talks of each enterprise, at a 动员会 or explaining the charter.
var talkedTo = records.Derive(func(v *records.View) map[value.ID]*talk {
	all, last := map[value.ID]*talk{}, map[value.ID]value.Date{}
	for m := range records.All[*ledger.Meeting](v, ledger.Meetings) {
		if m.Sort != codes.MeetingRally && m.Sort != codes.MeetingCharter || m.Day == 0 || m.Day.First() > v.Basis().Today {
			continue
		}
		for _, id := range m.Enterprises {
			t := all[id]
			if t == nil {
				t = &talk{}
				all[id] = t
			}
			t.times++
			if m.Rest == codes.Yes {
				t.rest++
			}
			if n, said := m.Present.Value(); said && len(m.Enterprises) == 1 { // of several nobody knows who was whose
				t.present += n
			}
			if m.Day >= last[id] {
				last[id], t.speaker = m.Day, m.Speaker
			}
		}
	}
	return all
}, ledger.Meetings).Dated()

// talkText is a column about the talks in an enterprise, empty where there was none.
func talkText(of func(t *talk) string) func(*records.View, ledger.Record, ledger.Veil) string {
	return func(v *records.View, r ledger.Record, _ ledger.Veil) string {
		if t := talkedTo.Of(v)[r.Head().ID]; t != nil {
			return of(t)
		}
		return ""
	}
}

// talkCover is 讲解团章覆盖表: in which enterprises somebody has talked about the League, and in which nobody yet.
var talkCover = tableForm{kind: ledger.Enterprises, tab: "open", title: "讲解团章覆盖表", sort: "talked", unit: "单位：家、次、人", sign: signOffice, totals: talkTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 18, always: true}, {key: "boss", head: "负责人", width: 6, spread: true}, {key: "staff", head: "职工", width: 4}, {key: "count", head: "团员", width: 4},
	{key: "told", head: "是否讲过", width: 4, text: func(v *records.View, r ledger.Record, _ ledger.Veil) string {
		if rules.Talked(v, r.Head().ID) == 0 {
			return "没有"
		}
		return "讲过"
	}},
	{key: "times", head: "讲了几次", width: 4, number: true, text: talkText(func(t *talk) string { return strconv.Itoa(t.times) })},
	{key: "talked", head: "最近一次", dotted: true, width: 10},
	{key: "rest", head: "利用休息时间", width: 5, number: true, text: talkText(func(t *talk) string { return some(t.rest) })},
	{key: "present", head: "到场人次", width: 5, number: true, text: talkText(func(t *talk) string { return some(t.present) })},
	{key: "speaker", head: "主讲人", width: 6, spread: true, text: talkText(func(t *talk) string { return t.speaker })},
	{key: "attitude", head: "企业态度", width: 5}, {key: "note", width: 10},
}}

func talkTotals(v *records.View, rows []ledger.Record) string {
	told := 0
	for _, r := range rows {
		if rules.Talked(v, r.Head().ID) != 0 {
			told++
		}
	}
	share := "—"
	if len(rows) > 0 {
		share = strconv.Itoa((told*200+len(rows))/(2*len(rows))) + "%"
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 家，讲过 " + strconv.Itoa(told) + " 家，还没有讲过 " + strconv.Itoa(len(rows)-told) + " 家，覆盖率 " + share
}

// some is a number, and nothing where there is none: what is there is then seen at once.
func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
