package look

import (
	"image"
	"reflect"
	"testing"

	"fyne.io/fyne/v2/test"
)

// A badge that changes its mind looks like one that never thought otherwise.
func TestABadgeChangesWhole(t *testing.T) {
	draw := func(change bool) image.Image {
		b := NewBadge(Warn, "没有验证")
		if !change {
			b = NewBadge(Good, "验证可恢复")
		}
		w := stage(t, 300, 60, b)
		w.Canvas().Capture()
		b.Set(Good, "验证可恢复")
		return w.Canvas().Capture()
	}
	if !reflect.DeepEqual(draw(true), draw(false)) {
		t.Error("something of the former badge stays")
	}
}

// What is drawn, as text: a change of looks must be meant. Run once with the golden file removed to write it anew (it lands
// in testdata/failed).
func TestMarkup(t *testing.T) {
	b := NewBadge(Warn, "应建未建")
	stage(t, 100, 100, b)
	b.Resize(b.MinSize())
	test.AssertObjectRendersToMarkup(t, "badge_warn.xml", b)
}
