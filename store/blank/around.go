package blank

import "strconv"

// What is said of cells outside the rows moves with them.

// blockAttrs are the attributes that name blocks, by their element.
var blockAttrs = map[string][]string{
	"mergeCell": {"ref"}, "dataValidation": {"sqref"}, "conditionalFormatting": {"sqref"}, "hyperlink": {"ref"}, "autoFilter": {"ref"},
	"protectedRange": {"sqref"}, "ignoredError": {"sqref"}, "sortState": {"ref"}, "sortCondition": {"ref"}, "selection": {"activeCell", "sqref"},
	"inputCells": {"r"}, "cellWatch": {"r"}, "table": {"ref"}, "comment": {"ref"}, "threadedComment": {"ref"}, "location": {"ref"},
}

// formulaTexts are the elements that hold a formula.
var formulaTexts = map[string]bool{"formula": true, "formula1": true, "formula2": true, "f": true, "definedName": true}

// A rewrite copies a part while some of its tags and texts change.
type rewrite struct {
	src    []byte
	out    []byte
	copied int
}

// replace puts something in the place of a stretch of the source.
func (r *rewrite) replace(from, to int, with []byte) {
	r.out = append(append(r.out, r.src[r.copied:from]...), with...)
	r.copied = to
}

func (r *rewrite) done() []byte {
	if r.out == nil && r.copied == 0 {
		return r.src
	}
	return append(r.out, r.src[r.copied:]...)
}

// around is a stretch of a sheet's part outside its rows after rows came in; reach is how far its cells reach at least.
func (s *Sheet) around(b []byte, g Grow, reach Area) ([]byte, error) {
	w := &rewrite{src: b}
	from, holds, breaks, fresh := -1, "", false, s.modelMerges(g)
	turn := g.turn(true, s.named)
	err := eachTag(b, func(t tag) error {
		name := string(t.local())
		if from >= 0 { // the end of a text that is no text alone is left as it is
			if t.closes && name == holds {
				was := unescape(b[from:t.start])
				now := g.areas(was, g.area)
				if name != "sqref" {
					now = turn.formula(was)
				}
				if now != was {
					w.replace(from, t.start, escape(nil, now))
				}
			}
			from = -1
		}
		if name == "dimension" && !t.closes {
			w.replace(t.start, t.end, t.with(func(key string, raw []byte) ([]byte, bool) {
				a, ok := parseArea(string(raw))
				if key != "ref" || !ok {
					return nil, false
				}
				grown := Area{a.Top, a.Left, max(g.row(a.Bottom), reach.Bottom), max(a.Right, reach.Right)}
				return []byte(grown.text()), grown != a
			}))
			return nil
		}
		if g.N == 0 {
			return nil
		}
		switch {
		case name == "rowBreaks":
			breaks = !t.closes && !t.alone
		case name == "mergeCells" && t.closes && len(fresh) > 0:
			w.replace(t.start, t.start, s.mergeTags(fresh))
		case name == "mergeCells" && !t.closes && len(fresh) > 0:
			w.replace(t.start, t.end, t.with(func(key string, raw []byte) ([]byte, bool) {
				n, err := strconv.Atoi(string(raw))
				return []byte(strconv.Itoa(n + len(fresh))), key == "count" && err == nil
			}))
		case t.closes:
		case name == "brk" && breaks:
			w.replace(t.start, t.end, t.with(func(key string, raw []byte) ([]byte, bool) {
				n, err := strconv.Atoi(string(raw))
				return []byte(strconv.Itoa(g.row(n))), key == "id" && err == nil
			}))
		case blockAttrs[name] != nil:
			w.replace(t.start, t.end, g.blocks(t, name, turn))
		case formulaTexts[name] || name == "sqref":
			if !t.alone {
				from, holds = t.end, name
			}
		}
		return nil
	})
	return w.done(), err
}

// blocks is a tag with the blocks that it names moved.
func (g Grow) blocks(t tag, name string, u turn) []byte {
	span := func(a Area) Area {
		top, bottom := g.span(a.Top, a.Bottom)
		if a.Top == a.Bottom {
			top, bottom = g.row(a.Top), g.row(a.Bottom)
		}
		return Area{top, a.Left, min(bottom, lastRow-1), a.Right}
	}
	if name == "dataValidation" || name == "conditionalFormatting" || name == "protectedRange" || name == "ignoredError" {
		span = g.area
	}
	return t.with(func(key string, raw []byte) ([]byte, bool) {
		for _, k := range blockAttrs[name] {
			if k == key {
				return []byte(g.areas(string(raw), span)), true
			}
		}
		if name == "hyperlink" && key == "location" {
			return escaped(u.formula(unescape(raw))), true
		}
		return nil, false
	})
}

// modelMerges are the merged blocks of the model row alone, once for every new row.
func (s *Sheet) modelMerges(g Grow) (all []Area) {
	for _, a := range s.merged {
		if g.models(a) {
			for at := g.At; at < g.At+g.N; at += g.tall() {
				all = append(all, Area{at + a.Top - g.Model, a.Left, at + a.Bottom - g.Model, a.Right})
			}
		}
	}
	return all
}

func (s *Sheet) mergeTags(all []Area) (out []byte) {
	for _, a := range all {
		out = append(out, "<"+s.prefix+`mergeCell ref="`+a.text()+`"/>`...)
	}
	return out
}
