package forms

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/assets"
	"tuanjian/store/paper"
)

// handbook writes one, and leaves it where HANDBOOKS says, for the eye.
func handbook(t *testing.T, h *Handbook) string {
	t.Helper()
	dir := t.TempDir()
	if kept := os.Getenv("HANDBOOKS"); kept != "" {
		dir = kept
	}
	path := filepath.Join(dir, h.File)
	if err := h.Write(nil, path, "1.0"); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	return path
}

// printed is what a reader of PDF says the file holds, or "" where none is installed.
func printed(t *testing.T, path string) string {
	t.Helper()
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		if _, missing := exec.LookPath("qpdf"); missing == nil {
			t.Errorf("qpdf: %v\n%s", err, out)
		}
	}
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Skip("pdftotext is not installed, so the words are not read back")
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// The manual has every chapter that a new clerk asks for, a picture in each that shows a
// screen, at most 20 pages, and no character that the font lacks.
func TestTheManual(t *testing.T) {
	b, err := readHandbook(assets.Help(), Manual.words)
	if err != nil {
		t.Fatal(err)
	}
	b.Columns = Manual.of
	d := b.Lay()
	if lacks := d.Missing(); d.Count() > 20 || d.Count() < 10 || len(lacks) > 0 {
		t.Errorf("%d pages, the font lacks %q", d.Count(), string(lacks))
	}
	chapters := map[string]bool{}
	figures := 0
	for _, block := range b.Blocks {
		switch block.Kind {
		case paper.Chapter:
			chapters[block.Text] = true
		case paper.Figure:
			figures++
			if block.Text == "" {
				t.Error("a picture has no caption")
			}
		}
	}
	for _, want := range []string{"开始", "首页", "导入现有的表格", "录入和改动", "核对", "打印", "上报", "接收街道的回执和下发", "备份与恢复", "换电脑和工作交接", "忘了密码", "街道怎么用", "常见问题"} {
		if !chapters[want] {
			t.Errorf("no chapter %s", want)
		}
	}
	if figures != len(ManualPictures()) || figures < 12 {
		t.Errorf("%d pictures", figures)
	}
	text := printed(t, handbook(t, Manual))
	for _, want := range []string{"恢复码", "第1页", "团建台账1.0", "街道怎么用"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not on paper", want)
		}
	}
}

// The card is one page, and every key of the map that a form knows is on it.
func TestTheCard(t *testing.T) {
	if n := Card.Pages(); n != 1 {
		t.Errorf("%d pages", n)
	}
	text := printed(t, handbook(t, Card))
	for _, want := range []string{"F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10", "F12", "一个月的活", "恢复码"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not on the card", want)
		}
	}
}
