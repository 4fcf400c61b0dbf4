package office

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/look"
)

func TestSettingsTakeEffect(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	s.Show(Settings(s))
	press(s, fyne.KeyRight, fyne.KeyRight)
	if look.NowSize() != look.Huge {
		t.Errorf("the text is %s", look.NowSize().Label())
	}
	look.SetSize(s.App, look.Standard)
	ApplyTaste(s.App)
	if look.NowSize() != look.Huge {
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
