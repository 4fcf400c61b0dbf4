package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A chart that compares many leaves none out, draws all to one scale and tells which was
// tapped.
func TestRungs(t *testing.T) {
	var rungs []Rung
	for i := range 50 {
		rungs = append(rungs, Rung{Label: "社区", Parts: []int{i, 2 * i}, Text: "家"})
	}
	r := NewRungs([]string{"已建", "未建"}, 0, rungs)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(600, r.MinSize().Height))
	r.Resize(fyne.NewSize(600, r.MinSize().Height))
	d := test.WidgetRenderer(r).(*rungsRenderer)
	d.Layout(r.Size())
	if len(d.lines) != 50 || r.most != 147 {
		t.Fatalf("%d lines, a full bar is %d", len(d.lines), r.most)
	}
	last, half := d.lines[49], d.lines[24]
	if a, b := last.bars[1].Size().Width, 2*last.bars[0].Size().Width; a < b-1 || a > b+1 {
		t.Errorf("the parts are %v and %v wide", last.bars[0].Size(), last.bars[1].Size())
	}
	if full := last.bars[0].Size().Width + last.bars[1].Size().Width; half.bars[0].Size().Width > full/3 || last.text.Position().X+last.text.MinSize().Width > 600 {
		t.Errorf("a full bar is %v wide, its words end at %v", full, last.text.Position().X+last.text.MinSize().Width)
	}
	if !d.lines[0].bars[0].Hidden {
		t.Error("nothing is drawn as a bar")
	}
	tapped := -1
	r.OnTap = func(i int) { tapped = i }
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 2)})
	if tapped != -1 {
		t.Error("the legend was tapped")
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, r.top()+7.5*barStep())})
	if tapped != 7 {
		t.Errorf("tapped %d", tapped)
	}
}
