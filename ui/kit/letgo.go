package kit

import (
	"time"
	_ "unsafe" // for go:linkname

	"tuanjian/ui/hands"
)

// DrawnStays is how long Fyne keeps what it has drawn and what is no longer on show:
// widgets with all that hangs on them, texts with their sizes and pictures. Fyne's own
// minute is longer than what was locked away may stay in memory.
const DrawnStays = 20 * time.Second

// fyneKeeps is Fyne's variable for it, which has no other door than an environment
// variable (FYNE_CACHE) that is read before anything of ours runs.
//
//go:linkname fyneKeeps fyne.io/fyne/v2/internal/cache.ValidDuration
var fyneKeeps time.Duration

// KeepBriefly has Fyne keep what it has drawn for DrawnStays at most.
func KeepBriefly() { fyneKeeps = min(fyneKeeps, DrawnStays) }

// LetGo drops what is remembered here of a page that will not be seen again: who had the
// keyboard, what waits for the end of a click.
func LetGo() {
	lastIn = nil
	hands.Forget()
	keys.advanced = nil
	lowest.hide()
}

// UseHands replaces the hands for a test, as hands.Use does, and forgets what waits for
// the former ones: toasts to be taken away, panels of long work.
func UseHands(h hands.Hands) (restore func()) {
	clear(toastsUp)
	clear(waitedFor)
	return hands.Use(h)
}
