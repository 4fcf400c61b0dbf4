package form

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Whatever is typed into whatever field: the form shows what the draft has, or
// still shows what was typed and says why it was not taken; and a form that
// refuses nothing saves a record without a hard fault.
func TestNothingTypedIsLost(t *testing.T) {
	tempApp(t)
	words := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9Xx./-]{0,19}`),
		rapid.SampledFrom([]string{"", "男", "汉族", "2019.5", "430502200605123182", "17012341704", branchID.String(), "3500.5"}))
	w := test.NewWindow(nil)
	w.Resize(fyne.NewSize(520, 600))
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(ledger.All).Draw(t, "kind")
		var got ledger.Record
		o := options()
		o.OnSave = func(r ledger.Record, _ bool) ([]value.Fault, error) { got = r; return nil, nil }
		f := New(kind, kind.New(), o)
		w.SetContent(f)
		f.Start()
		for range rapid.IntRange(1, 4).Draw(t, "fields") {
			i := rapid.IntRange(0, kind.Fields()-1).Draw(t, "field")
			text := words.Draw(t, "text")
			c := f.cell(kind.Columns()[i].Key)
			f.Type(c.col.Key, text)
			if c.own != nil && c.col.Shape != ledger.Ref && c.entry.Text != text {
				t.Fatalf("%s refused %q and shows %q", c.col.Key, text, c.entry.Text)
			}
		}
		for _, c := range f.cells {
			if c.own == nil && c.text != kind.Text(f.draft, c.at, f.o.Basis) {
				t.Fatalf("%s shows %q, the draft has %q", c.col.Key, c.text, kind.Text(f.draft, c.at, f.o.Basis))
			}
		}
		for range 3 {
			f.Save(false)
		}
		hard := false
		for _, fault := range f.problems() {
			hard = hard || !fault.Soft
		}
		if hard == (got != nil) {
			t.Fatalf("hard faults %v, saved %v", hard, got != nil)
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	tempApp(b)
	w := test.NewWindow(New(ledger.Members, saved(), options()))
	w.Resize(fyne.NewSize(520, 700))
	for b.Loop() {
		w.SetContent(New(ledger.Members, saved(), options()))
	}
}

// Leaving a field: taken in, everything checked, faults and second texts shown.
func BenchmarkLeave(b *testing.B) {
	h := member(b, saved(), nil)
	n := 0
	for b.Loop() {
		n++
		h.f.Type("position", []string{"甲", "乙"}[n%2])
	}
}
