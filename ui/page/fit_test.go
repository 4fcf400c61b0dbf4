package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// What comes into the head of a list later, the chip of what waits and the bulk edit, lies
// beside its buttons or on a line of its own, never under them.
func TestTheHeadOfAListHasRoomForWhatWaits(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		s := newStandOf(t, size, newBook(t, 30))
		room := stage.Smallest()
		if size == look.Huge {
			room = fyne.NewSize(1024-320, 700-68-40)
		}
		s.Window.Resize(room)
		l := List(s.Shell, records.Query{Kind: ledger.Members, Sort: face.Sort(ledger.Members)})
		s.put(l.page)
		l.chip.SetLabel("放着 2 条未完成")
		l.chip.Show()
		l.bulk.Show()
		l.layer.Refresh()
		for _, two := range stage.Crossing(l.page.View) {
			t.Errorf("size %v: %s", size, two)
		}
		for _, out := range stage.Unseen(l.page.View, room) {
			t.Errorf("size %v: %s", size, out)
		}
	}
}
