package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var applicant = Face{
	Icon:    look.IconPerson,
	Columns: []string{"name", "branch", "stage", "applied", "active", "target", "hours", "met"},
	Groups: []form.Group{
		{Title: "申请人", Keys: []string{"name", "youth", "branch", "born", "stage", "hours"}},
		{Title: "办到哪一步", Keys: []string{"applied", "active", "target", "reviewed", "form", "met", "approved"}},
		{Title: "支部大会", Keys: []string{"introducers", "due", "present", "favour", "number", "member", "note"}},
	},
	Quick: []string{"name", "branch", "born", "stage", "applied", "active", "hours"},
	Carry: []string{"branch"},
	Forms: []forms.Form{forms.Plain(ledger.Applicants)},
}
