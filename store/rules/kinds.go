package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// KindsOf are the kinds that this ledger has lists of, in the order of the sidebar.
func KindsOf(v *records.View) []ledger.Kind {
	if v.Street() {
		return ledger.Listed
	}
	return ledger.OfOffice
}

// communities is how many communities the ledger keeps: in a community's those that
// the street has named do not count.
func CommunityCount(v *records.View) (n int) {
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		if v.Street() || !c.Received() {
			n++
		}
	}
	return n
}
