package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var payment = Face{
	Icon:    look.IconFile,
	Columns: []string{"member", "branch", "from", "to", "sort", "due", "paid", "day", "receipt"},
	Groups: []form.Group{
		{Title: "团费", Keys: []string{"member", "branch", "from", "to", "sort", "due", "paid", "day", "receipt", "note"}},
	},
	Quick:  []string{"member", "branch", "from", "to", "sort", "due", "paid", "day", "receipt", "note"},
	Carry:  []string{"branch", "from", "to", "sort", "day"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Payments), forms.DuesRegister, forms.DuesNotice},
}
