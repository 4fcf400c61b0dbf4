package face

import (
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/ui/look"
)

// TestEveryKindHasAFace: each kind can be shown and counted, and no face is of a kind that there is not.
func TestEveryKindHasAFace(t *testing.T) {
	for _, kind := range ledger.All {
		f := Of(kind)
		if f.Icon == look.IconNone || f.Measure == "" || f.Unit == "" || len(f.Columns) == 0 || len(f.Groups) == 0 {
			t.Errorf("%s lacks a part: icon %q, measure %q, unit %q, %d columns, %d groups", kind.Name(), f.Icon, f.Measure, f.Unit, len(f.Columns), len(f.Groups))
		}
		if f.Hangs != nil && len(Of(f.Hangs.Kind).Columns) == 0 {
			t.Errorf("what hangs on %s has no face", kind.Name())
		}
	}
	if len(faces) != len(ledger.All) {
		t.Errorf("%d faces for %d kinds", len(faces), len(ledger.All))
	}
}
