package blank

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tuanjian/store/sheet"
)

// ErrCopies is of a sheet that cannot be there several times.
var ErrCopies = &sheet.Error{Code: "blank-copies", Text: "这张表里有图表、智能表格或者宏，不能在一个文件里做成几张。请存成压缩包（.zip），一人一个文件"}

// mostCopies is how many sheets one file gets; more are slow to open and cannot be found one's way in.
const mostCopies = 500

// ErrManyCopies says so.
var ErrManyCopies = &sheet.Error{Code: "blank-many", Text: "一个文件里最多放 500 张。请少选一些，或者存成压缩包（.zip），一人一个文件"}

// ErrDocuments is of a document that is to be there several times.
var ErrDocuments = &sheet.Error{Code: "blank-documents", Text: "Word 的登记表一人一个文件。请存成压缩包（.zip），或者只选一个人"}

// A Card is a sheet filled for one: what its tab is to be called, and what stands in it.
type Card struct {
	Name    string
	Changes []Change // of a workbook one, of a document one for each of its tables and for its text
}

// Put adds cells of a sheet to a card.
func (c *Card) Put(nth int, puts ...Put) {
	if len(puts) == 0 {
		return
	}
	if i := slices.IndexFunc(c.Changes, func(x Change) bool { return x.Sheet == nth }); i >= 0 {
		c.Changes[i].Puts = append(c.Changes[i].Puts, puts...)
		return
	}
	c.Changes = append(c.Changes, Change{Sheet: nth, Puts: puts})
}

// copied is a sheet that comes into a workbook.
type copied struct {
	from       *Sheet
	name, part string
	number, at int
}

// copiesAlong are the parts that a copy of a sheet has copies of; what others refer to is there once.
var copiesAlong = map[string]bool{"drawing": true, "vmlDrawing": true, "comments": true, "printerSettings": true}

// WriteCards writes the file with the sheet once for each card, the first in its own place.
func (w *Form) WriteCards(ctx context.Context, out io.Writer, nth int, cards []Card) error {
	switch {
	case len(cards) > mostCopies:
		return ErrManyCopies
	case w.words != nil && len(cards) > 1:
		return ErrDocuments
	case w.words != nil:
		return w.writeDocument(ctx, out, cards[0].Changes)
	}
	p, s, main := w.pack.again(), w.Sheets[nth], &mainChange{}
	taken := map[string]bool{}
	for _, x := range w.Sheets {
		taken[strings.ToLower(x.Name)] = true
	}
	number, place := 0, 0
	for _, x := range w.Sheets {
		number, place = max(number, x.number), max(place, x.place)
	}
	if b, err := p.part(w.main); err == nil { // sheets of charts count too
		_ = eachTag(b, func(t tag) error {
			if string(t.local()) == "sheet" && !t.closes {
				number = max(number, t.number("sheetId", 0))
			}
			return nil
		})
	}
	size := 0
	for i, card := range cards {
		if err := ctx.Err(); err != nil {
			return err
		}
		change := Change{Sheet: nth}
		for _, c := range card.Changes {
			change.Puts = append(change.Puts, c.Puts...)
		}
		b, err := s.fill(change)
		if err != nil {
			return err
		}
		if size += len(b); size > maxOut {
			return ErrBig
		}
		if i == 0 {
			p.set(s.part, b)
			continue
		}
		if w.Macros {
			return ErrCopies
		}
		c := copied{from: s, name: freeName(card.Name, taken), number: number + i}
		if err := w.copySheet(p, &c, b); err != nil {
			return err
		}
		main.copies = append(main.copies, c)
	}
	if err := w.finish(p, main); err != nil {
		return err
	}
	return p.write(ctx, out)
}

// freeName is a name for a tab that no other has: at most 31 characters, none that Excel refuses.
func freeName(name string, taken map[string]bool) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' || r == utf8.RuneError {
			return -1
		}
		return r
	}, name), "' ")
	name = cmp.Or(name, "表")
	for n := 1; ; n++ {
		end := ""
		if n > 1 {
			end = "（" + strconv.Itoa(n) + "）"
		}
		short := []rune(name)
		short = short[:min(len(short), 31-utf8.RuneCountInString(end))]
		if free := string(short) + end; !taken[strings.ToLower(free)] && !strings.EqualFold(free, "history") {
			taken[strings.ToLower(free)] = true
			return free
		}
	}
}

// freePart is a name for a part beside another that no part has.
func freePart(p *pack, like string) string {
	dir, file := path.Split(like)
	end := path.Ext(file)
	stem := strings.TrimRight(strings.TrimSuffix(file, end), "0123456789")
	for n := len(p.byName); ; n++ {
		if name := dir + stem + strconv.Itoa(n) + end; !p.has(name) {
			return name
		}
	}
}

// copySheet adds a sheet and what belongs to it alone.
func (w *Form) copySheet(p *pack, c *copied, b []byte) error {
	b, err := retag(b, func(t tag) []byte {
		switch string(t.local()) {
		case "sheetView": // two chosen tabs would be typed into together
			return t.without("tabSelected")
		case "sheetPr":
			return t.without("codeName")
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.part = freePart(p, c.from.part)
	p.set(c.part, b)
	kinds := map[string]string{c.from.part: c.part}
	related, err := p.relations(c.from.part)
	if err != nil {
		return err
	}
	for _, r := range related {
		switch {
		case !p.has(r.target) || r.kind == "hyperlink":
		case !copiesAlong[r.kind]:
			return ErrCopies
		default:
			inner, err := p.relations(r.target)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(inner, func(x relation) bool { return x.kind != "image" && x.kind != "hyperlink" }) {
				return ErrCopies
			}
			part, err := p.part(r.target)
			if err != nil {
				return err
			}
			to := freePart(p, r.target)
			p.set(to, part)
			kinds[r.target] = to
			if p.has(relsOf(r.target)) {
				rels, err := p.part(relsOf(r.target))
				if err != nil {
					return err
				}
				p.set(relsOf(to), rels) // it lies in the same folder
			}
		}
	}
	if p.has(relsOf(c.from.part)) {
		rels, err := p.part(relsOf(c.from.part))
		if err != nil {
			return err
		}
		dir := path.Dir("/" + c.from.part)
		rels, err = retag(rels, func(t tag) []byte {
			if string(t.local()) != "Relationship" || t.attr("TargetMode") == "External" {
				return nil
			}
			return t.with(func(key string, raw []byte) ([]byte, bool) {
				target := unescape(raw)
				if !strings.HasPrefix(target, "/") {
					target = path.Join(dir, target)
				}
				to, ok := kinds[strings.TrimPrefix(target, "/")]
				return escaped("/" + to), key == "Target" && ok
			})
		})
		if err != nil {
			return err
		}
		p.set(relsOf(c.part), rels)
	}
	return rewritten(p, "[Content_Types].xml", func(b []byte) ([]byte, error) { return typesOf(b, kinds) })
}

// typesOf says of new parts that they are what the ones are that they were copied from.
func typesOf(b []byte, kinds map[string]string) ([]byte, error) {
	w := &rewrite{src: b}
	err := eachTag(b, func(t tag) error {
		if t.closes || string(t.local()) != "Override" {
			return nil
		}
		for from, to := range kinds {
			if partName(t.attr("PartName")) == partName(from) {
				fresh := t.with(func(key string, _ []byte) ([]byte, bool) { return escaped("/" + to), key == "PartName" })
				if !t.alone {
					fresh = append(fresh, "</"+string(t.name)+">"...)
				}
				w.replace(t.start, t.start, fresh)
			}
		}
		return nil
	})
	return w.done(), err
}

// addSheets puts the copies behind the last sheet, with the print areas of the one that they were copied from.
func (w *Form) addSheets(p *pack, b []byte, copies []copied) ([]byte, error) {
	var model tag
	sheets, nth := 0, 0
	for _, x := range w.Sheets {
		if x == copies[0].from {
			nth = x.place
		}
	}
	err := eachTag(b, func(t tag) error {
		if string(t.local()) == "sheet" && !t.closes {
			if sheets == nth {
				model = t
			}
			sheets++
		}
		return nil
	})
	if err != nil || model.name == nil {
		return b, cmp.Or(err, error(ErrBroken))
	}
	rels, err := p.part(relsOf(w.main))
	if err != nil {
		return nil, err
	}
	var tags, links []byte
	for i := range copies {
		c := &copies[i]
		c.at = sheets + i
		id := "rIdFill" + strconv.Itoa(i+1)
		for bytes.Contains(rels, []byte(id+`"`)) {
			id += "x"
		}
		t := model.with(func(key string, _ []byte) ([]byte, bool) {
			switch key {
			case "name":
				return escaped(c.name), true
			case "sheetId":
				return []byte(strconv.Itoa(c.number)), true
			case "id":
				return []byte(id), true
			}
			return nil, false
		})
		if tags = append(tags, t...); !model.alone {
			tags = append(tags, "</"+string(model.name)+">"...)
		}
		links = append(links, `<Relationship Id="`+id+`" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/`+string(escaped(c.part))+`"/>`...)
	}
	at, link := &rewrite{src: rels}, false
	if err := eachTag(rels, func(t tag) error {
		if string(t.local()) == "Relationships" && t.closes {
			at.replace(t.start, t.start, bytes.ReplaceAll(links, []byte("<R"), []byte("<"+t.prefix()+"R")))
			link = true
		}
		return nil
	}); err != nil || !link {
		return nil, cmp.Or(err, error(ErrBroken))
	}
	p.set(relsOf(w.main), at.done())
	r, local, from := &rewrite{src: b}, tag{}, -1
	err = eachTag(b, func(t tag) error {
		switch string(t.local()) {
		case "sheets":
			if t.closes {
				r.replace(t.start, t.start, tags)
			}
		case "definedName":
			name := local.name
			if t.closes && from >= 0 && name != nil {
				r.replace(t.end, t.end, printNames(local, unescape(b[from:t.start]), copies))
			}
			if from, local = -1, (tag{}); !t.closes && !t.alone && t.number("localSheetId", -1) == nth && strings.HasPrefix(t.attr("name"), "_xlnm.Print_") {
				from, local = t.end, t
			}
		}
		return nil
	})
	return r.done(), err
}

// printNames are what is printed of each copy.
func printNames(t tag, blocks string, copies []copied) (out []byte) {
	for _, c := range copies {
		var parts []string
		for _, block := range strings.Split(blocks, ",") {
			parts = append(parts, "'"+strings.ReplaceAll(c.name, "'", "''")+"'!"+block[strings.LastIndexByte(block, '!')+1:])
		}
		out = append(out, t.with(func(key string, _ []byte) ([]byte, bool) { return []byte(strconv.Itoa(c.at)), key == "localSheetId" })...)
		out = append(escape(out, strings.Join(parts, ",")), "</"+string(t.name)+">"...)
	}
	return out
}
