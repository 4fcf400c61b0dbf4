package kit

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// TestWhereTheCaretStands: what an input method is told, in each kind of field.
func TestWhereTheCaretStands(t *testing.T) {
	win := stage(t, look.Standard, 400, 300, look.NewWords("", look.Body))
	c := win.Canvas()
	if _, _, ok := CaretOf(c); ok {
		t.Error("no field has the keyboard")
	}
	name, remarks := NewEntry(), NewLines()
	fields := look.Column(look.Gap2, look.NewWords("姓名", look.Body), name, remarks)
	for range 20 {
		fields.Add(look.NewWords("下面还有", look.Body))
	}
	below := container.NewVScroll(fields)
	win.SetContent(below)
	within := func(o fyne.CanvasObject) (at fyne.Position) {
		t.Helper()
		at, extent, ok := CaretOf(c)
		place := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		if !ok || at.X < place.X || at.X > place.X+o.Size().Width || at.Y < place.Y || at.Y+extent.Height > place.Y+o.Size().Height {
			t.Fatalf("the caret is at %v, %v high, %v; the field at %v, %v", at, extent.Height, ok, place, o.Size())
		}
		return at.Subtract(place)
	}
	name.Focus()
	empty := within(name)
	name.SetText("欧阳")
	name.FocusAtEnd()
	typed := within(name)
	if wide := typed.X - empty.X; wide < look.Now().Text*1.8 || wide > look.Now().Text*2.2 {
		t.Errorf("two characters moved it by %v", wide)
	}
	before, _, _ := CaretOf(c)
	below.ScrollToOffset(fyne.NewPos(0, 10))
	if after, _, _ := CaretOf(c); after.Y != before.Y-10 || after.X != before.X {
		t.Errorf("scrolled by 10 it went from %v to %v", before, after)
	}
	name.SetText(strings.Repeat("很长的名称", 20)) // wider than the field
	name.FocusAtEnd()
	if at := within(name); at.X < name.Size().Width/2 {
		t.Errorf("behind the end of a long text it stands at %v of %v", at.X, name.Size().Width)
	}
	end := within(name)
	press(name, fyne.KeyLeft)
	if back := within(name); end.X-back.X < look.Now().Text*0.9 || end.X-back.X > look.Now().Text*1.1 {
		t.Errorf("a character before the end of a long text it stands at %v, at the end at %v", back.X, end.X)
	}
	remarks.SetText("第一行\n第二行")
	remarks.Entry.FocusAtEnd()
	second := within(remarks)
	press(remarks, fyne.KeyPageUp)
	if first := within(remarks); second.Y-first.Y < look.Now().Text {
		t.Errorf("the first line is at %v, the second at %v", first.Y, second.Y)
	}
	c.Unfocus()
	if _, _, ok := CaretOf(c); ok {
		t.Error("the field has gone out of the keyboard")
	}
}

// TestNothingIsComposedInNumbersAndPasswords: a candidate box would show a password.
func TestNothingIsComposedInNumbersAndPasswords(t *testing.T) {
	win := stage(t, look.Standard, 400, 300, look.NewWords("", look.Body))
	defer UseComposing(func(bool) {})
	name, number, password := NewEntry(), NewEntry(), NewEntry()
	number.Length, password.Password = 18, true
	win.SetContent(look.Column(look.Gap2, name, number, password))
	password.Focus()
	var told []bool
	UseComposing(func(on bool) { told = append(told, on) })
	if !slices.Equal(told, []bool{false}) {
		t.Fatalf("at the password: %v", told)
	}
	for _, step := range []struct {
		field *Entry
		want  bool
	}{{name, true}, {number, false}, {password, false}, {name, true}} {
		step.field.Focus()
		if last := told[len(told)-1]; last != step.want {
			t.Errorf("in a field of length %d, password %v: composes %v", step.field.Length, step.field.Password, last)
		}
	}
}
