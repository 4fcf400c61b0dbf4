package ui

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/practice"
	"tuanjian/store/rulebook"
	"tuanjian/store/seal"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/ui/gate"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

const password = "tabei-2026"

func testEnv() store.Env {
	morning := trial.On(time.Date(2026, 6, 30, 9, 0, 0, 0, time.FixedZone("", 8*3600)))
	return store.Env{
		Now:     func() time.Time { return morning },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "9.8.7",
	}
}

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// tempApp answers it without the windows and the preferences of the test before, at
// the standard size.
func tempApp(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
		for _, key := range []string{standsKey, leftKey, "lock.minutes"} {
			theApp.Preferences().RemoveValue(key)
		}
	})
	fyne.SetCurrentApp(theApp) // a test may have left another behind
	look.SetSize(theApp, look.Standard)
	theApp.Preferences().SetString(newsKey, testEnv().Version)
	return theApp
}

// onDesk opens the window on a practice ledger; work runs at once.
func onDesk(t *testing.T) *desk {
	t.Helper()
	return onStill(t, &hands.Still{})
}

// onStill is onDesk with a clock of the test's own.
func onStill(t *testing.T, still *hands.Still) *desk {
	t.Helper()
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(voice("")))
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), password, practice.Options{Members: 50, Seed: 7}, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	app := tempApp(t)
	d := newDesk(app, app.NewWindow(""), Options{Env: testEnv(), Book: b})
	d.begin()
	d.w.Resize(fyne.NewSize(1366, 700))
	return d
}

// key sends a key to whatever has the focus, or to the window, as the driver does.
func key(d *desk, names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		if f := d.w.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else {
			d.w.Canvas().OnTypedKey()(ev)
		}
	}
}

// TestWalkByKeyboard goes from the tree to a list, into a record and out again
// without a mouse.
func TestWalkByKeyboard(t *testing.T) {
	d := onDesk(t)
	shell := d.frame.shell
	key(d, fyne.KeyF6)
	if d.w.Canvas().Focused() != fyne.Focusable(d.frame.tree.Rows) {
		t.Fatal("F6 does not go to the tree")
	}
	for d.frame.tree.Items()[max(d.frame.tree.At(), 0)].Label != "团员" {
		at := d.frame.tree.At()
		key(d, fyne.KeyDown)
		if d.frame.tree.At() == at {
			t.Fatal("no line 团员 in the tree")
		}
	}
	key(d, fyne.KeyReturn)
	if shell.Page().Key != "member" || d.w.Canvas().Focused() != shell.Page().First {
		t.Fatalf("Enter in the tree shows %q", shell.Page().Key)
	}
	key(d, fyne.KeyDown, fyne.KeyReturn)
	if d.w.Canvas().Focused() == shell.Page().First {
		t.Fatal("Enter on a row does not go into the form")
	}
	key(d, fyne.KeyEscape)
	if d.w.Canvas().Focused() != shell.Page().First {
		t.Error("Esc in the form does not come back to the rows")
	}
	key(d, fyne.KeyF3)
	if d.w.Canvas().Focused() != fyne.Focusable(d.frame.search.Field) {
		t.Error("F3 does not go to the search")
	}
	d.control(fyne.KeyF)
	if d.w.Canvas().Focused() == fyne.Focusable(d.frame.search.Field) {
		t.Error("Ctrl+F does not go from the search into the list's own")
	}
	d.control(fyne.KeySlash)
	if d.w.Canvas().Overlays().Top() == nil {
		t.Error("Ctrl+/ shows no map")
	}
}

// TestHelpOverAQuestion: F1 says how a question is answered and what the page below it is
// for; afterwards the question has the keyboard again.
func TestHelpOverAQuestion(t *testing.T) {
	d := onDesk(t)
	kit.AskLoss(d.w.Canvas(), "移到回收站吗？", "随时可以恢复。", "移到回收站", nil)
	question, had := d.w.Canvas().Overlays().Top(), d.w.Canvas().Focused()
	key(d, fyne.KeyF1)
	if top := d.w.Canvas().Overlays().Top(); top == question {
		t.Fatal("F1 in a question says nothing")
	}
	text := ""
	for _, o := range test.LaidOutObjects(d.w.Canvas().Overlays().Top()) {
		if p, ok := o.(*look.Paragraph); ok {
			text += p.Text()
		}
	}
	if !strings.Contains(text, "上面的窗口") || !strings.Contains(text, "做什么") {
		t.Errorf("it says %s", text)
	}
	key(d, fyne.KeyEscape)
	if d.w.Canvas().Overlays().Top() != question || d.w.Canvas().Focused() != had {
		t.Error("the question has not the keyboard again")
	}
}

// TestFunctionKeysFromButtons: F9 works wherever the focus happens to be.
func TestFunctionKeysFromButtons(t *testing.T) {
	d := onDesk(t)
	key(d, fyne.KeyF6, fyne.KeyDown, fyne.KeyReturn)
	for range 12 {
		d.w.Canvas().FocusNext()
		f := d.w.Canvas().Focused()
		if _, ok := f.(*kit.Button); !ok {
			continue
		}
		key(d, fyne.KeyF3)
		if d.w.Canvas().Focused() != fyne.Focusable(d.frame.search.Field) {
			t.Errorf("F3 on %T does nothing", f)
		}
		return
	}
	t.Fatal("no button takes the focus")
}

func TestLockDropsTheBook(t *testing.T) {
	d := onDesk(t)
	b := d.frame.shell.Book
	d.control(fyne.KeyL)
	if d.frame != nil || d.alone == nil {
		t.Fatal("the ledger is still on show")
	}
	if b.SetSetting("x", 1) == nil {
		t.Error("the Book is still open")
	}
	if title := d.w.Title(); strings.Contains(title, "练习") {
		t.Errorf("the window is still called %q", title)
	}
	for _, r := range password {
		d.w.Canvas().Focused().TypedRune(r)
	}
	key(d, fyne.KeyReturn)
	if d.frame == nil {
		t.Fatal("the password does not open it again")
	}
	d.end()
}

func TestWindowSizeIsKept(t *testing.T) {
	d := onDesk(t)
	d.w.Resize(fyne.NewSize(1200, 640))
	d.end()
	again := newDesk(d.a, d.a.NewWindow(""), Options{Env: testEnv()})
	if got := again.w.Canvas().Size(); got.Width < 1190 || got.Width > 1210 || got.Height < 630 || got.Height > 650 {
		t.Errorf("the window comes back with %v", got)
	}
}

func TestDroppedLedgerIsUnlocked(t *testing.T) {
	d := onDesk(t)
	path := d.frame.shell.Book.Path()
	d.close()
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
	if d.w.Canvas().Focused() == nil || d.frame != nil {
		t.Error("nobody asks for its password")
	}
}

// A package that is double-clicked, or dropped at the gate, waits for its ledger.
func TestAPackageWaitsForItsLedger(t *testing.T) {
	d := onDesk(t)
	path := d.frame.shell.Book.Path()
	parcel := filepath.Join(t.TempDir(), "甲.tjb")
	if err := os.WriteFile(parcel, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	gate.Remember(d.a, "练习社区", path)
	d.close()
	d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(parcel)})
	if d.w.Canvas().Focused() == nil || d.frame != nil {
		t.Fatal("nobody asks for the password of the last ledger")
	}
	b, err := store.Open(path, password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	d.enter(b)
	if got := d.frame.shell.Page().Title; got != "接收街道的包" {
		t.Errorf("the package opens %q", got)
	}
	if len(d.parcels) > 0 {
		t.Error("it would be looked at once more")
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	v := voice("")
	if got := v.Sentence(fmt.Errorf("reading: %w", fs.ErrNotExist)); !strings.Contains(got, "找不到") {
		t.Errorf("a missing file: %q", got)
	}
	if got := v.Sentence(errors.New("odd")); got != "" {
		t.Errorf("an unforeseen error has words: %q", got)
	}
}

// TestLogHoldsNoNames: the log keeps kinds and the innermost text, never a path.
func TestLogHoldsNoNames(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "log")
	err := fmt.Errorf("刘婧 430502200211192929: %w", &fs.PathError{Op: "open", Path: "/home/刘婧.xlsx", Err: fs.ErrInvalid})
	keepLog(folder, time.Unix(0, 0), err)
	got, readErr := os.ReadFile(filepath.Join(folder, logName))
	if readErr != nil {
		t.Fatal(readErr)
	}
	if bytes.Contains(got, []byte("刘")) || bytes.Contains(got, []byte("4305")) || !bytes.Contains(got, []byte("PathError")) {
		t.Errorf("the log says %q", got)
	}
	if info, _ := os.Stat(filepath.Join(folder, logName)); info.Mode().Perm() != 0o600 {
		t.Errorf("the log is %v", info.Mode())
	}
	if err := os.Truncate(filepath.Join(folder, logName), logMost+1); err != nil {
		t.Fatal(err)
	}
	keepLog(folder, time.Unix(0, 0), err)
	if info, _ := os.Stat(filepath.Join(folder, logName)); info.Size() > 1000 {
		t.Errorf("the log grows to %d", info.Size())
	}
}

// A page that breaks with a person's data in its hands leaves none of it in the log.
func TestLogOfAPanicHoldsNoNames(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "log")
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(voice(folder)))
	told := ""
	hands.Run(func() (int, error) { panic(fmt.Errorf("刘婧 430502200211192929")) }, nil, func(err error) { told = kit.Sentence(err) })
	got, err := os.ReadFile(filepath.Join(folder, logName))
	if err != nil || len(got) == 0 {
		t.Fatalf("the log says %q %v", got, err)
	}
	for _, text := range []string{told, string(got)} {
		if strings.Contains(text, "刘") || strings.Contains(text, "4305") {
			t.Errorf("it says %q", text)
		}
	}
	if told != kit.Unforeseen+kit.Logged+filepath.Join(folder, logName) {
		t.Errorf("the person is told %q", told)
	}
	for why, nowhere := range map[string]string{"no folder": "", "a file in its place": filepath.Join(folder, logName)} {
		if path := keepLog(nowhere, time.Unix(0, 0), errors.New("mystery")); path != "" {
			t.Errorf("%s: a log in %q is spoken of", why, path)
		}
	}
}

// A clock that stands before the ledger's newest entry is told of when a person gets
// in, once.
func TestAWrongClockIsToldOfOnce(t *testing.T) {
	d := onDesk(t)
	if d.w.Canvas().Overlays().Top() != nil {
		t.Fatal("something is told although the clock is right")
	}
	b := d.frame.shell.Book
	path := b.Path()
	d.lock()
	env := testEnv()
	env.Now = func() time.Time { return time.Date(2016, 6, 30, 9, 0, 0, 0, time.UTC) }
	for i := range 2 {
		late, err := store.Open(path, password, env)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { late.Close() })
		d.enter(late)
		if told := d.w.Canvas().Overlays().Top() != nil; told != (i == 0) {
			t.Errorf("time %d: told %v", i, told)
		}
		if i == 0 {
			key(d, fyne.KeyEscape)
		}
		d.lock()
	}
}

// TestToastDeedByKey: what a toast offers is done by the key that is written on it,
// and not after the ledger was locked.
func TestToastDeedByKey(t *testing.T) {
	d := onDesk(t)
	done := 0
	d.toasts.SayWith("已导出 3 人", "打开文件夹", func() { done++ })
	d.control(fyne.KeyO)
	if done != 1 {
		t.Fatalf("Ctrl+O did it %d times", done)
	}
	d.toasts.SayWith("已导出 3 人", "打开文件夹", func() { done++ })
	d.lock()
	d.control(fyne.KeyO)
	if done != 1 || len(d.toasts.Shown()) != 0 {
		t.Errorf("after the lock: done %d times, shown %v", done, d.toasts.Shown())
	}
}

// The status line says which rules are in force, also after they were changed and taken back.
func TestTheStatusLineSaysTheRules(t *testing.T) {
	d := onDesk(t)
	b := d.frame.shell.Book
	p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "posts_max", Text: "4"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply("办公室商定"); err != nil {
		t.Fatal(err)
	}
	if got := d.frame.rules.Text(); got != "规则 "+p.Version {
		t.Errorf("after the change it says %q", got)
	}
	d.frame.shell.Undo()
	if got := d.frame.rules.Text(); got != "规则 "+b.Basis().Rules.Version || b.Basis().Rules.Version == p.Version {
		t.Errorf("after taking it back it says %q", got)
	}
}
