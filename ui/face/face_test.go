package face

import (
	"slices"
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/ui/look"
)

// TestEveryKindHasAFace: each kind can be shown and counted, and no face is of a kind that there is not.
func TestEveryKindHasAFace(t *testing.T) {
	for _, kind := range ledger.All {
		f := Of(kind)
		if f.Icon == look.IconNone || kind.Measure() == "" || kind.Unit() == "" || len(f.Columns) == 0 || len(f.Groups) == 0 {
			t.Errorf("%s lacks a part: icon %q, measure %q, unit %q, %d columns, %d groups", kind.Name(), f.Icon, kind.Measure(), kind.Unit(), len(f.Columns), len(f.Groups))
		}
		for _, key := range f.Columns {
			if !find.Has(kind, key) {
				t.Errorf("the list of %s has no column %s", kind.Name(), key)
			}
		}
		if h := f.Hangs; h != nil && (h.Past == nil || h.Label == nil || h.Hint == nil || h.Fill == nil) {
			t.Errorf("%s: the panel of an opened record asks what is not there", kind.Name())
		}
		if f.Hangs != nil && len(Of(f.Hangs.Kind).Columns) == 0 {
			t.Errorf("what hangs on %s has no face", kind.Name())
		}
	}
	for kind := range faces {
		if !slices.Contains(ledger.All, kind) {
			t.Errorf("a face of %s, which no ledger has", kind.Name())
		}
	}
}
