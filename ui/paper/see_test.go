package paper

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// keptFile adds a file to some member.
func keptFile(t *testing.T, b *store.Book, name string, content []byte) *ledger.Attachment {
	t.Helper()
	f, err := attach.Look(name, content)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	all, err := attach.Add(b, ledger.Members, stage.SomeMember(t, b).ID, []*attach.File{f})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return all[0]
}

func photoFile(t *testing.T, wide, high int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, wide, high))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func letterFile(t *testing.T, pages int) []byte {
	t.Helper()
	b := paper.Booklet{Title: "关于成立团支部的批复"}
	for range pages {
		b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Turn}, paper.Block{Kind: paper.Paragraph, Text: "经研究，同意你们的请求。"})
	}
	var out bytes.Buffer
	if err := paper.Write(&out, b.Lay(), func(int, int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestALetterIsSeen looks at a letter page by page with the keyboard, and prints one page of it.
func TestALetterIsSeen(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	var printed []int
	of := page.Seeing{File: keptFile(t, b, "批复.pdf", letterFile(t, 3)), Print: func(leaf int) { printed = append(printed, leaf) }, Save: func() {}}
	v := newSight(s, of)
	over := func() string {
		if top := s.Canvas().Overlays().Top(); top != nil {
			return words(top)
		}
		return ""
	}
	if got := over(); !strings.Contains(got, "第 1 页，共 3 页") || !strings.Contains(got, "打印 3 页") || !strings.Contains(got, "批复") {
		t.Fatal(got)
	}
	if v.drawn[0] == nil || v.drawn[0].Bounds().Dy() != finePixels {
		t.Fatal("the first page is not drawn")
	}
	key := func(name fyne.KeyName) { v.easel.TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyPageDown)
	key(fyne.KeyPageDown)
	key(fyne.KeyPageDown) // there is no more
	if got := over(); !strings.Contains(got, "第 3 页，共 3 页") || v.drawn[2] == nil {
		t.Fatal(got)
	}
	key(fyne.KeyHome)
	for range 8 {
		key(fyne.KeyPlus)
	}
	if v.drawn[0].Bounds().Dy() != finestPixels {
		t.Errorf("made larger it is %v", v.drawn[0].Bounds())
	}
	key(fyne.KeyPageDown)
	v.one.Press()
	if over() != "" || len(printed) != 1 || printed[0] != 2 {
		t.Errorf("%q %v", over(), printed)
	}
	v = newSight(s, of)
	key = func(name fyne.KeyName) { v.easel.TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyF12)
	if over() != "" || len(printed) != 2 || printed[1] != 0 {
		t.Errorf("%q %v", over(), printed)
	}
	v = newSight(s, page.Seeing{File: of.File})
	if got := over(); strings.Contains(got, "打印") || strings.Contains(got, "另存") {
		t.Errorf("somebody who may not is offered %s", got)
	}
	v.easel.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if over() != "" || v.context.Err() == nil {
		t.Error("Esc does not end it")
	}
}

// TestWhatCannotBeSeenIsTold opens a letter that is damaged.
func TestWhatCannotBeSeenIsTold(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	v := newSight(s, page.Seeing{File: keptFile(t, b, "坏的.pdf", []byte("%PDF-1.4\n%%EOF\n")), Print: func(int) { t.Error("it is printed") }})
	if got := words(s.Canvas().Overlays().Top()); !strings.Contains(got, "坏的") || !strings.Contains(got, "不完整或已损坏") {
		t.Error(got)
	}
	for _, name := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyPlus, fyne.KeyF12, fyne.KeyDown} {
		v.easel.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// TestTheSightKeepsTheKeyboard clicks into the panel of a kept file.
func TestTheSightKeepsTheKeyboard(t *testing.T) {
	st := newStand(t, look.Standard, 60)
	file := keptFile(t, st.Shell.Book, "合影.png", photoFile(t, 60, 40))
	stage.Panels(t, st.Stage, st.Shell.Typed, map[string]func(fyne.CanvasObject){
		"newSight": func(fyne.CanvasObject) {
			newSight(st.Shell, page.Seeing{File: file, Print: func(int) {}, Save: func() {}})
		},
	})
}

// TestKeptFilesArePrinted shows a letter and a photo on paper: a sheet a page, whole, for the reason that was given.
func TestKeptFilesArePrinted(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	letter, photo := keptFile(t, b, "批复.pdf", letterFile(t, 3)), keptFile(t, b, "合影.png", photoFile(t, 60, 40))
	p := forms.Print{Form: forms.Photos, Of: records.Place{Kind: "member", ID: letter.Member}, Full: true, Reason: "存档"}
	lay := func(files []value.ID, leaf int) *preview {
		p := p
		p.Files, p.Leaf = files, leaf
		v := &preview{s: s, q: records.Query{Kind: ledger.Communities}, fixed: &p, reason: p.Reason, behind: func() {}, form: p.Form}
		v.build()
		v.ask()
		if v.out == nil {
			t.Fatal(v.easel.told)
		}
		return v
	}
	for _, c := range []struct {
		files []value.ID
		leaf  int
		pages int
		title string
	}{
		{nil, 0, 4, "附件"}, {[]value.ID{letter.ID}, 0, 3, "批复"}, {[]value.ID{letter.ID}, 2, 1, "批复"}, {[]value.ID{photo.ID}, 0, 1, "合影"},
	} {
		v := lay(c.files, c.leaf)
		if v.out.Pages() != c.pages || !strings.Contains(v.out.Title(), c.title) || v.out.Tabled() {
			t.Errorf("%+v: %d pages, %q", c, v.out.Pages(), v.out.Title())
		}
		if marks := v.out.Page(0).Marks; len(marks) != 1 || marks[0].Picture == nil {
			t.Errorf("%+v: %d marks", c, len(marks))
		}
	}
	dark := 0
	for i, made := 0, sketch(lay([]value.ID{photo.ID}, 0).out.Page(0), 132).(*image.NRGBA); i < len(made.Pix); i += 4 {
		if made.Pix[i] < 0x40 {
			dark++
		}
	}
	if dark < 1000 {
		t.Errorf("the small page shows %d dots of the photo, which is black", dark)
	}
	if page := PrintFixed(s, p, "member", func() {}); !strings.Contains(words(page.View), "打印 4 页") {
		t.Errorf("the preview lays nothing out: %s", words(page.View))
	}
	if err := lay(nil, 0).out.Note("printer"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if lines, err := b.Journal(1); err != nil || lines[0].Intent != "printer" || !lines[0].Detail.Whole || lines[0].Detail.Reason != "存档" {
		t.Errorf("%+v %v", lines, err)
	}
}
