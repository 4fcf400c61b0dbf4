// Package grid shows a table as a table: any number of rows from any source, of
// which it draws only those in sight. It knows columns, keys of rows, and how
// people walk, choose, sort and copy; it holds no copy of a row and knows no
// record, no ledger and no file. What a row is, whoever hands in the Source knows.
package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A Sign is what stands at the left of a row.
type Sign uint8

// The signs.
const (
	Clean   Sign = iota
	Warning      // ！ a soft fault
	Fault        // ✕ a hard fault
)

// A Source is where the rows come from. All of it runs on the drawing thread,
// for the rows in sight at every step of scrolling, and must answer from memory.
type Source struct {
	Len  func() int
	Cell func(row, col int) string // col counts the columns given to SetColumns
	// Key tells rows apart for ever, whatever their order; no two rows have the same
	// key. Selection and the current row follow it.
	Key func(row int) string
	// Mark is the sign of a row. nil leaves no room for signs.
	Mark func(row int) Sign
	// Tell is what the sign of a row means, in a sentence that is shown where the
	// pointer rests on it. It may be nil.
	Tell func(row int) string
}

// Grid is the widget. Make it with New; set the callbacks before it is shown. Any
// of them may be nil.
type Grid struct {
	widget.BaseWidget

	OnOpen   func(row int)    // Enter or a double click
	OnSelect func(rows []int) // after each change of the selection; ascending
	// OnSort is told of a click on a head. The grid shows the mark at once, the owner
	// sorts and calls Refresh.
	OnSort func(key string, descending bool)
	// OnColumns is told of all widths that were set by hand, after one was changed, in
	// text sizes (a width of 8 holds eight Chinese characters in any text size).
	OnColumns func(keys []string, widths []float32)
	OnType    func(r rune) // a letter typed while the grid has the keyboard
	// OnMenu is told of the second mouse button, and of the menu key and Shift+F10,
	// after the row was selected.
	OnMenu func(row int, absolute fyne.Position)
	// OnKey is asked first about each key; true means that the key is dealt with.
	OnKey func(fyne.KeyName) bool
	// OnPaste is told what lies on the clipboard when Ctrl+V is pressed.
	OnPaste func(text string)
	// Copy gives the text that Ctrl+C puts on the clipboard, and so decides about
	// masking; "" copies nothing. nil copies what is shown (Text).
	Copy func(rows []int) string

	source  Source
	columns []ledger.Column
	widths  []float32       // in text sizes, as columns
	spare   []float32       // what each has besides of the room left over, dp
	set     map[string]bool // by key: set by hand, and left so
	sampled sample
	twins   []twins // as columns
	frozen  int
	onCell  func(row, col int) // nil: rows are opened, not cells
	col     int                // that the keyboard stands on, with onCell

	sortKey    string
	descending bool

	chosen   choice
	top      float64 // scrolled from above, dp; float32 is too coarse at 100,000 rows
	left     float32 // scrolled from the left, dp
	hover    int     // row under the pointer, or -1
	focus    bool
	shift    bool // for drivers that cannot say
	composes bool // a letter went to an input method and no character came back yet
	grip     grip
	pressed  [2]int // the rows of the last two clicks, -1 for none or with a modifier
	gauge    *look.Gauge
	editor   *editor // over a cell that is being written in, or nil

	view *view // nil before the first drawing
}

// New makes a grid without columns.
func New(source Source) *Grid {
	g := &Grid{source: source, hover: -1, frozen: 1, chosen: newChoice(source.Key)}
	g.ExtendBaseWidget(g)
	return g
}

// SetColumns says what to show. widths are in text sizes, as OnColumns told them;
// a column without one gets its Width in characters, and a share of the room that is
// left over where its texts are longer.
func (g *Grid) SetColumns(columns []ledger.Column, widths map[string]float32) {
	g.columns = columns
	g.widths, g.spare = make([]float32, len(columns)), make([]float32, len(columns))
	g.set, g.sampled = map[string]bool{}, sample{}
	for i, c := range columns {
		g.widths[i] = natural(c)
		if w, ok := widths[c.Key]; ok {
			g.widths[i] = clampWidth(w)
			g.set[c.Key] = true
		}
	}
	if g.view != nil {
		g.view.rebuild()
	}
	g.Refresh()
}

// natural is a column's width in text sizes: a character of its hint is half a
// Chinese one, and the head with its sort mark must fit.
func natural(c ledger.Column) float32 {
	head := float32(len([]rune(c.Label))) + 1
	return clampWidth(max(float32(c.Width)*0.6, head) + cellPad)
}

const (
	cellPad   = 1 // text sizes, both sides together
	leastWide = 2.5
	mostWide  = 60
)

func clampWidth(w float32) float32 { return min(max(w, leastWide), mostWide) }

// Freeze keeps the first n columns in sight while the others scroll sideways. 1 at
// the start. They scroll along where they would take more than half of the width.
func (g *Grid) Freeze(n int) {
	g.frozen = n
	g.Refresh()
}

// SetSort shows the sort mark at a column, or none for "".
func (g *Grid) SetSort(key string, descending bool) {
	g.sortKey, g.descending = key, descending
	g.Refresh()
}

// Refresh asks the source again: after rows were added, changed, sorted or
// filtered, and after the text size changed. Selected rows stay selected wherever
// they are now; those that the filter hides come back with it.
func (g *Grid) Refresh() {
	if g.chosen.relocate(g.source.Len()) {
		g.tellSelection()
	}
	kit.Unpoint(g)
	g.hover = -1
	g.BaseWidget.Refresh()
}

// Len is the number of rows.
func (g *Grid) Len() int { return g.source.Len() }

// Selected are the selected rows that are shown, ascending. The caller does not
// change them.
func (g *Grid) Selected() []int { return g.chosen.rows }

// SelectedKeys are the keys of Selected, in the same order.
func (g *Grid) SelectedKeys() []string {
	keys := make([]string, len(g.chosen.rows))
	for i, row := range g.chosen.rows {
		keys[i] = g.source.Key(row)
	}
	return keys
}

// Current is the row that the keyboard stands on, or -1.
func (g *Grid) Current() int { return g.chosen.at }

// Select selects one row alone and brings it into sight. A row out of range
// selects nothing.
func (g *Grid) Select(row int) {
	if row < 0 || row >= g.source.Len() {
		g.chosen.clear()
	} else {
		g.chosen.only(row)
	}
	g.changed()
}

// SelectKeys selects the rows with these keys, those not shown too, and stands on
// the first.
func (g *Grid) SelectKeys(keys ...string) {
	g.chosen.keys(keys, g.source.Len())
	g.changed()
}

// changed is called after the selection changed: it brings the current row into
// sight, draws and tells.
func (g *Grid) changed() {
	g.ShowRow(g.chosen.at)
	g.tellSelection()
}

func (g *Grid) tellSelection() {
	if g.OnSelect != nil {
		g.OnSelect(g.chosen.rows)
	}
}

// ShowRow scrolls as little as needed to bring a row wholly into sight.
func (g *Grid) ShowRow(row int) {
	if row >= 0 && row < g.source.Len() {
		high, room := float64(rowHigh()), float64(g.bodyHigh())
		g.top = min(g.top, float64(row)*high)
		if room > high {
			g.top = max(g.top, float64(row+1)*high-room)
		}
	}
	g.draw()
}

func rowHigh() float32 { return look.Now().Row }

// bodyHigh is the height there is for rows.
func (g *Grid) bodyHigh() float32 {
	h := g.Size().Height - rowHigh()
	if g.sideways() > 0 {
		h -= barPx
	}
	return max(h, 0)
}

// pageRows is how many rows are wholly in sight.
func (g *Grid) pageRows() int { return max(int(g.bodyHigh()/rowHigh()), 1) }

// draw puts everything where it belongs, without asking the source about rows
// that were in sight already.
func (g *Grid) draw() {
	if g.view != nil {
		g.view.sync(false)
	}
}

// MinSize is a head and three rows.
func (g *Grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	return fyne.NewSize(12*look.Now().Text, 4*rowHigh())
}

// AccessibilityLabel is what a screen reader says: the head and text of the
// current row.
func (g *Grid) AccessibilityLabel() string {
	if g.chosen.at < 0 || g.chosen.at >= g.source.Len() {
		return "列表"
	}
	said := ""
	for i, c := range g.columns {
		if text := g.source.Cell(g.chosen.at, i); text != "" {
			said += c.Label + " " + text + "，"
		}
	}
	return said
}
