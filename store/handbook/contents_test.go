package handbook_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tuanjian/assets/fonts"
	"tuanjian/store/handbook"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// entry is a line of the contents: a chapter, dots and a page; chapter is a heading where it stands.
var (
	entry   = regexp.MustCompile(`^([一二三四五六七八九十]+、[^ .…]+)[ .…]*?(\d+)$`)
	chapter = regexp.MustCompile(`^([一二三四五六七八九十]+、[^ .…\d]+)$`)
)

// contentsHold holds the contents of a file against the pages on which its chapters are, as another program reads them.
func contentsHold(t *testing.T, path string, pages int) {
	t.Helper()
	said, found := map[string]int{}, map[string]int{}
	for n := range pages {
		out, err := exec.Command("pdftotext", "-f", strconv.Itoa(n+1), "-l", strconv.Itoa(n+1), "-layout", path, "-").Output()
		if err != nil {
			t.Skip("pdftotext is not installed")
		}
		for _, line := range strings.Split(string(out), "\n") {
			line = strings.TrimSpace(strings.Trim(line, "\f"))
			if m := entry.FindStringSubmatch(line); m != nil && n == 1 {
				said[m[1]], _ = strconv.Atoi(m[2])
			} else if m := chapter.FindStringSubmatch(line); m != nil && n > 1 {
				found[m[1]] = n + 1
			}
		}
	}
	if len(said) != 13 || len(found) != 13 {
		t.Errorf("%s: the contents name %d chapters, %d are there: %v", filepath.Base(path), len(said), len(found), found)
	}
	for title, page := range found {
		if said[title] != page {
			t.Errorf("%s: %s is on page %d, the contents say %d", filepath.Base(path), title, page, said[title])
		}
	}
}

// ours is a choice of fonts for another program by which all Chinese is set in the program's own face, whatever the computer has:
// where there is none, nothing that it lays out is as wide as it is in an office.
func ours(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "regular.ttf"), fonts.Whole(fonts.Regular), 0o600); err != nil {
		t.Fatal(err)
	}
	conf := `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>` + dir + `</dir><dir>/usr/share/fonts</dir><cachedir>` + dir + `</cachedir>`
	for _, name := range []string{"宋体", "黑体", "仿宋_GB2312", "楷体_GB2312"} {
		conf += `<alias binding="same"><family>` + name + `</family><prefer><family>Noto Sans SC</family></prefer></alias>`
	}
	path := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(path, []byte(conf+`</fontconfig>`), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The contents of a handbook of fifty members and a year of meetings say where each chapter is: on the pages, and in the .docx as
// another program lays it.
func TestTheContentsSayWhereChaptersAre(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	dir := t.TempDir()
	face := ours(t)
	for name, members := range map[string]int{"full": 50, "empty": 0} {
		b, o := stage.Book(t), stage.Cell("空支部")
		if members > 0 {
			b, o = busy(t, members)
		} else {
			o = stage.Keep(t, b, ledger.Branches, o)
		}
		text, _ := handbook.Of(b.Today(), o.ID, 2026, handbook.Veil(false))
		pages := text.Lay()
		var pdf, docx bytes.Buffer
		if err := paper.Write(&pdf, pages, nil); err != nil {
			t.Fatal(err)
		}
		if err := text.WriteDocx(&docx); err != nil {
			t.Fatal(err)
		}
		keep := func(end string, data []byte) string {
			path := filepath.Join(dir, name+end)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
		contentsHold(t, keep(".pdf", pdf.Bytes()), pages.Count())
		if n := pages.Count(); members > 0 && (n < 15 || n > 60) || members == 0 && n > 9 {
			t.Errorf("%s: %d pages", name, n)
		}
		if testing.Short() {
			continue
		}
		out := filepath.Join(dir, "word")
		office := exec.Command("soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", out, keep(".docx", docx.Bytes()))
		office.Env = append(os.Environ(), "FONTCONFIG_FILE="+face)
		if office.Run() != nil {
			t.Skip("LibreOffice is not installed, so the .docx is not looked at with it")
		}
		if _, err := os.Stat(filepath.Join(out, name+".pdf")); err != nil {
			t.Skip("LibreOffice is installed without its Writer, so the .docx is not looked at with it")
		}
		contentsHold(t, filepath.Join(out, name+".pdf"), pages.Count())
	}
}
