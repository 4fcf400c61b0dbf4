package merge

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/ledger"
)

func keysOf(clashes []Clash) []string {
	var keys []string
	for _, c := range clashes {
		keys = append(keys, c.Key)
	}
	slices.Sort(keys)
	return keys
}

// Whichever copy asks: the same fields clash, all others come out alike, and nothing
// comes out that nobody has written. With their own version nobody has anything to say.
func TestMeetFromBothSides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, was, ours, theirs := draw(t)
		bases := [][]ledger.Record{nil, {was}, {was, change(t, kind, was, everyField(kind)...)}}[rapid.IntRange(0, 2).Draw(t, "bases")]
		here, clashes := Meet(kind, bases, ours, theirs)
		there, mirrored := Meet(kind, bases, theirs, ours)
		if !slices.Equal(keysOf(clashes), keysOf(mirrored)) {
			t.Fatalf("clashes %v here and %v there", clashes, mirrored)
		}
		for _, c := range clashes {
			if !Take(kind, there, ours, c.Key) {
				t.Skip("a field that may not be empty was")
			}
			if i := kind.At(c.Key); i >= 0 && (c.Ours != written(kind, ours, i) || c.Theirs != written(kind, theirs, i) || c.Ours == c.Theirs) {
				t.Fatalf("%+v", c)
			}
		}
		if !Same(kind, here, there) {
			t.Fatalf("%v\nhere  %+v\nthere %+v", clashes, here, there)
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			if text := written(kind, here, i); text != written(kind, ours, i) && text != written(kind, theirs, i) && c.Key != "sex" && c.Key != "born" {
				t.Fatalf("%s is %q, which nobody wrote", c.Key, text)
			}
		}
		if r, clashes := Meet(kind, bases, ours, ours); len(clashes) > 0 || len(bases) < 2 && !Same(kind, r, ours) {
			t.Fatalf("with itself: %v %+v", clashes, r)
		}
	})
}

// Two bases that lead to different answers know nothing of that field.
func TestMeetAfterDifferentDecisions(t *testing.T) {
	kind := ledger.Enterprises
	ours, theirs := &ledger.Enterprise{Title: "东升五金", Boss: "甲"}, &ledger.Enterprise{Title: "东升五金", Boss: "乙", Address: "大祥路 1 号"}
	r, clashes := Meet(kind, []ledger.Record{ours, theirs}, ours, theirs)
	if len(clashes) != 2 || !Same(kind, r, ours) {
		t.Errorf("%+v %+v", clashes, r)
	}
	before := &ledger.Enterprise{Title: "东升五金", Boss: "甲"}
	r, clashes = Meet(kind, []ledger.Record{before, ours}, ours, theirs)
	if len(clashes) != 0 || !Same(kind, r, theirs) {
		t.Errorf("%+v %+v", clashes, r)
	}
}
