package rules

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// KindsOf are the kinds that this ledger has lists of, in the order of the sidebar.
func KindsOf(v *records.View) []ledger.Kind {
	if v.Street() {
		return streetKinds
	}
	return CommunityKinds
}

// communityKinds are also those that a file is read for; of a street's own there are so
// few that they are typed.
var (
	CommunityKinds = []ledger.Kind{ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}
	// OfSender are those that a community owns and that a street takes as they are. Its community is the street's own
	// record, and so are the matters, of which it takes the answers.
	OfSender = []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}

	streetKinds = []ledger.Kind{ledger.Streets, ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts, ledger.Officers, ledger.Liaisons, ledger.Visits}
)

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
