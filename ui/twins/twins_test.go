package twins

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// A pair is seen side by side, becomes one, and two again.
func TestTwinsByKeys(t *testing.T) {
	b := stage.NewBook(t, 0)
	s := stand.OnDesk(t, b, page.Screens{Twins: Twins})
	s.Open(s.Screens.Twins)
	stage.InTwoSizes(t, s.Window, s.Page().View, "twins_empty")
	save := func(kind ledger.Kind, r ledger.Record) value.ID {
		t.Helper()
		saved, err := b.Save(kind, r)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		return saved.Head().ID
	}
	keep := save(ledger.Enterprises, &ledger.Enterprise{Title: "邵阳市东升五金有限公司", Credit: "91430502MA4L12346Y", Address: "五一路 1 号"})
	gone := save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Boss: "周平", Address: "五一路 3 号"})
	m := save(ledger.Members, &ledger.Member{Title: "李华", Unit: gone, Phone: "13500001111"})
	save(ledger.Members, &ledger.Member{Title: "李 华", Phone: "13500001111"})
	s.Open(s.Screens.Twins)
	stage.InTwoSizes(t, s.Window, s.Page().View, "twins")
	stand.Press(s, fyne.KeyDelete)
	if got := tend.Twins(b); len(got) != 1 || got[0].Kind != ledger.Enterprises {
		t.Fatalf("%+v", got)
	}
	stand.Press(s, fyne.KeyHome, fyne.KeyReturn)
	stage.InTwoSizes(t, s.Window, s.Page().View, "join")
	if got := stage.Words(s.Page().View); !strings.Contains(got, "团员“李华”") {
		t.Errorf("%q", got)
	}
	save(ledger.Members, &ledger.Member{Title: "王芳"}) // while they are looked at
	stand.Press(s, fyne.KeyF10)
	if told := stage.Words(s.Canvas().Overlays().Top()); !strings.Contains(told, "再看一遍") || b.Today().Get(ledger.Enterprises, gone) == nil {
		t.Fatalf("%q", told)
	}
	stand.Press(s, fyne.KeyEscape)
	if s.Page().Title != "合成一条" {
		t.Fatal(s.Page().Title)
	}
	stand.Press(s, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight)
	stand.Press(s, fyne.KeyF10)
	one, _ := b.Today().Get(ledger.Enterprises, keep).(*ledger.Enterprise)
	if one == nil || one.Boss != "周平" || b.Today().Get(ledger.Enterprises, gone) != nil || b.Today().Get(ledger.Members, m).(*ledger.Member).Unit != keep {
		t.Fatalf("%+v", one)
	}
	if s.Page().Title != "疑似重复" {
		t.Error(s.Page().Title)
	}
	s.Undo()
	if b.Today().Get(ledger.Enterprises, gone) == nil || b.Today().Get(ledger.Members, m).(*ledger.Member).Unit != gone {
		t.Error("not two again")
	}
}
