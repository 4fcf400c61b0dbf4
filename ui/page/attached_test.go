package page

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// chosenFile writes a file as somebody has it on his disk.
func chosenFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if strings.HasSuffix(name, ".pdf") {
		_, err = f.WriteString("%PDF-1.4\n%%EOF\n")
	} else {
		err = png.Encode(f, image.NewGray(image.Rect(0, 0, 60, 40)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFilesOfARecord drops files on the fold of a record and sees them there; what is there already is not added again.
func TestFilesOfARecord(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	if l.page.Dropped([]string{"名单.xlsx"}) {
		t.Error("a workbook is taken for a file of the record")
	}
	show := func() { l.panel.tabs.Choose(l.panel.filesAt()); l.panel.turn(l.panel.filesAt()) }
	show()
	if got := words(l.panel.view); !strings.Contains(got, "还没有附件") {
		t.Error(got)
	}
	if !l.page.Dropped([]string{chosenFile(t, "志愿书.png")}) {
		t.Fatal("a file is not taken")
	}
	over := s.Canvas().Overlays().Top()
	if got := words(over); !strings.Contains(got, "添加 1 份附件") || !strings.Contains(got, "上报包") {
		t.Fatal(got)
	}
	press(s, fyne.KeyF10)
	files := attach.Of(b.Today(), ledger.Members, m.ID)
	if len(files) != 1 || files[0].Title != "志愿书" || files[0].Sort != codes.AttachmentPhoto || files[0].Format != ledger.FilePNG {
		t.Fatalf("%+v", files)
	}
	if got := words(l.panel.view); !strings.Contains(got, "志愿书") || !strings.Contains(got, "共 1 份") {
		t.Error(got)
	}
	l.page.Dropped([]string{chosenFile(t, "批复.pdf"), chosenFile(t, "来函.pdf")}) // the two letters are the same
	press(s, fyne.KeyF10)
	if got := strings.Join(said(s.Canvas().Overlays().Top()), "|"); !strings.Contains(got, "已经在这条记录的附件里") {
		t.Error(got)
	}
	if n := len(attach.Of(b.Today(), ledger.Members, m.ID)); n != 1 {
		t.Fatalf("%d files", n)
	}
}

// TestTwoFilesAtOnce adds a photo and a letter in one go, sees the photo large, and throws one away.
func TestTwoFilesAtOnce(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	show := func() { l.panel.tabs.Choose(l.panel.filesAt()); l.panel.turn(l.panel.filesAt()) }
	show()
	l.page.Dropped([]string{chosenFile(t, "批复.pdf"), chosenFile(t, "合影.png")})
	press(s, fyne.KeyF10)
	if files := attach.Of(b.Today(), ledger.Members, m.ID); len(files) != 2 {
		t.Fatalf("%d files", len(files))
	}
	f := l.panel.fold
	f.rows.Stand(1)
	f.stand(1)
	var seen []Seeing
	s.Screens.See = func(_ *Shell, of Seeing) { seen = append(seen, of) }
	f.open()
	if f.all[1].Format != ledger.FilePNG || len(seen) != 1 || seen[0].File.ID != f.all[1].ID || seen[0].Print == nil || seen[0].Save == nil {
		t.Fatalf("the photo is not shown large: %+v", seen)
	}
	f.rows.Stand(0)
	f.stand(0)
	if got := words(f.shown); !strings.Contains(got, "不完整或已损坏") {
		t.Errorf("of a PDF without a page: %s", got)
	}
	f.askRename()
	press(s, fyne.KeyF10)
	f.askRemove()
	keyed(s, "重复录入")
	press(s, fyne.KeyReturn)
	if files := attach.Of(b.Today(), ledger.Members, m.ID); len(files) != 1 {
		t.Fatalf("%d files after one went", len(files))
	}
}

// TestAFileIsDroppedOnAnOpenRecord drops a photo while the form is shown: the fold comes up and asks what it is; what is typed
// in the form stays.
func TestAFileIsDroppedOnAnOpenRecord(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	if l.page.Dropped([]string{chosenFile(t, "a.png")}) {
		t.Error("a file is taken where no record is open")
	}
	l.open(m.ID)
	if !l.page.Dropped([]string{chosenFile(t, "合影.PNG")}) || l.panel.tabs.At() != l.panel.filesAt() {
		t.Fatal("a photo is not taken while the form is shown")
	}
	press(s, fyne.KeyF10)
	if files := attach.Of(b.Today(), ledger.Members, m.ID); len(files) != 1 || files[0].Title != "合影" {
		t.Fatalf("%+v", files)
	}
}

// TestFilesArePrinted asks for the pages of one file and of all of them; the way back leads to the fold.
func TestFilesArePrinted(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.page.Dropped([]string{chosenFile(t, "合影.png"), chosenFile(t, "批复.pdf")})
	press(s, fyne.KeyF10)
	var asked forms.Print
	var back func()
	s.Screens.PrintFixed = func(s *Shell, p forms.Print, _ string, leave func()) *Page {
		asked, back = p, leave
		return blank("打印预览")(s)
	}
	f := l.panel.fold
	f.askPrint([]value.ID{f.all[1].ID}, 3)
	keyed(s, "存档")
	press(s, fyne.KeyReturn)
	if asked.Form != forms.Photos || len(asked.Files) != 1 || asked.Files[0] != f.all[1].ID || asked.Leaf != 3 || !asked.Full || asked.Reason != "存档" {
		t.Fatalf("%+v", asked)
	}
	back()
	if l.panel == nil || l.panel.tabs.At() != l.panel.filesAt() {
		t.Error("the way back does not lead to the files")
	}
}

// TestWhatIsNoFileIsTold drops what is no file of ours.
func TestWhatIsNoFileIsTold(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	m := someMember(t, b)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.tabs.Choose(l.panel.filesAt())
	l.panel.turn(l.panel.filesAt())
	path := chosenFile(t, "a.png")
	if err := os.WriteFile(path, []byte("MZ a program"), 0o600); err != nil {
		t.Fatal(err)
	}
	l.page.Dropped([]string{path})
	if got := words(s.Canvas().Overlays().Top()); !strings.Contains(got, "不是 PDF") {
		t.Error(got)
	}
	if n := len(attach.Of(b.Today(), ledger.Members, m.ID)); n != 0 {
		t.Errorf("%d files", n)
	}
}
