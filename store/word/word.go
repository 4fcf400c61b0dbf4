// Package word writes .docx: paragraphs in named styles, tables with merged cells, pictures, a
// table of contents, page numbers. It knows WordprocessingML (ECMA-376) and nothing of what is
// written. The same document gives the same bytes: no time, no author and no chance is in them.
//
// The writer is our own because the one library that could be had, gomutex/godocx v0.1.5, cannot
// number pages or list contents: it refers to one footer, where odd and even pages need two, and
// makes no part for it; it has no field characters, no bookmarks and no table of fonts.
package word

// Align says where lines stand.
type Align uint8

// The ways of standing.
const (
	Left Align = iota
	Center
	Right
	Flush // to both edges, the last line to the left
)

// A Document is a text of one section. Lengths are points.
type Document struct {
	Title  string // said by the file, not printed
	Page   Page
	Styles []Style
	Body   []Block
}

// A Page is the paper of a document.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64
	Lines, Chars             int // the grid: so many lines on a page, and characters of Size on a line, which are set closer for it; 0 is none
	Size                     float64
	Foot                     Foot
}

// Foot is what stands below every page. # is the page's number and ## the number of pages.
type Foot struct {
	Face  string
	Size  float64
	Up    float64 // from the lower edge of the paper
	Text  string  // in the middle
	Aside string  // small at the right
	Outer bool    // Text stands at the outer edge, a character in from it
}

// A Style is a named dress of paragraphs. The first is what those without a style have.
type Style struct {
	ID, Name    string
	Face        string // of ideographs; Latin letters and figures have Latin, or else the same
	Latin       string
	Size, Lead  float64 // Lead is exact; 0 lets the line be as high as what stands in it
	Bold        bool
	Align       Align
	First       float64 // indents in characters; less than 0 hangs the first line out
	Left, Right float64
	Before      float64
	After       float64
	Keep        bool // stays with the next
	Level       int  // above 0 it is a heading, for the contents
	Grid        bool // stands on the grid of the page
	Rule        bool // a dashed line below, to cut along
}

// A Block is one of its parts.
type Block struct {
	Para     *Para
	Table    *Table
	Picture  *Picture
	Contents *Contents
}

// A Para is a paragraph: its lines are broken where Text has a line feed. Indents, where they are
// given, stand in the place of the style's.
type Para struct {
	Style string
	Text  string
	Left  *float64
	Right *float64
	Break bool // begins a page
	Keep  bool
	Tight bool // follows the one before without the room that its style has before it
}

// A Table has its first Heads rows on every page, and After points of room below it.
type Table struct {
	Style  string // of its cells
	Size   float64
	Widths []float64
	Heads  int
	Bare   bool // no rules are drawn
	Whole  bool // stays on one page
	After  float64
	Rows   []Row
}

// A Row is one of its rows; cells from left to right. Whole says that it is not broken over pages.
type Row struct {
	Least float64 // height
	Exact bool    // it is never higher
	Cells []Cell
}

// A Cell covers Span columns. One that goes on from the cell above has Below set, and one that
// goes on below has Down.
type Cell struct {
	Text        string
	Span        int // 0 is 1
	Down, Below bool
	Bold        bool
	Shaded      bool
	Fill        string // the colour of its ground, RRGGBB; "" is none
	Align       Align
}

// A Picture is a PNG or JPEG in a line of its own.
type Picture struct {
	Style         string
	Data          []byte
	Width, Height float64
}

// Contents is the table of contents. Entries are what it says until the program of the reader
// counts anew.
type Contents struct {
	Style   string
	Deepest int
	Entries []Entry
}

// An Entry is a line of the contents.
type Entry struct {
	Text  string
	Level int
	Page  int
}
