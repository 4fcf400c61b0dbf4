package form

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
)

// A figure left out of a date makes no day of 1955 or 2048.
func TestFiveFiguresAreNoDate(t *testing.T) {
	for _, typed := range []string{"20189", "54321", "２０１８９"} {
		h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick })
		h.f.FocusField("joined")
		h.types(typed)
		h.key(fyne.KeyReturn)
		c := h.f.cell("joined")
		if joined := h.f.Draft().(*ledger.Member).Joined; joined != 0 || c.entry.Text != typed || len(c.problems()) == 0 {
			t.Errorf("%s became %v, stands as %q and says %v", typed, joined, c.entry.Text, c.problems())
		}
	}
}
