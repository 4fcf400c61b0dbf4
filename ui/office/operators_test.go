package office

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// roll is who may open the ledger, with the roles.
func roll(b *store.Book) string {
	var all []string
	for _, o := range b.Staff().All() {
		all = append(all, o.Name+" "+o.Role.Title())
	}
	return strings.Join(all, "、")
}

// deed presses 办理 of the n-th operator and takes the line of the menu.
func (s *stand) deed(t *testing.T, n int, label string) {
	t.Helper()
	var more []*kit.Button
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if b, ok := o.(*kit.Button); ok && b.Label() == "办理" {
			more = append(more, b)
		}
	}
	more[n].Press()
	for _, o := range test.LaidOutObjects(s.Canvas().Overlays().Top()) {
		if rows, ok := o.(*kit.Rows); ok {
			for i, item := range rows.Items() {
				if item.Label == label {
					rows.OnPick(i)
					return
				}
			}
		}
	}
	t.Fatalf("the menu has no %q", label)
}

func TestOperatorsPage(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	s.ShowOperators()
	button(t, s.Page().View, "添加经办人").Press()
	fill := func(texts ...string) {
		for i, e := range fields(s.Top()) {
			e.SetText(texts[i])
		}
		button(t, s.Top(), "添加经办人").Press()
	}
	for _, c := range []struct{ name, first, second, says string }{
		{"", "wang-long-1", "wang-long-1", "姓名"}, {"王干事", "short", "short", "8 个字符"}, {"王干事", "wang-long-1", "wang-long-2", "不一样"}, {"李干事", "wang-long-1", "wang-long-1", "叫这个名字"},
	} {
		if fill(c.name, c.first, c.second); s.Top() == nil || !strings.Contains(strings.Join(said(s.Top()), ""), c.says) {
			t.Fatalf("%+v", c)
		}
	}
	s.Photograph("operators-add")
	if fill("王干事", "wang-long-1", "wang-long-1"); s.Top() != nil {
		t.Fatal(said(s.Top()))
	}
	if got := roll(s.Book); got != "李干事 管理员、王干事 录入" || !strings.Contains(words(s.Page().View), "王干事") {
		t.Fatal(got)
	}
	s.deed(t, 1, "改成只读")
	if got := roll(s.Book); got != "李干事 管理员、王干事 只读" {
		t.Error(got)
	}
	s.Photograph("operators")
	s.deed(t, 0, "改成录入")
	s.Press(fyne.KeyRight, fyne.KeyReturn) // agrees, and the Book refuses
	if !strings.Contains(s.Told(), "至少要有一位管理员") || roll(s.Book) != "李干事 管理员、王干事 只读" {
		t.Errorf("%q, %s", s.Told(), roll(s.Book))
	}
	s.Press(fyne.KeyReturn)
	s.deed(t, 1, "重设密码")
	for _, e := range fields(s.Top()) {
		e.SetText("wang-long-3")
	}
	button(t, s.Top(), "重设密码").Press()
	if s.Top() != nil {
		t.Fatal(said(s.Top()))
	}
	s.deed(t, 1, "去掉这位经办人")
	s.Press(fyne.KeyEscape)
	if roll(s.Book) != "李干事 管理员、王干事 只读" {
		t.Error("Esc took somebody off")
	}
	s.deed(t, 1, "去掉这位经办人")
	button(t, s.Top(), "去掉 王干事").Press()
	if roll(s.Book) != "李干事 管理员" {
		t.Error(roll(s.Book))
	}
	want := "operator.remove operator.reset operator.role operator.add"
	if got := strings.Join(s.Intents()[:4], " "); got != want {
		t.Errorf("journal: %s", got)
	}
}

// A new recovery code takes the place of the old one only when it was typed back.
func TestRecoveryCodeIsRenewed(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	s.ShowOperators()
	renew := func() (typed []*kit.Entry, on *kit.Button) {
		s.ShowOperators()
		button(t, s.Page().View, "换恢复码").Press()
		return fields(s.Page().View), button(t, s.Page().View, "换上新恢复码")
	}
	typed, on := renew()
	typed[0].SetText("AAAAA")
	if on.Press(); len(said(s.Page().View)) == 0 || s.Intents()[0] == "recovery" {
		t.Fatal("a wrong group is taken")
	}
	s.Photograph("recovery-new")
	s.Page().Keys[fyne.KeyEscape]()
	if s.Page().Title != "经办人" || s.Intents()[0] == "recovery" {
		t.Error("Esc changed the code")
	}
	typed, on = renew()
	asked := askedGroups(s.Page().View)
	shown := []string{}
	for _, o := range test.LaidOutObjects(s.Page().View) {
		if w, ok := o.(*look.Words); ok && len(w.Text()) == 5 {
			shown = append(shown, w.Text())
		}
	}
	for i, e := range typed {
		e.SetText(shown[asked[i]])
	}
	if on.Press(); s.Intents()[0] != "recovery" || s.Page().Title != "经办人" {
		t.Fatalf("%v, %v", s.Intents(), said(s.Page().View))
	}
	path := s.Book.Path()
	s.Book.Close()
	b, err := store.OpenWithCode(path, strings.Join(shown, "-"), "", "ganshi-2027", testEnv())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
}

// The new screens fit at every size of the text.
func TestOfficePagesFit(t *testing.T) {
	for _, size := range look.Sizes {
		s := newStand(t, size, 300)
		if err := s.Book.Staff().Add("欧阳主任科员", "zhao-long-1", store.Reader); err != nil {
			t.Fatal(err)
		}
		s.Narrow()
		for name, show := range map[string]func(){"operators": s.ShowOperators, "handover": s.ShowHandover, "retention": s.ShowRetention, "settings": s.ShowSettings, "files": func() { s.Open(Files) }} {
			show()
			if got := s.Page().View.MinSize(); got.Width > 1366-320 || got.Height > 640 {
				t.Errorf("%s at %s wants %v", name, size.Label(), got)
			}
			if over := s.Outside(); len(over) > 0 {
				t.Errorf("%s at %s: beyond the edge %v", name, size.Label(), over)
			}
			s.Photograph("fit-" + name + "-" + strconv.Itoa(int(size)))
		}
	}
}
