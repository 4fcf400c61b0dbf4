package figures

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// Pilot makes the page of 试点前后对照表 of a community, to be looked at and printed.
func Pilot(s *page.Shell, community value.ID) *page.Page {
	return paper.PrintFixed(s, forms.Print{Form: forms.PilotContrast, Community: community}, "figures", func() { s.ShowRecord(ledger.Communities, community) })
}
