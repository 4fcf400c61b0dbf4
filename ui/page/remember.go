package page

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
)

// Names of what is kept in the user's preferences, outside of any ledger: nothing
// there tells of a person.
const (
	recentKey  = "recent"
	sizeKey    = "text.size"
	advanceKey = "advance.off"
	idleKey    = "lock.minutes"
)

// A Recent is a ledger that was opened here: its name and where it lies.
type Recent struct {
	Name string `json:"n"`
	Path string `json:"p"`
}

const recentMost = 8

// Recents are the ledgers opened here, newest first.
func Recents(app fyne.App) []Recent {
	var list []Recent
	if json.Unmarshal([]byte(app.Preferences().String(recentKey)), &list) != nil {
		return nil
	}
	return list[:min(len(list), recentMost)]
}

// Remember puts a ledger at the head of the list.
func Remember(app fyne.App, name, path string) {
	keep(app, append([]Recent{{name, path}}, without(Recents(app), path)...))
}

// RecentAt is the ledger at a path, by the name it was opened under here or else by
// its file's.
func RecentAt(app fyne.App, path string) Recent {
	for _, r := range Recents(app) {
		if r.Path == path {
			return r
		}
	}
	name := filepath.Base(path)
	return Recent{Name: strings.TrimSuffix(name, filepath.Ext(name)), Path: path}
}

// Forget takes a ledger off the list; its file stays.
func Forget(app fyne.App, path string) { keep(app, without(Recents(app), path)) }

func without(list []Recent, path string) []Recent {
	return slices.DeleteFunc(list, func(r Recent) bool { return r.Path == path })
}

func keep(app fyne.App, list []Recent) {
	text, err := json.Marshal(list[:min(len(list), recentMost)])
	if err == nil {
		app.Preferences().SetString(recentKey, string(text))
	}
}

// ApplyTaste puts the user's text size and way of typing in force.
func ApplyTaste(app fyne.App) {
	kit.SetSize(app, kit.Size(app.Preferences().Int(sizeKey)))
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
