package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var partner = Face{
	Icon:    look.IconLink,
	Columns: []string{"name", "sort", "contact", "phone", "gives", "next"},
	Groups: []form.Group{
		{Title: "单位", Keys: []string{"name", "sort", "community"}},
		{Title: "联系", Keys: []string{"contact", "phone"}},
		{Title: "资源", Keys: []string{"gives", "next", "note"}},
	},
	Quick: []string{"name", "sort", "contact", "phone", "gives", "next"},
	Carry: []string{"sort", "community"},
	Forms: []forms.Form{forms.Plain(ledger.Partners)},
}
