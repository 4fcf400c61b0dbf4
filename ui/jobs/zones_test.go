package jobs

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/stage"
)

// From a zone whose enterprises are too small alone to the founding of a joint branch, with them ticked, by keys alone.
func TestAJointBranchBeginsInItsZone(t *testing.T) {
	b, _ := fifty(t)
	s := at(t, b)
	s.Open(Zones)
	s.tells(t, "还没有写企业在哪个楼宇")
	for i, name := range []string{"东门五金有限公司", "东门印务有限公司"} {
		r, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: name, Business: codes.BusinessOpen, Zone: "东门商圈", Staff: value.CountOf(30)})
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		for n := range 2 {
			if _, err := b.Save(ledger.Members, &ledger.Member{Title: []string{"陈甲", "陈乙", "陈丙", "陈丁"}[2*i+n], Joined: 20200500, Unit: r.Head().ID, State: codes.MemberNormal}); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
		}
	}
	s.Open(Zones)
	s.tells(t, "1 个片区里有几家自己不够 3 名团员、合起来够", "东门商圈　2 家合起来 4 名团员，够建联合团支部", "职工 60", "东门印务有限公司")
	stage.InTwoSizes(t, s.Window, s.Page().View, "zones")
	s.press(fyne.KeyReturn)
	s.tells(t, "东门五金有限公司", "东门印务有限公司")
	s.press(fyne.KeyF9)
	var o *ledger.Branch
	for _, r := range b.Today().Of(ledger.Branches) {
		if x := r.(*ledger.Branch); x.State == codes.BranchPlanned {
			o = x
		}
	}
	if o == nil || o.State != codes.BranchPlanned || o.Sort != codes.SortJoint || len(o.Enterprises) != 2 {
		t.Errorf("%+v", o)
	}
}
