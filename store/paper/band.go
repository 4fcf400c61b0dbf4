package paper

import (
	"cmp"
	"math"
)

// Margins and measures common to all pages.
const (
	sheetMargin = 15 * MM
	formMargin  = 20 * MM
	topMargin   = 15 * MM
	bottomRoom  = 16 * MM // below the body: page number, ledger and time
	footLine    = 9 * MM  // baseline of the page foot above the edge
	padX        = 1.1 * MM
	padY        = 0.9 * MM
	formPadX    = 2 * MM
	formPadY    = 1.5 * MM
	oneLine     = 7.5 * MM // least height of a row
	headLine    = 8 * MM   // least height of a head
	sealRoom    = 25 * MM  // height of the signature line
	largest     = 10.5     // type in tables
	smallest    = 9.0
	footSize    = 9.0
	numberRoom  = 34 * MM // of the page number in the middle of the foot
)

// furniture is what every page of a document carries.
type furniture struct {
	width, height  float64
	margin         float64
	ledger, stamp  string
	title, note    string
	head           [3]string
	faces          faces
	availableWidth float64
	above, below   float64 // margins at the top and below the body; 0 is as lists have them
}

func (f *furniture) top() float64 { return cmp.Or(f.above, topMargin) }

func (f *furniture) bottom() float64 { return f.height - cmp.Or(f.below, bottomRoom) }

func (f *furniture) body() float64 { return f.bottom() - f.top() }

// foot draws the page number in the middle and, small at the right, the
// ledger and the time of printing.
func (f *furniture) foot(p *pen, left, number string) {
	y := f.height - footLine
	third := f.availableWidth/2 - numberRoom/2
	if number != "" {
		p.text(f.margin, y, f.availableWidth, number, style{size: footSize, align: Center})
	}
	const small = 8.0
	clip := func(s string) string { return f.faces.regular.clip(s, units(third, small)) }
	if left != "" {
		p.text(f.margin, y, third, clip(left), style{size: small})
	}
	right := f.stamp
	switch {
	case right == "":
		right = clip(f.ledger)
	case f.ledger != "": // a long name is shortened, and not the time
		right = "　" + right
		right = clip(f.faces.regular.clip(f.ledger, units(third, small)-f.faces.regular.width(right)) + right)
	default:
		right = clip(right)
	}
	if right != "" {
		p.text(f.margin+f.availableWidth-third, y, third, right, style{size: small, align: Right})
	}
}

// band is a strip of a page that is drawn as a whole: a line of a title, a row
// of a small table. Its height is known before it is placed. Consecutive
// bands with framed set share one outline.
type band struct {
	h      float64
	framed bool
	draw   func(p *pen, y float64)

	cut   func(room float64) (head, tail band, ok bool) // breaks it, where it may be broken
	grow  func(more float64) band                       // makes it higher, where it may grow
	again func() band                                   // what stands again above it on a new page; nil for nothing
}

func blank(h float64) band { return band{h: h, draw: func(*pen, float64) {}} }

// drawBands draws bands below each other and answers where they end.
func (f *furniture) drawBands(p *pen, bands []band, y float64) float64 {
	from := -1.0
	for i, b := range bands {
		if b.framed && from < 0 {
			from = y
		}
		b.draw(p, y)
		y += b.h
		if b.framed && (i+1 == len(bands) || !bands[i+1].framed) {
			p.frame(f.margin, from, f.availableWidth, y-from)
			from = -1
		}
	}
	return y
}

// lineBands sets a text over as many lines as it needs, one band each.
func (f *furniture) lineBands(text string, height float64, st style) []band {
	var bands []band
	wrap := f.faces.of(st).wrapTidy
	if st.title {
		wrap = func(_ []string, s string, limit int) []string { return f.faces.title.wrapEvenly(s, limit) }
	}
	for _, s := range wrap(nil, text, units(f.availableWidth, st.size)) {
		bands = append(bands, band{h: height, draw: func(p *pen, y float64) {
			p.lines(box{f.margin, y, f.availableWidth, height}, []string{s}, st)
		}})
	}
	return bands
}

// headBands are the title, the note below it and the line of 填报单位, 截止日期
// and 单位.
func (f *furniture) headBands() []band {
	size := 20.0
	if wide := f.faces.title.width(f.title); wide > units(f.availableWidth, size) {
		size = max(18, math.Floor(f.availableWidth*1000/float64(wide)*2)/2)
	}
	bands := f.lineBands(f.title, leading(size)+2, style{size: size, title: true, align: Center})
	if f.note != "" {
		bands = append(bands, f.lineBands(f.note, 15, style{size: largest, align: Center})...)
	}
	bands = append(bands, blank(2*MM))
	if f.head != [3]string{} {
		bands = append(bands, f.headLine()...)
		bands = append(bands, blank(1*MM))
	}
	return bands
}

// headLine sets three texts on one line, or below each other when they do not
// fit.
func (f *furniture) headLine() []band {
	const height = 17.0
	room, used := f.availableWidth, 0.0
	for _, s := range f.head {
		used += float64(f.faces.regular.width(s)) * largest / 1000
	}
	middle := float64(f.faces.regular.width(f.head[1])) * largest / 1000
	sides := max(f.faces.regular.width(f.head[0]), f.faces.regular.width(f.head[2]))
	if used+4*largest > room {
		var bands []band
		for _, s := range f.head {
			if s != "" {
				bands = append(bands, f.lineBands(s, height, style{size: largest})...)
			}
		}
		return bands
	}
	return []band{{h: height, draw: func(p *pen, y float64) {
		b := box{f.margin, y, room, height}
		p.lines(b, f.head[:1], style{size: largest})
		p.lines(b, f.head[2:], style{size: largest, align: Right})
		if middle > 0 && float64(sides)*largest/1000+middle/2+largest > room/2 {
			// The middle of the page is taken: stand between the two instead.
			left := float64(f.faces.regular.width(f.head[0])) * largest / 1000
			right := float64(f.faces.regular.width(f.head[2])) * largest / 1000
			b = box{f.margin + left, y, room - left - right, height}
		}
		p.lines(b, f.head[1:2], style{size: largest, align: Center})
	}}}
}

// signBand is the line for signatures, with room above and below it for a
// seal. The same room to write follows each item; the last, the date, ends
// the line. Items that leave no room are broken over equal shares of it.
func (f *furniture) signBand(items []string) band {
	return band{h: sealRoom, draw: func(p *pen, y float64) {
		widths, used := make([]float64, len(items)), 0.0
		for i, s := range items {
			widths[i] = float64(f.faces.regular.width(s)) * largest / 1000
			used += widths[i]
		}
		gap := (f.availableWidth - used) / float64(max(1, len(items)-1))
		if gap < largest {
			gap = 0
			for i := range widths {
				widths[i] = f.availableWidth / float64(len(items))
			}
		}
		x := f.margin
		for i, s := range items {
			lines := f.faces.regular.wrapTidy(nil, s, units(widths[i], largest))
			lines = lines[:min(len(lines), int(sealRoom/leading(largest)))]
			p.lines(box{x, y, widths[i], sealRoom}, lines, style{size: largest})
			x += widths[i] + gap
		}
	}}
}
