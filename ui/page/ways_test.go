package page

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// onPath puts programs of these names, and nothing else of their kind, on the path.
func onPath(t *testing.T, scripts map[string]string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	dir := t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

// TestNoPaperAWayOn: without a printer, in a Chinese locale, and with one that does not answer, a person reads why and
// is led to a PDF; the word of an inner fault is never heard.
func TestNoPaperAWayOn(t *testing.T) {
	for name, c := range map[string]struct {
		lp, want string
	}{
		"no printer": {"echo 'lp: 错误 - 没有可用的默认目标。' >&2; [ \"$LC_ALL\" = C ] && echo 'lp: Error - no default destination available.' >&2; exit 1", "没有能用的打印机"},
		"off":        {"echo 'lp: 打印机没有回应。' >&2; exit 1", "没有接下这份文件"},
	} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, newBook(t, 20))
			t.Setenv("TMPDIR", t.TempDir())
			t.Setenv("LC_ALL", "zh_CN.UTF-8")
			onPath(t, map[string]string{"lp": c.lp})
			p := newPreview(s, store.Query{Kind: ledger.Members}, nil)
			s.put(p.page)
			p.print()
			top := s.Canvas().Overlays().Top()
			if top == nil {
				t.Fatal("nothing is said")
			}
			if got := words(top); !strings.Contains(got, c.want) || strings.Contains(got, "内部") {
				t.Errorf("it says %s", got)
			}
			button(t, top, "另存 PDF").Press()
			if _, kits := s.Canvas().Overlays().Top().(*kit.Float); kits || s.Canvas().Overlays().Top() == nil {
				t.Errorf("另存 PDF leads to %T", s.Canvas().Overlays().Top())
			}
		})
	}
}

// TestABrokenChooserLeadsToTheOther: whatever the system's chooser does wrong, the toolkit's own comes up.
func TestABrokenChooserLeadsToTheOther(t *testing.T) {
	for name, script := range map[string]string{"ends at once": "exit 1", "no display": "exit 255", "rubbish": "echo Gtk-Message", "nothing": "exit 0"} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, newBook(t, 0))
			s.put(Home(s))
			onPath(t, map[string]string{"zenity": script})
			for what, ask := range map[string]func(){
				"open": func() { s.OpenFiles("选文件", t.TempDir(), true, func([]string) { t.Error("chosen") }) },
				"save": func() {
					s.SaveFile("另存为", filepath.Join(t.TempDir(), "a.pdf"), func(string) { t.Error("chosen") })
				},
				"folder": func() { s.OpenFolder("放到哪里", t.TempDir(), func(string) { t.Error("chosen") }) },
			} {
				ask()
				top := s.Canvas().Overlays().Top()
				if _, kits := top.(*kit.Float); kits || top == nil {
					t.Errorf("%s leads to %T", what, top)
					if kits {
						t.Log(words(top))
					}
				}
				if LeaveChooser(s.Canvas()); s.Canvas().Overlays().Top() != nil || s.Canvas().Focused() == nil {
					t.Errorf("Esc leaves %T, the keyboard with %T", s.Canvas().Overlays().Top(), s.Canvas().Focused())
				}
			}
		})
	}
}

// TestNoFileManagerSaysWhere: a desktop without one.
func TestNoFileManagerSaysWhere(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	s.put(Home(s))
	onPath(t, nil)
	path := filepath.Join(t.TempDir(), "上报包.tjb")
	s.ShowFolder(path)
	top := s.Canvas().Overlays().Top()
	if top == nil || !strings.Contains(words(top), filepath.Dir(path)) {
		t.Fatal("it does not say where")
	}
	press(s, fyne.KeyEscape)
}
