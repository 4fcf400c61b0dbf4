package face

import (
	"strconv"

	"tuanjian/store/forms"
	"tuanjian/store/rules"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var facility = Face{
	Icon:    look.IconHome,
	Columns: []string{"name", "enterprise", "partner", "hours", "free", "capacity", "uses", "until"},
	Groups: []form.Group{
		{Title: "设施", Keys: []string{"name", "enterprise", "partner", "capacity", "free"}},
		{Title: "开放", Keys: []string{"hours", "from", "until"}},
		{Title: "联系", Keys: []string{"contact", "phone", "note"}},
	},
	Quick: []string{"name", "enterprise", "hours", "free", "capacity", "contact", "phone", "from", "until"},
	Carry: []string{"enterprise", "partner", "free"},
	Asides: map[string]func(Beside) string{"hours": func(b Beside) string {
		if b.New {
			return ""
		}
		return "今年用了 " + strconv.Itoa(rules.Uses(b.View, b.Was.Head().ID)) + " 次"
	}},
	Forms: []forms.Form{forms.FacilityHours},
}
