package form

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
)

// clip is a clipboard with one text on it.
type clip string

func (c clip) Content() string   { return string(c) }
func (c clip) SetContent(string) {}

func TestACopiedRowFillsTheForm(t *testing.T) {
	f := member(t, &ledger.Member{}, func(o *Options) {
		o.New, o.Quick = true, quick
		o.Paste = func(text string) (map[string]string, bool) {
			if text != "尉迟甲\t17012341703\t坏日子" {
				return nil, false
			}
			return map[string]string{"name": "尉迟甲", "phone": "17012341703", "joined": "坏日子"}, true
		}
	}).f
	name := f.cell("name").entry
	name.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip("尉迟甲\t17012341703\t坏日子")})
	m := f.Draft().(*ledger.Member)
	if m.Title != "尉迟甲" || m.Phone != "17012341703" {
		t.Errorf("the draft has %q %q", m.Title, m.Phone)
	}
	if c := f.cell("joined"); c.entry.Text != "坏日子" || c.says() == "" {
		t.Errorf("入团年月 shows %q and says %q", c.entry.Text, c.says())
	}
	if !name.Focused() || !f.Dirty() {
		t.Error("the keyboard left the field, or nothing counts as typed")
	}
	name.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip("尉迟乙\n")})
	if !strings.Contains(name.Text, "尉迟乙") {
		t.Errorf("words pasted as words give %q", name.Text)
	}
}
