package form

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// A record that is only to be read takes nothing from the keyboard or from a list, has one button, is walked through
// like any other, and says which field one is in.
func TestReadOnly(t *testing.T) {
	kept := 0
	h := member(t, saved(), func(o *Options) {
		o.ReadOnly, o.New = true, false
		o.OnKeep = func(Kept) { kept++ }
	})
	before := h.f.Kept()
	h.f.FocusField("phone")
	if key, label := h.f.At(); key != "phone" || label != "手机号码" {
		t.Errorf("one is in %q, %q", key, label)
	}
	if c := h.f.cell("phone"); c.edge.Hidden || c.edge.StrokeColor != look.Ring {
		t.Error("the field that has the keyboard shows no ring")
	}
	h.types("99")
	h.key(fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyF2, fyne.KeyF7, fyne.KeyF10, fyne.KeyF9)
	c := h.f.cell("nation")
	c.show("回族") // as a list does that was opened by the pointer
	h.f.typed(c)
	if after := h.f.Kept(); !after.equal(Kept{At: after.At, Texts: before.Texts}) || h.f.Dirty() || kept != 0 {
		t.Errorf("something was taken: %v, dirty %v, kept %d", after.Texts, h.f.Dirty(), kept)
	}
	if c.entry.Text != c.text {
		t.Errorf("the field shows %q instead of %q", c.entry.Text, c.text)
	}
	if n := len(h.f.bar.buttons); n != 1 {
		t.Errorf("the bar has %d buttons", n)
	}
	h.key(fyne.KeyTab)
	if key, _ := h.f.At(); key == "phone" {
		t.Error("Tab goes nowhere")
	}
}
