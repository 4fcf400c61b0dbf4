package page

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
)

// A rect is where something lies in the window.
type rect struct{ left, top, right, bottom float32 }

// ways are the directions in which what encloses an object can be scrolled.
type ways struct{ across, down bool }

// unseen names the words, buttons and fields below an object that cannot be brought wholly
// into sight: they stand outside of what encloses them, which does not scroll that way.
func unseen(o fyne.CanvasObject, room rect) (all []string) {
	var walk func(o fyne.CanvasObject, at fyne.Position, clip rect, can ways)
	walk = func(o fyne.CanvasObject, at fyne.Position, clip rect, can ways) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		here := rect{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
		name, want := "", o.Size()
		switch o := o.(type) {
		case *kit.Words:
			name, want = o.Text(), fyne.NewSize(min(o.MinSize().Width, o.Size().Width), o.Size().Height)
		case *kit.Paragraph:
			name = o.Text()
		case *kit.Button:
			name = "［" + o.Label() + "］"
		case *kit.Entry, *kit.Picker:
			name = "a field"
		}
		const slack = 2 // a hairline
		if name != "" && want.Width > 0 {
			if !can.across && (here.left < clip.left-slack || here.left+want.Width > clip.right+slack) ||
				!can.down && (here.top < clip.top-slack || here.bottom > clip.bottom+slack) {
				all = append(all, fmt.Sprintf("%.20s at %.0f,%.0f to %.0f,%.0f", name, here.left, here.top, here.left+want.Width, here.bottom))
			}
			return
		}
		if s, ok := o.(*container.Scroll); ok {
			can = ways{can.across || s.Direction == container.ScrollBoth || s.Direction == container.ScrollHorizontalOnly,
				can.down || s.Direction == container.ScrollBoth || s.Direction == container.ScrollVerticalOnly}
		}
		switch o := o.(type) {
		case *grid.Grid: // scrolls by itself; its own tests look at it
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at, clip, can)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, at, clip, can)
			}
		}
	}
	walk(o, fyne.Position{}, room, ways{})
	return all
}

// smallest is what 1024×700 leaves to a page beside the tree, the bar and the status line.
func smallest() fyne.Size { return fyne.NewSize(1024-220, 700-48-28) }

func pages(s *stand) map[string]func() *Page {
	list := func(kind ledger.Kind, tab string) func() *Page {
		return func() *Page { return List(s.Shell, store.Query{Kind: kind, Tab: tab, Sort: face.Sort(kind)}).page }
	}
	q := store.Query{Kind: ledger.Members, Sort: face.Sort(ledger.Members)}
	all := map[string]func() *Page{
		"home":       func() *Page { return Home(s.Shell) },
		"todos":      func() *Page { return Todos(s.Shell) },
		"calendar":   func() *Page { return Calendar(s.Shell) },
		"settings":   func() *Page { return Settings(s.Shell) },
		"backups":    func() *Page { return Backups(s.Shell) },
		"operators":  func() *Page { return Operators(s.Shell) },
		"operations": func() *Page { return Operations(s.Shell) },
		"bin":        func() *Page { return Bin(s.Shell) },
		"figures":    func() *Page { return Figures(s.Shell) },
		"why":        func() *Page { return Why(s.Shell) },
		"exchange":   func() *Page { return Exchange(s.Shell) },
		"export":     func() *Page { return Export(s.Shell, q, nil) },
		"print":      func() *Page { return Print(s.Shell, q, nil) },
		"twins":      func() *Page { return Twins(s.Shell) },
		"rules":      func() *Page { return Rules(s.Shell) },
		"codes":      func() *Page { return Codes(s.Shell) },
		"retention":  func() *Page { return Retention(s.Shell) },
		"handover":   func() *Page { return Handover(s.Shell) },
		"meet":       func() *Page { return Meet(s.Shell, "") },
		"matters":    func() *Page { return Matters(s.Shell) },
		"intake":     func() *Page { return newIntake(s.Shell, nil, nil).page },
		"receive":    func() *Page { return Receive(s.Shell, nil) },
		"members":    list(ledger.Members, ""),
		"branches":   list(ledger.Branches, ""),
		"waiting":    list(ledger.Members, face.Pending),
	}
	if s.Book.Profile().Street {
		all["notice"] = func() *Page { return Notice(s.Shell) }
		all["reply"] = func() *Page { return Reply(s.Shell) }
		all["community"] = func() *Page { return Community(s.Shell, communityAt(s.Book, 0)) }
	} else {
		all["submit"] = func() *Page { return Submit(s.Shell) }
		all["given"] = func() *Page { return Given(s.Shell) }
	}
	return all
}

// TestEveryPageFits: in a window of 1024×700, and at 1366×768 in 特大, every word, button and
// field of every page can be brought into sight.
func TestEveryPageFits(t *testing.T) {
	for _, c := range []struct {
		name   string
		size   kit.Size
		room   fyne.Size
		street bool
	}{
		{"small", kit.Standard, smallest(), false},
		{"huge", kit.Huge, fyne.NewSize(1366-320, 768-68-40), false},
		{"small-huge", kit.Huge, fyne.NewSize(1024-320, 700-68-40), false},
		{"street-small", kit.Standard, smallest(), true},
		{"street-huge", kit.Huge, fyne.NewSize(1366-320, 768-68-40), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			book := func() *store.Book {
				if c.street {
					return newStreetBook(t, 8)
				}
				return newBook(t, 300)
			}()
			s := newStandOf(t, c.size, book)
			NewTour(s.Shell) // the home page offers it
			s.Window.Resize(c.room)
			room := rect{0, 0, c.room.Width, c.room.Height}
			for name, show := range pages(s) {
				p := show()
				s.put(p)
				s.Photograph("fit-" + c.name + "-" + name)
				for _, out := range unseen(p.View, room) {
					t.Errorf("%s: %s", name, out)
				}
			}
		})
	}
}

// crossing names the buttons of a page that lie over each other.
func crossing(o fyne.CanvasObject) (all []string) {
	type lying struct {
		name string
		rect
	}
	var seen []lying
	var walk func(o fyne.CanvasObject, at fyne.Position)
	walk = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		switch o := o.(type) {
		case *kit.Button:
			here := rect{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
			for _, b := range seen {
				if here.left < b.right && b.left < here.right && here.top < b.bottom && b.top < here.bottom {
					all = append(all, b.name+" over "+o.Label())
				}
			}
			seen = append(seen, lying{o.Label(), here})
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at)
			}
		}
	}
	walk(o, fyne.Position{})
	return all
}

// What comes into the head of a list later, the chip of what waits and the bulk edit, lies
// beside its buttons or on a line of its own, never under them.
func TestTheHeadOfAListHasRoomForWhatWaits(t *testing.T) {
	for _, size := range []kit.Size{kit.Standard, kit.Huge} {
		s := newStandOf(t, size, newBook(t, 30))
		room := smallest()
		if size == kit.Huge {
			room = fyne.NewSize(1024-320, 700-68-40)
		}
		s.Window.Resize(room)
		l := List(s.Shell, store.Query{Kind: ledger.Members, Sort: face.Sort(ledger.Members)})
		s.put(l.page)
		l.chip.SetLabel("放着 2 条未完成")
		l.chip.Show()
		l.bulk.Show()
		l.layer.Refresh()
		for _, two := range crossing(l.page.View) {
			t.Errorf("size %v: %s", size, two)
		}
		for _, out := range unseen(l.page.View, rect{0, 0, room.Width, room.Height}) {
			t.Errorf("size %v: %s", size, out)
		}
	}
}
