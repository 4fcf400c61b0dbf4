package native

import (
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

func TestDrawnWithoutHandles(t *testing.T) {
	if !Drawn(test.NewTempWindow(t, nil)) {
		t.Error("a window of the test driver counts as drawn")
	}
}
