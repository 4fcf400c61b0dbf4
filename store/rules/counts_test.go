package rules_test

import (
	"reflect"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
)

// What is saved of somebody who holds a post counts all posts anew only where it can end them, and never leaves them wrong.
func TestPostsAreCountedAnewWhereTheyCanHaveChanged(t *testing.T) {
	b, _, _, post := stage.Office(t)
	holder := func() *ledger.Member { return rules.Holder(b.Today(), post) }
	sound := func() *rules.Officed {
		t.Helper()
		now := rules.Offices(b.Today())
		if anew := rules.Offices(b.Today().Anew()); !reflect.DeepEqual(now, anew) {
			t.Fatalf("%+v\nis not\n%+v", now, anew)
		}
		return now
	}
	before := sound()
	if before.Posts[holder().ID] == 0 {
		t.Fatal("nobody holds the post")
	}
	stage.Alter(t, b, ledger.Members, holder(), func(m *ledger.Member) { m.Note = "改" })
	if sound() != before {
		t.Error("a note has all posts counted anew")
	}
	stage.Alter(t, b, ledger.Members, holder(), func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberDied, 20260101 })
	sound()
	stage.Alter(t, b, ledger.Members, holder(), func(m *ledger.Member) { m.StateFrom = 20260301 })
	sound()
	stage.Alter(t, b, ledger.Members, holder(), func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberNormal, 0 })
	sound()
}
