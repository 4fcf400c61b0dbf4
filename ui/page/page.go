// Package page holds the Shell that a screen has of the window around it, what a page is, and
// the list with its record panel, its drafts and its history, written once for any kind; the
// tree and the search; and what several rooms of screens share. It knows what a person may
// want next and asks the Book for one thing per intent; it knows nothing of files on disk, of
// sealing or of how a record is laid out in bytes.
//
// The other screens, by what they are about: gate before a ledger is open, home the first page
// and what is due, travel what goes to and fro, intake what comes in from workbooks, paper
// what is printed and written out, figures what is counted, twins what stands there twice,
// office what an office is run by. They know the Shell and no other screen but by Screens.
//
// How a screen is made. A screen is a function that takes the Shell and what it is
// about and answers a *Page:
//
//	func Submit(s *page.Shell) *page.Page {
//		p := &page.Page{Key: "submit", Title: "上报与回执"}
//		p.View = …              // made of look's and kit's parts only
//		p.First = button        // has the keyboard when the screen comes up
//		p.Keys = map[fyne.KeyName]func(){fyne.KeyF12: print}
//		p.Changed = func(store.Change) { … } // the Book was saved; ask it again
//		return p
//	}
//
// It is shown by s.Show(page), which asks the screen on show first whether it may be
// left. Work of more than a breath goes through hands.Run, hands.RunLatest or, where it
// can be cancelled, kit.RunLong; nothing else here starts a goroutine. Successes go
// to s.Say, errors without a field to s.Fail. Screens that others open stand in Screens.
package page

import (
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// A Page is one screen in the middle of the window. Everything but View may be
// left out.
type Page struct {
	Key     string // the line of the tree that is marked while it is shown
	Title   string
	Topic   string // what F1 explains, a line of help/pages.csv; "" is the Title's
	View    fyne.CanvasObject
	First   fyne.Focusable
	Keys    map[fyne.KeyName]func() // keys without Ctrl that nothing in the screen has taken
	Find    func()                  // Ctrl+F
	Changed func(store.Change)      // the Book was saved; called on the drawing thread
	Cared   func()                  // something happened to the backups
	// Leave calls go when nothing is lost by leaving, or a person agrees. nil: at
	// once.
	Leave func(go_ func())
	// Keep makes what is typed in the screen durable, at once and without a question,
	// the half-typed field too, so that it is there again when the screen is opened
	// next: before the screen is left, and before the ledger locks by itself, when
	// nobody may be there to answer Leave. nil: nothing to keep.
	Keep func()
	Shut func() // left for good: drops late answers
	// Dropped takes files that were dropped on the window; false leaves them to the window.
	Dropped func(paths []string) bool

	list *list // that it shows; nil for another screen
	gone bool  // left, and not shown again since
	// Root says that Esc leads nowhere from here, but out of the tour.
	Root bool
}

// A Shell is what a screen has of the window around it. The ui makes it when a
// ledger is opened and fills in the functions; screens only call.
type Shell struct {
	App     fyne.App
	Window  fyne.Window
	Book    *store.Book
	Toasts  *kit.Toasts
	Today   func() time.Time
	Screens Screens
	Guide   Guide

	Place  func(*Page)      // puts a page in the middle; screens use Show
	Close  func()           // closes the Book and goes to the gate
	Moved  func(key string) // tells the tree which line is shown
	Scaled func() string    // why everything is drawn smaller than the desktop is set to; "" where it is not

	Reopened    func(*store.Book)                 // goes on with another Book of the same ledger; the former is closed
	Salvaged    func(*store.Book, *care.Salvaged) // closes the damaged ledger's Book, nil when it is, and shows what was saved
	CareChanged func()                            // a backup was made or proved; the status line tells
	Trouble     string                            // why the last backup by itself failed; "" when it did not

	Half *Page // of an intake that was read, and neither carried out nor given up

	page              *Page
	places            []Door // that search leads to; nil before the first search
	last              map[string]ledger.Record
	drafts            *drafts
	undoing, removing hands.Only
}

// A Guide is told by the window's pages what somebody new does, who is led through a
// practice ledger.
type Guide struct {
	Shown   func(*Page)              // a page came on show
	Found   func()                   // a record was opened by searching
	Changed func()                   // the Book was saved, or a package sealed
	Leave   func() bool              // puts the tour aside; false when there is none
	Offer   func() fyne.CanvasObject // the home page's line about it, nil for none
}

// NewShell is a Shell without its window's functions, which the window fills in.
func NewShell(app fyne.App, w fyne.Window, b *store.Book, toasts *kit.Toasts, now func() time.Time, screens Screens) *Shell {
	return &Shell{App: app, Window: w, Book: b, Toasts: toasts, Today: now, Screens: screens, last: map[string]ledger.Record{}, drafts: newDrafts(b),
		Guide:    Guide{Shown: func(*Page) {}, Found: func() {}, Changed: func() {}, Leave: func() bool { return false }, Offer: func() fyne.CanvasObject { return nil }},
		Reopened: func(*store.Book) {}, Salvaged: func(*store.Book, *care.Salvaged) {}, CareChanged: func() {}, Scaled: func() string { return "" }}
}

// Canvas is the window's canvas.
func (s *Shell) Canvas() fyne.Canvas { return s.Window.Canvas() }

// Page is the page on show, nil before the first.
func (s *Shell) Page() *Page { return s.page }

// Say tells a success.
func (s *Shell) Say(text string) { s.Toasts.Say(text) }

// Fail shows an error that belongs to no field; a cancelled work says nothing.
func (s *Shell) Fail(title string, err error) {
	if told := store.Tell(err); told != nil && told.Code != store.Cancelled {
		kit.Tell(s.Canvas(), title, err, nil)
	}
}

// Gone says that the page was left and has not been shown again since.
func (p *Page) Gone() bool { return p.gone }

// FailOn is Fail for an answer to a page that may have been left meanwhile: then nobody is
// told.
func (s *Shell) FailOn(p *Page, title string, err error) {
	if !p.gone {
		s.Fail(title, err)
	}
}

// Journey makes p a page that shows one thing after the other.
func (s *Shell) Journey(p *Page, steps ...string) *kit.Journey {
	j := kit.NewJourney(p.Title, s.Canvas, func(keys map[fyne.KeyName]func(), first fyne.Focusable) bool {
		p.Keys, p.First = keys, first
		return s.page == p
	}, steps...)
	p.View = j.View
	return j
}

// Only turns a button off that the operator's role may not use.
func (s *Shell) Only(d store.Deed, b *kit.Button) *kit.Button {
	if !s.Book.May(d) {
		b.Disable()
	}
	return b
}

// Allowed says whether the operator may do it, and tells the person who can where he
// may not: for keys and files that were dropped, which have no button to turn off.
func (s *Shell) Allowed(d store.Deed) bool {
	if s.Book.May(d) {
		return true
	}
	s.Toasts.Warn(s.Book.Forbids())
	return false
}

// Leave keeps what is typed on the page on show and runs go when it may be left.
func (s *Shell) Leave(go_ func()) {
	if s.page != nil && s.page.Keep != nil {
		s.page.Keep()
	}
	if s.page != nil && s.page.Leave != nil {
		s.page.Leave(go_)
		return
	}
	go_()
}

// Show puts a page in the place of the one on show, after asking that one whether
// it may be left.
func (s *Shell) Show(p *Page) {
	s.Leave(func() { s.put(p) })
}

func (s *Shell) put(p *Page) {
	s.leave()
	s.page, p.gone = p, false
	s.Place(p)
	s.Moved(p.Key)
	s.Guide.Shown(p)
	if p.First != nil {
		s.Canvas().Focus(p.First)
	} else {
		s.Canvas().Unfocus()
	}
}

// ShowList goes to the list that a query asks for.
func (s *Shell) ShowList(q records.Query) {
	s.Leave(func() { s.put(List(s, q).page) })
}

// ShowRecord opens a record in its list. A record that is gone from the ledger
// opens nothing.
func (s *Shell) ShowRecord(kind ledger.Kind, id value.ID) { s.ShowRecordFrom(kind, id, nil) }

// ShowRecordFrom opens a record with a way back to where a person was sent to it from; nil for none.
func (s *Shell) ShowRecordFrom(kind ledger.Kind, id value.ID, from *Way) {
	if s.Book.Today().Get(kind, id) == nil {
		return
	}
	s.Leave(func() {
		l := listFrom(s, records.Query{Kind: kind, Sort: face.Sort(kind)}, from)
		l.reveal = id
		s.put(l.page)
		if l.rows != nil {
			l.show(l.rows) // they came at once
		}
	})
}

// nameOf is what people call a record of whatever kind, "" when it is gone.
func (s *Shell) nameOf(id value.ID) string {
	for _, kind := range ledger.All {
		if name := s.Book.Today().Name(kind, id); name != "" {
			return name
		}
	}
	return ""
}

// ShowNew opens the form of a new record in its list. set fills in what is known.
func (s *Shell) ShowNew(kind ledger.Kind, set func(ledger.Record)) {
	if !s.Allowed(store.MayAdd) {
		return
	}
	s.onNewList(kind, func(l *list) { l.add(set) })
}

// onNewList goes to the list of a kind and does something there.
func (s *Shell) onNewList(kind ledger.Kind, do func(*list)) {
	s.Leave(func() {
		l := List(s, face.List(kind))
		s.put(l.page)
		do(l)
	})
}

// Typed gives a key that nothing in the page has taken to the page, and says
// whether it had a use for it. While a question is open no key reaches the page.
func (s *Shell) Typed(name fyne.KeyName) bool {
	if s.Canvas().Overlays().Top() != nil {
		return false
	}
	switch {
	case s.page != nil && s.page.Keys[name] != nil:
		s.page.Keys[name]()
	case s.page != nil && name == fyne.KeyF11:
		s.goOn()
	default:
		return false
	}
	return true
}

// Changed tells the page on show that the Book was saved.
func (s *Shell) Changed(c store.Change) {
	s.Guide.Changed()
	if s.page != nil && s.page.Changed != nil {
		s.page.Changed(c)
	}
}

// Stop ends the page on show for good.
func (s *Shell) Stop() {
	s.leave()
	s.page = nil
}

// leave ends the page on show.
func (s *Shell) leave() {
	if s.page == nil {
		return
	}
	s.page.gone = true
	if s.page.Shut != nil {
		s.page.Shut()
	}
}
