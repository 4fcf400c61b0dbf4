package word

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

// namespaces of all parts with text.
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// writer gathers the parts of a file.
type writer struct {
	bytes.Buffer
	doc    *Document
	styles map[string]*Style
	media  []media
	marks  int // headings so far
	drawn  int // pictures so far
}

type media struct {
	name string
	data []byte
}

func (w *writer) f(format string, a ...any) { fmt.Fprintf(w, format, a...) }

// twips are twentieths of a point.
func twips(points float64) int { return int(math.Round(points * 20)) }

// emu are the units of drawings.
func emu(points float64) int { return int(math.Round(points * 12700)) }

// hundredths of a character.
func hundredths(chars float64) int { return int(math.Round(chars * 100)) }

// Write writes the document.
func Write(out io.Writer, d *Document) error {
	w := &writer{doc: d, styles: map[string]*Style{}}
	for i := range d.Styles {
		w.styles[d.Styles[i].ID] = &d.Styles[i]
	}
	body := w.body()
	z := zip.NewWriter(out)
	put := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	}
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", w.types()},
		{"_rels/.rels", rels([][2]string{{"officeDocument", "word/document.xml"}, {"metadata/core-properties", "docProps/core.xml"}}, nil)},
		{"docProps/core.xml", head + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(d.Title) + `</dc:title></cp:coreProperties>`},
		{"word/document.xml", body},
		{"word/_rels/document.xml.rels", w.relations()},
		{"word/styles.xml", w.stylesPart()},
		{"word/settings.xml", w.settings()},
		{"word/fontTable.xml", w.fonts()},
	}
	if d.Page.Foot.Text != "" {
		parts = append(parts, struct{ name, text string }{"word/footer1.xml", w.foot(false)})
		if d.Page.Foot.Outer {
			parts = append(parts, struct{ name, text string }{"word/footer2.xml", w.foot(true)})
		}
	}
	for _, p := range parts {
		if err := put(p.name, []byte(p.text)); err != nil {
			return err
		}
	}
	for _, m := range w.media {
		if err := put("word/"+m.name, m.data); err != nil {
			return err
		}
	}
	return z.Close()
}

const contentTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml."

func (w *writer) types() string {
	var b strings.Builder
	b.WriteString(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, p := range [][2]string{{"document", "document.main+xml"}, {"styles", "styles+xml"}, {"settings", "settings+xml"}, {"fontTable", "fontTable+xml"}} {
		fmt.Fprintf(&b, `<Override PartName="/word/%s.xml" ContentType="%s%s"/>`, p[0], contentTypes, p[1])
	}
	for n := range w.feet() {
		fmt.Fprintf(&b, `<Override PartName="/word/footer%d.xml" ContentType="%sfooter+xml"/>`, n+1, contentTypes)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

// feet is how many footers there are.
func (w *writer) feet() int {
	switch f := w.doc.Page.Foot; {
	case f.Text == "":
		return 0
	case f.Outer:
		return 2
	}
	return 1
}

// rels is a part of relationships: those of the package's own kinds are rId1, rId2 …, and those
// of pictures rIdP1 …
func rels(own [][2]string, pictures []media) string {
	var b strings.Builder
	b.WriteString(head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, r := range own {
		home := "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
		if strings.HasPrefix(r[0], "metadata/") {
			home = "http://schemas.openxmlformats.org/package/2006/relationships/"
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, home, r[0], r[1])
	}
	for i, m := range pictures {
		fmt.Fprintf(&b, `<Relationship Id="rIdP%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%s"/>`, i+1, m.name)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// relations are those of the document: footers follow the three that are always there.
func (w *writer) relations() string {
	own := [][2]string{{"styles", "styles.xml"}, {"settings", "settings.xml"}, {"fontTable", "fontTable.xml"}}
	for n := range w.feet() {
		own = append(own, [2]string{"footer", fmt.Sprintf("footer%d.xml", n+1)})
	}
	return rels(own, w.media)
}

func (w *writer) settings() string {
	outer := ""
	if w.doc.Page.Foot.Text != "" && w.doc.Page.Foot.Outer {
		outer = "<w:evenAndOddHeaders/>"
	}
	return head + `<w:settings ` + namespaces + `>` + outer + `<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>` +
		`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`
}

// behind is the face that takes the place of one that a computer does not have.
const behind = "宋体"

func (w *writer) fonts() string {
	var b strings.Builder
	b.WriteString(head + `<w:fonts ` + namespaces + `>`)
	seen := map[string]bool{}
	for _, s := range w.doc.Styles {
		for _, name := range []string{s.Face, s.latin()} {
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			alt := ""
			if name != behind && name == s.Face {
				alt = `<w:altName w:val="` + behind + `"/>`
			}
			fmt.Fprintf(&b, `<w:font w:name="%s">%s<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`, escape(name), alt)
		}
	}
	b.WriteString(`</w:fonts>`)
	return b.String()
}

func (s *Style) latin() string {
	if s.Latin != "" {
		return s.Latin
	}
	return s.Face
}

// foot is a footer; even is that of the pages at the left.
func (w *writer) foot(even bool) string {
	f := w.doc.Page.Foot
	var b strings.Builder
	b.WriteString(head + `<w:ftr ` + namespaces + `><w:p><w:pPr>`)
	room := twips(w.doc.Page.Width - w.doc.Page.Left - w.doc.Page.Right)
	side := map[bool]string{true: "left", false: "right"}[even]
	before := ""
	if f.Outer {
		fmt.Fprintf(&b, `<w:ind w:%s="%d"/><w:jc w:val="%s"/>`, side, twips(f.Size), side)
	} else {
		fmt.Fprintf(&b, `<w:tabs><w:tab w:val="center" w:pos="%d"/><w:tab w:val="right" w:pos="%d"/></w:tabs>`, room/2, room)
		before = `<w:r><w:tab/></w:r>`
	}
	dress := func(size float64) string {
		return fmt.Sprintf(`<w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s"/><w:sz w:val="%[2]d"/><w:szCs w:val="%[2]d"/></w:rPr>`, escape(f.Face), int(math.Round(2*size)))
	}
	b.WriteString(`</w:pPr>` + before)
	text := f.Text
	for text != "" {
		plain, rest, number := strings.Cut(text, "#")
		if plain != "" {
			b.WriteString(`<w:r>` + dress(f.Size) + `<w:t xml:space="preserve">` + escape(plain) + `</w:t></w:r>`)
		}
		if number {
			field := "PAGE"
			if more, all := strings.CutPrefix(rest, "#"); all {
				field, rest = "NUMPAGES", more
			}
			fmt.Fprintf(&b, `<w:fldSimple w:instr=" %s "><w:r>%s<w:t>1</w:t></w:r></w:fldSimple>`, field, dress(f.Size))
		}
		text = rest
	}
	if f.Aside != "" {
		b.WriteString(`<w:r><w:tab/></w:r><w:r>` + dress(0.9*f.Size) + `<w:t xml:space="preserve">` + escape(f.Aside) + `</w:t></w:r>`)
	}
	b.WriteString(`</w:p></w:ftr>`)
	return b.String()
}

// escape makes a text one of XML. Characters that XML cannot hold are left out.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == utf8.RuneError, r == 0xFFFE, r == 0xFFFF, r < ' ' && r != '\t' && r != '\n':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
