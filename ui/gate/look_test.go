package gate

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

// TestTheGateInMarkup keeps what the plain screens are made of. A change that is meant is
// taken over from testdata/failed.
func TestTheGateInMarkup(t *testing.T) {
	t.Run("gate", func(t *testing.T) {
		g := newGate(t)
		g.Show()
		test.AssertRendersToMarkup(t, "gate.xml", g.canvas())
	})
	t.Run("unlock", func(t *testing.T) {
		g := newGate(t)
		g.ShowUnlock(Recent{"塔北社区", "/home/li/团建台账/塔北社区.tjz"})
		g.canvas().Unfocus() // the caret blinks
		test.AssertRendersToMarkup(t, "unlock.xml", g.canvas())
	})
}
