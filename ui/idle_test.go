package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/page"
)

func TestLocksWhenNobodyIsThere(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	b := d.frame.shell.Book
	still.Pass(9 * time.Minute)
	if got := d.frame.leaving.Text(); got != "" {
		t.Errorf("a minute before it says %q", got)
	}
	key(d, fyne.KeyDown) // somebody is there
	still.Pass(9*time.Minute + 29*time.Second)
	if d.frame == nil || d.frame.leaving.Text() != "" {
		t.Fatal("a key does not count")
	}
	still.Pass(2 * time.Second)
	if got := d.frame.leaving.Text(); !strings.Contains(got, "秒后自动锁定") {
		t.Errorf("30 s before the status line says %q", got)
	}
	if shown := d.toasts.Shown(); len(shown) != 1 || !strings.HasPrefix(shown[0], "30 秒后自动锁定") {
		t.Errorf("30 s before it tells %q", shown)
	}
	d.feeler.(desktop.Cursorable).Cursor() // the mouse moves
	still.Pass(2 * time.Second)
	if d.frame.leaving.Text() != "" {
		t.Error("the mouse does not call it off")
	}
	still.Pass(10 * time.Minute)
	if d.frame != nil || d.alone == nil {
		t.Fatal("ten minutes without anybody and the ledger is open")
	}
	if b.SetSetting("x", 1) == nil {
		t.Error("the Book is still open")
	}
	still.Pass(time.Hour) // nothing more happens
}

func TestHowLongIsASetting(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	for _, c := range []struct {
		set  any
		open time.Duration
		lock bool
	}{{5, 4 * time.Minute, true}, {30, 29 * time.Minute, true}, {0, 12 * time.Hour, false}, {7, 9 * time.Minute, true}} {
		d.a.Preferences().SetInt("lock.minutes", c.set.(int))
		hands.Touch()
		still.Pass(c.open)
		if d.frame == nil {
			t.Fatalf("%v minutes: locked after %v", c.set, c.open)
		}
		still.Pass(2 * time.Minute)
		if locked := d.frame == nil; locked != c.lock {
			t.Errorf("%v minutes: locked after %v: %v", c.set, c.open+2*time.Minute, locked)
		}
		if d.frame == nil {
			for _, r := range password {
				d.w.Canvas().Focused().TypedRune(r)
			}
			key(d, fyne.KeyReturn)
		}
	}
}

// TestLockAsksThePageToKeep: the page is told before the Book closes, questions that
// stand open go, and none is asked.
func TestLockAsksThePageToKeep(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	b := d.frame.shell.Book
	kept := 0
	d.frame.shell.Show(&page.Page{View: container.NewStack(), Leave: func(func()) { t.Error("somebody is asked") },
		Keep: func() {
			kept++
			if err := b.SetSetting("typed", 1); err != nil {
				t.Errorf("the Book is closed already: %v", err)
			}
		}})
	kit.Ask(d.w.Canvas(), "还没有保存", "", kit.Answer{Verb: "继续填写", Safe: true})
	still.Pass(11 * time.Minute)
	if kept != 1 || d.frame != nil {
		t.Fatalf("kept %d times, open %v", kept, d.frame != nil)
	}
	if d.w.Canvas().Overlays().Top() != nil {
		t.Error("the question is still open above the password")
	}
}

// longWork begins an import that takes an hour so far; the answer ends it.
func longWork(d *desk, still *hands.Still) (end func()) {
	begun := still.Hands()
	begun.Go = func(w func()) { end = w }
	restore := kit.UseHands(begun)
	kit.RunLong(d.w.Canvas(), "导入", func(context.Context, hands.Step) (int, error) { return 0, nil }, nil, nil)
	restore()
	still.Pass(time.Hour)
	return end
}

// TestSystemLockWaitsForLongWork: an import goes on to its end, then the ledger
// locks. Without long work it locks at once.
func TestSystemLockWaitsForLongWork(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	end := longWork(d, still)
	d.lockNow()
	if d.frame == nil {
		t.Fatal("the ledger was closed under an import")
	}
	end()
	still.Pass(2 * time.Second)
	if d.frame != nil {
		t.Fatal("the system's lock is forgotten")
	}
	d.lockNow() // nothing is open: nothing happens
}

// TestIdleAfterLongWork: who was away during an import has half a minute to say so.
func TestIdleAfterLongWork(t *testing.T) {
	still := &hands.Still{}
	d := onStill(t, still)
	end := longWork(d, still)
	end()
	still.Pass(2 * time.Second)
	if d.frame == nil || d.frame.leaving.Text() == "" {
		t.Fatal("locked without a warning after long work")
	}
	still.Pass(30 * time.Second)
	if d.frame != nil {
		t.Error("not locked after the warning")
	}
}

func TestClipboardIsClearedAtLockAndQuit(t *testing.T) {
	for name, leave := range map[string]func(*desk){"lock": (*desk).lock, "system lock": (*desk).lockNow, "quit": (*desk).quit} {
		d := onDesk(t)
		hands.Clip(d.a.Clipboard(), "430502200211192929")
		leave(d)
		if got := d.a.Clipboard().Content(); got != "" {
			t.Errorf("%s leaves %q on the clipboard", name, got)
		}
	}
}
