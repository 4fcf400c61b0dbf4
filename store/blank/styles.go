package blank

import (
	"bytes"
	"regexp"
	"strings"
)

// A style is what a cell's format says that matters for filling it.
type style struct {
	format int
	ruled  bool   // it has a border
	locked bool   // once its sheet is protected
	same   string // all of it but the number's format, to find the like of it
}

// styles are the formats of a workbook's cells.
type styles struct {
	all   []style
	codes map[int]string
	texts map[int]int // the style with the same looks that holds text
}

const maxStyles = 1 << 16

func (p *pack) styles(name string) (*styles, error) {
	s := &styles{codes: map[int]string{}, texts: map[int]int{}}
	if name == "" || !p.has(name) {
		return s, nil
	}
	b, err := p.part(name)
	if err != nil {
		return nil, err
	}
	var borders []bool
	inBorders, inCells, open := false, false, -1
	err = eachTag(b, func(t tag) error {
		switch string(t.local()) {
		case "borders":
			inBorders = !t.closes && !t.alone
		case "border":
			if inBorders && !t.closes {
				borders = append(borders, false)
			}
		case "left", "right", "top", "bottom":
			if v := t.attr("style"); inBorders && !t.closes && len(borders) > 0 && v != "" && v != "none" {
				borders[len(borders)-1] = true
			}
		case "numFmt":
			if !t.closes && len(s.codes) < maxStyles {
				s.codes[t.number("numFmtId", -1)] = t.attr("formatCode")
			}
		case "cellXfs":
			inCells = !t.closes && !t.alone
		case "xf":
			switch {
			case !inCells || len(s.all) >= maxStyles:
			case t.closes:
				if open >= 0 {
					s.all[len(s.all)-1].same += string(b[open:t.start])
					open = -1
				}
			default:
				border := t.number("borderId", 0)
				x := style{format: t.number("numFmtId", 0), ruled: border >= 0 && border < len(borders) && borders[border], locked: true}
				x.same = string(bytes.TrimRight(t.without("numFmtId", "applyNumberFormat", "quotePrefix"), "/>"))
				s.all = append(s.all, x)
				if !t.alone {
					open = t.end
				}
			}
		case "protection":
			if v, ok := t.raw("locked"); ok && inCells && len(s.all) > 0 {
				s.all[len(s.all)-1].locked = string(v) != "0" && string(v) != "false"
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	by := map[string]int{}
	for i, x := range s.all {
		if _, known := by[x.same]; !known && x.format == textFormat {
			by[x.same] = i
		}
	}
	for i, x := range s.all {
		if to, ok := by[x.same]; ok {
			s.texts[i] = to
		}
	}
	return s, nil
}

const textFormat = 49

func (s *styles) at(i int) style {
	if i < 0 || i >= len(s.all) {
		return style{locked: true}
	}
	return s.all[i]
}

// text is the style for a long number: the one with the same looks that holds text, where the workbook has it.
func (s *styles) text(i int) int {
	if to, ok := s.texts[i]; ok {
		return to
	}
	return i
}

// holdsText says that a style is for text, so that a number typed there stays as it is.
func (s *styles) holdsText(i int) bool { return s.at(i).format == textFormat }

// A Day is how exactly the format of a cell shows a date.
type Day int

// A cell is for no date, or one of which the year, the month or the day is seen.
const (
	NoDay Day = iota
	ToYear
	ToMonth
	ToDay
)

var (
	monthFormats = map[int]bool{17: true, 27: true, 36: true, 50: true, 52: true, 57: true}
	dayFormats   = map[int]bool{14: true, 15: true, 22: true, 31: true, 30: true}
	quoted       = regexp.MustCompile(`"[^"]*"|\[[^\]]*\]|\\.|_.|\*.`)
)

// day says what dates a style shows.
func (s *styles) day(i int) Day {
	id := s.at(i).format
	code, own := s.codes[id]
	switch {
	case own:
		code, _, _ = strings.Cut(strings.ToLower(quoted.ReplaceAllString(code, "")), ";")
		switch {
		case !strings.Contains(code, "y"):
			return NoDay
		case strings.Contains(code, "d"):
			return ToDay
		case strings.Contains(code, "m"):
			return ToMonth
		}
		return ToYear
	case monthFormats[id]:
		return ToMonth
	case dayFormats[id]:
		return ToDay
	}
	return NoDay
}
