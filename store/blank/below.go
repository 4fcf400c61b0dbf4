package blank

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// growAround moves what lies in other parts and belongs to rows of a sheet: pictures, remarks, tables, charts, the formulas of
// other sheets, and the chain of formulas.
func (w *Form) growAround(p *pack, s *Sheet, g Grow) error {
	related, err := p.relations(s.part)
	if err != nil {
		return err
	}
	turn := g.turn(true, s.named)
	for _, r := range related {
		if !p.has(r.target) {
			continue
		}
		switch r.kind {
		case "drawing":
			err = rewritten(p, r.target, g.drawing)
		case "vmlDrawing":
			err = rewritten(p, r.target, g.notes)
		case "comments", "table", "threadedComment", "pivotTable":
			err = rewritten(p, r.target, func(b []byte) ([]byte, error) {
				return retag(b, func(t tag) []byte {
					if name := string(t.local()); blockAttrs[name] != nil {
						return g.blocks(t, name, turn)
					}
					return nil
				})
			})
		}
		if err != nil {
			return err
		}
	}
	for _, other := range w.Sheets {
		if other.part != s.part {
			if err := rewritten(p, other.part, s.outside(g)); err != nil {
				return err
			}
		}
	}
	if err := w.drawnOf(p, s, g); err != nil {
		return err
	}
	return rewritten(p, path.Join(path.Dir(w.main), "calcChain.xml"), func(b []byte) ([]byte, error) { return g.chain(b, s.number) })
}

// rewritten changes a part where there is one and something in it changes.
func rewritten(p *pack, name string, change func([]byte) ([]byte, error)) error {
	if !p.has(name) {
		return nil
	}
	b, err := p.part(name)
	if err != nil {
		return err
	}
	now, err := change(b)
	if err == nil && !bytes.Equal(now, b) {
		p.set(name, now)
	}
	return err
}

// retag copies a part while some of its tags change; change answers nil for those that stay.
func retag(b []byte, change func(tag) []byte) ([]byte, error) {
	w := &rewrite{src: b}
	err := eachTag(b, func(t tag) error {
		if t.closes {
			return nil
		}
		if to := change(t); to != nil {
			w.replace(t.start, t.end, to)
		}
		return nil
	})
	return w.done(), err
}

// outside turns what formulas of other sheets and charts name of a sheet.
func (s *Sheet) outside(g Grow) func([]byte) ([]byte, error) {
	turn := g.turn(false, s.named)
	return func(b []byte) ([]byte, error) {
		if !bytes.Contains(b, escape(nil, s.Name)) && !bytes.Contains(b, []byte(s.Name)) {
			return b, nil
		}
		w, from := &rewrite{src: b}, -1
		err := eachTag(b, func(t tag) error {
			if from >= 0 && t.closes {
				if text := unescape(b[from:t.start]); strings.Contains(text, "!") {
					if now := turn.formula(text); now != text {
						w.replace(from, t.start, escape(nil, now))
					}
				}
			}
			from = -1
			if !t.closes && !t.alone && formulaTexts[string(t.local())] {
				from = t.end
			}
			return nil
		})
		return w.done(), err
	}
}

// drawnOf turns what charts are drawn of, in whatever sheet they stand, and what tables are summed up of.
func (w *Form) drawnOf(p *pack, s *Sheet, g Grow) error {
	for _, name := range slices.Sorted(maps.Keys(p.byName)) {
		var err error
		switch {
		case strings.HasPrefix(name, "xl/charts/") && path.Ext(name) == ".xml":
			err = rewritten(p, name, s.outside(g))
		case strings.HasPrefix(name, "xl/pivotcache/pivotcachedefinition"):
			err = rewritten(p, name, func(b []byte) ([]byte, error) {
				return retag(b, func(t tag) []byte {
					if string(t.local()) != "worksheetSource" || !s.named(t.attr("sheet")) {
						return nil
					}
					return t.with(func(key string, raw []byte) ([]byte, bool) { return []byte(g.areas(string(raw), g.area)), key == "ref" })
				})
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// drawing moves pictures down with the cells that they lie on.
func (g Grow) drawing(b []byte) ([]byte, error) {
	w := &rewrite{src: b}
	fixed, moves, corner, from, at := false, true, "", -1, 0
	err := eachTag(b, func(t tag) error {
		switch name := string(t.local()); name {
		case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor":
			fixed, moves = t.attr("editAs") == "oneCell", t.attr("editAs") != "absolute"
		case "from", "to":
			if corner = name; t.closes {
				corner = ""
			}
		case "row":
			if t.closes && from >= 0 {
				n, err := strconv.Atoi(strings.TrimSpace(string(b[from:t.start])))
				if err == nil && n >= 0 && n < lastRow {
					to := g.row(n)
					switch {
					case !moves:
						to = n
					case corner == "from":
						at = to - n
					case fixed: // keeps its size
						to = n + at
					}
					if to != n {
						w.replace(from, t.start, []byte(strconv.Itoa(to)))
					}
				}
			}
			if from = -1; corner != "" && !t.closes && !t.alone {
				from = t.end
			}
		}
		return nil
	})
	return w.done(), err
}

// notes moves the boxes of remarks.
func (g Grow) notes(b []byte) ([]byte, error) {
	w, from, holds := &rewrite{src: b}, -1, ""
	err := eachTag(b, func(t tag) error {
		name := string(t.local())
		if from >= 0 && t.closes && name == holds {
			text := string(b[from:t.start])
			now := text
			if name == "Row" {
				if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
					now = strconv.Itoa(g.row(n))
				}
			} else {
				words := strings.Split(text, ",")
				for _, i := range []int{2, 6} { // the rows of its corners
					if len(words) == 8 {
						if n, err := strconv.Atoi(strings.TrimSpace(words[i])); err == nil {
							words[i] = " " + strconv.Itoa(g.row(n))
						}
					}
				}
				now = strings.Join(words, ",")
			}
			if now != text {
				w.replace(from, t.start, []byte(now))
			}
		}
		from = -1
		if !t.closes && !t.alone && (name == "Row" || name == "Anchor") {
			from, holds = t.end, name
		}
		return nil
	})
	return w.done(), err
}

// chain moves the cells of a sheet in the order in which formulas are computed.
func (g Grow) chain(b []byte, number int) ([]byte, error) {
	sheet := 0
	return retag(b, func(t tag) []byte {
		if string(t.local()) != "c" {
			return nil
		}
		if sheet = t.number("i", sheet); sheet != number {
			return nil
		}
		return t.with(func(key string, raw []byte) ([]byte, bool) {
			r, c, ok := parseCell(string(raw))
			return []byte(Area{g.row(r), c, g.row(r), c}.text()), key == "r" && ok
		})
	})
}

// finish writes the list of sheets: names of blocks that moved, sheets that came, and that all is to be computed anew.
func (w *Form) finish(p *pack, m *mainChange) error {
	b, err := p.part(w.main)
	if err != nil {
		return err
	}
	now := b
	for _, x := range m.grown {
		if now, err = w.rename(now, x); err != nil {
			return err
		}
	}
	if len(m.copies) > 0 {
		if now, err = w.addSheets(p, now, m.copies); err != nil {
			return err
		}
	}
	if w.computes() {
		if now, err = anew(now); err != nil {
			return err
		}
	}
	if !bytes.Equal(now, b) {
		p.set(w.main, now)
	}
	return nil
}

// rename turns the blocks that names stand for.
func (w *Form) rename(b []byte, x grown) ([]byte, error) {
	r, from, local := &rewrite{src: b}, -1, false
	err := eachTag(b, func(t tag) error {
		if string(t.local()) != "definedName" {
			return nil
		}
		if t.closes && from >= 0 {
			text := unescape(b[from:t.start])
			if now := x.grow.turn(local, x.sheet.named).formula(text); now != text {
				r.replace(from, t.start, escape(nil, now))
			}
		}
		if from = -1; !t.closes && !t.alone {
			from, local = t.end, t.number("localSheetId", -1) == x.sheet.place
		}
		return nil
	})
	return r.done(), err
}

// computes says that the workbook has formulas.
func (w *Form) computes() bool {
	for _, s := range w.Sheets {
		if f := "<" + s.prefix + "f"; bytes.Contains(s.src, []byte(f+">")) || bytes.Contains(s.src, []byte(f+" ")) {
			return true
		}
	}
	return false
}

// anew asks that the formulas are computed when the file is opened.
func anew(b []byte) ([]byte, error) {
	w := &rewrite{src: b}
	behind, prefix, done := -1, "", false
	err := eachTag(b, func(t tag) error {
		switch string(t.local()) {
		case "calcPr":
			if t.closes || done {
				return nil
			}
			done = true
			out := t.without("fullCalcOnLoad")
			name := len(t.name) + 1
			w.replace(t.start, t.end, append(append(bytes.Clone(out[:name]), ` fullCalcOnLoad="1"`...), out[name:]...))
		case "sheets", "functionGroups", "externalReferences", "definedNames": // what the order has before it
			if t.closes || t.alone {
				behind, prefix = t.end, t.prefix()
			}
		}
		return nil
	})
	if err == nil && !done && behind >= 0 {
		w.replace(behind, behind, []byte("<"+prefix+`calcPr fullCalcOnLoad="1"/>`))
	}
	return w.done(), err
}
