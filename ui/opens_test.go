package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestAWindowThatDoesNotComeUp(t *testing.T) {
	started := false
	if opens(func() { panic("NotInitialized") }, &started) {
		t.Error("it came up")
	}
	if !opens(func() { started = true }, &started) {
		t.Error("it did not come up")
	}
	defer func() {
		if recover() != "ours" {
			t.Error("a panic of the program was hidden")
		}
	}()
	opens(func() { panic("ours") }, &started)
}

// What Fyne says of an error goes to the log, and no file's name with it.
func TestFynesWords(t *testing.T) {
	folder := t.TempDir()
	w := fynesWords{voice(folder).Log}
	for _, line := range []string{"2026/11/30 05:14:43 Fyne error:  failed to open\n", "2026/11/30 05:14:43   Cause: /home/李华/团员.csv\n", "2026/11/30   At: loop.go:29\n"} {
		if n, err := w.Write([]byte(line)); n != len(line) || err != nil {
			t.Fatal(n, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, logName))
	if err != nil || !strings.Contains(string(text), "failed to open") || strings.Contains(string(text), "李华") || strings.Count(string(text), "\n") != 1 {
		t.Errorf("%v %q", err, text)
	}
}

// blind is a desktop that turns the window away before it is made.
type blind struct{ fyne.App }

func (blind) NewWindow(string) fyne.Window { panic("no helper window") }

func TestADesktopThatMakesNoWindow(t *testing.T) {
	if w := newWindow(blind{}); w != nil {
		t.Errorf("got %v", w)
	}
}
