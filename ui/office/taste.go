package office

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// Names of what is kept in the user's preferences, outside of any ledger: nothing
// there tells of a person.
const (
	sizeKey    = "text.size"
	advanceKey = "advance.off"
	idleKey    = "lock.minutes"
)

// ApplyTaste puts the user's text size and way of typing in force.
func ApplyTaste(app fyne.App) {
	look.SetSize(app, look.Size(app.Preferences().Int(sizeKey)))
	kit.SetAutoAdvance(!app.Preferences().Bool(advanceKey))
}

// idleMinutes are the choices of how long nobody may be at work before the ledger
// locks; 0 is never.
var idleMinutes = []int{5, 10, 20, 30, 0}

// idleFirst is in force until a person chooses.
const idleFirst = 10

// IdleWait is how long nobody may be at work before the ledger locks by itself; 0
// for never. What stands in the preferences and is no choice counts as none made.
func IdleWait(app fyne.App) time.Duration {
	n := app.Preferences().IntWithFallback(idleKey, idleFirst)
	if !slices.Contains(idleMinutes, n) {
		n = idleFirst
	}
	return time.Duration(n) * time.Minute
}
