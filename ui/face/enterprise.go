package face

import (
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var enterprise = Face{
	Icon:    look.IconFirm,
	Columns: []string{"name", "count", "founding", "branches", "boss", "phone", "nonpublic", "business", "credit"},
	Groups: []form.Group{
		{Title: "基本信息", Keys: []string{"name", "credit", "community", "sort", "registration", "nonpublic", "nonpublic_hint", "address", "zone"}},
		{Title: "联系", Keys: []string{"boss", "phone"}},
		{Title: "职工与团员", Keys: []string{"staff", "under35", "under28", "members", "party", "partyorg", "union", "women"}},
		{Title: "建团", Keys: []string{"founding", "founding_from", "founding_doc", "nobranch", "plan", "plan_by", "plan_owner", "attitude", "contact", "visited", "grade"}},
		{Title: "规模", Keys: []string{"industry", "sizeindustry", "size", "size_hint", "abovescale", "revenue", "assets", "reformed", "former", "reformed_on"}},
		{Title: "经营状态", Keys: []string{"business", "business_from", "business_why", "business_doc"}},
		{Title: "备注", Keys: []string{"note"}},
	},
	Quick:  []string{"name", "credit", "community", "registration", "boss", "phone", "staff", "under28", "members", "business", "founding"},
	Carry:  []string{"community", "sort", "business", "zone"},
	Asides: map[string]func(Beside) string{"contact": contacted(ledger.Enterprises), "grade": classed},
	Apart:  []string{"name", "credit", "address", "boss", "phone", "registration", "business", "founding", "staff"},
	Forms:  []forms.Form{forms.EnterpriseBook},
	Transitions: []Transition{
		{Label: "停业、注销或迁出", Words: [][2]string{{"business_from", "today"}}, Show: "business", Fits: ifEnterprise((*ledger.Enterprise).Open)},
		{Label: "恢复营业", Words: [][2]string{{"business", codes.BusinessOpen}, {"business_from", "today"}, {"business_why", ""}, {"business_doc", ""}}, Show: "business_from",
			Fits: ifEnterprise(func(e *ledger.Enterprise) bool { return !e.Open() })},
		{Label: "登记已建团", Words: [][2]string{{"founding", codes.FoundingBuilt}, {"founding_from", "today"}}, Show: "founding_doc",
			Fits: ifEnterprise(func(e *ledger.Enterprise) bool { return e.Open() && !e.SaidBuilt() })},
	},
}

// classed says in which class an enterprise is by the rules, why, and what such a one is helped with.
func classed(b Beside) string {
	class, why := rules.ClassOf(b.View, b.Draft.(*ledger.Enterprise))
	if class == "" {
		return ""
	}
	return "按规则是" + codes.Grades.Label(class) + "（" + why + "）。" + rules.Guidance[class]
}
