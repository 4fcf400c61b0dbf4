// Package form shows a record as a form: groups of fields in two columns, each
// field with what is wrong with it beneath, and a bar at the bottom that never
// scrolls away. It knows any ledger.Kind by its columns, how values are keyed,
// checked and passed; it knows no particular kind, no other record and no ledger.
// It stores nothing: what is saved, who is referred to and how words are found by
// their pinyin, its owner says by the functions in Options.
package form

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A Group is a heading and the fields under it, in order. A derived column may be
// named too; it is shown without a box.
type Group struct {
	Title string
	Keys  []string
}

// A Link is a quiet button at the left of the bar: 历史, 附注. Its Key, where it has one, does it from every field, when what
// stands there has been taken in.
type Link struct {
	Label string
	Key   fyne.KeyName
	Do    func()
}

// Options are what a form needs from its owner. Every function may be nil.
type Options struct {
	// Groups lay the fields out. A field that none of them names comes in a last
	// group 其他, so that no field is ever lost; a key that is named twice counts
	// once.
	Groups []Group
	// Only, if not nil, are the fields that the form has, for what is no whole record:
	// none of them is marked as required.
	Only []string
	// Verb, if not "", stands on the one button that saves; there is no next record
	// then.
	Verb string
	// Leave, if not "", stands on the button that closes.
	Leave string
	// New says that the record is not in the ledger yet. Then Quick are the fields of
	// the short form that it opens as, in the order in which they are keyed; Carry are
	// those whose value is taken over from Last.
	New   bool
	Quick []string
	Carry []string
	Last  ledger.Record // saved last; F7 repeats its values
	// Lengths are the lengths at which a field of code Digits is full and goes on by
	// itself, by key. ID numbers, credit codes and mobile phones are known.
	Lengths map[string]int
	Basis   ledger.Basis
	Links   []Link

	// Fresh makes the record after 保存并继续. nil: the kind's own New.
	Fresh func() ledger.Record
	// Check finds all faults of a record as it would be saved. nil: the kind's own.
	Check func(ledger.Record) []value.Fault
	// Match answers a code list's options for what was typed, all of them for "".
	// nil matches words and codes, without pinyin.
	Match func(list *codes.List, query string) []kit.Option
	// Refer does the same for references; an Option's Value is the ID's text. Name is
	// how people call a record.
	Refer func(list *codes.List, query string) []kit.Option
	Name  func(value.ID) string
	// OnCreate makes the record that a reference asked for in vain and calls done
	// with it, or never.
	OnCreate func(list *codes.List, word string, done func(value.ID))
	// OnOther opens the record that a fault clashes with.
	OnOther func(value.ID)
	// Aside is second text below a field: what follows from its value.
	Aside func(key string, r ledger.Record) string
	// Likely is where the calendar of an empty date field opens; 0 says today.
	Likely func(key string, r ledger.Record) value.Date
	// Paste is asked about what is pasted into a field. A row that was copied in a table it
	// answers by the texts of the fields, by key; took is false where the text is nothing
	// but words for that field.
	Paste func(text string) (texts map[string]string, took bool)
	// Help is what F1 says about a field, before how its shape is keyed and what the
	// code list begins with. nil says nothing more.
	Help func(key string) []kit.Explained

	// Locked turns the buttons that save off: the person may look only, and reads
	// why elsewhere.
	Locked bool
	// ReadOnly shows the record to be looked at and copied from: nothing can be typed,
	// chosen or excused, and the bar has no button that saves.
	ReadOnly bool
	// OnSave saves the record, whose fields the form has checked. Faults it finds
	// beyond Check, and an error, leave the form as it is.
	OnSave func(r ledger.Record, andNext bool) ([]value.Fault, error)
	// Before goes back from the first field, to what stands above the form. nil: nowhere.
	Before func()
	// OnNext goes on after 保存并继续, say to the next row of a list. nil begins a fresh
	// record in the same form.
	OnNext func(saved ledger.Record)
	// OnClose leaves the form: after it was saved, or given up.
	OnClose func()
	// OnKeep is told what was typed and is not saved: when a field is left, two
	// seconds after something was typed at the latest, and before the form goes.
	OnKeep func(Kept)
}

// Form is the widget.
type Form struct {
	widget.BaseWidget

	kind  ledger.Kind
	o     Options
	draft ledger.Record

	groups []group
	cells  []*cell // of all groups, in the order in which Enter, Tab and ↓ go on
	asides []*aside
	few    int         // how many of cells are the short form of a new record; 0 without one
	folded bool        // only those are shown
	more   *kit.Button // unfolds the others
	left   *cell       // that had the keyboard last

	faults    []value.Fault // what Check and OnSave say of the draft
	attempted bool          // a save was tried: every fault is shown
	warned    map[string]bool
	ask       string // what a save was stopped with, and what saving again does
	dirty     bool
	quiet     bool // the form itself is changing texts

	began   map[string]string // the fields' texts that need no keeping
	excused []ledger.Excuse   // likewise
	at      string            // the field that has, or had last, the keyboard
	had     Kept              // what OnKeep was told last
	waits   bool              // a keeping is under way
	pause   hands.Delay

	legend *look.Words
	high   float32 // of the body at the present width
	body   *fyne.Container
	scroll *container.Scroll
	bar    *bar
}

type group struct {
	title *look.Words
	rows  []*row
}

// New makes a form over a draft that belongs to it from now on. Place it in a
// window, then call Start.
func New(kind ledger.Kind, draft ledger.Record, o Options) *Form {
	f := &Form{kind: kind, o: o, draft: draft, warned: map[string]bool{}}
	f.build()
	legend := "＊ 必填"
	if o.Only != nil || o.ReadOnly {
		legend = ""
	}
	f.legend = look.NewWords(legend, look.Note).Right()
	f.body = container.New(&bodyLayout{f})
	f.fill()
	f.scroll = container.NewVScroll(f.body)
	f.bar = newBar(f)
	f.ExtendBaseWidget(f)
	f.begin(draft)
	return f
}

// build makes a cell for every field and ties them into groups and rows.
func (f *Form) build() {
	columns := f.kind.Columns()
	placed := make([]bool, len(columns))
	for i, c := range columns {
		placed[i] = f.o.Only != nil && !slices.Contains(f.o.Only, c.Key)
	}
	add := func(title string, keys []string) {
		g := group{title: look.NewWords(title, look.Head)}
		for _, key := range keys {
			i := f.kind.At(key)
			if i < 0 || placed[i] {
				continue
			}
			placed[i] = true
			g.put(f.part(i))
		}
		if len(g.rows) > 0 {
			f.groups = append(f.groups, g)
		}
	}
	f.makeShort(add)
	for _, g := range f.o.Groups {
		add(g.Title, g.Keys)
	}
	var rest []string
	for i := range f.kind.Fields() {
		if !placed[i] { // whatever no group has named
			rest = append(rest, columns[i].Key)
		}
	}
	title := "其他"
	if len(f.groups) == 0 {
		title = "基本信息"
	}
	add(title, rest)
}

// part is the cell of a field, or the line of a derived column.
func (f *Form) part(i int) part {
	if i >= f.kind.Fields() {
		a := newAside(f, i)
		f.asides = append(f.asides, a)
		return a
	}
	c := newCell(f, i)
	f.cells = append(f.cells, c)
	return c
}

// begin takes a draft in: carries values over, shows all and forgets what was.
func (f *Form) begin(draft ledger.Record) {
	f.draft = draft
	f.dirty, f.attempted = false, false
	f.warned = map[string]bool{}
	for _, c := range f.cells {
		c.touched, c.keyed, c.leaving, c.carried, c.given, c.own = false, false, false, false, false, nil
		if c.secret != nil {
			c.secret.Open = f.o.New
		}
	}
	if f.o.New && f.o.Last != nil {
		for _, key := range f.o.Carry {
			f.carry(key)
		}
	}
	for _, c := range f.cells {
		c.load()
		c.first = c.raw()
		c.given = f.o.New && !c.carried && c.text != "" && c.first != ""
	}
	f.left, f.ask = nil, ""
	f.note(draft)
	f.recheck()
	f.pass()
}

// carry takes one value over. What is not in the fresh draft's power to take (a
// value that was refused) stays empty.
func (f *Form) carry(key string) {
	i := f.kind.At(key)
	if i < 0 || i >= f.kind.Fields() || f.kind.Text(f.draft, i, f.o.Basis) != "" {
		return
	}
	text := f.kind.Text(f.o.Last, i, f.o.Basis)
	err := f.kind.Set(f.draft, i, text)
	if c := f.cell(key); c != nil && err == nil && text != "" {
		c.carried = true
	}
}

func (f *Form) cell(key string) *cell {
	for _, c := range f.cells {
		if c.col.Key == key {
			return c
		}
	}
	return nil
}

// Start gives the keyboard to the first field: the first quick one of a new
// record, else the first of all.
func (f *Form) Start() {
	if first := f.first(); first != nil {
		first.focus()
	}
}

// First is the field that Start goes to; nil in a form without any.
func (f *Form) First() fyne.Focusable {
	if first := f.first(); first != nil {
		return first.entry.Focusable()
	}
	return nil
}

func (f *Form) first() *cell {
	if len(f.cells) == 0 {
		return nil
	}
	return f.cells[0]
}

// Reveal brings the field that has the keyboard into sight, after the form's room
// has changed.
func (f *Form) Reveal() {
	if c := f.current(); c != nil {
		f.reveal(c)
	}
}

// FocusField gives the keyboard to a field, for whoever sends a person to a fault.
// An unknown key does nothing.
func (f *Form) FocusField(key string) {
	if c := f.cell(key); c != nil {
		c.focus()
	}
}

// At is the field that has, or had last, the keyboard: its key and its label; "" before
// the first.
func (f *Form) At() (key, label string) {
	if c := f.cell(f.at); c != nil {
		return c.col.Key, c.col.Label
	}
	return "", ""
}

// Dirty says that something was typed and not saved.
func (f *Form) Dirty() bool { return f.dirty }

// Draft is the record as far as fields have been left. It belongs to the form.
func (f *Form) Draft() ledger.Record { return f.draft }

// Type puts text into a field as if it had been typed and left.
func (f *Form) Type(key, text string) {
	if c := f.cell(key); c != nil {
		c.put(text)
		f.dirty = f.dirty || c.read() != c.kept
		f.touch(c)
		f.commit(c)
	}
}

func (f *Form) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(f) }
