package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

func TestButton(t *testing.T) {
	win := stage(t, look.Standard, 300, 100, look.NewWords("", look.Body))
	n := 0
	b := NewButton(Primary, look.IconAdd, "新增", "F9", func() { n++ })
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
	win := stage(t, look.Standard, 600, 100, look.NewWords("", look.Body))
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
	win := stage(t, look.Standard, 300, 100, look.NewWords("", look.Body))
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

// A change of the text size reaches every widget that is shown, and keeps text.
func TestSizeChangesWhileShown(t *testing.T) {
	win := stage(t, look.Standard, 900, 900, look.NewWords("", look.Body))
	page, name, _, _ := sampler()
	win.SetContent(page)
	before := page.MinSize()
	look.SetSize(fyne.CurrentApp(), look.Huge)
	page.Refresh()
	after := page.MinSize()
	if look.NowSize() != look.Huge || after.Height <= before.Height*1.2 {
		t.Fatalf("from %v to %v", before, after)
	}
	if name.Text != "张㛃" || name.MinSize().Height != 52 {
		t.Fatalf("text %q, height %v", name.Text, name.MinSize().Height)
	}
}

func TestColumnsRowsAreAsHighAsTheirOwn(t *testing.T) {
	stage(t, look.Standard, 100, 100, look.NewWords("", look.Body))
	a, b, c, hidden := NewEntry(), look.NewParagraph("一\n二\n三\n四", look.Body, 10), NewEntry(), NewFault()
	box := look.Columns(2, look.Gap4, a, b, hidden, c)
	box.Resize(fyne.NewSize(416, 300))
	if a.Size().Width != 200 || c.Position().X != 0 || c.Position().Y != b.MinSize().Height+look.Gap4 {
		t.Fatalf("a %v, c at %v", a.Size(), c.Position())
	}
	if c.Size().Height != 36 {
		t.Fatalf("the second row is %v high", c.Size().Height)
	}
}

func TestFaultTakesNoRoomWhileEmpty(t *testing.T) {
	stage(t, look.Standard, 100, 100, look.NewWords("", look.Body))
	f := NewFault()
	box := look.Column(look.Gap1, NewEntry(), f)
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
	stage(t, look.Standard, 100, 100, look.NewWords("", look.Body))
	soft := NewFault()
	soft.Soft("编号与入团年份不一致。F2 保留并说明原因")
	off := NewButton(Ordinary, look.IconPrint, "打印", "F12", nil)
	off.Disable()
	focused := NewButton(Primary, look.IconAdd, "新增", "F9", nil)
	focused.FocusGained()
	for name, o := range map[string]fyne.CanvasObject{
		"button_primary_focused": focused,
		"button_disabled":        off,
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
	w := stage(t, look.Standard, 300, 300, look.Column(look.Gap2, first, remarks))
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
	win := stage(t, look.Standard, 400, 200, look.NewWords("", look.Body))
	p := NewPassword()
	win.SetContent(look.Column(look.Gap2, p))
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
