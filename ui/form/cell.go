package form

import (
	"image/color"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// cell is one field: its label, the widget that its shape asks for, second text
// and the line of its faults.
type cell struct {
	f      *Form
	at     int // its place in the kind
	col    ledger.Column
	label  *look.Words
	hint   *look.Words       // at the right of the label: carried over
	box    fyne.CanvasObject // what is laid out
	entry  *kit.Entry        // the part that is typed into
	secret *kit.Secret       // the box of a secret column, else nil
	edge   *canvas.Rectangle // around a faulty field
	under  *look.Words       // second text
	lines  []*said           // its faults

	read func() string     // what stands there, as kind.Set takes it
	raw  func() string     // what stands there, as it was typed
	show func(text string) // shows what kind.Text gave

	text    string       // kind.Text as it was last shown
	kept    string       // what read gave after it was last shown or taken
	own     *value.Fault // why what stands there could not be taken
	length  int          // characters of a full field, 0 where it has no fixed number
	first   string       // what stood there when the form began
	touched bool         // somebody has been in it
	keyed   bool         // somebody has typed into it
	leaving bool         // it was left, and the click that left it is not done
	carried bool         // its value is the last record's
	given   bool         // its value was there before anybody typed
	top     float32      // where label and last line lie in the body
	bottom  float32
}

func newCell(f *Form, at int) *cell {
	col := f.kind.Columns()[at]
	c := &cell{f: f, at: at, col: col, hint: look.NewWords("", look.Note).Right(), under: look.NewWords("", look.Aside)}
	mark := ""
	if f.o.Only == nil && !f.o.ReadOnly && f.kind.Required(at) {
		mark = " ＊"
	}
	c.label = look.NewWords(col.Label+mark, look.Aside)
	c.edge = canvas.NewRectangle(color.Transparent)
	c.edge.StrokeWidth, c.edge.CornerRadius = 1.5, look.Corner
	c.edge.Hide()
	c.under.Hide()
	widgets[col.Shape](c)
	if c.raw == nil {
		c.raw = c.read
	}
	c.entry.SetReadOnly(f.o.ReadOnly)
	c.hook()
	return c
}

// widgets tie each shape to its widget.
var widgets = map[ledger.Shape]func(*cell){
	ledger.Line:   plainCell(0),
	ledger.Lines:  linesCell,
	ledger.Number: plainCell(0),
	ledger.Amount: plainCell(0),
	ledger.Day8:   dateCell("年-月-日"),
	ledger.Month6: dateCell("年-月"),
	ledger.Choice: choiceCell,
	ledger.Ref:    refCell,
	ledger.IDCard: plainCell(18),
	ledger.Credit: plainCell(18),
	ledger.Phone:  plainCell(0), // see lengths
	ledger.Digits: plainCell(0),
}

func plainCell(length int) func(*cell) {
	return func(c *cell) {
		e := kit.NewEntry()
		c.box = e
		if c.col.Secret {
			c.secret = kit.NewSecret(c.mask)
			e, c.box = &c.secret.Entry, c.secret
		}
		c.length = length
		if n, ok := c.f.o.Lengths[c.col.Key]; ok {
			c.length = n
		}
		c.entry = e
		c.read = func() string { return e.Text }
		c.show = e.SetText
	}
}

// mask is what a secret field shows of a text, on a form that has the birthday.
func (c *cell) mask(text string) string { return ledger.Start.Mask(c.col, text) }

func linesCell(c *cell) {
	l := kit.NewLines()
	c.box, c.entry = l, &l.Entry
	c.read = func() string { return l.Text }
	c.show = l.SetText
}

func dateCell(holder string) func(*cell) {
	return func(c *cell) {
		today := c.f.o.Basis.Today
		d := kit.NewDate(
			func() time.Time {
				return time.Date(today.Year(), time.Month(today.Month()), today.DayOfMonth(), 0, 0, 0, 0, time.UTC)
			},
			func(typed string) (string, error) {
				if halfDate(typed) {
					return "", errHalfDate
				}
				kept, err := value.ParseDate(typed)
				return kept.String(), err
			})
		d.PlaceHolder = holder
		d.Likely = func() (at time.Time) {
			if c.f.o.Likely != nil {
				if day := c.f.o.Likely(c.col.Key, c.f.draft).First(); day != 0 {
					at = time.Date(day.Year(), time.Month(day.Month()), day.DayOfMonth(), 0, 0, 0, 0, time.UTC)
				}
			}
			return at
		}
		c.box, c.entry = d, &d.Entry
		c.read = func() string { return d.Text }
		c.show = d.SetText
	}
}

func choiceCell(c *cell) {
	list := c.col.Choices
	p := kit.NewPicker(func(query string) []kit.Option {
		if c.f.o.Match != nil {
			return c.f.o.Match(list, query)
		}
		return matches(list, query)
	})
	p.AllowOther = true // kept as it was written, with a soft fault
	c.box, c.entry = p, &p.Entry
	c.read = func() string {
		if value, known := p.Value(); known {
			return list.Label(value)
		}
		return p.Text
	}
	c.raw = func() string { return p.Text }
	c.show = func(text string) {
		value, ok := list.Code(text)
		if !ok {
			value = text
		}
		p.Choose(kit.Option{Value: value, Label: text})
	}
}

// matches finds the items whose word holds the query or whose code begins with it.
func matches(list *codes.List, query string) []kit.Option {
	var found []kit.Option
	for _, item := range list.Offered() {
		if strings.Contains(item.Label, query) || strings.HasPrefix(item.Code, query) {
			found = append(found, kit.Option{Value: item.Code, Label: item.Label})
		}
	}
	return found
}

func refCell(c *cell) {
	refer := func(query string) []kit.Option {
		if c.f.o.Refer == nil {
			return nil
		}
		return c.f.o.Refer(c.col.Choices, query)
	}
	if c.col.Choices.Many {
		manyCell(c, refer)
		return
	}
	p := kit.NewPicker(refer)
	p.AllowOther = true // so that the word stays and can be asked about
	c.box, c.entry = p, &p.Entry
	c.read = func() string { value, _ := p.Value(); return value }
	c.raw = func() string {
		if value, known := p.Value(); known && value != "" {
			return value
		}
		return p.Text
	}
	c.show = func(text string) {
		p.Choose(kit.Option{})
		if options := c.f.named(text); len(options) > 0 {
			p.Choose(options[0])
		} else {
			p.SetText(text) // a word half typed, from a draft
		}
	}
}

func manyCell(c *cell, refer func(string) []kit.Option) {
	p := kit.NewPicks(refer)
	c.box, c.entry = p, &p.Field().Entry
	p.Field().AllowOther = true
	c.read = func() string {
		var ids []string
		for _, o := range p.Chosen() {
			ids = append(ids, o.Value)
		}
		if word := p.Field().Text; word != "" {
			ids = append(ids, word)
		}
		return strings.Join(ids, " ")
	}
	c.show = func(text string) {
		ids, word := apart(text)
		p.Field().SetText(word)
		p.Choose(c.f.named(ids))
	}
	p.OnChanged = func([]kit.Option) {
		c.f.typed(c)
		c.f.relayout()
	}
}

// apart divides the text of a field of several references into the IDs before and
// the word after them that somebody has half typed.
func apart(text string) (ids, word string) {
	for {
		first, rest, more := strings.Cut(text, " ")
		if one, err := value.IDs(first); err != nil || len(one) != 1 {
			return strings.TrimSpace(ids), text
		}
		ids += " " + first
		if !more {
			return strings.TrimSpace(ids), ""
		}
		text = rest
	}
}

// named turns the text of a reference into what a picker shows.
func (f *Form) named(text string) []kit.Option {
	ids, err := value.IDs(text)
	if err != nil {
		return nil
	}
	var options []kit.Option
	for _, id := range ids {
		name := ""
		if f.o.Name != nil {
			name = f.o.Name(id)
		}
		if name == "" {
			name = "（这条记录不在台账里）"
		}
		options = append(options, kit.Option{Value: id.String(), Label: name})
	}
	return options
}

// hook ties the widget's keys to the form.
func (c *cell) hook() {
	e, f := c.entry, c.f
	e.OnNext = func() { f.step(c, 1) }
	e.OnPrevious = func() { f.step(c, -1) }
	e.OnKey = func(name fyne.KeyName) bool { return f.keyIn(c, name) }
	e.OnShortcut = func(s *desktop.CustomShortcut) bool { return f.shortcut(s) }
	e.OnPaste = func(text string) bool { return f.paste(text) }
	e.OnEntered = func() {
		f.at = c.col.Key
		if f.dirty {
			f.Keep()
		}
		c.tellHint()
		c.drawEdge()
		f.tellKeys()
		hands.AfterPress(func() {
			if e.Focused() {
				f.reveal(c)
			}
		})
	}
	e.OnLeft = func() {
		c.leaving, f.left = true, c
		if f.dirty {
			f.later(keepSoon)
		}
		c.tellHint()
		c.drawEdge()
		if hands.Steered() {
			f.leave(c)
		} else {
			hands.AfterPress(func() { f.afterLeft(c) })
		}
	}
	if c.secret != nil {
		c.secret.OnTurned = c.tellHint
	}
	e.Sound = c.sound
	e.OnStay = func() {
		f.touch(c)
		f.commit(c)
		c.tellHint()
	}
	e.OnChanged = func(string) {
		c.lengths()
		f.typed(c)
	}
}

// lengths says when the field is full: spaces between the digits do not count, and
// a phone has eleven digits only where it is a mobile one.
func (c *cell) lengths() {
	length, text := c.length, c.entry.Text
	if c.col.Shape == ledger.Phone && strings.HasPrefix(text, "1") {
		length = 11
	}
	if length > 0 {
		length += strings.Count(text, " ") + strings.Count(text, "-")
	}
	c.entry.Length = length
}

// focus gives the field the keyboard.
func (c *cell) focus() {
	c.f.unfoldFor(c)
	c.entry.Focus()
}

// put shows text that kind.Text gave or a person typed, and is not heard.
func (c *cell) put(text string) {
	was := c.f.quiet
	c.f.quiet = true
	c.show(text)
	c.f.quiet = was
}

// load shows what the draft has.
func (c *cell) load() {
	c.text = c.f.kind.Text(c.f.draft, c.at, c.f.o.Basis)
	c.put(c.text)
	c.kept = c.read()
}
