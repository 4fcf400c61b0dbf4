package ledger

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/value"
)

// drawRecord draws a record of a kind with right values in some of its fields.
func drawRecord(t *rapid.T, kind Kind) Record {
	r := kind.New()
	for i, c := range kind.Columns()[:kind.Fields()] {
		if rapid.IntRange(0, 3).Draw(t, "skip "+c.Key) == 0 {
			continue
		}
		if err := kind.Set(r, i, drawText(t, c)); err != nil && !err.(*value.Fault).Soft && err.(*value.Fault).Code != value.Missing {
			t.Fatalf("%s.%s: %v", kind.Name(), c.Key, err)
		}
	}
	return r
}

func drawText(t *rapid.T, c Column) string {
	switch {
	case c.Shape == Choice:
		words := []string{"没有这个词"}
		for _, item := range c.Choices.Items() {
			words = append(words, item.Label, item.Code)
		}
		return rapid.SampledFrom(words).Draw(t, c.Key)
	case c.Shape == Ref && c.Choices.Many:
		return value.JoinIDs(rapid.SliceOfN(rapid.SampledFrom(someIDs), 0, 3).Draw(t, c.Key))
	case c.Shape == Ref:
		return rapid.SampledFrom(someIDs).Draw(t, c.Key).String()
	case c.Shape == IDCard:
		return drawResident(t)
	case c.Shape == Number:
		return value.CountOf(rapid.IntRange(0, 999_999_999).Draw(t, c.Key)).String()
	case c.Shape == Amount:
		return value.MoneyOf(rapid.Int64Range(0, 1_000_000_00).Draw(t, c.Key)).String()
	case c.Shape == Day8 || c.Shape == Month6:
		d := value.Day(1950, 1, 1).AddDays(rapid.IntRange(0, 27_000).Draw(t, c.Key))
		return rapid.SampledFrom([]string{d.String(), d.String()[:7], d.String()[:4]}).Draw(t, "precision")
	case c.Shape == Phone || c.Shape == Credit || c.Shape == Digits:
		return rapid.SampledFrom([]string{"13912345678", "0739-5321234", "139", "91430502MA4L12346Y", "430502001001", "201943001234", "x"}).Draw(t, c.Key)
	}
	return rapid.OneOf(rapid.SampledFrom([]string{"李𬭎", "阿依古丽·买买提", "=1+1", "O'Neill John", "第一行\n第二行", " 两 端 ", "7"}), rapid.StringN(1, 20, -1)).Draw(t, c.Key)
}

// The law of the field table: setting what Get gave changes nothing, and reports
// nothing but what was reported before.
func TestSettingWhatIsThereChangesNothing(t *testing.T) {
	for _, kind := range All {
		t.Run(kind.Name(), rapid.MakeCheck(func(t *rapid.T) {
			r := drawRecord(t, kind)
			before := kind.Faults(r, basis())
			again := kind.Clone(r)
			for i, c := range kind.Columns()[:kind.Fields()] {
				err := kind.Set(again, i, kind.Text(again, i, basis()))
				if err == nil {
					continue
				}
				f := err.(*value.Fault)
				// Where nothing is, nothing can be set: the vital fields say so.
				if !f.Soft && (f.Code != value.Missing || kind.Text(r, i, basis()) != "") {
					t.Fatalf("%s: %s %s", c.Key, f.Code, f.Text)
				}
				if !slices.ContainsFunc(before, func(b value.Fault) bool { return b.Key == c.Key && b.Code == f.Code }) {
					t.Fatalf("%s: setting it reports %s, checking it does not", c.Key, f.Code)
				}
			}
			if got := differing(r, again); len(got) > 0 {
				t.Fatalf("changed: %v", got)
			}
			if fmt.Sprint(kind.Faults(again, basis())) != fmt.Sprint(before) {
				t.Fatalf("faults %v, then %v", before, kind.Faults(again, basis()))
			}
		}))
	}
}

// Checking, tidying and carrying are things that every kind can bear: checking
// changes nothing, tidying twice is tidying once and changes nothing that is shown,
// carrying from itself adds nothing, and a clone lives by itself.
func TestEveryKindBearsTheSame(t *testing.T) {
	for _, kind := range All {
		t.Run(kind.Name(), rapid.MakeCheck(func(t *rapid.T) {
			r := drawRecord(t, kind)
			was := kind.Clone(r)
			for _, f := range kind.Faults(r, basis()) {
				if f.Text == "" || f.Code == "" || f.Key != "" && kind.At(f.Key) < 0 {
					t.Fatalf("%+v", f)
				}
			}
			if got := differing(was, r); len(got) > 0 {
				t.Fatalf("checking changed %v", got)
			}
			kind.Carry(was, r)
			if got := differing(was, r); len(got) > 0 {
				t.Fatalf("carrying from itself changed %v", got)
			}
			kind.Tidy(r)
			for i, c := range kind.Columns()[:kind.Fields()] {
				if a, b := kind.Text(was, i, basis()), kind.Text(r, i, basis()); a != b && c.Key != "born" {
					t.Fatalf("tidying makes %s %q of %q", c.Key, b, a)
				}
			}
			once := kind.Clone(r)
			kind.Tidy(r)
			if got := differing(once, r); len(got) > 0 {
				t.Fatalf("tidying twice changed %v", got)
			}
			for i := range kind.Columns()[kind.Fields():] {
				kind.Text(r, kind.Fields()+i, basis())
			}
			kind.Set(r, 0, "换了")
			if differs := differing(once, r); len(differs) > 1 {
				t.Fatalf("setting one field changed %v", differs)
			}
		}))
	}
}

// A hard fault leaves the value as it was; a soft one keeps what was written.
func TestHardFaultsChangeNothing(t *testing.T) {
	for _, kind := range All {
		t.Run(kind.Name(), rapid.MakeCheck(func(t *rapid.T) {
			r := drawRecord(t, kind)
			i := rapid.IntRange(0, kind.Fields()-1).Draw(t, "field")
			text := rapid.OneOf(rapid.SampledFrom([]string{"", " ", "2019-02-30", "4.30502E+17", "430502********3182", "abc", "110105491231002", "十二万", "*"}), rapid.String()).Draw(t, "text")
			was := kind.Clone(r)
			err := kind.Set(r, i, text)
			if err == nil {
				return
			}
			f := err.(*value.Fault)
			if f.Key != kind.Columns()[i].Key || f.Code == "" || f.Text == "" {
				t.Fatalf("%+v", f)
			}
			if changed := differing(was, r); !f.Soft && len(changed) > 0 {
				t.Fatalf("refused %q, and changed %v", text, changed)
			}
		}))
	}
}
