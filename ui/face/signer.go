package face

import (
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var signer = Face{
	Icon:    look.IconLock,
	Columns: []string{"name", "community", "words", "state", "since"},
	Groups:  []form.Group{{Title: "签名登记", Keys: []string{"name", "community", "words", "state", "since", "ledger", "key", "answer", "note"}}},
}
