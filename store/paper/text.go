package paper

import (
	"slices"
	"unicode/utf8"
)

// width is the length of a text set on one line, in thousandths of the size.
func (f *face) width(s string) int {
	w, _ := f.measure(s)
	return w
}

// measure is width, and whether some character has no outline of its own
// there: a line feed, a control, or one that the font lacks.
func (f *face) measure(s string) (width int, odd bool) {
	for _, r := range s {
		row := f.rows[r>>8]
		if row == nil {
			width += int(absent(r).advance)
			odd = true
			continue
		}
		g := &row[r&255]
		width += int(g.advance)
		if g.id == 0 {
			odd = true
		}
	}
	return width, odd
}

// longest is the width of the widest piece of a text that no line should
// break: a number, a word.
func (f *face) longest(s string) int {
	most, run := 0, 0
	for _, r := range s {
		g := f.look(r)
		if g.class == word || g.class == hidden && r != '\n' {
			run += int(g.advance)
		} else {
			run = 0
		}
		most = max(most, run, int(g.advance))
	}
	return most
}

// wrap cuts a text into lines no wider than limit (thousandths of the size)
// and appends them to dst as parts of s: nothing is lost but spaces and line
// feeds where lines end. A character wider than the limit gets its own line.
func (f *face) wrap(dst []string, s string, limit int) []string {
	start, width := 0, 0 // of the line under way
	cut, kept := -1, 0   // last place where it may end, and the width up to there
	last := notLast      // class of the character before: no line ends before its first
	for i, r := range s {
		if r == '\n' {
			dst = append(dst, trimEnd(s[start:i]))
			start, width, cut, last = i+1, 0, -1, notLast
			continue
		}
		g := f.look(r)
		if may(last, g.class) {
			cut, kept = i, width
		}
		for width+int(g.advance) > limit && width > 0 && g.class != space && g.class != hidden {
			if cut <= start {
				cut, kept = i, width
			}
			dst = append(dst, trimEnd(s[start:cut]))
			start, width, cut = cut, width-kept, -1
		}
		width += int(g.advance)
		if g.class != hidden {
			last = g.class
		}
	}
	return append(dst, trimEnd(s[start:]))
}

// wrapEvenly breaks a text into as few lines as wrap does, but of about equal
// length: 出生 年月 rather than 出生年 月. No character stands alone on the last where another can come down to it.
func (f *face) wrapEvenly(s string, limit int) []string {
	lines := f.wrap(nil, s, limit)
	if len(lines) < 2 {
		return lines
	}
	for even := f.width(s) / len(lines); even < limit && len(lines) <= mostHeadLines; even += 250 {
		if better := f.wrap(nil, s, even); len(better) == len(lines) && !lonely(better) {
			return better
		}
	}
	if !lonely(lines) {
		return lines
	}
	return f.joined(s, lines, limit)
}

// may tells whether a line may end between two characters.
func may(before, after class) bool {
	if after == notFirst || after == hidden || after == space || before == notLast {
		return false
	}
	return before != word || after != word
}

func trimEnd(s string) string {
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t' || s[len(s)-1] == '\r') {
		s = s[:len(s)-1]
	}
	return s
}

// clip shortens a text to the limit and says so with an ellipsis. It serves
// furniture only (page foot, heads), never what was recorded.
func (f *face) clip(s string, limit int) string {
	if f.width(s) <= limit {
		return s
	}
	room := limit - int(f.look('…').advance)
	for i, r := range s {
		if room -= int(f.look(r).advance); room < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// reader measures text for one layout and remembers what the font lacks; with
// a nil map it remembers nothing.
type reader struct {
	faces faces
	lacks map[rune]bool
	rough bool // lines are broken as they come
}

func newReader() *reader { return &reader{faces: loadFaces(), lacks: map[rune]bool{}} }

// note looks for characters without an outline.
func (m *reader) note(s string) {
	if m.lacks == nil {
		return
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			for _, r := range s {
				if m.faces.lack(r) {
					m.lacks[r] = true
				}
			}
			return
		}
	}
}

func (m *reader) missing() []rune {
	all := make([]rune, 0, len(m.lacks))
	for r := range m.lacks {
		all = append(all, r)
	}
	slices.Sort(all)
	return all
}

// units turns a length in points into thousandths of the size, rounded up by
// a hair so that a text fits the room that was made for it.
func units(length, size float64) int { return int(length/size*1000 + 0.5) }
