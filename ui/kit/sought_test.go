package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// holding finds the labels that hold the query.
func holding(labels []string, query string) (at []int) {
	for i, label := range labels {
		if strings.Contains(label, query) {
			at = append(at, i)
		}
	}
	return at
}

// TestAMenuIsSought: a letter typed over its lines begins, Enter does what is found first,
// ↓ goes on to the next, Esc ends the search and then the menu.
func TestAMenuIsSought(t *testing.T) {
	done := ""
	var deeds []Deed
	for _, label := range []string{"性别", "年龄", "民族", "政治面貌", "入团年月", "学历", "年度教育评议"} {
		deeds = append(deeds, Deed{Label: label, Do: func() { done = label }})
	}
	win := stage(t, look.Standard, 600, 600, look.NewWords("", look.Body))
	b := NewButton(Ordinary, look.IconNone, "筛选", "", nil)
	win.SetContent(container.NewVBox(b))
	menu := func() {
		done = ""
		win.Canvas().Focus(b)
		SoughtMenu(win.Canvas(), b, deeds, holding)
	}
	for _, c := range []struct {
		typed string
		keys  []fyne.KeyName
		want  string
	}{
		{"年", []fyne.KeyName{fyne.KeyReturn}, "年龄"},
		{"年", []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, "入团年月"},
		{"年", []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}, "性别"},
		{"没有的", []fyne.KeyName{fyne.KeyReturn}, ""},
		{"", []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, "年龄"},
	} {
		menu()
		for _, r := range c.typed {
			under(win).TypedRune(r)
		}
		for _, k := range c.keys {
			press(under(win), k)
		}
		if done != c.want || (win.Canvas().Overlays().Top() == nil) != (c.want != "") {
			t.Errorf("%s %v: did %q, want %q", c.typed, c.keys, done, c.want)
		}
		for win.Canvas().Overlays().Top() != nil {
			press(under(win), fyne.KeyEscape)
		}
	}
	menu()
	press(under(win), fyne.KeyEscape)
	if win.Canvas().Overlays().Top() != nil || under(win) != fyne.Focusable(b) {
		t.Error("Esc does not close the menu")
	}
}

// TestKeysOfAMenu: the key that stands on a line does it in the open menu.
func TestKeysOfAMenu(t *testing.T) {
	win := stage(t, look.Standard, 600, 600, look.NewWords("", look.Body))
	b := NewButton(Ordinary, look.IconNone, "办理", "", nil)
	win.SetContent(container.NewVBox(b))
	done := ""
	deed := func(label, hint string) Deed { return Deed{Label: label, Hint: hint, Do: func() { done = label }} }
	deeds := []Deed{deed("打开", "Enter"), deed("复制成表格", "Ctrl+C"), {Label: "办理", Hint: "F8", More: []Deed{deed("离团", "")}}, deed("移到回收站", "Delete")}
	win.Canvas().Focus(b)
	Menu(win.Canvas(), b, deeds)
	press(under(win), fyne.KeyDelete)
	if done != "移到回收站" || win.Canvas().Overlays().Top() != nil {
		t.Errorf("Delete did %q", done)
	}
	Menu(win.Canvas(), b, deeds)
	press(under(win), fyne.KeyF8)
	if press(under(win), fyne.KeyReturn); done != "离团" {
		t.Errorf("F8, Enter did %q", done)
	}
	Menu(win.Canvas(), b, deeds)
	press(under(win), fyne.KeyDown)
	if press(under(win), fyne.KeyReturn); done != "复制成表格" {
		t.Errorf("Enter on the second line did %q", done)
	}
	done = ""
	Menu(win.Canvas(), b, deeds)
	if under(win).(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{}); done != "复制成表格" {
		t.Errorf("Ctrl+C did %q", done)
	}
}

// TestOneToastHasTheKey: of two that offer a deed the newest one has the key; when it is
// gone, the one before.
func TestOneToastHasTheKey(t *testing.T) {
	clock := still(t)
	toasts := NewToasts()
	stage(t, look.Standard, 900, 600, container.NewStack(toasts))
	did := ""
	keyed := func() (all []bool) {
		for _, n := range toasts.shown {
			all = append(all, n.deed != nil && n.deed.KeyShown())
		}
		return all
	}
	toasts.SayWith("已删除 甲", "撤销", func() { did += "甲" })
	clock.Pass(deedStays / 2)
	toasts.SayWith("已删除 乙", "撤销", func() { did += "乙" })
	toasts.Say("已保存")
	if got := keyed(); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("the key stands on %v", got)
	}
	toasts.Do()
	if got := keyed(); did != "乙" || !slices.Equal(got, []bool{true, false}) {
		t.Errorf("did %q; then the key stands on %v", did, got)
	}
}

// TestArrowsWalkAcross: the nearest button in the direction of the arrow, and into a list
// and out of it at its ends.
func TestArrowsWalkAcross(t *testing.T) {
	b := func(label string) *Button { return NewButton(Ordinary, look.IconNone, label, "", nil) }
	a1, a2, a3, b1, b2 := b("新建"), b("打开"), b("接手"), b("练习"), b("手册")
	rows := NewRows(3, nil)
	rows.Set([]Item{{Label: "甲"}, {Label: "乙"}})
	upper, lower := container.NewGridWithColumns(3, a1, a2, a3), container.NewGridWithColumns(2, b1, b2)
	Across(upper)
	Across(rows, upper, lower)
	win := stage(t, look.Standard, 600, 400, container.NewVBox(look.NewWords("最近打开的台账", look.Head), rows, upper, lower)) // nothing that takes the keyboard lies in the corner
	test.LaidOutObjects(win.Content())
	win.Canvas().Focus(a1)
	for i, c := range []struct {
		key  fyne.KeyName
		want fyne.Focusable
	}{
		{fyne.KeyLeft, a1}, {fyne.KeyRight, a2}, {fyne.KeyRight, a3}, {fyne.KeyRight, a3}, {fyne.KeyDown, b2}, {fyne.KeyDown, b2},
		{fyne.KeyLeft, b1}, {fyne.KeyUp, a1}, {fyne.KeyUp, rows}, {fyne.KeyDown, rows}, {fyne.KeyDown, a2},
	} {
		press(under(win), c.key)
		if under(win) != c.want {
			t.Fatalf("step %d, %s: the keyboard is with %T", i, c.key, under(win))
		}
	}
	step := Empty(look.IconHome, "还没有台账。", Stage{Verb: "新建"}, Stage{Verb: "打开"})
	win.SetContent(step)
	test.LaidOutObjects(win.Content())
	win.Canvas().FocusNext()
	first := under(win)
	if press(first, fyne.KeyRight); under(win) == first {
		t.Error("→ does not go to the second large step")
	}
	if press(under(win), fyne.KeyLeft); under(win) != first {
		t.Error("← does not come back")
	}
}

// TestHelpOverAPanel: F1 in whatever lies over a page says something, once.
func TestHelpOverAPanel(t *testing.T) {
	for name, open := range dialogs {
		if name == "progress" {
			continue // nothing there waits for a person
		}
		t.Run(name, func(t *testing.T) {
			win, _, field := over(t)
			asked := 0
			t.Cleanup(UseHelp(func(c fyne.Canvas) { asked++; Explain(c, "帮助", nil) }))
			open(win.Canvas(), field)
			explained := win.Canvas().Overlays().Top().(*Float).explains
			had := under(win)
			press(had, fyne.KeyF1)
			if top, ok := win.Canvas().Overlays().Top().(*Float); explained || name == "picker" {
				return
			} else if !ok || !top.explains || asked > 1 {
				t.Fatalf("F1 asked for help %d times", asked)
			}
			help, n := win.Canvas().Overlays().Top(), asked
			if press(under(win), fyne.KeyF1); asked != n || win.Canvas().Overlays().Top() != help {
				t.Error("help is helped")
			}
			if press(under(win), fyne.KeyEscape); under(win) != had {
				t.Errorf("afterwards the keyboard is with %T, before with %T", under(win), had)
			}
		})
	}
}
