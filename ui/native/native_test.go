package native

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestWithEnding(t *testing.T) {
	ledgers := Sort{"台账", []string{".tjz"}}
	sheets := Sort{"表格", []string{".xlsx", ".csv"}}
	for _, c := range []struct {
		path  string
		sorts []Sort
		want  string
	}{
		{"/a/b", []Sort{ledgers}, "/a/b.tjz"},
		{"/a/b.TJZ", []Sort{ledgers}, "/a/b.TJZ"},
		{"/a/b.csv", []Sort{sheets}, "/a/b.csv"},
		{"/a/b.doc", []Sort{sheets}, "/a/b.doc.xlsx"},
		{"/a/b", nil, "/a/b"},
	} {
		if got := WithEnding(c.path, c.sorts...); got != c.want {
			t.Errorf("WithEnding(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"塔北社区":              "塔北社区",
		`..\..\etc/passwd`:  "etcpasswd",
		"a:b*c?":            "abc",
		" . ":               "台账",
		"五一社区（北）\n2026 年度 ": "五一社区（北）2026 年度",
	} {
		if got := FileName(in, "台账"); got != want {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDocumentsFollowsTheDesktop(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads a Linux desktop's settings")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_DOCUMENTS_DIR", "")
	if got := Documents(); got != home {
		t.Errorf("without any folder: %q", got)
	}
	papers := filepath.Join(home, "文书")
	for _, dir := range []string{papers, filepath.Join(home, ".config"), filepath.Join(home, "Documents")} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if got := Documents(); got != filepath.Join(home, "Documents") {
		t.Errorf("without settings: %q", got)
	}
	settings := "# a comment\nXDG_DOCUMENTS_DIR=\"$HOME/文书\"\n"
	if err := os.WriteFile(filepath.Join(home, ".config", "user-dirs.dirs"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Documents(); got != papers {
		t.Errorf("with settings: %q", got)
	}
}

// fakeTool puts a program of this name alone on the path.
func fakeTool(t *testing.T, name, script string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

func TestPrintLeavesNothingBehind(t *testing.T) {
	spool, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	t.Setenv("TMPDIR", spool)
	fakeTool(t, "lp", `stat -c %a "$1" > `+out+` && cat "$1" >> `+out)
	if err := Print(context.Background(), []byte("%PDF paper")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil || string(got) != "600\n%PDF paper" {
		t.Errorf("the printer saw %q, %v", got, err)
	}
	if left, _ := os.ReadDir(spool); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPrintTellsOfNoPrinter(t *testing.T) {
	spool := t.TempDir()
	t.Setenv("TMPDIR", spool)
	fakeTool(t, "lp", "echo 'lp: Error - no default destination available.' >&2; exit 1")
	if err := Print(context.Background(), []byte("x")); !errors.Is(err, ErrNoPrinter) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(spool); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSweepTakesOnlyItsOwn(t *testing.T) {
	spool := t.TempDir()
	t.Setenv("TMPDIR", spool)
	t.Setenv("TMP", spool) // as Windows calls it
	ours, other := filepath.Join(spool, "tj-1"), filepath.Join(spool, "tj-2")
	for path, name := range map[string]string{ours: "print.pdf", other: "letter.pdf"} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(path, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	Sweep()
	if _, err := os.Stat(ours); !os.IsNotExist(err) {
		t.Errorf("the spool folder is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(other, "letter.pdf")); err != nil {
		t.Errorf("somebody else's file is gone: %v", err)
	}
}

func TestDrawnWithoutHandles(t *testing.T) {
	if !Drawn(test.NewTempWindow(t, nil)) {
		t.Error("a window of the test driver counts as drawn")
	}
}
