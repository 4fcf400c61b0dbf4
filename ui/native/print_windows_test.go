package native

import (
	"context"
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
	c, err := choose(0, doc, returnDefault|noSelection|noPrintToFile|driversCopies)
	if err != nil {
		t.Fatal(err)
	}
	p := newPress(c.dc)
	defer p.end()
	if !p.fonts[0].ours || !p.fonts[1].ours {
		t.Errorf("the system prints in fonts that are not ours: %v, %v", p.fonts[0].ours, p.fonts[1].ours)
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
