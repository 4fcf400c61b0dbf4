package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var club = Face{
	Icon:    look.IconPeople,
	Columns: []string{"name", "sort", "zone", "leader", "phone", "size", "founded"},
	Groups: []form.Group{
		{Title: "社团", Keys: []string{"name", "sort", "community", "zone", "founded"}},
		{Title: "成员", Keys: []string{"leader", "phone", "members", "others", "note"}},
	},
	Quick: []string{"name", "sort", "zone", "leader", "phone", "members", "others", "founded"},
	Carry: []string{"sort", "community", "zone"},
	Forms: []forms.Form{forms.Plain(ledger.Clubs)},
}
