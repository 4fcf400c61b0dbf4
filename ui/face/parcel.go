package face

import (
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var parcel = Face{
	Icon:    look.IconSend,
	Columns: []string{"community", "sort", "number", "day", "members", "added", "altered", "removed", "hard", "soft", "state"},
	Groups: []form.Group{
		{Title: "往来包", Keys: []string{"sort", "community", "number", "day", "written", "state", "answer"}},
		{Title: "内容", Keys: []string{"records", "members", "added", "altered", "removed", "hard", "soft"}},
		{Title: "核对", Keys: []string{"digest", "previous", "sender", "note"}},
	},
}
