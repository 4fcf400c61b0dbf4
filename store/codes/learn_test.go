package codes

import "testing"

func TestLearn(t *testing.T) {
	l := &List{Name: "try"}
	l.Learn([]Item{{Code: "1", Label: "甲"}, {Code: "2", Label: "乙（二）"}})
	for _, x := range []struct {
		item Item
		take bool
	}{
		{Item{Code: "3", Label: "丙"}, true},
		{Item{Code: "1", Label: "丁"}, false},    // the code means something else
		{Item{Code: "4", Label: "甲"}, false},    // the label does
		{Item{Code: "4", Label: "乙(二)"}, false}, // written in another width
		{Item{Code: "4", Label: "2"}, false},    // a label that is a code
		{Item{Code: "", Label: "丁"}, false},
		{Item{Code: "4", Label: ""}, false},
		{Item{Code: "a b", Label: "丁"}, false},
		{Item{Code: "../a", Label: "丁"}, false},
		{Item{Code: "丁", Label: "丁"}, false},
		{Item{Code: "4", Label: "丁\n戊"}, false},
		{Item{Code: "123456789012345678901", Label: "丁"}, false},
		{Item{Code: "A-4", Label: "丁", Group: "on"}, true},
	} {
		missing := l.Missing([]Item{x.item})
		took := l.Learn([]Item{x.item, x.item})
		if len(missing) != len(took) || (len(took) == 1) != x.take {
			t.Errorf("%+v: missing %v, took %v", x.item, missing, took)
		}
	}
	if l.Label("A-4") != "丁" || l.Group("A-4") != "on" || l.Label("1") != "甲" || len(l.Items()) != 4 {
		t.Errorf("%+v", l.Items())
	}
	if code, ok := l.Code("丁"); !ok || code != "A-4" {
		t.Error(code)
	}
	seen := map[string]bool{}
	for _, l := range Lists() {
		if seen[l.Name] || ListNamed(l.Name) != l || len(l.Items()) == 0 {
			t.Errorf("%q", l.Name)
		}
		seen[l.Name] = true
	}
	if ListNamed("member") != nil || len(seen) < 30 {
		t.Errorf("%d lists", len(seen))
	}
}
