package office

import (
	"testing"

	"tuanjian/store"
	"tuanjian/ui/home"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

const password = stage.Password

var (
	testEnv, newBook, someMember                      = stage.Env, stage.NewBook, stage.SomeMember
	words, said, fields, button, askedGroups, pickers = stage.Words, stage.Said, stage.Fields, stage.Button, stage.AskedGroups, stage.Pickers
	press                                             = behind.Press
)

// own are the screens of this room, and the first page, which leads to them.
var own = page.Screens{
	Home:     home.Home,
	Settings: Settings, Operators: Operators, Handover: Handover, Retention: Retention, Rules: Rules, Codes: Codes, Words: Words,
	Backups: Backups, Bin: Bin, Operations: Operations, Operation: Operation,
}

type stand struct{ *behind.Stand }

func newStand(t *testing.T, size look.Size, members int) *stand {
	t.Helper()
	return newStandOf(t, size, newBook(t, members))
}

func newStandOf(t *testing.T, size look.Size, b *store.Book) *stand {
	t.Helper()
	return &stand{behind.On(t, size, b, own)}
}

func onDesk(t *testing.T, b *store.Book) *page.Shell {
	t.Helper()
	return behind.OnDesk(t, b, own)
}

// keyed types as a keyboard does.
func keyed(s *page.Shell, text string) { stage.Keyed(s.Canvas(), text) }
