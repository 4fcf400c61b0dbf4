package paper

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"
)

// TestLeavesKeepTheirShape puts pictures of every shape on sheets: none is pulled, none is made larger than it says to be, and
// none goes over the edge that printers reach.
func TestLeavesKeepTheirShape(t *testing.T) {
	var leaves []Leaf
	for _, c := range [][4]int{{200, 300, 0, 0}, {300, 200, 0, 0}, {210, 297, 595, 842}, {148, 210, 420, 595}, {297, 210, 842, 595}, {10, 900, 0, 0}, {500, 500, 4000, 4000}} {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, c[0], c[1])), nil); err != nil {
			t.Fatal(err)
		}
		p, err := ReadPicture(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, Leaf{p, float64(c[2]), float64(c[3])})
	}
	d := Leaves("附件", leaves)
	if d.Count() != len(leaves) {
		t.Fatal(d.Count())
	}
	for n, l := range leaves {
		page := d.Page(n)
		if len(page.Marks) != 1 || page.Marks[0].Kind != Image || page.Marks[0].Picture != l.Picture {
			t.Fatalf("%d: %+v", n, page.Marks)
		}
		m := page.Marks[0]
		if lies := l.Picture.Width > l.Picture.Height; lies != (page.Width > page.Height) {
			t.Errorf("%d: the sheet lies otherwise", n)
		}
		if m.X < leafMargin-.01 || m.Y < leafMargin-.01 || m.X+m.W > page.Width-leafMargin+.01 || m.Y+m.H > page.Height-leafMargin+.01 {
			t.Errorf("%d: %+v on %v by %v", n, m, page.Width, page.Height)
		}
		if was, is := float64(l.Picture.Width)/float64(l.Picture.Height), m.W/m.H; math.Abs(was/is-1) > .01 {
			t.Errorf("%d: a shape of %v became %v", n, was, is)
		}
		if l.Wide > 0 && m.W > l.Wide+.01 {
			t.Errorf("%d: %v wide became %v", n, l.Wide, m.W)
		}
	}
	var out bytes.Buffer
	if err := Write(&out, d, func(int, int) error { return nil }); err != nil || out.Len() == 0 {
		t.Error(err)
	}
	if Leaves("空", nil).Page(0).Marks != nil {
		t.Error("no leaves are an empty sheet")
	}
}
