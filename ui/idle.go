package ui

import (
	"fmt"
	"time"

	"tuanjian/ui/gate"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/office"
)

const (
	idleLook = time.Second      // between two looks at whether anybody is there
	idleWarn = 30 * time.Second // before a lock a person can still prevent it
)

// idle locks the ledger when nobody has been at work for as long as the person
// chose, and when the system locks. It never asks: nobody may be there to answer.
type idle struct {
	d     *desk
	stop  func()
	due   bool          // the system locked during long work
	grace time.Duration // that is left after long work, whoever was away meanwhile
	said  bool
}

func newIdle(d *desk) *idle {
	i := &idle{d: d}
	i.stop = hands.Every(idleLook, i.look)
	return i
}

// look is what happens every second.
func (i *idle) look() {
	f := i.d.frame
	if f == nil {
		i.due, i.grace = false, 0
		return
	}
	if kit.Working() {
		i.grace = idleWarn
		i.tell(f, 0)
		return
	}
	if i.due {
		i.d.lockNow()
		return
	}
	wait := office.IdleWait(i.d.a)
	if wait == 0 {
		i.tell(f, 0)
		return
	}
	left := max(wait-hands.Untouched(), i.grace)
	i.grace = max(i.grace-idleLook, 0)
	switch {
	case left <= 0:
		i.d.lockNow()
	case left <= idleWarn:
		i.tell(f, left)
	default:
		i.tell(f, 0)
	}
}

// tell shows how long it is until the lock; 0 that there is none in sight.
func (i *idle) tell(f *frame, left time.Duration) {
	if left == 0 {
		i.said = false
		f.leaving.SetText("")
		return
	}
	f.leaving.SetText(fmt.Sprintf("%d 秒后自动锁定，动一下鼠标就不锁", int(left.Seconds())))
	if !i.said {
		i.said = true
		i.d.toasts.Warn("30 秒后自动锁定，动一下鼠标或按任意键就不锁")
	}
}

// lockNow locks without a question. What stands typed is kept first, panels above
// the page go. Long work is waited for: a ledger must not be closed under an import.
func (d *desk) lockNow() {
	f := d.frame
	if f == nil {
		return
	}
	if kit.Working() {
		d.idle.due = true
		return
	}
	d.idle.due = false
	if p := f.shell.Page(); p != nil && p.Keep != nil {
		p.Keep()
	}
	d.part(func(r gate.Recent) { d.gate.ShowUnlock(r) })
}
