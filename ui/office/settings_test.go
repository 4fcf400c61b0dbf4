package office

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

func TestSettingsTakeEffect(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	s.Show(Settings(s))
	press(s, fyne.KeyRight, fyne.KeyRight)
	if kit.NowSize() != kit.Huge {
		t.Errorf("the text is %s", kit.NowSize().Label())
	}
	kit.SetSize(s.App, kit.Standard)
	ApplyTaste(s.App)
	if kit.NowSize() != kit.Huge {
		t.Error("the size is forgotten")
	}
}

func TestPasswordIsChanged(t *testing.T) {
	b := newBook(t, 0)
	s := onDesk(t, b)
	ChangePassword(s)
	top := s.Canvas().Overlays().Top()
	entries := fields(top)
	fill := func(texts ...string) string {
		for i, text := range texts {
			entries[i].SetText(text)
		}
		button(t, top, "修改密码").Press()
		all := ""
		for _, f := range said(top) {
			all += f
		}
		return all
	}
	if got := fill("wrong-password", "ganshi-2027", "ganshi-2027"); got == "" {
		t.Error("a wrong password changes it")
	}
	if got := fill(password, "ganshi-2027", "ganshi-2027"); s.Canvas().Overlays().Top() != nil {
		t.Errorf("not changed: %q", got)
	}
	path := b.Path()
	b.Close()
	again, err := store.Open(path, "ganshi-2027", testEnv())
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
