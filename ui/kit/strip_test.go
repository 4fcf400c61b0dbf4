package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// The chosen tab is in sight: when it is chosen, and when the row gets its room after that.
func TestStripShowsTheChosenTab(t *testing.T) {
	test.NewTempApp(t)
	tabs := NewTabs([]Tab{{"全部", 300}, {"在册", 292}, {"流动", 16}, {"超龄待离", 6}, {"未编入支部", 4}, {"已离团", 8}, {"待核", 18}}, nil)
	strip := Strip(tabs)
	scroll := strip.(*fyne.Container).Objects[0].(*container.Scroll)
	tabs.Choose(6)
	inSight := func(what string) {
		t.Helper()
		from, to := tabs.span()
		if seen, room := scroll.Offset.X, scroll.Size().Width; from < seen-1 || to > seen+room+1 {
			t.Errorf("%s: the chosen tab reaches from %.0f to %.0f, seen is from %.0f to %.0f", what, from, to, seen, seen+room)
		}
	}
	strip.Resize(fyne.NewSize(220, 60))
	inSight("chosen before there was room")
	for _, i := range []int{0, 3, 6, 2, 5, 1} {
		tabs.Choose(i)
		inSight("chosen " + tabs.tabs[i].Label)
	}
	strip.Resize(fyne.NewSize(140, 60))
	inSight("narrower")
}
