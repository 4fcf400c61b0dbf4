package blank

import (
	"bytes"
	"slices"
	"strings"
)

// A span is where some characters of a text are written: a t element, or a tab or a sign that is an element of its own.
type span struct {
	Span
	start, end int     // of the whole element
	name       string  // of the element that a text is to stand in
	breaks     string  // what stands between two lines; "" where they are characters like others
	plain      bool    // it holds text
	drop       [2]Span // what goes once it was typed over, as bytes
	tick       edit    // what else ticks it
}

// grow adds what a piece of text is written as.
func (w *Words) grow(text string, lined bool, x span) {
	x.From = len(w.Runes)
	for _, r := range text {
		w.Runes = append(w.Runes, r)
		w.lined = append(w.lined, lined)
	}
	x.To = len(w.Runes)
	w.spans = append(w.spans, x)
}

// edited are the elements that change by edits, with what takes their place. Each edit stands in the element that its first
// character is of, or in the one before it where it puts something between two.
func (w *Words) edited(edits []Edit) (changes []edit) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.At.From - b.At.From })
	owner := make([]int, len(edits))
	for k, e := range edits {
		owner[k] = -1
		for i, x := range w.spans {
			if x.From <= e.At.From && (e.At.From < x.To || e.At.From == x.To && e.At.From == e.At.To) {
				owner[k] = i
				break
			}
		}
		if owner[k] < 0 && len(w.spans) > 0 {
			owner[k] = len(w.spans) - 1
			for i, x := range w.spans {
				if x.From >= e.At.From {
					owner[k] = i
					break
				}
			}
		}
	}
	for i, x := range w.spans {
		var text strings.Builder
		touched, at := false, x.From
		for k, e := range edits {
			if e.At.From >= x.To && owner[k] != i || e.At.To <= x.From && owner[k] != i {
				continue
			}
			touched = true
			if from := min(max(e.At.From, at), x.To); from > at {
				text.WriteString(string(w.Runes[at:from]))
				at = from
			}
			if owner[k] == i {
				text.WriteString(e.Text)
			}
			at = max(at, min(e.At.To, x.To))
		}
		if !touched {
			continue
		}
		text.WriteString(string(w.Runes[at:x.To]))
		for _, d := range x.drop {
			if d.To > 0 {
				changes = append(changes, edit{d.From, d.To, nil})
			}
		}
		if x.tick.to > 0 && strings.Contains(text.String(), ticked) {
			changes = append(changes, x.tick)
		}
		changes = append(changes, edit{x.start, x.end, x.written(text.String())})
	}
	return changes
}

// written is a text as the element of a span; nothing where an element that held none is to hold none.
func (x span) written(text string) []byte {
	if text == "" && !x.plain {
		return []byte{}
	}
	lines := []string{text}
	if x.breaks != "" {
		lines = strings.Split(text, "\n")
	}
	var out []byte
	for i, line := range lines {
		if i > 0 {
			out = append(out, x.breaks...)
		}
		out = append(out, "<"+x.name+` xml:space="preserve">`...)
		out = append(append(escape(out, line), "</"+x.name...), '>')
	}
	return out
}

// Words is the text of a cell with what is known of its characters; nil where it has none that can be changed in part.
func (s *Sheet) Words(r, c int) *Words {
	if s.table != nil {
		if cell := s.table.cell(r, c); cell != nil && len(cell.words.Runes) > 0 {
			return &cell.words
		}
		return nil
	}
	return s.wordsOf(s.Cell(r, c))
}

// wordsOf is the text of a written cell, its signs as they stand in the file.
func (s *Sheet) wordsOf(c Cell) *Words {
	if c.Formula || !c.Filled {
		return nil
	}
	body := s.src[c.inside:c.end]
	switch c.kind {
	case "inlineStr":
		return richText(body)
	case "s":
		n := 0
		for _, b := range valueOf(body) {
			if b < '0' || b > '9' || n > 1<<26 {
				return nil
			}
			n = n*10 + int(b-'0')
		}
		return s.book.shared(n)
	}
	return nil
}

// valueOf is what the v of a cell holds.
func valueOf(body []byte) []byte {
	from, value := -1, []byte(nil)
	_ = eachTag(body, func(t tag) error {
		if string(t.local()) == "v" {
			if t.closes && from >= 0 {
				value = bytes.TrimSpace(body[from:t.start])
			}
			from = t.end
		}
		return nil
	})
	return value
}

// richText is a text of a workbook with its runs. src begins within its si or is.
func richText(src []byte) *Words {
	w := &Words{src: src}
	from, start, lined, aside, in := -1, 0, false, false, false
	err := eachTag(src, func(t tag) error {
		switch string(t.local()) {
		case "is", "si", "c":
			if t.closes {
				in = true // what follows is no part of it
			}
		case "rPh":
			aside = !t.closes && !t.alone
		case "r":
			lined = false
		case "u":
			lined = !t.closes && t.attr("val") != "none"
		case "t":
			switch {
			case aside || in:
			case t.closes && from >= 0:
				text := unescape(src[from:t.start])
				w.line(text, lined, span{start: start, end: t.end, name: string(t.name), plain: true})
				from = -1
			case !t.closes && !t.alone:
				from, start = t.end, t.start
			}
		}
		return nil
	})
	if err != nil || len(w.Runes) == 0 {
		return nil
	}
	return w
}

// line is grow for a run: of an underlined one only the blanks are a line.
func (w *Words) line(text string, lined bool, x span) {
	w.grow(text, false, x)
	for i := w.spans[len(w.spans)-1].From; lined && i < len(w.Runes); i++ {
		w.lined[i] = strings.ContainsRune(" \t\u00a0\u3000\u2002\u2003", w.Runes[i])
	}
}

// shared is one of the texts that cells share.
func (w *Form) shared(n int) *Words {
	if w.texts == nil {
		w.texts = [][]byte{}
		b, err := w.pack.part(w.textsPart)
		if err != nil {
			return nil
		}
		from := -1
		_ = eachTag(b, func(t tag) error {
			if string(t.local()) != "si" {
				return nil
			}
			switch {
			case t.alone:
				w.texts = append(w.texts, nil)
			case t.closes && from >= 0:
				w.texts = append(w.texts, b[from:t.start])
				from = -1
			default:
				from = t.end
			}
			return nil
		})
	}
	if n >= len(w.texts) || w.texts[n] == nil {
		return nil
	}
	return richText(w.texts[n])
}

// inline is a text with edits as the inside of an is; of a part whose tags are called otherwise its words alone.
func (w *Words) inline(edits []Edit, prefix string) []byte {
	edits = slices.Clone(edits)
	for i := range edits {
		edits[i].Text = stuff(edits[i].Text)
	}
	changes := w.edited(edits)
	end := len(w.src)
	if i := bytes.LastIndex(w.src, []byte("</"+prefix+"is>")); i >= 0 {
		end = i
	}
	from := 0
	if t, ok, err := (&scan{src: w.src}).next(); err == nil && ok && string(t.local()) == "is" {
		from = t.end
	}
	for i := range changes {
		changes[i].from, changes[i].to = changes[i].from-from, changes[i].to-from
	}
	out := spliced(w.src[from:end], changes)
	same := true
	_ = eachTag(out, func(t tag) error {
		same = same && t.prefix() == prefix
		return nil
	})
	if same {
		return out
	}
	again := richText(out)
	if again == nil {
		return out
	}
	return append(escape([]byte("<"+prefix+`t xml:space="preserve">`), again.Text()), "</"+prefix+"t>"...)
}
