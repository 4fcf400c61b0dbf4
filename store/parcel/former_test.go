package parcel

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// TestRecordsComeBackWhole: a record that is read has the mark of the one that was written, and its particulars.
func TestRecordsComeBackWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := Content{Manifest: testManifest()}
		sent := map[value.ID]ledger.Record{}
		var marker Marker
		for k, kind := range ledger.All {
			var records []ledger.Record
			for i := range rapid.IntRange(0, 2).Draw(rt, "records") {
				r := anyRecord(rt, kind, idOf(100*k+i+1))
				for j, text := range texts(kind, r) {
					kind.Set(r, j, clean(text)) // a name with a zero byte is another once the byte is not one
				}
				sent[r.Head().ID] = r
				records = append(records, r)
				for range rapid.IntRange(0, 2).Draw(rt, "former") {
					f := Former{Kind: kind, Record: r.Head().ID, Mark: marker.MarkOf(kind, anyRecord(rt, kind, idOf(1)))}
					if rapid.Bool().Draw(rt, "gone") {
						f.Mark = Gone
					}
					for range rapid.IntRange(0, 3).Draw(rt, "numbers") {
						f.Revs = append(f.Revs, rapid.Uint32().Draw(rt, "number"))
					}
					f.Still = rapid.Bool().Draw(rt, "still")
					c.Former = append(c.Former, f)
				}
			}
			c.Tables = append(c.Tables, Table{kind, records})
		}
		p, err := read(t, pack(t, c), Submission)
		if err != nil {
			rt.Fatal(err)
		}
		err = p.Records(context.Background(), func(kind ledger.Kind, r ledger.Record) error {
			m := r.Head()
			was := sent[m.ID]
			if was == nil {
				rt.Fatalf("%s %s was not sent, or came twice", kind.Name(), m.ID)
			}
			delete(sent, m.ID)
			if got, want := marker.MarkOf(kind, r), marker.MarkOf(kind, was); got != want {
				rt.Fatalf("%s:\n%q\n%q", kind.Name(), texts(kind, r), texts(kind, was))
			}
			h := was.Head()
			if m.Rev != h.Rev || m.Created != h.Created || m.Changed != h.Changed || m.ChangedBy != clean(h.ChangedBy) || m.Source != h.Source {
				rt.Fatalf("particulars: %+v, want %+v", *m, *h)
			}
			return nil
		})
		if err != nil || len(sent) > 0 {
			rt.Fatal(err, sent)
		}
		var got []Former
		if err := p.Former(context.Background(), func(f Former) error { got = append(got, f); return nil }); err != nil {
			rt.Fatal(err)
		}
		if !slices.EqualFunc(got, c.Former, func(a, b Former) bool { return reflect.DeepEqual(a, b) }) {
			rt.Fatalf("former versions:\n%v\n%v", got, c.Former)
		}
	})
}

// TestMarks: every field, the past, an excuse and loose text make another mark; particulars do not.
func TestMarks(t *testing.T) {
	var marker Marker
	for _, kind := range ledger.All {
		r := fill(t, kind, idOf(1))
		seen := map[Mark]string{Gone: "removed", marker.MarkOf(kind, r): "nothing"}
		other := func(what string, change func(ledger.Record)) {
			x := kind.Clone(r)
			change(x)
			mark := marker.MarkOf(kind, x)
			if had, again := seen[mark]; again {
				t.Errorf("%s: %s has the mark of %s", kind.Name(), what, had)
			}
			seen[mark] = what
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			text := map[ledger.Shape]string{ledger.Number: "7", ledger.Amount: "7", ledger.Day8: "2020-02-02", ledger.Month6: "2020-02", ledger.Ref: idOf(7).String()}[c.Shape]
			if text == "" {
				text = "啊啊啊"
			}
			other(c.Key, func(x ledger.Record) {
				if kind.Set(x, i, text); kind.Text(x, i, ledger.Basis{}) == "" {
					x.Head().SetLoose(c.Key, text)
				}
			})
		}
		other("an excuse", func(x ledger.Record) { x.Head().Excuse(ledger.Excuse{Key: "name", Code: "x", Reason: "y"}) })
		other("loose text", func(x ledger.Record) { x.Head().SetLoose("nowhere", "z") })
		for _, key := range kind.Histories() {
			other("the past of "+key, func(x ledger.Record) { kind.SetPast(x, key, []ledger.Spell{{State: "1"}}) })
		}
		x := kind.Clone(r)
		x.Head().Rev, x.Head().Changed, x.Head().ChangedBy, x.Head().Order, x.Head().Source = 9, 9, "乙", 9, "import"
		if marker.MarkOf(kind, x) != marker.MarkOf(kind, r) {
			t.Errorf("%s: particulars make another mark", kind.Name())
		}
	}
}

func texts(kind ledger.Kind, r ledger.Record) []string {
	var all []string
	for i := range kind.Fields() {
		all = append(all, kind.Text(r, i, ledger.Basis{}))
	}
	return all
}

// TestOverruledComesBack: what stood before a decision travels, and a package without any has no such file.
func TestOverruledComesBack(t *testing.T) {
	c := smallSample(t)
	gone := fill(t, ledger.Members, idOf(4), "name", "龙某", "phone", "13800138000")
	for _, n := range []int{0, 2} {
		c.Overruled = nil
		for range n {
			c.Overruled = append(c.Overruled, Earlier{ledger.Members, gone})
		}
		p, err := read(t, pack(t, c), Submission)
		if err != nil {
			t.Fatal(err)
		}
		if has := p.Manifest.file(overruledName) != nil; has != (n > 0) {
			t.Errorf("%d overruled: the file is there: %v", n, has)
		}
		found := 0
		err = p.Overruled(context.Background(), func(w Was) error {
			if w.Kind == "member" && w.ID == idOf(4) && w.Fields["phone"] == "13800138000" {
				found++
			}
			return nil
		})
		if err != nil || found != n {
			t.Errorf("%d of %d came back: %v", found, n, err)
		}
	}
}
