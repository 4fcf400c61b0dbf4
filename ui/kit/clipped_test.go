package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

const someNumber = "430502200211192929"

func TestFieldsCopyForAWhile(t *testing.T) {
	s := still(t)
	entry, lines := NewEntry(), NewLines()
	stage(t, look.Standard, 400, 300, look.Column(look.Gap2, entry, lines))
	on := test.NewClipboard()
	for _, f := range []interface {
		fyne.Focusable
		fyne.Shortcutable
		SetText(string)
	}{entry, lines} {
		for _, how := range []fyne.Shortcut{&fyne.ShortcutCopy{Clipboard: on}, &fyne.ShortcutCut{Clipboard: on}} {
			f.SetText(someNumber)
			f.TypedShortcut(&fyne.ShortcutSelectAll{})
			f.TypedShortcut(how)
			if on.Content() != someNumber {
				t.Fatalf("%T %s: the clipboard holds %q", f, how.ShortcutName(), on.Content())
			}
			s.Pass(31 * time.Second)
			if on.Content() != "" {
				t.Errorf("%T %s: it stays", f, how.ShortcutName())
			}
		}
	}
}
