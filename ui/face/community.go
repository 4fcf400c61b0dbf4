package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var community = Face{
	Icon:    look.IconCommunity,
	Columns: []string{"name", "code", "sort", "enterprises", "branches", "members", "liaison", "came", "head", "phone"},
	Groups: []form.Group{
		{Title: "基本信息", Keys: []string{"name", "code", "sort", "urban", "street", "league", "pilot", "pilot_from"}},
		{Title: "联系", Keys: []string{"head", "phone", "people", "note"}},
	},
	Quick: []string{"name", "code", "sort", "head", "phone"}, Carry: []string{"street", "urban", "sort"},
	Asides:  map[string]func(Beside) string{"head": contacted(ledger.Communities)},
	Lengths: map[string]int{"code": 12},
	Forms:   []forms.Form{forms.EnterpriseBook, forms.BranchBook, forms.MemberRoster, forms.CommunityBook},
}
