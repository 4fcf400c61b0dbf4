package page

import (
	"os"
	"path/filepath"
	"testing"

	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// TestOperatorsAreFoundByPinyin: the picker of names hears what every other one hears.
func TestOperatorsAreFoundByPinyin(t *testing.T) {
	p := PickName([]string{"李干事", "王芳", "单雄信"}, 0)
	for typed, want := range map[string]string{"wf": "王芳", "wang": "王芳", "里": "李干事", "雄": "单雄信"} {
		if got := p.Match(typed); len(got) != 1 || got[0].Label != want {
			t.Errorf("%q finds %v, want %s", typed, got, want)
		}
	}
}

// TestFilesWithoutAChooser: where the system has none, Fyne's own dialog asks.
func TestFilesWithoutAChooser(t *testing.T) {
	st := stage.New(t, look.Standard)
	t.Setenv("HOME", t.TempDir())
	_, w, _ := st.Parts()
	t.Setenv("PATH", "")
	f := Files{Window: w}
	f.Open("打开台账", os.Getenv("HOME"), false, func([]string) {}, LedgerFiles)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("nothing asks for a file")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	f.Save("另存", filepath.Join(os.Getenv("HOME"), "恢复码.txt"), func(string) {})
	if w.Canvas().Overlays().Top() == nil {
		t.Error("nothing asks for a folder")
	}
}
