package gate

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// recentKey is the preference that holds the list. It is kept outside of any ledger and tells of no person.
const recentKey = "recent"

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
