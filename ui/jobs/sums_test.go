package jobs

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/ui/stage"
)

// What one form has brought is found by keys: the forms, then their results with a chart; so few sheets that people could be
// guessed are not counted.
func TestTheSumsOfAFormByKeys(t *testing.T) {
	b, o, v := issued(t)
	s := at(t, b)
	s.Open(sums)
	s.tells(t, "1 个社区", "收回 0/60 份")
	key := func(n int) {
		k, err := work.KeySheets(b, v.ID, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			ticks, _ := ledger.ParseTicks("1A 2B 3A")
			k.Sheets = append(k.Sheets, work.Paper{Ticks: ticks})
		}
		if _, err := k.Save(); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	key(8)
	s.Open(sums)
	s.tells(t, "收回 8/60 份")
	s.press(fyne.KeyReturn)
	s.tells(t, "8 份答卷", "电脑和办公软件")
	stage.InTwoSizes(t, s.Window, s.Page().View, "sums")
	s.press(fyne.KeyEscape)
	s.tells(t, "题目一样的调查合在一起数")
}
