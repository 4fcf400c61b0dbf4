package word

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// body is the main part.
func (w *writer) body() string {
	w.f("%s", head+`<w:document `+namespaces+`><w:body>`)
	for i, b := range w.doc.Body {
		switch {
		case b.Para != nil:
			w.para(b.Para)
		case b.Table != nil:
			w.table(b.Table)
			if b.Table.After > 0 || i+1 == len(w.doc.Body) || w.doc.Body[i+1].Table != nil { // tables that touch become one, and a body ends with a paragraph
				w.f(`<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, max(20, twips(b.Table.After)))
			}
		case b.Picture != nil:
			w.picture(b.Picture)
		case b.Contents != nil:
			w.contents(b.Contents)
		}
	}
	w.section()
	w.f(`</w:body></w:document>`)
	return w.String()
}

func (w *writer) section() {
	p := w.doc.Page
	w.f(`<w:sectPr>`)
	if w.feet() > 0 {
		w.f(`<w:footerReference w:type="default" r:id="rId4"/>`)
	}
	if w.feet() > 1 {
		w.f(`<w:footerReference w:type="even" r:id="rId5"/>`)
	}
	lying := ""
	if p.Width > p.Height {
		lying = ` w:orient="landscape"`
	}
	w.f(`<w:pgSz w:w="%d" w:h="%d"%s/>`, twips(p.Width), twips(p.Height), lying)
	w.f(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/><w:cols w:space="425"/>`,
		twips(p.Top), twips(p.Right), twips(p.Bottom), twips(p.Left), twips(p.Top/2), twips(p.Foot.Up))
	if p.Lines > 0 {
		w.f(`<w:docGrid w:type="lines" w:linePitch="%d"/>`, twips((p.Height-p.Top-p.Bottom)/float64(p.Lines)))
	}
	w.f(`</w:sectPr>`)
}

// closer is what characters on the grid are set closer by, so that a line holds as many as it should. The grid
// itself could say so, but LibreOffice gives a character that is wider than its place two of them.
func (w *writer) closer(s *Style) string {
	p := w.doc.Page
	if !s.Grid || p.Chars == 0 || s.Size != p.Size {
		return ""
	}
	return fmt.Sprintf(`<w:spacing w:val="%d"/>`, int(math.Floor(20*((p.Width-p.Left-p.Right)/float64(p.Chars)-p.Size))))
}

// para writes a paragraph. A heading is marked for the contents.
func (w *writer) para(p *Para) {
	s := w.styles[p.Style]
	w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/>`, escape(p.Style))
	if p.Keep {
		w.f(`<w:keepNext/>`)
	}
	if p.Break {
		w.f(`<w:pageBreakBefore/>`)
	}
	if p.Tight && s != nil && s.Before > 0 {
		w.f(`%s`, s.spacing(0))
	}
	if s != nil && (p.Left != nil || p.Right != nil) {
		left, right := s.Left, s.Right
		if p.Left != nil {
			left = *p.Left
		}
		if p.Right != nil {
			right = *p.Right
		}
		w.f(`%s`, s.indent(left, right))
	}
	w.f(`</w:pPr>`)
	mark := s != nil && s.Level > 0
	if mark {
		w.marks++
		w.f(`<w:bookmarkStart w:id="%d" w:name="_Toc%d"/>`, w.marks, w.marks)
	}
	w.run(p.Text, "")
	if mark {
		w.f(`<w:bookmarkEnd w:id="%d"/>`, w.marks)
	}
	w.f(`</w:p>`)
}

// run writes a text: a tab and a line feed are signs of their own there.
func (w *writer) run(text, dress string) {
	if text == "" {
		return
	}
	w.f(`<w:r>%s`, dress)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.f(`<w:br/>`)
		}
		for k, piece := range strings.Split(line, "\t") {
			if k > 0 {
				w.f(`<w:tab/>`)
			}
			if piece != "" {
				w.f(`<w:t xml:space="preserve">%s</w:t>`, escape(piece))
			}
		}
	}
	w.f(`</w:r>`)
}

// spacing is the room around a paragraph and from line to line.
func (s *Style) spacing(before float64) string {
	lead := ""
	if s.Lead > 0 {
		lead = fmt.Sprintf(` w:line="%d" w:lineRule="exact"`, twips(s.Lead))
	}
	return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d"%s/>`, twips(before), twips(s.After), lead)
}

// indent is in characters, with the same in twips for what does not know of characters.
func (s *Style) indent(left, right float64) string {
	first, hang := max(s.First, 0), max(-s.First, 0)
	if first == 0 && hang == 0 && left == 0 && right == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<w:ind`)
	for _, side := range []struct {
		name  string
		chars float64
	}{{"left", left}, {"right", right}, {"hanging", hang}, {"firstLine", first}} {
		if side.chars > 0 || side.name == "left" || side.name == "right" {
			fmt.Fprintf(&b, ` w:%sChars="%d" w:%s="%d"`, side.name, hundredths(side.chars), side.name, twips(side.chars*s.Size))
		}
	}
	b.WriteString(`/>`)
	return b.String()
}

var aligns = map[Align]string{Left: "left", Center: "center", Right: "right", Flush: "both"}

func (w *writer) stylesPart() string {
	var b strings.Builder
	b.WriteString(head + `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="` + behind + `" w:hAnsi="` + behind + `" w:eastAsia="` + behind + `"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	for i := range w.doc.Styles {
		s := &w.doc.Styles[i]
		first := ""
		if i == 0 {
			first = ` w:default="1"`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/><w:qFormat/><w:pPr>`, first, escape(s.ID), escape(s.Name))
		if s.Keep || s.Level > 0 {
			b.WriteString(`<w:keepNext/>`)
		}
		b.WriteString(`<w:widowControl w:val="0"/>`)
		if s.Rule {
			b.WriteString(`<w:pBdr><w:bottom w:val="dashed" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>`)
		}
		if !s.Grid {
			b.WriteString(`<w:snapToGrid w:val="0"/>`)
		}
		fmt.Fprintf(&b, `%s%s<w:jc w:val="%s"/>`, s.spacing(s.Before), s.indent(s.Left, s.Right), aligns[s.Align])
		if s.Level > 0 {
			fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.Level-1)
		}
		fmt.Fprintf(&b, `</w:pPr><w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[2]s" w:cs="%[1]s"/>%[4]s%[5]s<w:sz w:val="%[3]d"/><w:szCs w:val="%[3]d"/></w:rPr></w:style>`,
			escape(s.latin()), escape(s.Face), int(math.Round(2*s.Size)), bold(s.Bold), w.closer(s))
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

func bold(on bool) string {
	if on {
		return `<w:b/><w:bCs/>`
	}
	return ""
}

// table writes rows with merged cells.
func (w *writer) table(t *Table) {
	sum := 0.0
	for _, width := range t.Widths {
		sum += width
	}
	w.f(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, twips(sum))
	if !t.Bare {
		w.f(`<w:tblBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right"} {
			w.f(`<w:%s w:val="single" w:sz="6" w:space="0" w:color="auto"/>`, side)
		}
		w.f(`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>`)
	}
	w.f(`<w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, width := range t.Widths {
		w.f(`<w:gridCol w:w="%d"/>`, twips(width))
	}
	w.f(`</w:tblGrid>`)
	for i, row := range t.Rows {
		w.f(`<w:tr><w:trPr><w:cantSplit/>`)
		if row.Least > 0 {
			rule := "atLeast"
			if row.Exact {
				rule = "exact"
			}
			w.f(`<w:trHeight w:val="%d" w:hRule="%s"/>`, twips(row.Least), rule)
		}
		if i < t.Heads {
			w.f(`<w:tblHeader/>`)
		}
		w.f(`</w:trPr>`)
		at := 0
		for _, c := range row.Cells {
			at = w.cell(t, c, at, t.Whole && i < len(t.Rows)-1)
		}
		w.f(`</w:tr>`)
	}
	w.f(`</w:tbl>`)
}

// cell writes the cell that begins at a column, and answers where the next one does; keep holds its row to the one below.
func (w *writer) cell(t *Table, c Cell, at int, keep bool) int {
	span := max(1, c.Span)
	width := 0.0
	for _, x := range t.Widths[min(at, len(t.Widths)):min(at+span, len(t.Widths))] {
		width += x
	}
	w.f(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(width))
	if span > 1 {
		w.f(`<w:gridSpan w:val="%d"/>`, span)
	}
	switch {
	case c.Below:
		w.f(`<w:vMerge/>`)
	case c.Down:
		w.f(`<w:vMerge w:val="restart"/>`)
	}
	fill := c.Fill
	if c.Shaded {
		fill = "EBEBEB"
	}
	if fill != "" {
		w.f(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, escape(fill))
	}
	w.f(`<w:vAlign w:val="center"/></w:tcPr>`)
	dress := ""
	if c.Bold || t.Size > 0 {
		dress = `<w:rPr>` + bold(c.Bold)
		if t.Size > 0 {
			dress += fmt.Sprintf(`<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/>`, int(math.Round(2*t.Size)))
		}
		dress += `</w:rPr>`
	}
	text := c.Text
	if c.Below {
		text = ""
	}
	for _, line := range strings.Split(text, "\n") {
		w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/>`, escape(t.Style))
		if keep {
			w.f(`<w:keepNext/>`)
		}
		w.f(`<w:jc w:val="%s"/></w:pPr>`, aligns[c.Align])
		w.run(line, dress)
		w.f(`</w:p>`)
	}
	w.f(`</w:tc>`)
	return at + span
}

// picture writes a picture inside its line.
func (w *writer) picture(p *Picture) {
	n := len(w.media) + 1
	for i, m := range w.media {
		if bytes.Equal(m.data, p.Data) {
			n = i + 1
		}
	}
	if n > len(w.media) {
		ending := "jpeg"
		if bytes.HasPrefix(p.Data, []byte("\x89PNG")) {
			ending = "png"
		}
		w.media = append(w.media, media{fmt.Sprintf("media/image%d.%s", n, ending), p.Data})
	}
	w.drawn++
	w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[2]d" cy="%[3]d"/><wp:docPr id="%[4]d" name="image%[4]d"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[4]d" name="image%[4]d"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdP%[5]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[2]d" cy="%[3]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		escape(p.Style), emu(p.Width), emu(p.Height), w.drawn, n)
}

// contents writes the field and what it says now. Headings are marked in their order: the nth
// entry leads to the nth heading, those of deeper levels counted.
func (w *writer) contents(c *Contents) {
	room := w.doc.Page.Width - w.doc.Page.Left - w.doc.Page.Right
	mark, begun := 0, false
	var entries []Entry
	var marks []int
	for _, e := range c.Entries {
		mark++
		if e.Level <= c.Deepest {
			entries, marks = append(entries, e), append(marks, mark)
		}
	}
	for i, e := range entries {
		left := float64(2 * (e.Level - 1))
		w.f(`<w:p><w:pPr><w:pStyle w:val="%s"/><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs>`, escape(c.Style), twips(room))
		if s := w.styles[c.Style]; s != nil {
			if i < len(entries)-1 { // the room below is that of all together
				line := *s
				line.After = 0
				w.f(`%s`, line.spacing(0))
			}
			w.f(`%s`, s.indent(left, 0))
		}
		w.f(`</w:pPr>`)
		if !begun {
			begun = true
			w.f(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-%d" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, c.Deepest)
		}
		w.f(`<w:hyperlink w:anchor="_Toc%d">`, marks[i])
		w.run(strings.ReplaceAll(e.Text, "\n", ""), "")
		w.f(`<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGEREF _Toc%d \h "><w:r><w:t>%d</w:t></w:r></w:fldSimple></w:hyperlink>`, marks[i], e.Page)
		if i == len(entries)-1 {
			w.f(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
		}
		w.f(`</w:p>`)
	}
}
