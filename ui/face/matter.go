package face

import (
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var matter = Face{
	Icon:    look.IconFlag,
	Columns: []string{"sort", "community", "about", "field", "text", "was", "state", "reply"},
	Groups: []form.Group{
		{Title: "回执事项", Keys: []string{"sort", "community", "about", "kind", "field", "was", "text", "other", "number", "sent"}},
		{Title: "答复", Keys: []string{"state", "reply", "settled", "by"}},
	},
}
