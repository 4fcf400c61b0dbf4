package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/look"
)

// TestScreensOfANewMember shows the form of a new member: empty, stopped for what is
// missing, with a clash and a doubt, and with all its fields.
func TestScreensOfANewMember(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		t.Run(size.Label(), func(t *testing.T) {
			s := newStand(t, size, 120)
			name := map[look.Size]string{look.Standard: "", look.Huge: "-huge"}[size]
			look := func(what string) { s.Photograph("new-" + what + name) }
			l := listOn(s.Shell, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
			other := someMember(t, s.Book)
			press(s.Shell, fyne.KeyF9)
			f := l.panel.form
			look("empty")
			keyed(s.Shell, "刘婧")
			press(s.Shell, fyne.KeyF9)
			look("missing")
			if key, _ := f.At(); key != "idno" {
				t.Errorf("stopped at %s", key)
			}
			f.Type("idno", other.IDNumber)
			f.Type("joined", "2019-05")
			f.Type("devno", "201843000001")
			f.Type("phone", other.Phone)
			f.FocusField("schooling")
			look("faults")
			press(s.Shell, fyne.KeyF9)
			look("refused")
			press(s.Shell, fyne.KeyF5)
			look("all")
		})
	}
}

// A long title gives way to the buttons of the head, in every size of text.
func TestALongTitleLeavesRoomForTheButtons(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		s := newStand(t, size, 30)
		m := ledger.Members.Clone(someMember(t, s.Book)).(*ledger.Member)
		m.Title = strings.Repeat("阿依古丽买买提", 6)
		if _, err := s.Book.Save(ledger.Members, m); err != nil {
			t.Fatal(err)
		}
		s.ShowRecord(ledger.Members, m.ID)
		for _, out := range s.Outside() {
			t.Errorf("size %v: %s", size, out)
		}
	}
}
