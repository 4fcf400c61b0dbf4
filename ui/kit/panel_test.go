package kit

import (
	"image"
	"reflect"
	"testing"
)

// A badge that changes its mind looks like one that never thought otherwise.
func TestABadgeChangesWhole(t *testing.T) {
	draw := func(change bool) image.Image {
		b := NewBadge(Warn, "没有验证")
		if !change {
			b = NewBadge(Good, "验证可恢复")
		}
		w := stage(t, Standard, 300, 60, b)
		w.Canvas().Capture()
		b.Set(Good, "验证可恢复")
		return w.Canvas().Capture()
	}
	if !reflect.DeepEqual(draw(true), draw(false)) {
		t.Error("something of the former badge stays")
	}
}
