package face

import (
	"tuanjian/store/forms"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var sync = Face{
	Icon:    look.IconTicked,
	Columns: []string{"year", "branch", "enterprise", "steps", "planned", "deployed", "inspected", "assessed", "score"},
	Groups: []form.Group{
		{Title: "哪个单位", Keys: []string{"year", "branch", "enterprise", "party"}},
		{Title: "四同步", Keys: []string{"planned", "plan_doc", "deployed", "deploy_doc", "inspected", "inspect_doc", "assessed", "assess_doc"}},
		{Title: "结果", Keys: []string{"score", "note"}},
	},
	Quick:  []string{"year", "branch", "enterprise", "planned", "plan_doc", "deployed", "deploy_doc", "inspected", "inspect_doc", "assessed", "assess_doc"},
	Carry:  []string{"year", "party"},
	Headed: true,
	Forms:  []forms.Form{forms.SyncCheck},
}
