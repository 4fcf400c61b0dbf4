package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
)

// lifeKinds are the kinds of the League's life.
var lifeKinds = []ledger.Kind{ledger.Visits, ledger.Meetings, ledger.Youths, ledger.Elections, ledger.Candidates, ledger.Appointments, ledger.Supplies, ledger.Applicants,
	ledger.Transfers, ledger.Measures, ledger.Payments, ledger.Appraisals, ledger.Ratings,
	ledger.Partners, ledger.Facilities, ledger.Clubs, ledger.Referrals, ledger.Syncs, ledger.Documents, ledger.Funds,
	ledger.Surveys, ledger.Returns, ledger.Problems}

// wantedFaults are what a practice ledger has of faults in its life, each for somebody to find and mend.
var wantedFaults = map[string]bool{"meeting.quorum": true, "appointment.late": true, "visit.overdue": true, "problem.late": true, "visit.late": true, "appraisal.best": true, "problem.overdue": true}

// lifeFaults counts the faults of the League's life by kind and code.
func lifeFaults(b *store.Book) map[string]int {
	found := map[string]int{}
	for _, kind := range lifeKinds {
		for _, r := range stage.Now(b).Of(kind) {
			for _, f := range rules.Faults(stage.Now(b), kind, r) {
				found[kind.Name()+" "+f.Code]++
				if !wantedFaults[f.Code] {
					found[kind.Name()+" "+f.Code+" "+f.Text]++
				}
			}
		}
	}
	return found
}

// A practice ledger, of a community and of a street, has some of every kind, with the few faults that it is to have and no others.
func TestPracticeHasALife(t *testing.T) {
	for name, b := range map[string]*store.Book{"community": stage.Practised(t, 200), "large": stage.Practised(t, 1200), "street": stage.PractisedStreet(t, 480)} {
		for _, kind := range lifeKinds {
			if n := len(stage.Now(b).Of(kind)); n < 2 {
				t.Errorf("%s: %d records of %s", name, n, kind.Name())
			}
		}
		seen := map[string]bool{}
		for _, key := range slices.Sorted(maps.Keys(lifeFaults(b))) {
			kind, code, more := "", "", ""
			fmt.Sscan(key, &kind, &code, &more)
			seen[code] = true
			if !wantedFaults[code] {
				t.Errorf("%s: %s, %d times", name, key, lifeFaults(b)[key])
			}
		}
		if name != "street" && (!seen["meeting.quorum"] || !seen["appraisal.best"] || !seen["appointment.late"]) {
			t.Errorf("%s: nothing to find and mend: %v", name, seen)
		}
	}
}

// What is made up of an enterprise agrees with itself, and no two clubs of a street are called the same.
func TestPracticeAgreesWithItself(t *testing.T) {
	for name, b := range map[string]*store.Book{"community": stage.Practised(t, 300), "street": stage.PractisedStreet(t, 480)} {
		v := stage.Now(b)
		for e := range stage.All[*ledger.Enterprise](b, ledger.Enterprises) {
			staff, _ := e.Staff.Value()
			young, _ := e.Under28.Value()
			members, _ := e.Members.Value()
			for what, wrong := range map[string]bool{
				"nobody was there, and it was visited": e.Founding == codes.FoundingUnknown && e.Visited != 0,
				"its head is against it, and for it":   e.NoBranchWhy == "2" && e.Attitude == "1",
				"closed, and a branch is due":          !e.Open() && e.Founding == codes.FoundingDue,
				"above scale with a handful":           e.AboveScale == codes.Yes && staff < 40,
				"more members than young people":       members > young,
				"a shop with limited liability":        strings.HasSuffix(e.Title, "有限公司") && (e.Registration == "500" || e.Registration == "140"),
				"reformed from nothing":                (e.Reformed == codes.Yes) != (e.Former != ""),
			} {
				if wrong {
					t.Errorf("%s: %s: %s", name, e.Title, what)
				}
			}
			for _, f := range rules.Faults(v, ledger.Enterprises, e) {
				if strings.HasPrefix(f.Code, "staff.") || f.Code == "nonpublic.differs" || f.Code == "size.differs" || f.Code == "reformed.no" {
					t.Errorf("%s: %s: %s", name, e.Title, f.Text)
				}
			}
		}
		clubs := map[string]bool{}
		for c := range stage.All[*ledger.Club](b, ledger.Clubs) {
			if clubs[c.Title] {
				t.Errorf("%s: two clubs are called %s", name, c.Title)
			}
			clubs[c.Title] = true
		}
		if len(rules.Zones(v)) == 0 {
			t.Errorf("%s: no zones", name)
		}
	}
}
