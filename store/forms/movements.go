package forms

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// driftList is 流动团员登记表 (domain.md §8.3 row 9).
var driftList = tableForm{kind: ledger.Members, tab: "drift", only: true, title: "流动团员登记表", unit: "单位：人", sign: signOffice, totals: driftTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8}, {key: "idno", width: 18},
	{key: "joined", dotted: true, month: true, width: 8}, {key: "branch", head: "所在团支部", width: 14}, {key: "drift", head: "流向", width: 5}, {key: "drift_from", head: "流动起始", dotted: true, width: 10},
	{key: "drift_org", head: "流入或流出的组织", width: 14}, {key: "phone", width: 12}, {key: "contact", head: "联系状态", width: 6}, {key: "contacted", head: "最近联系", dotted: true, width: 10}, {key: "note", width: 6},
}}

func driftTotals(_ *records.View, rows []ledger.Record) string {
	n, none := map[string]int{}, 0
	for _, r := range rows {
		m := r.(*ledger.Member)
		n[m.Drift]++
		if m.Contacted == 0 {
			none++
		}
	}
	parts := []string{"合计：共 " + strconv.Itoa(len(rows)) + " 人，流入 " + strconv.Itoa(n[codes.DriftIn]) + " 人，流出 " + strconv.Itoa(n[codes.DriftOut]) + " 人"}
	parts = append(parts, part("流入流出没有写明", n[codes.DriftYes], "人")...)
	return strings.Join(append(parts, part("没有记过最近联系", none, "人")...), "，")
}

// overAgeList is 超龄离团名单: who has reached the age of leaving and holds no post, with room to sign (row 11).
var overAgeList = tableForm{kind: ledger.Members, tab: "over", only: true, title: "超龄离团名单", sort: "born", unit: "单位：人", sign: signOffice, totals: overAgeTotals, columns: []formColumn{
	{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8}, {key: "age", width: 4},
	{key: "reached", head: "到离团年龄", width: 10, text: reachedAge}, {key: "joined", dotted: true, month: true, width: 8}, {key: "devno", width: 12}, {key: "branch", head: "所在团支部", width: 14},
	{key: "unit", head: "工作单位", width: 14}, {key: "standing", width: 8}, {key: "phone", width: 12},
	{key: "left", head: "离团日期", width: 10, text: func(_ *records.View, r ledger.Record, _ ledger.Veil) string {
		if m := r.(*ledger.Member); m.State == codes.MemberLeft {
			return m.StateFrom.Dotted()
		}
		return ""
	}},
	{key: "signature", head: "本人签字", width: 8, text: toSign},
}}

// toSign is an empty cell for handwriting.
func toSign(*records.View, ledger.Record, ledger.Veil) string { return "" }

// reachedAge is when a member came to the age of leaving; masked, the month alone, since the day is that of the birthday.
func reachedAge(v *records.View, r ledger.Record, veil ledger.Veil) string {
	day := r.(*ledger.Member).Reaches(v.Basis().Rules.AgeOut, v.Basis().Rules)
	if text := day.Dotted(); veil == ledger.Bare || len(text) <= 7 {
		return text
	}
	return day.Dotted()[:7]
}

func overAgeTotals(v *records.View, rows []ledger.Record) string {
	party := 0
	for _, r := range rows {
		if r.(*ledger.Member).InParty() {
			party++
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 人，其中党员 " + strconv.Itoa(party) + " 人。满 " + strconv.Itoa(v.Basis().Rules.AgeOut) + " 周岁、没有团内职务的，办理离团"
}

// transferList is 组织关系转接清单 (row 12).
var transferList = tableForm{kind: ledger.Transfers, title: "团员组织关系转接清单", sort: "begun", unit: "单位：件", sign: signOffice, totals: transferTotals, columns: []formColumn{
	{key: "#"}, {key: "member", head: "姓名", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "branch", head: "所在团支部", width: 14}, {key: "way", head: "转入或转出", width: 5}, {key: "other", head: "对方组织", width: 18},
	{key: "direction", head: "方向", width: 6}, {key: "why", head: "原因", width: 8}, {key: "stage", head: "办到哪一步", width: 7}, {key: "begun", head: "发起", dotted: true, width: 10},
	{key: "ended", head: "办结", dotted: true, width: 10}, {key: "days", head: "天数", width: 4}, {key: "letter", head: "介绍信编号", width: 12}, {key: "note", width: 6},
}}

func transferTotals(v *records.View, rows []ledger.Record) string {
	in, out, done, open, late := 0, 0, 0, 0, 0
	notice := v.Basis().Rules.TransferNotice
	for _, r := range rows {
		t := r.(*ledger.Transfer)
		switch t.Way {
		case codes.TransferIn:
			in++
		case codes.TransferOut:
			out++
		}
		switch {
		case t.Stage == codes.TransferDone:
			done++
		case t.Open():
			open++
			if t.Days(v.Basis().Today) > notice {
				late++
			}
		}
	}
	return "合计：共 " + strconv.Itoa(len(rows)) + " 件，转入 " + strconv.Itoa(in) + " 件，转出 " + strconv.Itoa(out) + " 件；办完 " + strconv.Itoa(done) + " 件，在办 " + strconv.Itoa(open) + " 件，其中超过 " + strconv.Itoa(notice) + " 天的 " + strconv.Itoa(late) + " 件"
}
