package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

const (
	password     = stage.Password
	phraseOfTest = stage.Phrase
)

var (
	testEnv, newBook, newStreetBook, communityAt = stage.Env, stage.NewBook, stage.NewStreet, stage.Community
	someMember, words, said, button              = stage.SomeMember, stage.Words, stage.Said, stage.Button
)

// allScreens are those of the program, with a blank page for those of other rooms.
var allScreens = Screens{
	Home: blankHome, Todos: blank("待办"), Calendar: blank("日历"), Figures: blank("汇总"),
	Submit: blank("上报与回执"), Matters: blank("退回的事项"), Notice: blank("下发"), Reply: blank("回执"), Doubles: blank("重复的人"),
	Community: func(s *Shell, _ value.ID) *Page { return blank("社区")(s) },
	Receive:   func(s *Shell, _ []string) *Page { return blank("接收")(s) },
	Meet:      func(s *Shell, _ string) *Page { return blank("会合")(s) },
	Twins:     blank("疑似重复"),
	Intake:    func(s *Shell, _ ledger.Kind, _ []string) *Page { return blank("导入")(s) },
	Pasted:    func(s *Shell, _ ledger.Kind, _ string) *Page { return blank("导入")(s) },
	Export:    func(s *Shell, _ records.Query, _ []string) *Page { return blank("导出")(s) },
	Print:     func(s *Shell, _ records.Query, _ []string) *Page { return blank("打印预览")(s) },
	Settings:  blank("设置"), Operators: blank("经办人"), Handover: blank("工作交接"), Retention: blank("清除个人信息"), Rules: blank("规则"), Codes: blank("选项"),
	Backups: blank("备份与检查"), Bin: blank("回收站"), Operations: blank("操作记录"),
	Files:      blank("附件"),
	PrintFixed: func(s *Shell, _ forms.Print, _ string, _ func()) *Page { return blank("打印预览")(s) },
	See:        func(*Shell, Seeing) {},
	Operation:  func(s *Shell, _ uint64) *Page { return blank("操作记录")(s) },
}

// blankHome stands for the first page.
func blankHome(*Shell) *Page {
	return &Page{Key: "home", Title: "首页", View: look.NewWords("首页", look.Body)}
}

// blank stands for a screen of another room.
func blank(title string) func(*Shell) *Page {
	return func(*Shell) *Page { return &Page{Title: title, View: look.NewWords(title, look.Body)} }
}

// onDesk is the Shell of a ledger behind a wide window, which hears of what is saved.
func onDesk(t *testing.T, b *store.Book) *Shell {
	t.Helper()
	s := behind(stage.NewWide(t), b)
	t.Cleanup(b.Watch(s.Changed))
	return s
}

func behind(st *stage.Stage, b *store.Book) *Shell {
	app, w, toasts := st.Parts()
	s := NewShell(app, w, b, toasts, testEnv().Now, allScreens)
	s.Place = func(p *Page) { st.Put(p.View) }
	s.Moved, s.Close = func(string) {}, func() {}
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { s.Typed(ev.Name) })
	return s
}

// A stand is a real ledger behind a window of the test driver, with hands that do
// everything at once.
type stand struct {
	*Shell
	*stage.Stage
}

// newStand puts a new ledger behind a window: an empty one, or with members a
// practice ledger.
func newStand(t *testing.T, size look.Size, members int) *stand {
	t.Helper()
	return newStandOf(t, size, newBook(t, members))
}

func newStandOf(t *testing.T, size look.Size, b *store.Book) *stand {
	t.Helper()
	st := stage.New(t, size)
	return &stand{behind(st, b), st}
}

// Press gives keys to whatever has the keyboard.
func (s *stand) Press(keys ...fyne.KeyName) { press(s.Shell, keys...) }

// Intents are what the journal says happened, newest first.
func (s *stand) Intents() (all []string) {
	entries, err := s.Book.Journal(20)
	if err != nil {
		s.T.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Intent)
	}
	return all
}

func press(s *Shell, keys ...fyne.KeyName) { stage.Press(s.Canvas(), s.Typed, keys...) }

// keyed types as a keyboard does.
func keyed(s *Shell, text string) { stage.Keyed(s.Canvas(), text) }

// listOn shows a list and gives it back.
func listOn(s *Shell, q records.Query) *list {
	l := List(s, q)
	s.put(l.page)
	return l
}
