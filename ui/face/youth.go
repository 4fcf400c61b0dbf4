package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var youth = Face{
	Icon:    look.IconPerson,
	Columns: []string{"name", "sex", "born", "enterprise", "phone", "wish", "skills"},
	Groups: []form.Group{
		{Title: "青年", Keys: []string{"name", "sex", "born", "enterprise", "phone", "wish", "skills", "note"}},
	},
	Quick: []string{"name", "sex", "born", "enterprise", "phone", "wish", "skills", "note"},
	Carry: []string{"enterprise"},
	Forms: []forms.Form{forms.Plain(ledger.Youths)},
}
