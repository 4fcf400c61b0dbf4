// Command tuanjian is 团建台账, an offline ledger for the League's work in a
// community's enterprises. This file ties the parts together and does nothing else.
package main

import (
	"context"
	_ "embed"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"syscall"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"tuanjian/store"
	"tuanjian/ui"
	"tuanjian/ui/cli"
	"tuanjian/ui/monitor"
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
	ui.JoinConsole()
	ui.KeepMemory()
	_ = ui.KeepBeside() // else the settings lie where the system has them
	getenv, forget := ui.Environment()
	env := ui.Settle(store.System(particular("Version")))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code, window := cli.Run(ctx, os.Args[1:], cli.Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: getenv, Password: ui.AskSecret(ctx), Wait: ui.Wait, Env: env, Display: ui.HasDisplay()})
	stop()
	forget()
	if window != nil {
		ui.LeaveConsole()
		code = show(env, window)
	}
	os.Exit(code)
}

// show opens the window and answers the exit code when it is closed.
func show(env store.Env, w *cli.Window) int {
	id := particular("ID")
	app.SetMetadata(fyne.AppMetadata{ID: id, Name: particular("Name"), Version: env.Version, Migrations: map[string]bool{"fyneDo": true}})
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	o := ui.Options{Env: env, Ledger: w.Ledger, Book: w.Book, Err: os.Stderr, Ended: ended,
		Screens: ui.Screens{All: monitor.Screens, Where: monitor.Where, Maximize: monitor.Maximize}}
	if folder, err := os.UserConfigDir(); err == nil {
		o.Logs = filepath.Join(folder, "tuanjian")
	}
	if folder, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(folder, 0o700) // a new user has none, of which Fyne would tell in English
	}
	return ui.Run(app.NewWithID(id), o)
}
