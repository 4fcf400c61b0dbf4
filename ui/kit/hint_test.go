package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// A long hint leaves its label room, and never reaches over the beginning of its line; a short one is whole.
func TestALongHintLeavesItsLabelRoom(t *testing.T) {
	tempApp(t)
	r := NewRows(0, nil)
	long := strings.Repeat("东建公司团支部、", 12)
	r.Set([]Item{{Label: "2026-07-04 需求调查的结果", Hint: long}, {Label: "短", Hint: "问题"}, {Label: strings.Repeat("长", 60), Hint: "上报与回执"}})
	r.Resize(fyne.NewSize(400, 200))
	if got := r.hint(r.items[0]); !strings.HasSuffix(got, "…") || fyne.MeasureText(got, 12, fyne.TextStyle{}).Width > 300 {
		t.Errorf("the hint is %q", got)
	}
	if got := r.label(0); !strings.HasPrefix(got, "2026-07-04") {
		t.Errorf("the label is %q", got)
	}
	if got := r.hint(r.items[1]); got != "问题" {
		t.Errorf("a short hint is %q", got)
	}
	if got := r.hint(r.items[2]); got != "上报与回执" {
		t.Errorf("the hint beside a long label is %q", got)
	}
}
