package page

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
	"tuanjian/ui/stage"
)

// TestABrokenChooserLeadsToTheOther: whatever the system's chooser does wrong, the toolkit's own comes up.
func TestABrokenChooserLeadsToTheOther(t *testing.T) {
	for name, script := range map[string]string{"ends at once": "exit 1", "no display": "exit 255", "rubbish": "echo Gtk-Message", "nothing": "exit 0"} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, newBook(t, 0))
			listOn(s, records.Query{Kind: ledger.Members})
			stage.OnPath(t, map[string]string{"zenity": script})
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
	listOn(s, records.Query{Kind: ledger.Members})
	stage.OnPath(t, nil)
	path := filepath.Join(t.TempDir(), "上报包.tjb")
	s.ShowFolder(path)
	top := s.Canvas().Overlays().Top()
	if top == nil || !strings.Contains(words(top), filepath.Dir(path)) {
		t.Fatal("it does not say where")
	}
	press(s, fyne.KeyEscape)
}
