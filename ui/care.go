package ui

import (
	"context"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/office"
	"tuanjian/ui/page"
)

// careEvery is how often the window looks whether a backup or its proof is due; the
// first look comes when the first page has been drawn.
const (
	careEvery = time.Hour
	careFirst = 5 * time.Second
)

// carer makes the backups that are due while a ledger is open, in the background, and
// tells of them in the status line: nobody is interrupted.
type carer struct {
	f      *frame
	badge  *look.Badge
	only   hands.Only
	first  hands.Delay
	halt   func()
	ctx    context.Context
	cancel context.CancelFunc
}

func newCarer(f *frame) *carer {
	c := &carer{f: f, badge: look.NewBadge(look.Plain, ""), first: hands.Delay{Wait: careFirst}}
	c.badge.Hide()
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

func (c *carer) start() {
	c.tell()
	c.first.Call(c.run)
	c.halt = hands.Every(careEvery, c.run)
}

func (c *carer) stop() {
	c.cancel()
	c.first.Drop()
	if c.halt != nil {
		c.halt()
	}
}

// run does what is due.
func (c *carer) run() {
	b, ctx := c.f.shell.Book, c.ctx
	hands.RunOnly(&c.only, func() (care.State, error) {
		page.LookForSecond(b)
		if !care.StateOf(b).Due {
			return care.State{}, nil
		}
		return care.DoDue(ctx, b)
	}, func(care.State) { c.done("") }, func(err error) {
		if told := store.Tell(err); told.Code != store.Cancelled {
			c.done(kit.Sentence(err))
		}
	})
}

func (c *carer) done(trouble string) {
	if c.f.d.frame != c.f {
		return // locked meanwhile
	}
	c.f.shell.Trouble = trouble
	c.tell()
	c.f.shell.Cared()
}

// tell writes the status line.
func (c *carer) tell() {
	b := c.f.shell.Book
	hands.Run(func() (care.State, error) { return care.StateOf(b), nil }, func(safe care.State) {
		if c.f.d.frame != c.f {
			return
		}
		text, tone := c.f.shell.CareWords(safe)
		c.badge.Set(tone, text)
		c.badge.Show()
		c.f.view.Refresh()
	}, nil)
}

// reopen goes on with another Book in the place of the frame's own.
func (f *frame) reopen(b *store.Book) {
	if !f.away() {
		kit.Sentence(b.Close()) // locked meanwhile; the log keeps what goes wrong
		return
	}
	f.d.enter(b)
}

// salvaged closes the damaged ledger and shows what became of it.
func (f *frame) salvaged(b *store.Book, out *care.Salvaged) {
	if b != nil {
		kit.Sentence(b.Close())
	}
	if f.away() {
		f.d.w.SetTitle("团建台账")
		f.d.gate.ShowSalvaged(out)
	}
}

// away takes the frame out of the window; false when it is not there any more.
func (f *frame) away() bool {
	d := f.d
	if d.frame != f {
		return false
	}
	for _, o := range d.w.Canvas().Overlays().List() {
		d.w.Canvas().Overlays().Remove(o)
	}
	f.stop()
	d.frame = nil
	return true
}

// hurt tells what was found damaged at opening and what can be done.
func (f *frame) hurt() {
	wounds := care.Wounds(f.shell.Book)
	if len(wounds) == 0 {
		return
	}
	text := ""
	for i, w := range wounds {
		if i == 5 {
			text += "……\n"
			break
		}
		text += w.What + "\n"
	}
	kit.Ask(f.d.w.Canvas(), "台账有损坏", text+"其余的可以照常看。请先不要录入，用最近的备份恢复，或者检查一遍再抢救。",
		kit.Answer{Verb: "先看看", Safe: true},
		kit.Answer{Verb: "检查台账", Do: func() { office.CheckLedger(f.shell) }},
		kit.Answer{Verb: "用备份恢复", Do: f.shell.ShowBackups})
}
