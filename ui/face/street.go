package face

import (
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var street = Face{
	Icon:    look.IconHome,
	Columns: []string{"name", "code", "league", "person", "phone", "area"},
	Groups: []form.Group{
		{Title: "基本信息", Keys: []string{"name", "code", "league", "area", "profile"}},
		{Title: "联系", Keys: []string{"person", "phone"}},
		{Title: "核对用的数", Keys: []string{"cities", "rurals", "scaled", "leagues", "extras"}},
		{Title: "调研小组", Keys: []string{"team"}},
		{Title: "备注", Keys: []string{"note"}},
	},
	Quick: []string{"name", "code", "league", "person", "phone"}, Lengths: map[string]int{"code": 9},
}
