package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var supply = Face{
	Icon:    look.IconFlag,
	Columns: []string{"day", "item", "way", "quantity", "branch", "person", "signed"},
	Groups: []form.Group{
		{Title: "物资收发", Keys: []string{"day", "item", "way", "quantity", "branch", "person", "signed", "note"}},
	},
	Quick:  []string{"day", "item", "way", "quantity", "branch", "person", "signed", "note"},
	Carry:  []string{"day", "way", "item"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Supplies), forms.SupplySigned},
}
