package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var survey = Face{
	Icon:    look.IconColumns,
	Columns: []string{"name", "from", "until", "branches", "issued", "returned", "by"},
	Groups: []form.Group{
		{Title: "需求调查", Keys: []string{"name", "from", "until", "by"}},
		{Title: "发给哪些团组织", Keys: []string{"branches", "given"}},
		{Title: "调查表", Keys: []string{"version", "form", "note"}},
	},
	Quick: []string{"name", "from", "until", "branches", "given", "by", "form"},
	Forms: []forms.Form{forms.Plain(ledger.Surveys), forms.SurveyForms, forms.SurveyResult},
}
