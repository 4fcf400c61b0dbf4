// Command tuanjian is 团建台账, an offline ledger for the League's work in a
// community's enterprises. This file ties the parts together and does nothing else.
package main

import (
	_ "embed"
	"os"
	"path/filepath"
	"regexp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"tuanjian/store"
	"tuanjian/ui"
)

//go:embed FyneApp.toml
var particulars string

// particular reads one of the values that FyneApp.toml, and it alone, states.
func particular(name string) string {
	found := regexp.MustCompile(`(?m)^` + name + ` = "(.*)"$`).FindStringSubmatch(particulars)
	if found == nil {
		panic("FyneApp.toml: no " + name)
	}
	return found[1]
}

func main() {
	env := store.System(particular("Version"))
	app.SetMetadata(fyne.AppMetadata{ID: particular("ID"), Name: particular("Name"), Version: env.Version,
		Migrations: map[string]bool{"fyneDo": true}})
	o := ui.Options{Env: env, Err: os.Stderr}
	if folder, err := os.UserConfigDir(); err == nil {
		o.Logs = filepath.Join(folder, "tuanjian")
	}
	if len(os.Args) == 3 && os.Args[1] == "--ledger" {
		o.Ledger = os.Args[2]
	}
	os.Exit(ui.Run(app.NewWithID(particular("ID")), o))
}
