package native

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unsafe"

	"tuanjian/store/forms"
	"tuanjian/store/paper"
	"tuanjian/store/practice"
	"tuanjian/store/stage"
)

var (
	members = flag.Int("members", 0, "print a roster of so many invented members by the default printer")
	none    = flag.Bool("noprinter", false, "the system has no printer")
	asPDF   = flag.String("pdf", "", "keep the same pages there as our own PDF")
)

// TestTheDialogIsLaidOutAsWindowsHasIt: the sizes that Windows expects of what it is handed.
func TestTheDialogIsLaidOutAsWindowsHasIt(t *testing.T) {
	var d printDialog
	var m devMode
	for name, c := range map[string][2]uintptr{
		"PRINTDLGW":     {unsafe.Sizeof(d), 120},
		"  hDC":         {unsafe.Offsetof(d.dc), 32},
		"  nCopies":     {unsafe.Offsetof(d.copies), 52},
		"  hInstance":   {unsafe.Offsetof(d.instance), 56},
		"dmFields":      {unsafe.Offsetof(m.fields), 72},
		"  dmPaperSize": {unsafe.Offsetof(m.paper), 78},
		"  dmScale":     {unsafe.Offsetof(m.scale), 84},
		"  dmFormName":  {unsafe.Offsetof(m.form), 102},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %d, want %d", name, c[0], c[1])
		}
	}
}

// TestPreset: whatever a driver was set to, our pages are A4 as they stand or lie, and as large as they are.
func TestPreset(t *testing.T) {
	m := devMode{fields: hasPaperLength | hasPaperWidth | hasFormName | hasScale | 0x100, orientation: upright, paper: 1, scale: 70}
	m.preset(false)
	if m.fields != hasOrientation|hasPaperSize|hasScale|0x100 || m.orientation != lying || m.paper != a4 || m.scale != 100 {
		t.Errorf("%+v", m)
	}
	if m.preset(true); m.orientation != upright {
		t.Errorf("%+v", m)
	}
}

// TestCopies: where the driver makes none, a whole copy follows the other.
func TestCopies(t *testing.T) {
	if got := (pick{from: 2, to: 4, copies: 2}).order(); !slices.Equal(got, []int{1, 2, 3, 1, 2, 3}) {
		t.Errorf("%v", got)
	}
}

// TestARosterIsPrinted by the default printer, as if its dialog had been answered by Enter. What the printer made is
// looked at by .ci/printed.
func TestARosterIsPrinted(t *testing.T) {
	if *members == 0 {
		t.Skip("prints only where it is told to")
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	b, err := practice.New(context.Background(), filepath.Join(dir, "练习.tjz"), stage.Password, practice.Options{Members: *members, Seed: 7}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	out, err := forms.Lay(b, forms.Print{Form: forms.MemberRoster})
	if err != nil {
		t.Fatal(err)
	}
	doc := out.Document()
	if *asPDF != "" {
		f, err := os.Create(*asPDF)
		if err != nil {
			t.Fatal(err)
		}
		if err := paper.Write(f, doc, nil); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	c, err := choose(0, doc, returnDefault|dialogFlags)
	if err != nil {
		t.Fatal(err)
	}
	p := newPress(c, doc.Upright())
	defer p.end()
	if !p.fonts[0].ours || !p.fonts[1].ours || !p.fonts[2].ours {
		t.Errorf("the system prints in fonts that are not ours: %v, %v, %v", p.fonts[0].ours, p.fonts[1].ours, p.fonts[2].ours)
	}
	told := 0
	if err := p.print(context.Background(), doc, c.order(), func(done, of int) { told = done }); err != nil {
		t.Fatal(err)
	}
	if told != doc.Count() || c.to != told {
		t.Errorf("%d of %d pages printed", told, doc.Count())
	}
	t.Logf("%d pages handed to %q, %d by %d dots an inch, hold %q", told, c.name, p.across, p.down, heldBy(c.name))
}

// TestCancelledIsNotPrinted: a job that was stopped after its second page never comes out of the printer. That nothing of
// it comes is seen by .ci/printed, too.
func TestCancelledIsNotPrinted(t *testing.T) {
	if *members == 0 {
		t.Skip("prints only where it is told to")
	}
	rows := paper.Sheet{Title: "花名册", Columns: []paper.Column{{Head: "姓名", Width: 8}}, Len: 70, Row: func(int) []string { return []string{"李明"} }}
	doc := rows.Lay()
	c, err := choose(0, doc, returnDefault|dialogFlags)
	if err != nil {
		t.Fatal(err)
	}
	p := newPress(c, doc.Upright())
	defer p.end()
	ctx, cancel := context.WithCancel(context.Background())
	told := 0
	err = p.print(ctx, doc, c.order(), func(done, of int) {
		if told = done; done == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || told != 2 || doc.Count() < 3 {
		t.Errorf("%v after page %d of %d", err, told, doc.Count())
	}
}

// TestNoPrinter: it is said by ErrNoPrinter, and by no box of the system that nobody closes here.
func TestNoPrinter(t *testing.T) {
	if !*none {
		t.Skip("there may be a printer")
	}
	rows := paper.Sheet{Title: "花名册", Columns: []paper.Column{{Head: "姓名", Width: 8}}, Len: 1, Row: func(int) []string { return []string{"李明"} }}
	for _, flags := range []uint32{dialogFlags, returnDefault | dialogFlags} {
		if _, err := choose(0, rows.Lay(), flags); !errors.Is(err, ErrNoPrinter) {
			t.Errorf("flags %#x: %v", flags, err)
		}
	}
}
