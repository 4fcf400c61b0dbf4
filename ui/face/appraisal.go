package face

import (
	"tuanjian/store/forms"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var appraisal = Face{
	Icon:    look.IconDone,
	Columns: []string{"member", "year", "self", "peers", "grade", "registered", "approved_by"},
	Groups: []form.Group{
		{Title: "评议", Keys: []string{"member", "year", "self", "peers", "grade"}},
		{Title: "注册", Keys: []string{"registered", "registered_on", "approved_by", "note"}},
	},
	Quick:  []string{"member", "year", "self", "peers", "grade", "registered", "registered_on", "approved_by", "note"},
	Carry:  []string{"year", "approved_by"},
	Headed: true,
	Forms:  []forms.Form{forms.AppraisalSheet},
}
