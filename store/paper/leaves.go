package paper

// A Leaf is a page that is a picture: one of a file that somebody else made. Wide and High are the size that it has itself,
// in points; 0 where nobody said, as of photos.
type Leaf struct {
	Picture    *Picture
	Wide, High float64
}

const leafMargin = 5 * MM // what most printers cannot reach

// Leaves puts each leaf on a sheet of A4 of its own, which stands or lies as the leaf does. None is made larger than it is,
// and none has a word beside it.
func Leaves(title string, leaves []Leaf) *Document {
	d := &Document{title: title, width: shortSide, height: longSide, count: max(1, len(leaves)), faces: newReader().faces}
	d.measure = func(n int) (w, h float64) {
		if n < len(leaves) && leaves[n].Picture.Width > leaves[n].Picture.Height {
			return longSide, shortSide
		}
		return shortSide, longSide
	}
	d.draw = func(n int, p *pen) {
		if n >= len(leaves) {
			return
		}
		one := leaves[n]
		width, height := d.measure(n)
		w, h := one.Picture.Fits(width-2*leafMargin, height-2*leafMargin)
		if one.Wide > 0 && one.Wide < w {
			w, h = one.Wide, one.High
		}
		p.marks = append(p.marks, Mark{Kind: Image, X: (width - w) / 2, Y: (height - h) / 2, W: w, H: h, Picture: one.Picture})
	}
	return d
}
