package home

import (
	"testing"

	"tuanjian/store"
	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	behind "tuanjian/ui/stand"
)

var (
	testEnv, newBook, newStreetBook, someMember = stage.Env, stage.NewBook, stage.NewStreet, stage.SomeMember
	words, formOn, press                        = stage.Words, behind.Form, behind.Press
)

// own are the screens of this room, with a blank page for those that they lead to.
var own = page.Screens{
	Home: Home, Todos: Todos, Calendar: Calendar, Figures: blank("汇总"),
	Submit: blank("上报与回执"), Matters: blank("退回的事项"), Notice: blank("下发"), Reply: blank("回执"), Doubles: blank("重复的人"),
	Community: func(s *page.Shell, _ value.ID) *page.Page { return blank("社区")(s) },
	Receive:   func(s *page.Shell, _ []string) *page.Page { return blank("接收")(s) },
	Retention: blank("清除个人信息"), Rules: blank("规则"), Backups: blank("备份与检查"),
}

// blank stands for a screen of another room.
func blank(title string) func(*page.Shell) *page.Page {
	return func(*page.Shell) *page.Page { return &page.Page{Title: title, View: look.NewWords(title, look.Body)} }
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
