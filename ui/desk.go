package ui

import (
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/fill"
	"tuanjian/ui/gate"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/page"
	"tuanjian/ui/travel"
)

// leftKey names the preference of how wide the tree is.
const leftKey = "window.left"

// The least window that a person can make.
const leastWide, leastHigh = 800, 560

// desk is the window and what is on it: the gate, or the frame of an open ledger.
type desk struct {
	a      fyne.App
	w      fyne.Window
	o      Options
	gate   *gate.Gate
	toasts *kit.Toasts
	tips   *kit.Tips
	feeler fyne.CanvasObject
	ground *fyne.Container // the page or frame, and the toasts over it
	alone  *page.Page      // on show while no ledger is open
	frame  *frame          // nil while no ledger is open
	idle   *idle

	parcels []string  // that wait for a ledger to be opened
	news    []release // that nobody was told of yet
	stance  *stance

	clockTold bool // a wrong clock was told of
	parting   bool // a ledger is being written back before the window shows anything else
	ending    bool // and then the window closes

	// Some seconds after a ledger was opened, the password's 64 MiB and what the first
	// pages took are garbage; an old laptop needs them back.
	tidy hands.Delay

	fading, faded hands.Delay // see forget
}

func newDesk(a fyne.App, w fyne.Window, o Options) *desk {
	d := &desk{a: a, w: w, o: o, toasts: kit.NewToasts(), tips: kit.NewTips(), feeler: hands.NewFeeler(), tidy: hands.Delay{Wait: 2 * time.Second},
		fading: hands.Delay{Wait: kit.DrawnStays + time.Second}, faded: hands.Delay{Wait: fynesRound}}
	d.news = unseen(a, releases(assets.News), o.Env.Version) // before this run remembers a ledger
	d.gate = &gate.Gate{App: a, Window: w, Env: o.Env, Icon: icon, Place: d.place, Opened: d.enter}
	w.SetPadded(false)
	w.SetMaster()
	w.SetIcon(icon)
	d.stance = newStance(d)
	d.ground = container.NewStack()
	w.SetContent(d.ground)
	w.SetCloseIntercept(d.quit)
	w.SetOnDropped(d.dropped)
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { d.typed(ev.Name) })
	d.shortcuts()
	kit.UseHelp(func(c fyne.Canvas) { page.ExplainOver(c, d.page()) })
	d.idle = newIdle(d)
	return d
}

// begin shows what the program was started for.
func (d *desk) begin() {
	switch {
	case d.o.Book != nil:
		gate.Remember(d.a, d.o.Book.Profile().Name, d.o.Book.Path())
		d.enter(d.o.Book)
	case d.o.Ledger != "":
		d.take(d.o.Ledger)
	default:
		d.gate.Show()
	}
}

// take asks for the password of a ledger that was double-clicked or dropped. Packages wait
// for the ledger that is opened next, which most likely is the last one.
func (d *desk) take(paths ...string) {
	if d.parcels = travel.Parcels(paths); len(d.parcels) == 0 {
		d.gate.ShowUnlock(gate.RecentAt(d.a, paths[0]))
		return
	}
	if recent := gate.Recents(d.a); len(recent) > 0 {
		d.gate.ShowUnlock(recent[0])
	} else {
		d.gate.Show()
	}
	d.toasts.Say("先打开台账，接着就看这个包。")
}

// beginLaidOut begins when the window is given its size, which is when the system has made
// it and before it is shown. Meanwhile the fonts are read.
func (d *desk) beginLaidOut() { d.ground.Layout = &firstLayout{d.begin, d.ground} }

// firstLayout does something when it is first asked, and gives way to that of a stack.
type firstLayout struct {
	do func()
	of *fyne.Container
}

func (l *firstLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWide, leastHigh)
}

func (l *firstLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.of.Layout = layout.NewStackLayout()
	l.do()
	l.of.Layout.Layout(l.of.Objects, size)
}

// page is what is on show.
func (d *desk) page() *page.Page {
	if d.frame != nil {
		return d.frame.shell.Page()
	}
	return d.alone
}

// fill puts one thing into the window, under the toasts.
func (d *desk) fill(objects ...fyne.CanvasObject) {
	d.ground.Objects = append(append([]fyne.CanvasObject{d.feeler}, objects...), d.toasts, d.tips)
	d.ground.Refresh()
}

// place shows a page of the gate.
func (d *desk) place(p *page.Page) {
	d.alone = p
	d.fill(p.View)
}

// enter lets a person into an open ledger.
func (d *desk) enter(b *store.Book) {
	hands.Touch()
	d.alone = nil
	d.fading.Drop()
	d.faded.Drop()
	d.frame = newFrame(d, b)
	d.fill(d.frame.view, d.frame.search.Layer)
	d.frame.start()
	if parcels := d.parcels; len(parcels) > 0 {
		d.parcels = nil
		d.frame.shell.ShowReceive(parcels)
	} else {
		d.tellNews()
	}
	d.tidy.Call(func() {
		hands.Run(func() (struct{}, error) { debug.FreeOSMemory(); return struct{}{}, nil }, nil, nil)
	})
}

// lock closes the Book and asks for the password of the same ledger.
func (d *desk) lock() {
	d.leave(func(r gate.Recent) { d.gate.ShowUnlock(r) })
}

// close closes the Book and goes to the gate.
func (d *desk) close() {
	d.leave(func(gate.Recent) { d.gate.Show() })
}

// leave ends the use of the ledger, after the page on show may be left.
func (d *desk) leave(then func(gate.Recent)) {
	f := d.frame
	if f == nil {
		return
	}
	f.shell.Leave(func() { d.part(then) })
}

// part ends the use of the ledger at once.
func (d *desk) part(then func(gate.Recent)) {
	f := d.frame
	if f == nil {
		return // locked while a question about leaving stood open
	}
	for _, o := range d.w.Canvas().Overlays().List() {
		d.w.Canvas().Overlays().Remove(o)
	}
	f.stop()
	d.frame = nil
	hands.Unclip()
	d.toasts.Clear() // what they offer to do wants the ledger
	d.w.SetTitle("团建台账")
	b := f.shell.Book
	d.shutBook(b, func(r gate.Recent, err error) {
		then(r)
		kit.Tell(d.w.Canvas(), "台账没有关好", err, nil)
		d.forget(b)
	})
}

// fynesRound is longer than it takes Fyne, which has drawn something, to look what of
// all that was drawn before it may let go.
const fynesRound = 12 * time.Second

// forget takes a closed ledger out of the memory, behind what is on show: at once what is
// the program's own, and what was drawn when Fyne has let go of it.
func (d *desk) forget(b *store.Book) {
	kit.LetGo()
	hands.Run(func() (struct{}, error) { b.Forget(); care.Scour(); return struct{}{}, nil }, nil, nil)
	d.fading.Call(func() { d.fade(2) })
}

// fade takes out of the memory what was drawn and has had its time. A busy machine may
// come late to its round of looking, so that it has another.
func (d *desk) fade(rounds int) {
	if rounds == 0 || d.frame != nil {
		return
	}
	d.ground.Refresh()
	d.faded.Call(func() {
		hands.Run(func() (struct{}, error) { care.Scour(); return struct{}{}, nil }, func(struct{}) { d.fade(rounds - 1) }, nil)
	})
}

// quit closes the window, after the page on show may be left.
func (d *desk) quit() {
	if d.parting && !d.ending {
		d.ending = true // when all is written back; who asks a second time need not wait
		return
	}
	if d.frame == nil {
		if d.alone != nil && d.alone.Leave != nil {
			d.alone.Leave(d.end)
			return
		}
		d.end()
		return
	}
	d.frame.shell.Leave(d.quitFrame)
}

// quitFrame closes an open ledger and then the window; where something could not be
// written back, after the person has read it.
func (d *desk) quitFrame() {
	f := d.frame
	if f == nil {
		d.end()
		return
	}
	f.stop()
	d.frame = nil
	d.ending = true
	d.shutBook(f.shell.Book, nil)
}

// end remembers where the window stands, closes the ledger and the window. That is set
// while the program still runs: afterwards Fyne keeps nothing.
func (d *desk) end() {
	d.stance.keep()
	d.idle.stop()
	hands.Unclip()
	d.shut()
	d.w.Close()
}

// shut closes the ledger. A second call does nothing.
func (d *desk) shut() {
	if d.frame != nil {
		d.frame.stop()
		kit.Sentence(d.frame.shell.Book.Close()) // nobody is there to read it; the log keeps it
		d.frame = nil
	}
}

// dropped takes files that were dropped on the window: a ledger at the gate, packages
// and tables in an open ledger.
func (d *desk) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	switch {
	case len(paths) == 0:
	case d.frame == nil:
		d.take(paths...)
	case d.w.Canvas().Overlays().Top() == nil:
		if parcels := travel.Parcels(paths); len(parcels) > 0 {
			d.frame.shell.ShowReceive(parcels)
			return
		}
		if p := d.page(); p != nil && p.Dropped != nil && p.Dropped(paths) {
			return
		}
		s := d.frame.shell
		if len(paths) == 1 {
			fill.Dropped(s, paths[0], func() { s.ShowIntake(nil, paths) })
			return
		}
		s.ShowIntake(nil, paths)
	}
}
