package codes

import (
	"testing"

	"tuanjian/store/value"
)

// What every cell of a workbook is asked leaves nothing to be collected: a word that no list has, and a day as we write it.
func TestWhatEveryCellIsAskedLeavesNothing(t *testing.T) {
	for what, ask := range map[string]func(){
		"a word that no list has": func() { Nations.Code("？1234 族，（甲）") },
		"a day":                   func() { value.ParseDate("2003-05-04") },
	} {
		if n := testing.AllocsPerRun(100, ask); n != 0 {
			t.Errorf("%s: %.0f pieces of memory", what, n)
		}
	}
}
