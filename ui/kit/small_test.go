package kit

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"pgregory.net/rapid"
)

func TestButton(t *testing.T) {
	win := stage(t, Standard, 300, 100, NewWords("", Body))
	n := 0
	b := NewButton(Primary, IconAdd, "新增", "F9", func() { n++ })
	win.SetContent(b)
	test.Tap(b)
	win.Canvas().Focus(b)
	press(b, fyne.KeyReturn, fyne.KeySpace, fyne.KeyF9)
	if n != 3 {
		t.Fatalf("pressed %d times, want 3", n)
	}
	b.Disable()
	test.Tap(b)
	b.Press()
	press(b, fyne.KeyReturn)
	if n != 3 {
		t.Fatal("a disabled button was pressed")
	}
}

func TestTabsByKeyAndTap(t *testing.T) {
	win := stage(t, Standard, 600, 100, NewWords("", Body))
	var told []int
	tabs := NewTabs([]Tab{{"在册", 412}, {"流动", 37}, {"已离团", -1}}, func(i int) { told = append(told, i) })
	win.SetContent(tabs)
	press(tabs, fyne.KeyLeft, fyne.KeyRight, fyne.KeyEnd, fyne.KeyRight, fyne.KeyHome)
	test.TapAt(tabs, fyne.NewPos(tabs.width(0)+5, 5))
	test.TapAt(tabs, fyne.NewPos(590, 5))
	if want := "[1 2 0 1]"; fmt.Sprint(told) != want || tabs.At() != 1 {
		t.Fatalf("told %v, at %d", told, tabs.At())
	}
	tabs.Set([]Tab{{"在册", 413}})
	if tabs.At() != 0 || tabs.tabs[0].words() != "在册 413" || (Tab{"全部", -1}).words() != "全部" {
		t.Fatal("fewer tabs left the choice in the air")
	}
}

func TestPasswordShowsOnDemandAndNoticesCaps(t *testing.T) {
	win := stage(t, Standard, 300, 100, NewWords("", Body))
	p := NewPassword()
	win.SetContent(p)
	p.Focus()
	caps := []bool{}
	p.OnCaps = func(on bool) { caps = append(caps, on) }
	typed(win, "aB1")
	withShift(p, func() { typed(win, "Cd") })
	if fmt.Sprint(caps) != "[false true false true]" || p.Text != "aB1Cd" {
		t.Fatalf("caps %v, text %q", caps, p.Text)
	}
	clip := test.NewClipboard()
	p.TypedShortcut(&fyne.ShortcutSelectAll{})
	p.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if clip.Content() != "" {
		t.Fatal("the password is in the clipboard")
	}
	press(p, fyne.KeyF2)
	if p.Entry.Password {
		t.Fatal("F2 did not show the characters")
	}
	p.Toggle()
	if !p.Entry.Password {
		t.Fatal("still shown")
	}
}

func TestFoldKeepsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ns := rapid.SliceOfN(rapid.IntRange(0, 500), 0, 220).Draw(t, "ns")
		var parts []Part
		sum := 0
		for i, n := range ns {
			parts = append(parts, Part{Label: fmt.Sprint(i), N: n})
			sum += n
		}
		folded := Fold(parts)
		if len(folded) > barsMost+1 {
			t.Fatalf("%d bars", len(folded))
		}
		for i, p := range folded {
			sum -= p.N
			if i > 0 && i < barsMost && folded[i-1].N < p.N {
				t.Fatalf("not sorted at %d", i)
			}
		}
		if sum != 0 {
			t.Fatalf("the sum is off by %d", sum)
		}
	})
}

// Lines keep every character, fit, and never begin with a closing mark.
func TestBreakLines(t *testing.T) {
	width := func(s string) float32 {
		w := float32(0)
		for _, r := range s {
			if r < 0x80 {
				w += 0.5
			} else {
				w++
			}
		}
		return w
	}
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOf(rapid.SampledFrom([]rune("张三李四，。《》ab1 （）、\n"))).Draw(t, "text")
		text := string(runes)
		most := float32(rapid.IntRange(2, 20).Draw(t, "width"))
		lines := breakLines(text, most, width)
		bare := strings.NewReplacer(" ", "", "\n", "")
		if bare.Replace(strings.Join(lines, "")) != bare.Replace(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, l := range lines {
			if width(l) > most && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("%q is wider than %v", l, most)
			}
		}
	})
	got := breakLines("编号前四位与入团年份不一致，请核对。", 12, width)
	if len(got) != 2 || strings.HasPrefix(got[1], "，") {
		t.Errorf("a line begins with a comma: %q", got)
	}
}

func TestThemeIsWhole(t *testing.T) {
	for _, s := range Sizes {
		test.AssertAllColorNamesDefined(t, NewTheme(s), s.Label())
		th := NewTheme(s)
		if th.Font(fyne.TextStyle{Bold: true, Italic: true}) != bold || th.Font(fyne.TextStyle{Monospace: true}) != regular ||
			th.Font(fyne.TextStyle{Symbol: true}) == regular {
			t.Errorf("%s: wrong face", s.Label())
		}
		if th.Size(theme.SizeNameText) != s.Measure().Text || th.Size(theme.SizeNameSeparatorThickness) != 1 {
			t.Errorf("%s: wrong size", s.Label())
		}
		dark := th.Color(theme.ColorNameBackground, theme.VariantDark)
		if dark != th.Color(theme.ColorNameBackground, theme.VariantLight) {
			t.Errorf("%s: dark where it should be light", s.Label())
		}
	}
	if Size(7).Measure() != Standard.Measure() {
		t.Error("an unknown size has no measures")
	}
}

// Contrast after WCAG 2.1: 4.5 for text, 3 for the ring and the edge of bars.
func TestContrast(t *testing.T) {
	ratio := func(a, b float64) float64 {
		if a < b {
			a, b = b, a
		}
		return (a + 0.05) / (b + 0.05)
	}
	for _, c := range []struct {
		name string
		got  float64
		want float64
	}{
		{"text on panel", ratio(luminance(Ink), luminance(Panel)), 7},
		{"text on selected row", ratio(luminance(Ink), luminance(RedTint)), 7},
		{"second on page", ratio(luminance(Second), luminance(Page)), 4.5},
		{"white on red", ratio(luminance(White), luminance(Red)), 4.5},
		{"amber on its ground", ratio(luminance(Amber), luminance(AmberBg)), 4.5},
		{"green on its ground", ratio(luminance(Green), luminance(GreenBg)), 4.5},
		{"red on its tint", ratio(luminance(Red), luminance(RedTint)), 4.5},
		{"link on panel", ratio(luminance(Link), luminance(Panel)), 4.5},
		{"ring on page", ratio(luminance(Ring), luminance(Page)), 3},
	} {
		if c.got < c.want {
			t.Errorf("%s: %.2f, want %.1f", c.name, c.got, c.want)
		}
	}
}

// A change of the text size reaches every widget that is shown, and keeps text.
func TestSizeChangesWhileShown(t *testing.T) {
	win := stage(t, Standard, 900, 900, NewWords("", Body))
	page, name, _, _ := sampler()
	win.SetContent(page)
	before := page.MinSize()
	SetSize(fyne.CurrentApp(), Huge)
	page.Refresh()
	after := page.MinSize()
	if NowSize() != Huge || after.Height <= before.Height*1.2 {
		t.Fatalf("from %v to %v", before, after)
	}
	if name.Text != "张㛃" || name.MinSize().Height != 52 {
		t.Fatalf("text %q, height %v", name.Text, name.MinSize().Height)
	}
}

func TestEveryIconIsDrawn(t *testing.T) {
	for icon, path := range strokes {
		if !strings.HasPrefix(path, "M") {
			t.Errorf("%s: %q", icon, path)
		}
		if icon.Resource(Ink) != icon.Resource(Ink) {
			t.Errorf("%s: a new resource each time, which Fyne would cache each time", icon)
		}
	}
}

func TestColumnsRowsAreAsHighAsTheirOwn(t *testing.T) {
	stage(t, Standard, 100, 100, NewWords("", Body))
	a, b, c, hidden := NewEntry(), NewParagraph("一\n二\n三\n四", Body, 10), NewEntry(), NewFault()
	box := Columns(2, Gap4, a, b, hidden, c)
	box.Resize(fyne.NewSize(416, 300))
	if a.Size().Width != 200 || c.Position().X != 0 || c.Position().Y != b.MinSize().Height+Gap4 {
		t.Fatalf("a %v, c at %v", a.Size(), c.Position())
	}
	if c.Size().Height != 36 {
		t.Fatalf("the second row is %v high", c.Size().Height)
	}
}

func TestFaultTakesNoRoomWhileEmpty(t *testing.T) {
	stage(t, Standard, 100, 100, NewWords("", Body))
	f := NewFault()
	box := Column(Gap1, NewEntry(), f)
	if box.MinSize().Height != 36 {
		t.Fatalf("%v high while empty", box.MinSize().Height)
	}
	f.Soft("编号前四位 2019 与入团年份 2018 不一致。F2 保留并说明原因")
	box.Resize(fyne.NewSize(200, 300))
	narrow := f.MinSize().Height
	box.Resize(fyne.NewSize(600, 300))
	if wide := f.MinSize().Height; wide >= narrow || f.Text() == "" {
		t.Fatalf("%v high when wide, %v when narrow", wide, narrow)
	}
	tapped := 0
	f.OnTap = func() { tapped++ }
	test.Tap(f)
	f.Clear()
	test.Tap(f)
	if tapped != 1 {
		t.Fatalf("tapped %d times", tapped)
	}
	if f.Visible() {
		t.Fatal("still shown")
	}
}

// What is drawn, as text: a change of looks must be meant. Run once with the
// golden files removed to write them anew (they land in testdata/failed).
func TestMarkup(t *testing.T) {
	stage(t, Standard, 100, 100, NewWords("", Body))
	soft := NewFault()
	soft.Soft("编号与入团年份不一致。F2 保留并说明原因")
	off := NewButton(Ordinary, IconPrint, "打印", "F12", nil)
	off.Disable()
	focused := NewButton(Primary, IconAdd, "新增", "F9", nil)
	focused.FocusGained()
	for name, o := range map[string]fyne.CanvasObject{
		"button_primary_focused": focused,
		"button_disabled":        off,
		"badge_warn":             NewBadge(Warn, "应建未建"),
		"tabs":                   NewTabs([]Tab{{"在册", 412}, {"流动", 37}}, nil),
		"fault_soft":             soft,
	} {
		o.Resize(o.MinSize())
		test.AssertObjectRendersToMarkup(t, name+".xml", o)
	}
}

// TestRemarksAreGoneOnWith: coming into remarks by keyboard, the next letter stands
// after what is there.
func TestRemarksAreGoneOnWith(t *testing.T) {
	still(t)
	first, remarks := NewEntry(), NewLines()
	w := stage(t, Standard, 300, 300, Column(Gap2, first, remarks))
	remarks.SetText("第一行\n第二行")
	w.Canvas().Focus(first)
	w.Canvas().Focus(remarks)
	remarks.TypedRune('完')
	if remarks.Text != "第一行\n第二行完" {
		t.Errorf("typed into remarks: %q", remarks.Text)
	}
}

// While a password is tried nothing typed goes into it; refused, it is selected, or has
// given way to what was typed meanwhile.
func TestRefusedIsTypedAnew(t *testing.T) {
	win := stage(t, Standard, 400, 200, NewWords("", Body))
	p := NewPassword()
	win.SetContent(Column(Gap2, p))
	p.Focus()
	keyed(p, "wrong")
	p.Refuse()
	if p.SelectedText() != "wrong" {
		t.Fatalf("selected %q", p.SelectedText())
	}
	keyed(p, "also")
	p.Lock()
	keyed(p, "righs")
	press(p, fyne.KeyBackspace)
	keyed(p, "t")
	if p.Text != "also" {
		t.Fatalf("mixed into %q", p.Text)
	}
	p.Refuse()
	keyed(p, "!")
	if p.Text != "right!" {
		t.Errorf("typed ahead and on: %q", p.Text)
	}
	p.Lock()
	if !p.Disabled() {
		t.Error("a locked field is open")
	}
	p.Unlock()
	if p.Text != "right!" || p.Disabled() {
		t.Errorf("opened again: %q", p.Text)
	}
}
