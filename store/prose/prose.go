// Package prose is a text for paper before it is paper: its blocks say what they are (a title, a
// heading, the unit that signs), and a manner says how such blocks are dressed. The same text
// becomes pages for preview, PDF and printer, and a document that people go on writing in
// (.docx). It does not know whose words they are.
package prose

import (
	"math"
	"strings"

	"tuanjian/store/paper"
)

// Manner is how the blocks of a text are dressed.
type Manner uint8

// The manners.
const (
	Official Manner = iota // GB/T 9704: what goes out with a seal
	Book                   // the plain dress of a handbook or a report
)

// Role is what a block is.
type Role uint8

// The roles.
const (
	Body       Role = iota // paragraphs, one a line of Text
	Title                  // centred
	Number                 // 文号, centred
	Addressee              // whom it is for, from the margin on
	Head1                  // 一、
	Head2                  // （一）
	Head3                  // 1.
	Sign                   // the unit that signs, over the date
	Date                   // at the right
	Attached               // 附件：
	Remark                 // a small aside
	Contents               // headings with their pages, down to Level (0 is two levels)
	Break                  // what follows begins a page
	Cut                    // the dashed line between a letter and its stub, with the number on it
	TableRole              // Table
	CardRole               // Card
	FigureRole             // Picture, with Text below it
	ChartRole              // Chart
	roles
)

// A Block is one thing of a text. Text of a heading or a title may have more lines than one.
type Block struct {
	Role    Role
	Text    string
	Level   int // of Contents: how deep; of Body: how many characters further in
	Table   *Table
	Card    *Card
	Picture *paper.Picture
	Chart   *Chart
}

// A Table has its head on every page. Head is the line over it.
type Table struct {
	Head    string
	Columns []paper.Column
	Rows    [][]string
	Totals  string // the last row, over all columns
}

// A Card is labels and cells on a grid, as a paper.Form has them.
type Card struct {
	Grid []int
	Rows [][]paper.Field
}

// A Text is a document of one manner. Name is what it is called, for a file and in a list of
// papers; Foot and Printed stand small at the foot of every page of a Book.
type Text struct {
	Name          string
	Manner        Manner
	Blocks        []Block
	Foot, Printed string

	tight float64 // what its lines are set closer by, to save a page of hardly anything; 0 is 1
}

// A dress is how blocks of a role are set, on paper and in a .docx alike. Indents are in
// characters of the block's own size, room before and after in lines of it.
type dress struct {
	size, lead         float64
	bold               bool   // where the pages have no face of that name
	title              bool   // in the face of titles
	face               string // in a .docx
	align              paper.Align
	flush, even, keep  bool
	first, left, right float64
	before, after      float64
	level              int
}

// Faces of official papers. They are named and not embedded: an office has them, or its program
// puts 宋体 in their place.
const (
	faceTitle = "方正小标宋简体"
	faceBody  = "仿宋_GB2312"
	faceHei   = "黑体"
	faceKai   = "楷体_GB2312"
	faceSong  = "宋体"
)

// Sizes of type by their Chinese names. 三号 is set so that 28 characters fill a line of 156 mm.
const (
	size2     = 22
	size3     = 15.75
	size4     = 14
	sizeLess4 = 12
	size5     = 10.5
	sizeLess5 = 9
)

const (
	officialLead = 28.95 // 22 lines on a page
	titleLead    = 35
	bookLead     = 20
)

// dresses say how each manner dresses each role.
var dresses = map[Manner][roles]dress{
	Official: {
		Title:      {size: size2, lead: titleLead, title: true, face: faceTitle, align: paper.Center, even: true, keep: true, after: 0.8},
		Number:     {size: size3, lead: officialLead, face: faceBody, align: paper.Center, keep: true, after: 0.3},
		Addressee:  {size: size3, lead: officialLead, face: faceBody, keep: true},
		Body:       {size: size3, lead: officialLead, face: faceBody, flush: true, first: 2},
		Head1:      {size: size3, lead: officialLead, bold: true, face: faceHei, first: 2, level: 1},
		Head2:      {size: size3, lead: officialLead, bold: true, face: faceKai, first: 2, level: 2},
		Head3:      {size: size3, lead: officialLead, face: faceBody, first: 2, level: 3},
		Sign:       {size: size3, lead: officialLead, face: faceBody, align: paper.Right, even: true, right: 4, before: 2, keep: true},
		Date:       {size: size3, lead: officialLead, face: faceBody, align: paper.Right, right: 4},
		Attached:   {size: size3, lead: officialLead, face: faceBody, first: -3, left: 5, before: 1},
		Remark:     {size: size4, lead: 22, face: faceKai, first: 2, before: 0.3},
		Contents:   {size: size3, lead: officialLead, face: faceBody, after: 1},
		Cut:        {size: size4, lead: 40, face: faceSong, align: paper.Center},
		TableRole:  {size: size5, lead: 18, bold: true, face: faceSong, align: paper.Center, before: 0.3, after: 0.4},
		CardRole:   {size: size5, lead: 18, face: faceSong, before: 0.3, after: 0.4},
		FigureRole: {size: size5, lead: 18, face: faceSong, align: paper.Center, before: 0.3, after: 0.4},
		ChartRole:  {size: size5, lead: 20, bold: true, face: faceSong, before: 0.3, after: 0.4},
	},
	Book: {
		Title:      {size: 20, lead: 32, bold: true, title: true, face: faceHei, align: paper.Center, even: true, keep: true, after: 0.5},
		Number:     {size: sizeLess4, lead: bookLead, face: faceSong, align: paper.Center, keep: true, after: 0.5},
		Addressee:  {size: sizeLess4, lead: bookLead, face: faceSong, keep: true},
		Body:       {size: sizeLess4, lead: bookLead, face: faceSong, flush: true, first: 2},
		Head1:      {size: 16, lead: 26, bold: true, face: faceHei, before: 0.6, after: 0.2, level: 1},
		Head2:      {size: 13, lead: 22, bold: true, face: faceHei, before: 0.4, after: 0.1, level: 2},
		Head3:      {size: sizeLess4, lead: bookLead, bold: true, face: faceHei, level: 3},
		Sign:       {size: sizeLess4, lead: bookLead, face: faceSong, align: paper.Right, even: true, right: 4, before: 1, keep: true},
		Date:       {size: sizeLess4, lead: bookLead, face: faceSong, align: paper.Right, right: 4},
		Attached:   {size: sizeLess4, lead: bookLead, face: faceSong, first: -3, left: 5, before: 0.5},
		Remark:     {size: size5, lead: 16, face: faceSong, before: 0.2},
		Contents:   {size: sizeLess4, lead: 22, face: faceSong, after: 1},
		Cut:        {size: size5, lead: 32, face: faceSong, align: paper.Center},
		TableRole:  {size: size5, lead: 17, bold: true, face: faceSong, before: 0.3, after: 0.5},
		CardRole:   {size: size5, lead: 17, face: faceSong, before: 0.3, after: 0.5},
		FigureRole: {size: size5, lead: 17, face: faceSong, align: paper.Center, before: 0.3, after: 0.5},
		ChartRole:  {size: size5, lead: 20, bold: true, face: faceSong, before: 0.3, after: 0.5},
	},
}

// A sheetOf is the paper of a manner: margins, and how its pages are numbered.
type sheetOf struct {
	top, bottom, left, right float64
	numbers                  paper.Numbers
}

var sheets = map[Manner]sheetOf{
	Official: {top: 37 * paper.MM, bottom: 35 * paper.MM, left: 28 * paper.MM, right: 26 * paper.MM, numbers: paper.Dashed},
	Book:     {top: 22 * paper.MM, bottom: 20 * paper.MM, left: 25 * paper.MM, right: 20 * paper.MM, numbers: paper.Counted},
}

// Lay sets the text on pages of A4. An official paper that needs a little more than one page is set
// closer, so that it has one (GB/T 9704 lets the 22 lines of a page be adapted).
func (t Text) Lay() *paper.Document {
	_, d := t.fitted()
	return d
}

// closer are how much closer the lines may be set for that.
var closer = []float64{0.96, 0.92, 0.88, 0.84}

// fitted is the text as it is set, and its pages.
func (t Text) fitted() (Text, *paper.Document) {
	d := t.pages()
	if t.Manner != Official || d.Count() != 2 {
		return t, d
	}
	for _, tight := range closer {
		near := t
		near.tight = tight
		if one := near.pages(); one.Count() == 1 {
			return near, one
		}
	}
	return t, d
}

func (t Text) pages() *paper.Document {
	s := sheets[t.Manner]
	f := paper.Flow{Title: t.Name, Top: s.top, Bottom: s.bottom, Left: s.left, Right: s.right, Numbers: s.numbers, Foot: t.Foot, Printed: t.Printed}
	for i := range t.Blocks {
		f.Pieces = append(f.Pieces, t.piece(i))
	}
	return f.Lay()
}

// kinds are how the pages set the roles that are not words.
var kinds = map[Role]paper.PieceKind{
	Contents: paper.FlowContents, Break: paper.FlowBreak, Cut: paper.FlowCut,
	TableRole: paper.FlowTable, CardRole: paper.FlowCard, FigureRole: paper.FlowFigure, ChartRole: paper.FlowBars,
}

// piece dresses block i for the pages.
func (t Text) piece(i int) paper.Piece {
	b, d := t.Blocks[i], t.dress(i)
	p := paper.Piece{
		Kind: kinds[b.Role], Text: b.Text, Size: d.size, Lead: d.lead, Bold: d.bold, Title: d.title, Align: d.align, Flush: d.flush, Even: d.even, Keep: d.keep,
		First: d.first * d.size, Left: d.left * d.size, Right: d.right * d.size, Before: d.before * d.lead, After: d.after * d.lead, Level: d.level,
		Picture: b.Picture,
	}
	if b.Role == Contents {
		p.Level = b.depth()
	}
	if b.Table != nil {
		p.Text, p.Columns, p.Rows, p.Totals = b.Table.Head, b.Table.Columns, b.Table.Rows, b.Table.Totals
	}
	if b.Card != nil {
		p.Grid, p.Cells = b.Card.Grid, b.Card.Rows
	}
	if b.Chart != nil {
		p.Text, p.Bars = b.Chart.Head, b.Chart.lines()
	}
	return p
}

// depth is how deep contents go.
func (b Block) depth() int {
	if b.Level == 0 {
		return 2
	}
	return b.Level
}

// dress is how block i is set where it stands.
func (t Text) dress(i int) dress {
	b := t.Blocks[i]
	d := t.near(dresses[t.Manner][b.Role])
	next := Body
	if i+1 < len(t.Blocks) {
		next = t.Blocks[i+1].Role
	}
	switch b.Role {
	case Attached:
		d.keep = i+1 < len(t.Blocks) && strings.HasPrefix(t.Blocks[i+1].Text, "　") // a list of them

	case Body:
		d.left += float64(b.Level)
		d.keep = next == Sign || next == Date // nothing is signed on a page without a word of it
	case Sign:
		// The unit stands over the middle of its date, and within the margins.
		if next == Date {
			wide := t.breadth(b, d)
			d.right = max(0, t.dress(i+1).right+(ems(t.Blocks[i+1].Text)-wide)/2)
			if wide < ems(b.Text) {
				d.left = max(0, t.room()/d.size-d.right-wide)
			}
		}
	case Date:
		// A long name above it takes the date along.
		if i > 0 && t.Blocks[i-1].Role == Sign {
			d.right = max(d.right, (t.breadth(t.Blocks[i-1], d)-ems(b.Text))/2)
		}
	}
	return d
}

// near is a dress with its lines set as close as the text's.
func (t Text) near(d dress) dress {
	if t.tight > 0 {
		d.lead *= t.tight
	}
	return d
}

// breadth is how many characters wide a name or a title is set: one that has no room on a line is set on as few as it needs,
// about equally long.
func (t Text) breadth(b Block, d dress) float64 {
	wide, room := ems(b.Text), t.room()/d.size
	if lines := math.Ceil(wide / room); lines > 1 {
		return math.Ceil(wide/lines) + 2 // a word processor sets them a hair wider
	}
	return wide
}

// ems is about how many characters wide the longest line of a text is.
func ems(text string) float64 {
	const narrow = 0.55 // a figure or a letter
	most := 0.0
	for _, line := range strings.Split(text, "\n") {
		n := 0.0
		for _, r := range line {
			if r < 0x2E80 {
				n += narrow
			} else {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
