package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/practice"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// inCare opens the window on a ledger that is backed up, with hands that wait.
func inCare(t *testing.T) (*desk, *hands.Still) {
	t.Helper()
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(voice("")))
	env := testEnv()
	env.Backups = store.AllBackups
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), password, practice.Options{Members: 20, Seed: 7}, env)
	if err != nil {
		t.Fatal(err)
	}
	app := tempApp(t)
	d := newDesk(app, app.NewWindow(""), Options{Env: env, Book: b})
	t.Cleanup(d.shut)
	d.begin()
	d.w.Resize(fyne.NewSize(1366, 700))
	return d, still
}

func seen(o fyne.CanvasObject) string {
	var all []string
	for _, w := range test.LaidOutObjects(o) {
		if words, ok := w.(*look.Words); ok {
			all = append(all, words.Text())
		}
	}
	return strings.Join(all, "|")
}

func TestTheWindowBacksUpByItself(t *testing.T) {
	d, still := inCare(t)
	b := d.frame.shell.Book
	if safe := care.StateOf(b); !safe.Newest.IsZero() || !safe.Due {
		t.Fatalf("at once: %+v", safe)
	}
	still.Pass(careFirst)
	if safe := care.StateOf(b); safe.Proved.IsZero() || safe.Late || safe.Due {
		t.Errorf("after the first look: %+v", safe)
	}
	if text, tone := d.frame.shell.CareWords(care.StateOf(b)); tone != look.Good || !strings.Contains(text, "上次验证可恢复 "+testEnv().Now().Format("01-02")+"（20 名团员") {
		t.Errorf("the status line says %s", text)
	}
	if top := d.w.Canvas().Overlays().Top(); top != nil {
		t.Errorf("it interrupts with %s", seen(top))
	}
	// It cannot: nobody is interrupted either, the line says so.
	folder := care.BackupFolder(b.Path())
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.frame.care.run()
	if text, tone := d.frame.shell.CareWords(care.StateOf(b)); tone != look.Warn || text != "没有自动备份" {
		t.Errorf("when it fails the status line says %s", text)
	}
	if top := d.w.Canvas().Overlays().Top(); top != nil {
		t.Errorf("it interrupts with %s", seen(top))
	}
	// And it goes on by itself once it can.
	if err := os.Remove(folder); err != nil {
		t.Fatal(err)
	}
	d.frame.care.run()
	if d.frame.shell.Trouble != "" {
		t.Errorf("the trouble stays: %s", d.frame.shell.Trouble)
	}
	d.lock()
	still.Pass(3 * careEvery) // nothing of it runs on without a ledger
}

func TestTheWindowGoesOnWithARestoredLedger(t *testing.T) {
	d, _ := inCare(t)
	b := d.frame.shell.Book
	done, err := care.BackUp(b, care.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	now, err := care.RestoreFrom(context.Background(), b, done.Path, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	was := d.frame
	was.reopen(now)
	if d.frame == was || d.frame.shell.Book != now || d.frame.shell.Page().Key != "home" {
		t.Error("the window does not go on with the restored ledger")
	}
	// Too late: the window was locked meanwhile.
	was.reopen(now)
	if _, err := now.Journal(1); store.Tell(err) == nil || store.Tell(err).Code != store.Refused {
		t.Errorf("a ledger that nobody sees stays open: %v", err)
	}
	d.frame.salvaged(nil, &care.Salvaged{Name: "塔北社区", Counts: map[string]int{"member": 20}})
	if d.frame != nil || d.alone == nil || !strings.Contains(seen(d.alone.View), "抢救成了新台账") {
		t.Error("after a salvage the list is not shown")
	}
}
