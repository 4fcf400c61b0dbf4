package forms

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// memberRoster is 团员花名册: the members of a community, or of one branch.
var memberRoster = tableForm{kind: ledger.Members, tab: "on", title: "团员花名册", unit: "单位：人", sign: signOffice, totals: memberRosterTotals, columns: communityColumns}

var memberColumns = []formColumn{
	{key: "#"}, {key: "name", width: 8, spread: true, always: true}, {key: "sex", width: 3}, {key: "nation", width: 6}, {key: "born", head: "出生年月", dotted: true, month: true, width: 8},
	{key: "idno", width: 18}, {key: "schooling", width: 8}, {key: "standing", width: 8}, {key: "joined", dotted: true, month: true, width: 8}, {key: "devno", width: 12},
	{key: "duties", width: 6}, {key: "unit", head: "工作单位", width: 14}, {key: "phone", width: 12}, {key: "note", width: 6},
}

// communityColumns are the same with the branch in place of the enterprise, since
// the members of a whole community stand together.
var communityColumns = func() []formColumn {
	columns := slices.Clone(memberColumns)
	for i, c := range columns {
		if c.key == "unit" {
			columns[i] = formColumn{key: "branch", width: 14}
		}
	}
	return columns
}()

// duties are the posts of a member beside his branch: those that he holds elsewhere go with the name of that organisation.
func duties(v *records.View, m *ledger.Member) string {
	var words []string
	for _, p := range rules.Offices(v).Held[m.ID] {
		word := codes.Duties.Label(p.Duty)
		if p.Branch != m.Branch {
			word += "（" + v.Name(ledger.Branches, p.Branch) + "）"
		}
		words = append(words, word)
	}
	return strings.Join(words, "、")
}

func memberRosterTotals(_ *records.View, rows []ledger.Record) string {
	var s rules.Summary
	for _, r := range rows {
		s.Count(r.(*ledger.Member))
	}
	return "合计：共 " + strconv.Itoa(s.Members) + " 人，男 " + strconv.Itoa(s.Men) + " 人，女 " + strconv.Itoa(s.Women) + " 人，党员 " + strconv.Itoa(s.PartyMembers) + " 人，少数民族 " + strconv.Itoa(s.Minorities) + " 人，流动 " + strconv.Itoa(s.Mobile) + " 人"
}
