package kit

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
)

// A driver finds the window of what is laid out, never of a button inside another widget: a key that the large step of an
// empty page has no use for, F3 or F12, must go on from the step.
func TestAStepIsWhatTheWindowKnows(t *testing.T) {
	s := newStep(Stage{Verb: "新增走访", Tell: "一条一条录入", Do: func() {}}, Primary)
	if known := s.known(); known != fyne.CanvasObject(s) {
		t.Errorf("keys go on from %T", known)
	}
	if b := NewButton(Ordinary, look.IconNone, "关上", "Esc", nil); b.known() != fyne.CanvasObject(b) {
		t.Errorf("a button's keys go on from %T", b.known())
	}
}
