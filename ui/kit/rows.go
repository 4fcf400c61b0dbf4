package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Folding says whether an item of Rows has others below it, and whether they are shown.
type Folding uint8

// The folds.
const (
	Leaf Folding = iota
	Shut
	Open
)

// Item is one line of Rows.
type Item struct {
	Lead  string // bold and right-aligned before everything: how many
	Icon  look.Icon
	Label string
	Hint  string // at the right end, second text
	Depth int    // steps to the right
	Fold  Folding
	Head  bool   // a small heading that cannot be chosen
	Tip   string // shown where the pointer rests on the line, besides a label that is cut
}

// Span is some lines that stand for more: lines From on of Total, of which its owner
// shows as many as there is room for. A thumb of its own lies beside them.
type Span struct{ First, Shown, From, Total int }

// Rows is a list of lines of which it draws only those in sight: a tree, a menu,
// what a search found. ↑ ↓ Home End PageUp PageDown walk, Enter and Space choose, →
// and ← open and shut what has lines below it.
type Rows struct {
	widget.BaseWidget
	OnPick func(i int)
	OnFold func(i int, open bool)
	// OnStand is told of each line that a key or the pointer goes to.
	OnStand func(i int)
	// OnKey is asked first about each key; true means that the key is dealt with.
	OnKey func(fyne.KeyName) bool
	// OnType is told of a letter typed while the list has the keyboard: its owner goes
	// to a search with it. nil: letters do nothing.
	OnType func(rune)
	// OnShortcut is asked first about each key with Ctrl or Alt.
	OnShortcut func(fyne.Shortcut) bool
	// OnWheel is asked first about each turn of the wheel, in lines downwards, over a
	// line; true means that it is dealt with.
	OnWheel func(i int, lines float32) bool
	// Lit shows where the list stands though its keys come from elsewhere.
	Lit bool
	// Pale makes the ground the page's grey instead of white.
	Pale bool

	items       []Item
	at, chosen  int // where the keyboard stands, what is marked red; -1 for none
	top         float32
	most        int
	lead        float32
	focus, over bool
	composes    bool // a letter went to an input method and no character came back yet
	spans       []Span
	gauge       *look.Gauge
	gauged      float32 // the text size that it measures in
	unseen      bool    // it stood on a line before it had a height to show it in
}

var _ fyne.Focusable = (*Rows)(nil)
var _ desktop.Hoverable = (*Rows)(nil)

// NewRows makes an empty list that is as high as its lines, but at most as high as
// most of them; 0 leaves the height to its place.
func NewRows(most int, onPick func(i int)) *Rows {
	r := &Rows{OnPick: onPick, most: most, at: -1, chosen: -1}
	r.ExtendBaseWidget(r)
	return r
}

// RowsOf makes a list of a line for each of all, at most most of them high, that stands on
// the first. pick is called with what was chosen; nil where nothing follows from it.
func RowsOf[T any](most int, all []T, line func(T) Item, pick func(T)) *Rows {
	r := NewRows(most, nil)
	if pick != nil {
		r.OnPick = func(i int) { pick(all[i]) }
	}
	r.Set(Items(all, line))
	r.Stand(0)
	return r
}

// Items are a line for each of all.
func Items[T any](all []T, line func(T) Item) []Item {
	items := make([]Item, len(all))
	for i, one := range all {
		items[i] = line(one)
	}
	return items
}

// Set shows other lines and stays where it was as far as it can.
func (r *Rows) Set(items []Item) {
	r.items = items
	r.at = min(r.at, len(items)-1)
	r.chosen = min(r.chosen, len(items)-1)
	r.lead = 0
	for _, it := range items {
		if it.Lead != "" {
			r.lead = max(r.lead, float32(len(it.Lead))*0.62+0.8)
		}
	}
	r.Refresh()
}

// Divide says which lines stand for more than there are.
func (r *Rows) Divide(spans []Span) { r.spans = spans; r.Refresh() }

// Items are the lines. The caller does not change them.
func (r *Rows) Items() []Item { return r.items }

// At is the line that the keyboard stands on, or -1.
func (r *Rows) At() int { return r.at }

// Stand moves the keyboard to a line and brings it into sight.
func (r *Rows) Stand(i int) {
	r.at = min(i, len(r.items)-1)
	r.see()
}

// Choose marks a line red, or none for -1.
func (r *Rows) Choose(i int) { r.chosen = i; r.Refresh() }

func (r *Rows) see() {
	if r.at >= 0 {
		row, room := look.Now().Row, r.Size().Height
		y := float32(r.at) * row
		r.top = min(r.top, y)
		if r.unseen = room < row; !r.unseen {
			r.top = max(r.top, y+row-room)
		}
	}
	r.Refresh()
}

// Walk goes as a key says and answers whether it was such a key. A heading is
// stepped over.
func (r *Rows) Walk(name fyne.KeyName) bool {
	to, step := r.at, 1
	switch name {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		to, step = to-1, -1
	case fyne.KeyPageDown:
		to += max(int(r.Size().Height/look.Now().Row)-1, 1)
	case fyne.KeyPageUp:
		to, step = to-max(int(r.Size().Height/look.Now().Row)-1, 1), -1
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to, step = len(r.items)-1, -1
	default:
		return false
	}
	to = max(0, min(to, len(r.items)-1))
	for to >= 0 && to < len(r.items) && r.items[to].Head {
		to += step
	}
	if to >= 0 && to < len(r.items) {
		r.at = to
		if r.OnStand != nil {
			r.OnStand(to)
		}
	}
	r.see()
	return true
}

// Pick chooses the line that the keyboard stands on.
func (r *Rows) Pick() { r.pick(r.at) }

func (r *Rows) pick(i int) {
	if i >= 0 && i < len(r.items) && !r.items[i].Head && r.OnPick != nil {
		r.OnPick(i)
	}
}

func (r *Rows) fold(i int, open bool) {
	if i >= 0 && i < len(r.items) && r.OnFold != nil && r.items[i].Fold != Leaf && (r.items[i].Fold == Open) != open {
		r.OnFold(i, open)
	}
}

// TypedKey is Fyne's door for a key.
func (r *Rows) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	Unpoint(r)
	if r.OnType != nil && r.composing(ev.Name) {
		return
	}
	if r.OnKey != nil && r.OnKey(ev.Name) || r.Walk(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.Pick()
	case fyne.KeyRight:
		r.fold(r.at, true)
	case fyne.KeyLeft:
		r.left()
	default:
		ToWindow(r, ev)
	}
}

// composing says that a key belongs to an input method, whose letters are reported
// before their characters come.
func (r *Rows) composing(name fyne.KeyName) bool {
	if len(name) == 1 {
		r.composes = true
		return true
	}
	was := r.composes
	switch name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
		r.composes = false
	case fyne.KeySpace, fyne.KeyBackspace, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyPageUp, fyne.KeyPageDown:
	default:
		return false
	}
	return was
}

// left shuts what is open, or goes up to what this line lies below.
func (r *Rows) left() {
	if r.at < 0 || r.OnFold == nil {
		return
	}
	if r.items[r.at].Fold == Open {
		r.fold(r.at, false)
		return
	}
	for i := r.at - 1; i >= 0; i-- {
		if r.items[i].Depth < r.items[r.at].Depth {
			r.Stand(i)
			return
		}
	}
}

// TypedRune hands a letter to the owner.
func (r *Rows) TypedRune(c rune) {
	r.composes = false
	if r.OnType != nil && c > ' ' {
		r.OnType(c)
	}
}

// TypedShortcut hands keys with Ctrl on to the window.
func (r *Rows) TypedShortcut(s fyne.Shortcut) {
	if r.OnShortcut == nil || !r.OnShortcut(s) {
		ShortcutToWindow(r, s)
	}
}

// FocusGained shows where the keyboard stands.
func (r *Rows) FocusGained() {
	r.focus = true
	if r.at < 0 {
		r.at = max(r.chosen, 0)
	}
	r.Refresh()
	ComeTo(r)
}

// FocusLost hides it.
func (r *Rows) FocusLost() { r.focus, r.composes = false, false; r.Refresh() }

func (r *Rows) under(y float32) int {
	i := int((y + r.top) / look.Now().Row)
	if y < 0 || i < 0 || i >= len(r.items) {
		return -1
	}
	return i
}

// MouseIn, MouseMoved and MouseOut tint the line under the pointer.
func (r *Rows) MouseIn(ev *desktop.MouseEvent) { r.over = true; r.MouseMoved(ev) }

// MouseMoved is Fyne's door.
func (r *Rows) MouseMoved(ev *desktop.MouseEvent) {
	i := r.under(ev.Position.Y)
	Point(r, ev.Position, r.tip(i))
	if i >= 0 && i != r.at && !r.items[i].Head {
		r.at = i
		r.Refresh()
	}
}

// tip is what is told of a line: its label where that is cut, and its own words.
func (r *Rows) tip(i int) string {
	if i < 0 {
		return ""
	}
	it, tip := r.items[i], ""
	if r.label(i) != it.Label {
		tip = it.Label
	}
	if tip != "" && it.Tip != "" {
		tip += "\n"
	}
	return tip + it.Tip
}

// MouseOut is Fyne's door.
func (r *Rows) MouseOut() {
	Unpoint(r)
	r.over = false
	if !r.focus && !r.Lit {
		r.at = r.chosen
	}
	r.Refresh()
}

// Hovered says whether the pointer is over the list.
func (r *Rows) Hovered() bool { return r.over }

// Tapped is Fyne's door: on the arrow it opens or shuts, elsewhere it chooses.
func (r *Rows) Tapped(ev *fyne.PointEvent) {
	defer hands.Keep(r)
	i := r.under(ev.Position.Y)
	if i < 0 {
		return
	}
	r.at = i
	if r.items[i].Fold != Leaf && ev.Position.X < r.inset(r.items[i])+look.Now().Icon+look.Gap2 {
		r.fold(i, r.items[i].Fold == Shut)
		return
	}
	r.pick(i)
}

// Scrolled is the wheel: three lines a notch.
func (r *Rows) Scrolled(ev *fyne.ScrollEvent) {
	hands.Touch()
	Unpoint(r)
	lines := -ev.Scrolled.DY * 10 / look.Now().Row
	if r.OnWheel != nil && r.OnWheel(r.under(ev.Position.Y), lines) {
		return
	}
	r.top -= ev.Scrolled.DY * 10
	r.Refresh()
}

func (r *Rows) inset(it Item) float32 { return look.Gap2 + float32(it.Depth)*look.Gap4 }

// folds says whether any line has others below it: then all leave room for arrows.
func (r *Rows) folds() bool {
	for _, it := range r.items {
		if it.Fold != Leaf {
			return true
		}
	}
	return false
}

// AccessibilityLabel is what a screen reader says.
func (r *Rows) AccessibilityLabel() string {
	if r.at < 0 || r.at >= len(r.items) {
		return ""
	}
	it := r.items[r.at]
	return it.Lead + it.Label + " " + it.Hint
}
