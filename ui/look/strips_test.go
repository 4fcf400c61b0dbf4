package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// What lies behind a page or around it is of strips: the pixels that cost much, those of
// rounded rectangles and of strokes drawn as one, are few whatever the size.
func TestLargeGroundsCostLittle(t *testing.T) {
	costly := func(o fyne.CanvasObject) (pixels float32) {
		var walk func(o fyne.CanvasObject)
		walk = func(o fyne.CanvasObject) {
			switch x := o.(type) {
			case *fyne.Container:
				for _, c := range x.Objects {
					walk(c)
				}
			case *canvas.Rectangle:
				if x.CornerRadius+x.TopLeftCornerRadius+x.BottomLeftCornerRadius+x.StrokeWidth > 0 || x.Shadow.Color != nil {
					pixels += x.Size().Width * x.Size().Height
				}
			}
		}
		walk(o)
		return pixels
	}
	for name, o := range map[string]*fyne.Container{"card": Card(NewWords("", Body)), "edge": NewEdge(), "ground": Ground(Page, NewWords("", Body)), "shade": NewShade()} {
		o.Resize(fyne.NewSize(1000, 500))
		if got := costly(o); got > 1000*500/10 {
			t.Errorf("%s of 500000 pixels draws %.0f costly ones", name, got)
		}
	}
}

// The strips meet: each pixel of a card is white, but for the hairline and the corners.
func TestACardIsWhole(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 40, Height: 20}, {Width: 300, Height: 12}, {Width: 300, Height: 200}} {
		g := newCardGround()
		g.Resize(size)
		for y := float32(0.5); y < size.Height; y++ {
			for x := Corner + 0.5; x < size.Width-Corner; x++ {
				var top *canvas.Rectangle
				for _, o := range g.Objects {
					if p, s := o.Position(), o.Size(); x >= p.X && x < p.X+s.Width && y >= p.Y && y < p.Y+s.Height {
						top = o.(*canvas.Rectangle)
					}
				}
				edge := y < 1 || y > size.Height-1
				if top == nil || (top.FillColor == Line) != edge {
					t.Fatalf("%v: a hole at %v, %v", size, x, y)
				}
			}
		}
	}
}
