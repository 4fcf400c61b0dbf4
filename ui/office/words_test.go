package office

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/letters"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// The words of a letter are changed without the mouse: a fault is told at its place and keeps them
// from being saved, a reason is asked, the program's come back, an undo takes all of it back.
func TestWordsByKeyboard(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			b := newBook(t, 60)
			s := newStandOf(t, size, b)
			s.ShowWords()
			sort := letters.Sorts[0]
			entry := s.Page().First.(*kit.Lines)
			if entry.Text != sort.Plain() || !strings.Contains(words(s.Page().View), "程序原来的") {
				t.Fatalf("%q", entry.Text)
			}
			s.Photograph("words" + name)
			entry.SetText(sort.Plain() + "\n{姓明}")
			s.Press(fyne.KeyF10)
			if told := strings.ReplaceAll(words(s.Page().View), "|", ""); !strings.Contains(told, "第 8 行第 1 个字：这份文书里没有叫“姓明”的内容。是不是“姓名”？") || s.Top() != nil {
				t.Errorf("a fault is told as %s", told)
			}
			s.Photograph("words-fault" + name)
			entry.SetText(strings.Replace(sort.Plain(), "特此证明。", "情况属实，特此证明。", 1))
			s.Press(fyne.KeyF10)
			keyed(s.Shell, "街道要求")
			s.Press(fyne.KeyReturn)
			if text, whose := letters.Words(b, sort); text != entry.Text || whose != letters.Offices {
				t.Fatalf("not saved: %s", s.Told())
			}
			if told := words(s.Page().View); !strings.Contains(told, "本台账改过的") || strings.Contains(told, "还没有保存") {
				t.Errorf("whose words: %s", told)
			}
			s.Press(fyne.KeyF8)
			if menu := s.items(); !strings.Contains(menu, "{入团年月}") {
				t.Errorf("what may stand in the words: %s", menu)
			}
			s.Photograph("words-names" + name)
			s.Press(fyne.KeyEscape)
			s.Press(fyne.KeyF7)
			if entry.Text != sort.Plain() {
				t.Error("the program's words do not come back")
			}
			s.Press(fyne.KeyF10)
			keyed(s.Shell, "恢复原文")
			s.Press(fyne.KeyReturn)
			if _, whose := letters.Words(b, sort); whose != letters.Programs {
				t.Fatalf("not restored: %s", s.Told())
			}
			s.Undo()
			s.Changed(store.Change{Kind: store.SettingBucket, Bulk: true}) // this stand does not hear what is saved
			if text, whose := letters.Words(b, sort); whose != letters.Offices || entry.Text != text {
				t.Errorf("undo leaves words of %d, and the field has those of the ledger: %v", whose, entry.Text == text)
			}
			if out := s.Outside(); len(out) > 0 {
				t.Error(out)
			}
		})
	}
}

// What was typed and not saved is there again after another page, under its own letter.
func TestTypedWordsAreKept(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	s.ShowWords()
	typed := letters.Sorts[0].Plain() + "\n（再看一遍）"
	s.Page().First.(*kit.Lines).SetText(typed)
	s.ShowSettings()
	s.ShowWords()
	if got := s.Page().First.(*kit.Lines).Text; got != typed {
		t.Errorf("%q", got)
	}
}
