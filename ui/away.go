package ui

import (
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/ui/gate"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// lookEvery is how often a ledger that lies away is looked for and, where something
// waits, written back.
const lookEvery = 5 * time.Second

// Of the time that a writing back takes this many times passes before the next one by
// itself, and after one that failed a minute: a slow stick must not keep a person from
// working.
const (
	restAfter   = 20
	restFailing = time.Minute
)

// far shows how a ledger that lies away is doing and writes it back. For a ledger on
// this computer's own disk it shows nothing and does nothing.
type far struct {
	f       *frame
	words   *look.Words
	button  *kit.Button // nil where there is nothing to write back
	alarmed string      // the last alarm that was told
	busy    hands.Only
	rest    time.Time // no writing back by itself before then
	ends    []func()
}

func newFar(f *frame) *far {
	w := &far{f: f, words: look.NewWords("", look.Note)}
	s := f.shell.Book.Away()
	if s.Place != store.Fixed && !s.ReadOnly {
		label := "写回"
		if s.Place == store.Removable {
			label = "写回并可拔出"
		}
		w.button = kit.NewButton(kit.OnBar, look.IconSave, label, "", w.letGo)
	}
	w.show(s)
	return w
}

func (w *far) start() {
	b := w.f.shell.Book
	w.alarm(b.Away())
	if w.button == nil {
		return
	}
	w.ends = append(w.ends,
		b.WatchAway(func(s store.AwayState) {
			// Called where the save ran: the answer comes back on the drawing thread.
			hands.Run(func() (store.AwayState, error) { return s, nil }, w.tell, nil)
		}),
		hands.Every(lookEvery, w.look))
}

func (w *far) stop() {
	for _, end := range w.ends {
		end()
	}
	w.ends = nil
}

// tell shows a state that came while the ledger was open.
func (w *far) tell(s store.AwayState) {
	if w.ends != nil {
		w.show(s)
		w.alarm(s)
	}
}

func (w *far) show(s store.AwayState) {
	w.words.SetText(s.Message)
	if s.Unwritten || s.Out || s.ReadOnly {
		w.words.Tint(look.Amber)
	} else {
		w.words.Tint(look.Second)
	}
}

func (w *far) alarm(s store.AwayState) {
	if s.Alarm != "" && s.Alarm != w.alarmed {
		w.alarmed = s.Alarm
		kit.TellText(w.f.d.w.Canvas(), "台账有两份", s.Alarm, nil)
	}
}

// look looks for the original and writes back what waits.
func (w *far) look() {
	b, now := w.f.shell.Book, w.f.d.o.Env.Now
	writes := !now().Before(w.rest)
	hands.RunOnly(&w.busy, func() (time.Duration, error) {
		if s := b.LookAway(); s.Out || !s.Unwritten || !writes {
			return 0, nil
		}
		began := now()
		err := b.WriteBack()
		return restAfter * now().Sub(began), err
	}, func(rest time.Duration) {
		if writes {
			w.rest = now().Add(rest)
		}
	}, func(err error) {
		kit.Sentence(err) // the status line tells; the log keeps what nobody foresaw
		w.rest = now().Add(restFailing)
	})
}

// letGo writes back now and makes sure that the stick may be pulled.
func (w *far) letGo() {
	b := w.f.shell.Book
	label := w.button.Label()
	began := hands.RunOnly(&w.busy, func() (store.AwayState, error) {
		if err := b.LetGo(); err != nil {
			return store.AwayState{}, err
		}
		s := b.Away()
		if s.Place == store.Removable {
			return s, native.Flush(filepath.Dir(s.Original))
		}
		return s, nil
	}, func(s store.AwayState) {
		w.idle(label)
		w.f.d.toasts.Say(s.Message + "。")
	}, func(err error) {
		w.idle(label)
		kit.Tell(w.f.d.w.Canvas(), "没有写回", err, nil)
	})
	if began && w.busy.Busy() {
		w.button.SetLabel("正在写回")
		w.button.Disable()
	}
}

func (w *far) idle(label string) {
	w.button.SetLabel(label)
	w.button.Enable()
}

// shutBook closes a Book and then goes on, or ends the program where that was asked for.
// One that lies away is written back first, off the drawing thread; the window says so
// and shows nothing of the ledger meanwhile.
func (d *desk) shutBook(b *store.Book, then func(gate.Recent, error)) {
	name, s := b.Profile().Name, b.Away()
	done := func(err error) {
		d.parting = false
		if d.ending {
			if kit.Tell(d.w.Canvas(), "台账没有关好", err, d.end) == nil {
				d.end()
			}
			return
		}
		then(gate.Recent{Name: name, Path: b.Path()}, err)
		switch now := b.Away(); {
		case now.Alarm != s.Alarm:
			kit.TellText(d.w.Canvas(), "台账有两份", now.Alarm, nil)
		case err == nil && !now.Since.IsZero():
			d.toasts.Say(now.Message + "。")
		}
	}
	if s.Place == store.Fixed || s.ReadOnly {
		done(b.Close())
		return
	}
	d.alone, d.parting = nil, true
	d.fill(container.NewCenter(look.NewWords("正在写回，请不要拔出，也不要关机", look.Head)))
	hands.Run(func() (struct{}, error) { return struct{}{}, b.Close() },
		func(struct{}) { done(nil) }, done)
}
