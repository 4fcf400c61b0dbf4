package look

import (
	"image/color"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Role says what a piece of text is on its page; size, weight and colour follow.
type Role int

// The roles.
const (
	Body    Role = iota
	BodyRed      // a hard fault; always beside its sign, never colour alone
	Strong       // the one figure that matters, column heads
	Aside        // second text: derived values, hints
	Note         // small second text
	Head         // heading of a group
	Title        // title of a page
	Figure       // a large number on the home page
	OnRed        // words on the red bar
)

func (r Role) size(m Measures) float32 {
	switch r {
	case Note:
		return m.Small
	case Head:
		return m.Heading
	case Title:
		return m.Title
	case Figure:
		return m.Title + 6
	}
	return m.Text
}

func (r Role) bold() bool { return r == Strong || r == Head || r == Title || r == Figure }

func (r Role) colour() color.NRGBA {
	switch r {
	case BodyRed:
		return Red
	case Aside, Note:
		return Second
	case OnRed:
		return White
	}
	return Ink
}

// Blank stands in a sentence for a field that holds nothing.
const Blank = "（空着）"

// Words is one line of text that follows the text size in force. Unlike a Label
// it has no space of its own around it, so that edges stand in one line.
type Words struct {
	widget.BaseWidget
	text  string
	role  Role
	tint  color.NRGBA // zero: the role's own
	align fyne.TextAlign
	// within is the width that there is, once somebody has said; 0 before.
	within float32
}

// NewWords shows the text in the role, at the left.
func NewWords(text string, role Role) *Words {
	w := &Words{text: text, role: role}
	w.ExtendBaseWidget(w)
	return w
}

// Text is what is shown.
func (w *Words) Text() string { return w.text }

// SetText shows another text.
func (w *Words) SetText(text string) {
	if w.text != text {
		w.text = text
		w.Refresh()
	}
}

// Right sets the text at the right edge, as numbers stand; Centre in the middle.
// Both answer the same Words.
func (w *Words) Right() *Words { w.align = fyne.TextAlignTrailing; w.Refresh(); return w }

// Centre sets the text in the middle.
func (w *Words) Centre() *Words { w.align = fyne.TextAlignCenter; w.Refresh(); return w }

// Tint gives the text another colour than its role's. It answers the same Words.
func (w *Words) Tint(c color.NRGBA) *Words { w.tint = c; w.Refresh(); return w }

// Within says how wide the place is: what has no room in it ends with …
func (w *Words) Within(width float32) {
	if w.within != width {
		w.within = width
		w.Refresh()
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (w *Words) CreateRenderer() fyne.WidgetRenderer {
	r := &wordsRenderer{w: w, text: canvas.NewText("", Ink)}
	r.Refresh()
	return r
}

type wordsRenderer struct {
	w    *Words
	text *canvas.Text
}

func (r *wordsRenderer) Destroy()                     {}
func (r *wordsRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.text} }
func (r *wordsRenderer) MinSize() fyne.Size           { r.sync(); return r.text.MinSize() }

func (r *wordsRenderer) Layout(size fyne.Size) {
	h := r.text.MinSize().Height
	r.text.Resize(fyne.NewSize(size.Width, h))
	r.text.Move(fyne.NewPos(0, Middle(size.Height, r.text)))
}

func (r *wordsRenderer) sync() {
	w := r.w
	r.text.Text, r.text.Alignment = w.text, w.align
	r.text.TextSize = w.role.size(Now())
	r.text.TextStyle.Bold = w.role.bold()
	r.text.Color = w.role.colour()
	if w.tint.A != 0 {
		r.text.Color = w.tint
	}
	if w.within > 0 {
		measure := func(text string) float32 { return fyne.MeasureText(text, r.text.TextSize, r.text.TextStyle).Width }
		if measure(w.text) > w.within+HairPx {
			r.text.Text = fit(w.text, w.within-measure("…"), measure) + "…"
		}
	}
}

func (r *wordsRenderer) Refresh() {
	r.sync()
	r.Layout(r.w.Size())
	r.text.Refresh()
}

// Middle is where a line of text begins so that its characters stand in the middle
// of a height. Chinese characters sit 0.056 of their size below the middle of this
// font's line.
func Middle(height float32, t *canvas.Text) float32 {
	return (height-t.MinSize().Height)/2 - 0.056*t.TextSize
}

// Paragraph is text of several lines, broken where Chinese text may be broken,
// at the given width in text sizes (a line of 30 holds 30 characters whatever
// the text size).
type Paragraph struct {
	widget.BaseWidget
	text string
	role Role
	ems  float32
}

// NewParagraph shows text in lines of at most ems full-width characters.
func NewParagraph(text string, role Role, ems float32) *Paragraph {
	p := &Paragraph{text: text, role: role, ems: ems}
	p.ExtendBaseWidget(p)
	return p
}

// Text is what is shown.
func (p *Paragraph) Text() string { return p.text }

// SetText shows another text.
func (p *Paragraph) SetText(text string) { p.text = text; p.Refresh() }

// CreateRenderer is Fyne's door to the drawing.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	p     *Paragraph
	lines []fyne.CanvasObject
	min   fyne.Size
	wide  float32 // at which the lines were broken
}

const LineFactor = 1.55 // line height over text size: 适老化 asks for at least 1.3

func (r *paragraphRenderer) Destroy()                     {}
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.lines }

// MinSize breaks the lines anew where the page has become narrower or wider.
func (r *paragraphRenderer) MinSize() fyne.Size {
	if r.wide != roomFor(r.p.ems*r.p.role.size(Now())) {
		r.Refresh()
	}
	return r.min
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	step := r.p.role.size(Now()) * LineFactor
	for i, l := range r.lines {
		h := l.MinSize().Height
		l.Resize(fyne.NewSize(size.Width, h))
		l.Move(fyne.NewPos(0, float32(i)*step+Middle(step, l.(*canvas.Text))))
	}
}

func (r *paragraphRenderer) Refresh() {
	size := r.p.role.size(Now())
	style := fyne.TextStyle{Bold: r.p.role.bold()}
	r.lines = r.lines[:0:0]
	r.wide = roomFor(r.p.ems * size)
	widest := float32(0)
	for _, line := range BreakLines(r.p.text, r.wide, func(s string) float32 {
		return fyne.MeasureText(s, size, style).Width
	}) {
		t := canvas.NewText(line, r.p.role.colour())
		t.TextSize, t.TextStyle = size, style
		r.lines = append(r.lines, t)
		widest = max(widest, t.MinSize().Width)
	}
	r.min = fyne.NewSize(widest, float32(len(r.lines))*size*LineFactor)
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// Characters that must not begin a line, and those that must not end one.
const (
	notFirst = "，。、；：？！）》〉」』】”’…—·%％,.;:?!)]}"
	notLast  = "（《〈「『【“‘([{"
)

// BreakLines cuts text into lines no wider than width as measured. Between two
// Chinese characters a line may break anywhere, a Latin word or number stays
// whole unless it alone is wider than a line.
func BreakLines(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for _, para := range strings.Split(text, "\n") {
		line := ""
		for _, piece := range pieces(para) {
			if line != "" && measure(line+piece) > width {
				lines = append(lines, strings.TrimRight(line, " "))
				line = strings.TrimLeft(piece, " ")
			} else {
				line += piece
			}
			for line != "" && measure(line) > width { // one piece wider than a line
				head := fit(line, width, measure)
				lines, line = append(lines, head), line[len(head):]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func fit(s string, width float32, measure func(string) float32) string {
	last := 0
	for i := range s {
		if i > 0 && measure(s[:i]) > width {
			break
		}
		last = i
	}
	if measure(s) <= width {
		return s
	}
	if last == 0 { // not even one character fits: take it all the same
		for i := range s {
			if i > 0 {
				return s[:i]
			}
		}
		return s
	}
	return s[:last]
}

// pieces cuts a text where a line may break.
func pieces(s string) []string {
	var out []string
	start := 0
	runes := []rune(s)
	for i := 1; i < len(runes); i++ {
		a, b := runes[i-1], runes[i]
		wordy := a < 0x2E80 && a != ' ' && b < 0x2E80 && b != ' '
		if wordy || strings.ContainsRune(notFirst, b) || strings.ContainsRune(notLast, a) {
			continue
		}
		out = append(out, string(runes[start:i]))
		start = i
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

// Folder is where a file lies, as it fits beside a name.
func Folder(path string) string { return Tail(filepath.Dir(path), folderMost) }

const folderMost = 28 // characters

// Tail keeps the end of a path.
func Tail(path string, most int) string {
	if runes := []rune(path); len(runes) > most {
		return "…" + string(runes[len(runes)-most+1:])
	}
	return path
}

// Cut shortens a text to a width in characters; Chinese counts one, others a half.
func Cut(text string, ems float32) string {
	text = OneLine(text)
	w := float32(0)
	for i, r := range text {
		if r < 0x2E80 {
			w += 0.6
		} else {
			w++
		}
		if w > ems {
			return text[:i] + "…"
		}
	}
	return text
}

const longestPaste = 2000 // characters; a field of the ledger holds less

// OneLine makes text from elsewhere fit for a one-line field: line ends and tabs
// become single spaces, invisible marks go, space at the ends goes, and what is
// longer than 2,000 characters is cut.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r < ' ' || r == 0x7F || r == '\u200B' || r == '\u200E' || r == '\u200F' || r == '\uFEFF':
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " ")
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > longestPaste {
		s = string(runes[:longestPaste])
	}
	return s
}
