package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/figures"
	"tuanjian/ui/home"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
	"tuanjian/ui/travel"
)

// pages show every page.
func pages(s *stand.Stand) map[string]func() {
	show := func(make func(*page.Shell) *page.Page) func() { return func() { s.Show(make(s.Shell)) } }
	list := func(kind ledger.Kind, tab string) func() {
		return func() { s.ShowList(records.Query{Kind: kind, Tab: tab, Sort: face.Sort(kind)}) }
	}
	q := records.Query{Kind: ledger.Members, Sort: face.Sort(ledger.Members)}
	all := map[string]func(){
		"home":       show(screens.Home),
		"todos":      show(screens.Todos),
		"calendar":   show(screens.Calendar),
		"household":  func() { s.ShowHousehold(ledger.Branches, s.Book.Today().Of(ledger.Branches)[0].Head().ID, s.ShowHome) },
		"settings":   show(screens.Settings),
		"backups":    show(screens.Backups),
		"operators":  show(screens.Operators),
		"operations": show(screens.Operations),
		"bin":        show(screens.Bin),
		"figures":    show(screens.Figures),
		"why":        show(figures.Why),
		"export":     func() { s.Show(screens.Export(s.Shell, q, nil)) },
		"print":      func() { s.Show(screens.Print(s.Shell, q, nil)) },
		"twins":      show(screens.Twins),
		"rules":      show(screens.Rules),
		"codes":      show(screens.Codes),
		"words":      show(screens.Words),
		"retention":  show(screens.Retention),
		"handover":   show(screens.Handover),
		"meet":       func() { s.ShowMeet("") },
		"matters":    show(screens.Matters),
		"intake":     func() { s.ShowIntake(nil, nil) },
		"receive":    func() { s.ShowReceive(nil) },
		"members":    list(ledger.Members, ""),
		"branches":   list(ledger.Branches, ""),
		"waiting":    list(ledger.Members, face.Pending),
	}
	if s.Book.Profile().Street {
		all["exchange"] = show(screens.Submit)
		all["notice"] = show(screens.Notice)
		all["reply"] = show(screens.Reply)
		all["community"] = func() { s.ShowCommunity(stage.Community(s.Book, 0)) }
	} else {
		all["visit"] = func() {
			firm := find.ListOf(s.Book.Today(), face.List(ledger.Enterprises)).Row(0)
			screens.Works(s.Shell, ledger.Enterprises, firm)[0].Begin()
		}
		all["submit"] = show(screens.Submit)
		all["given"] = show(travel.Given)
	}
	return all
}

// TestEveryPageFits: in a window of 1024×700, and at 1366×768 in 特大, every word, button and
// field of every page can be brought into sight.
func TestEveryPageFits(t *testing.T) {
	for _, c := range []struct {
		name   string
		size   look.Size
		room   fyne.Size
		street bool
	}{
		{"small", look.Standard, stage.Smallest(), false},
		{"huge", look.Huge, fyne.NewSize(1366-320, 768-68-40), false},
		{"small-huge", look.Huge, fyne.NewSize(1024-320, 700-68-40), false},
		{"street-small", look.Standard, stage.Smallest(), true},
		{"street-huge", look.Huge, fyne.NewSize(1366-320, 768-68-40), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := func() *store.Book {
				if c.street {
					return stage.NewStreet(t, 8)
				}
				return stage.NewBook(t, 300)
			}()
			s := stand.On(t, c.size, book, screens)
			home.NewTour(s.Shell) // the home page offers it
			s.Window.Resize(c.room)
			for name, show := range pages(s) {
				show()
				s.Photograph("fit-" + c.name + "-" + name)
				for _, out := range stage.Unseen(s.Page().View, c.room) {
					t.Errorf("%s: %s", name, out)
				}
				for _, out := range stage.Astray(s.Canvas(), 80) {
					t.Errorf("%s: the keyboard comes to what is out of sight: %s", name, out)
				}
			}
		})
	}
}
