package office

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// keptLetter adds a letter of a sort to some member.
func keptLetter(t *testing.T, b *store.Book, sort string, n int) *ledger.Attachment {
	t.Helper()
	f, err := attach.Look("来文"+strconv.Itoa(n)+".pdf", []byte("%PDF-1.4\n"+strings.Repeat(strconv.Itoa(n), 3000)+"\n%%EOF"))
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	f.Sort = sort
	all, err := attach.Add(b, ledger.Members, stage.SomeMember(t, b).ID, []*attach.File{f})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return all[0]
}

// TestFilesPage counts the files, says which lie only here and which cannot be opened, leads to their records, and clears the
// bin after a question.
func TestFilesPage(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	b := s.Book
	keptLetter(t, b, codes.AttachmentOther, 1)
	keptLetter(t, b, codes.AttachmentAdmitted, 2)
	binned := keptLetter(t, b, codes.AttachmentOther, 3)
	show := func() string { s.Open(s.Screens.Files); return words(s.Page().View) }
	s.Screens.Files = Files
	if got := show(); !strings.Contains(got, "3 份") || !strings.Contains(got, "其中 2 份只在这台电脑的台账里") || strings.Contains(got, "打不开") {
		t.Fatal(got)
	}
	if got := button(t, s.Page().View, "清除回收站里的附件"); !got.Disabled() {
		t.Error("there is nothing to clear, and it is offered")
	}
	if err := b.Remove(ledger.Attachments, []value.ID{binned.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	var short *ledger.Attachment
	sum := strings.Repeat("ab", 32)
	if _, err := b.Do(store.Intent{Deed: store.MayAttach}, func(turn *store.Turn) error { // of which one piece of two is here
		short = &ledger.Attachment{Title: "缺页", Sort: codes.AttachmentOther, Member: stage.SomeMember(t, b).ID, Format: ledger.FilePDF, Size: value.CountOf(store.PieceSize + 5), Print: sum}
		if err := turn.Put(ledger.Attachments, nil, short); err != nil {
			return err
		}
		return turn.Lay(short.ID, bytes.Repeat([]byte{1}, store.PieceSize))
	}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := show(); !strings.Contains(got, "打不开的附件") || !strings.Contains(got, "1 份　") {
		t.Fatal(got)
	}
	s.Photograph("files")
	s.Press(fyne.KeyReturn) // the file that is short has the keyboard
	if s.Page().Title == "附件" {
		t.Error("Enter does not lead to the record")
	}
	show()
	button(t, s.Page().View, "清除回收站里的附件").Press()
	if got := words(s.Top()); !strings.Contains(got, "清除 1 份附件") {
		t.Fatal(got)
	}
	button(t, s.Top(), "清除 1 份附件").Press()
	if has, err := b.Files().Has(binned.ID); has || err != nil {
		t.Error("its bytes are left", err)
	}
	if got := show(); !strings.Contains(got, "0 份　0 KB") {
		t.Error(got)
	}
}
