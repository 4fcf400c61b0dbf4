//go:build !windows

package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/paper"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

// office puts a printing system on the path: what lpstat lists, the printers that print on both sides, what the queue
// says afterwards. It answers what lp was told, "" for nothing.
func office(t *testing.T, printers, both, alerts string) (told func() string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "told")
	stage.OnPath(t, map[string]string{
		"lpstat":    `case "$1" in -e) printf '` + printers + `';; -d) echo 'system default destination: Office';; -l) printf '` + alerts + `';; esac`,
		"lpoptions": `case " ` + both + ` " in *" $2 "*) echo 'Duplex/Two sides: *None DuplexNoTumble DuplexTumble';; esac`,
		"lp":        `echo "$@" > ` + out + `; while read -r line; do :; done`,
	})
	return func() string {
		text, err := os.ReadFile(out)
		if err != nil {
			return ""
		}
		return strings.TrimPrefix(strings.TrimSpace(string(text)), "-t 团建台账 -o media=A4 -o print-scaling=none ")
	}
}

// leaves is a document of three pages and a bit.
func leaves(t *testing.T) *paper.Document {
	t.Helper()
	s := paper.Sheet{Title: "花名册", Columns: []paper.Column{{Head: "姓名", Width: 8}}, Len: 70, Row: func(int) []string { return []string{"李明"} }}
	d := s.Lay()
	if d.Count() != 4 {
		t.Fatalf("%d pages", d.Count())
	}
	return d
}

// atPrinter is a window in which four pages are about to be printed.
func atPrinter(t *testing.T, size look.Size, room fyne.Size) (s *stand, sheets Sheets, done *int) {
	t.Helper()
	s, done = newStandOf(t, size, newBook(t, 1)), new(int)
	s.Window.Resize(room)
	sheets = Sheets{Window: s.Window, Doc: leaves(t), Asking: &hands.Latest{}, Done: func(pages int) { *done = pages },
		Save: func() { *done = -1 }, Fail: func(err error) { t.Error(err) }}
	return s, sheets, done
}

var usual = fyne.NewSize(1146, 692)

// TestOneEnterPrints: with one printer that has one side there is nothing to choose.
func TestOneEnterPrints(t *testing.T) {
	s, sheets, done := atPrinter(t, look.Standard, usual)
	told := office(t, `Office\n`, "", "")
	sheets.Print()
	s.Photograph("printer-one")
	if got := s.Told(); !strings.Contains(got, "Office") || offersSides(s) {
		t.Errorf("it asks %s", got)
	}
	s.Press(fyne.KeyReturn)
	if told() != "-d Office -o sides=one-sided" || *done != 4 || s.Top() != nil {
		t.Errorf("lp was told %q, done %d, on top %s", told(), *done, s.Told())
	}
}

// TestThePrinterIsChosen by keys alone, with copies, pages and both sides.
func TestThePrinterIsChosen(t *testing.T) {
	s, sheets, done := atPrinter(t, look.Standard, usual)
	told := office(t, `Office\n二楼\n`, "二楼", "")
	sheets.Print()
	c := s.Canvas()
	stop := func(i int) fyne.Focusable { return stops(s.Top())[i] }
	if offersSides(s) {
		t.Error("the default has one side, and it offers two")
	}
	c.Focus(stop(0))
	stop(0).(*kit.Picker).SetText("二")
	s.Press(fyne.KeyReturn)
	if !offersSides(s) {
		t.Fatal("it prints on both sides, and offers one")
	}
	for _, text := range []string{"2", "2", "3"} {
		e, ok := c.Focused().(*kit.Entry)
		if !ok {
			t.Fatalf("Enter leads to %T", c.Focused())
		}
		e.SetText(text)
		if text != "3" {
			s.Press(fyne.KeyReturn)
		}
	}
	sides := stop(4).(*kit.Tabs)
	c.Focus(sides)
	s.Press(fyne.KeyRight)
	s.Photograph("printer-chosen")
	s.Press(fyne.KeyF10)
	if want := "-d 二楼 -n 2 -o collate=true -P 2-3 -o sides=two-sided-short-edge"; told() != want || *done != 2 {
		t.Errorf("lp was told %q, want %q; done %d", told(), want, *done)
	}
}

// stops are what in a panel takes the keyboard.
func stops(panel fyne.CanvasObject) (all []fyne.Focusable) {
	for _, o := range test.LaidOutObjects(panel) {
		if f, ok := o.(fyne.Focusable); ok && hands.InSight(f) {
			all = append(all, f)
		}
	}
	return all
}

// offersSides says whether the dialog asks for one side or both.
func offersSides(s *stand) bool {
	return slices.ContainsFunc(stops(s.Top()), func(f fyne.Focusable) bool { _, is := f.(*kit.Tabs); return is })
}

// TestWrongNumbersAreNotPrinted: it says which field is wrong, and the keyboard is in it.
func TestWrongNumbersAreNotPrinted(t *testing.T) {
	s, sheets, _ := atPrinter(t, look.Standard, usual)
	told := office(t, `Office\n二楼\n`, "", "")
	sheets.Print()
	fields := stops(s.Top())
	for _, c := range []struct {
		at          int
		wrong, want string
	}{
		{0, "三楼", "请按 F4 选一台打印机"}, {1, "0", "份数请填 1 到 99"}, {1, "1e9", "份数"}, {2, "5", "从第几页，请填 1 到"}, {2, "", "从第几页"}, {3, "-1", "到第几页，请填 1 到"},
	} {
		var e *kit.Entry
		switch f := fields[c.at].(type) {
		case *kit.Picker:
			e = &f.Entry
		case *kit.Entry:
			e = f
		}
		right := e.Text
		e.SetText(c.wrong)
		s.Press(fyne.KeyF10)
		if got := strings.ReplaceAll(s.Told(), "|", ""); !strings.Contains(got, c.want) || told() != "" {
			t.Errorf("%q in field %d: it says %s; lp was told %q", c.wrong, c.at, got, told())
		}
		if s.Canvas().Focused() != fields[c.at] {
			t.Errorf("%q in field %d: the keyboard is with %T", c.wrong, c.at, s.Canvas().Focused())
		}
		e.SetText(right)
	}
	s.Photograph("printer-wrong")
	s.Press(fyne.KeyF10)
	if told() != "-d Office -o sides=one-sided" {
		t.Errorf("put right, lp was told %q", told())
	}
}

// TestEscPrintsNothing, from wherever in the dialog the keyboard is, and the page has it again.
func TestEscPrintsNothing(t *testing.T) {
	s, sheets, done := atPrinter(t, look.Standard, usual)
	told := office(t, `Office\n二楼\n`, "Office", "")
	field := kit.NewEntry()
	s.Put(field)
	s.Canvas().Focus(field)
	for i := 0; ; i++ {
		sheets.Print()
		all := stops(s.Top())
		if len(all) < 7 {
			t.Fatalf("only %d stops", len(all))
		}
		if i == len(all) {
			break
		}
		s.Canvas().Focus(all[i])
		s.Press(fyne.KeyEscape)
		if s.Top() != nil || s.Canvas().Focused() != fyne.Focusable(field) {
			t.Fatalf("Esc in %T: on top %s, the keyboard is with %T", all[i], s.Told(), s.Canvas().Focused())
		}
	}
	if told() != "" || *done != 0 {
		t.Errorf("lp was told %q, done %d", told(), *done)
	}
}

// TestThePrinterDialogFits the smallest window in the largest text.
func TestThePrinterDialogFits(t *testing.T) {
	room := fyne.NewSize(1024, 700)
	s, sheets, _ := atPrinter(t, look.Huge, room)
	office(t, `Office\n二楼\nHP_LaserJet_Professional_P1106_USB_3F_of_the_whole_community_office\n`, "Office", "")
	sheets.Print()
	s.Press(fyne.KeyF10)
	sheets.Print()
	first := stops(s.Top())[0].(*kit.Picker)
	first.SetText("HP_LaserJet_Professional_P1106_USB_3F_of_the_whole_community_office")
	stops(s.Top())[1].(*kit.Entry).SetText("x")
	s.Press(fyne.KeyF10)
	if got := s.Told(); !strings.Contains(got, "份数请填") {
		t.Errorf("the only printer that was typed is not taken: %s", got)
	}
	s.Photograph("printer-huge")
	for _, out := range stage.Unseen(s.Top(), room) {
		t.Error(out)
	}
	s.Press(fyne.KeyEscape)
	office(t, strings.Repeat("a_queue_of_a_very_long_name_", 8)+`\n`, "", "")
	sheets.Print()
	s.Photograph("printer-long")
	for _, out := range stage.Unseen(s.Top(), room) {
		t.Error(out)
	}
}

// TestWhatAPrinterWaitsForIsSaid: the pages are with the printer, and a person has to go there.
func TestWhatAPrinterWaitsForIsSaid(t *testing.T) {
	for alerts, want := range map[string]string{`\tAlerts: media-empty-error\n`: "缺纸", `\tAlerts: offline-report\n`: "没有连上", `\tAlerts: paused\n`: "停着"} {
		s, sheets, done := atPrinter(t, look.Standard, usual)
		office(t, `Office\n`, "", alerts)
		sheets.Print()
		s.Press(fyne.KeyReturn)
		if got := s.Told(); !strings.Contains(got, want) || *done != 4 {
			t.Errorf("%s: it says %s, done %d", alerts, got, *done)
		}
		s.Press(fyne.KeyEscape)
	}
}

// TestNoPrinterIsSaid and the way round it shown.
func TestNoPrinterIsSaid(t *testing.T) {
	s, sheets, done := atPrinter(t, look.Standard, usual)
	stage.OnPath(t, nil)
	sheets.Print()
	if got := s.Told(); !strings.Contains(got, "没有能用的打印机") {
		t.Fatalf("it says %s", got)
	}
	s.Press(fyne.KeyRight, fyne.KeyReturn)
	if *done != -1 {
		t.Error("另存 PDF does not save")
	}
}

// TestALeftPageAsksForNoPrinter: the printing system answers late, when somebody has gone on or the ledger is locked.
func TestALeftPageAsksForNoPrinter(t *testing.T) {
	s, sheets, _ := atPrinter(t, look.Standard, usual)
	office(t, `Office\n`, "", "")
	q := &hands.Queue{}
	defer kit.UseHands(q.Hands())()
	sheets.Print()
	sheets.Asking.Drop()
	q.Finish(0)
	if s.Top() != nil {
		t.Errorf("it asks %s", s.Told())
	}
	sheets.Print()
	q.Finish(1)
	if s.Top() == nil {
		t.Error("nothing is asked at all")
	}
}
