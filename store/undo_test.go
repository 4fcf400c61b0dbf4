package store_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

func said(left []store.Left) string {
	var lines []string
	for _, l := range left {
		lines = append(lines, l.Kind+" "+l.Name+" "+l.Label+" "+l.Why)
	}
	return strings.Join(lines, "\n")
}

// A wrong import is found three weeks later: what nobody touched since goes, what
// somebody worked on stays, and is named.
func TestUndoAnImportWeeksLater(t *testing.T) {
	b := stage.Book(t)
	own := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|手机|团支部|团内职务\n" +
		"李华|" + own.IDNumber + "|13700000001||\n" +
		"王刚|" + stage.IDNumber("2002-03-04", 13) + "|13700000002|东升五金团支部|书记\n" +
		"赵敏|" + stage.IDNumber("2002-03-04", 21) + "|13700000003|东升五金团支部|\n" +
		"尉迟恭|" + stage.IDNumber("2002-03-04", 15) + "|13700000004||"})
	in, err := intake.Read(t.Context(), b, path, []ledger.Kind{ledger.Members}, nil)
	if err != nil {
		t.Fatal(err)
	}
	in.Tables[0].Decide("东升五金团支部", intake.Decision{Create: true})
	if _, err := in.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	seq := stage.Seq(b)
	if b.Today().Count(ledger.Members) != 4 || b.Today().Count(ledger.Branches) != 1 || b.Today().Count(ledger.Posts) != 1 {
		t.Fatal(b.Today().Count(ledger.Members), b.Today().Count(ledger.Branches), b.Today().Count(ledger.Posts))
	}
	// Weeks later: one of them was worked on, and one of the old changes was put right.
	min := *stage.Members(b)["赵敏"]
	min.Note = "已核对"
	stage.Keep(t, b, ledger.Members, &min)
	late := stage.Person("孙婷", "2001-05-06", 17)
	late.Branch = min.Branch
	stage.Keep(t, b, ledger.Members, late)
	b = stage.Reopened(t, b)

	p, err := undo.Of(b, seq)
	if err != nil {
		t.Fatal(err)
	}
	if p.Removed != 3 || p.Back != 1 || p.Restored != 0 || len(p.Left) != 2 {
		t.Errorf("%d removed, %d back, %d restored:\n%s", p.Removed, p.Back, p.Restored, said(p.Left))
	}
	for _, want := range []string{"member 赵敏  后来又改过，保留", "branch 东升五金团支部  后来又有 2 条资料要用到它，保留"} {
		if !strings.Contains(said(p.Left), want) {
			t.Errorf("not said: %s\n%s", want, said(p.Left))
		}
	}
	undone, err := p.Apply()
	if err != nil {
		t.Fatal(err)
	}
	now := stage.Members(b)
	if len(now) != 3 || now["李华"].Phone != own.Phone || now["赵敏"].Note != "已核对" || now["孙婷"] == nil || b.Today().Count(ledger.Posts) != 0 {
		t.Errorf("%v", now)
	}
	if _, err := undo.Of(b, seq); stage.CodeOf(err) != store.Refused {
		t.Errorf("undone twice: %v", err)
	}
	// And back again, from the recycle bin.
	before := stage.State(b)
	again := stage.Undo(t, b, undone)
	if again.Restored != 3 || again.Back != 1 || len(again.Left) != 0 || stage.Members(b)["李华"].Phone != "13700000001" || stage.Members(b)["尉迟恭"] == nil {
		t.Errorf("%+v", again)
	}
	if bin, _ := b.Bin().All(); len(bin) != 0 {
		t.Errorf("left in the bin: %+v", bin)
	}
	stage.Undo(t, b, seq) // it is in force again, so it can be taken back again
	if !reflect.DeepEqual(stage.State(b), before) {
		t.Error("the second undo differs from the first")
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

// Each field goes its own way.
func TestUndoAroundLaterEdits(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	m := *people[0]
	m.Phone, m.Note, m.Nation = "13700000001", "第一次", "02"
	second := stage.Keep(t, b, ledger.Members, &m)
	seq := stage.Seq(b)
	third := *second
	third.Phone, third.WeChat = "13800000002", "a@b.cn"
	stage.Keep(t, b, ledger.Members, &third)
	p := stage.Undo(t, b, seq)
	got := stage.Members(b)["李华"]
	if got.Phone != "13800000002" || got.WeChat != "a@b.cn" || got.Note != "" || got.Nation != people[0].Nation {
		t.Errorf("%+v", got)
	}
	if len(p.Left) != 1 || p.Left[0].Label == "" || p.Left[0].Name != "李华" {
		t.Errorf("%s", said(p.Left))
	}
}

// A state that was never true leaves nothing in the history of states.
func TestUndoATransition(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	m := *people[1]
	m.State, m.StateFrom = "5", 20261101
	stage.Keep(t, b, ledger.Members, &m)
	stage.Undo(t, b, stage.Seq(b))
	got := stage.Members(b)["王刚"]
	if got.State != people[1].State || !reflect.DeepEqual(got.StatePast, people[1].StatePast) {
		t.Errorf("%+v", got.StatePast)
	}
}

func TestUndoWhatCannotBe(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	for _, seq := range []uint64{0, 1, 999} { // none, 新建台账, not yet
		if _, err := undo.Of(b, seq); stage.CodeOf(err) != store.Refused {
			t.Errorf("%d: %v", seq, err)
		}
	}
	// The number that the undo would give back is another one's by now.
	m := *people[1]
	m.IDNumber = stage.IDNumber("2002-03-04", 31)
	stage.Keep(t, b, ledger.Members, &m)
	seq := stage.Seq(b)
	stage.Keep(t, b, ledger.Members, stage.Person("赵敏", "2002-03-04", 13))
	p, err := undo.Of(b, seq)
	if err != nil || !p.Nothing() || len(p.Left) != 1 || !strings.Contains(p.Left[0].Why, "赵敏") {
		t.Fatalf("%v %+v", err, p)
	}
	if _, err := p.Apply(); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	// Somebody saves between the plan and the deed.
	n := *people[2]
	n.Note = "x"
	stage.Keep(t, b, ledger.Members, &n)
	p, err = undo.Of(b, stage.Seq(b))
	if err != nil {
		t.Fatal(err)
	}
	o := *stage.Members(b)["王刚"]
	o.Note = "y"
	stage.Keep(t, b, ledger.Members, &o)
	if _, err := p.Apply(); stage.CodeOf(err) != store.Changed {
		t.Error(err)
	}
}

// Ctrl+Z and Ctrl+Y as a person expects them, and never beyond what this opening did.
func TestUndoLastAndRedo(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	b = stage.Reopened(t, b)
	if p, err := undo.Last(b); p != nil || err != nil {
		t.Fatalf("what was done before the ledger was opened: %+v %v", p, err)
	}
	note := func() string { return stage.Members(b)["李华"].Note }
	for i := range 3 {
		m := *stage.Members(b)["李华"]
		m.Note = fmt.Sprint(i)
		stage.Keep(t, b, ledger.Members, &m)
	}
	step := func(plan func(*store.Book) (*undo.Plan, error), want string) {
		t.Helper()
		p, err := plan(b)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			if want != "-" {
				t.Fatal("nothing to do")
			}
			return
		}
		if _, err := p.Apply(); err != nil {
			t.Fatal(err)
		}
		if note() != want {
			t.Errorf("%q, want %q", note(), want)
		}
	}
	step(undo.Last, "1")
	step(undo.Last, "0")
	step(undo.Redo, "1")
	step(undo.Redo, "2")
	step(undo.Redo, "-")
	step(undo.Last, "1")
	step(undo.Last, "0")
	step(undo.Last, people[0].Note)
	step(undo.Last, "-")
	step(undo.Redo, "0")
	m := *stage.Members(b)["李华"]
	m.Note = "新"
	stage.Keep(t, b, ledger.Members, &m)
	step(undo.Redo, "-") // something else was done since
	step(undo.Last, "0")
	ops, err := undo.Operations(b, 4)
	if err != nil || ops[0].Intent != "undo" || !ops[1].Undone || ops[1].Undoable {
		t.Errorf("%v %+v", err, ops)
	}
	touched, err := undo.Touched(b, ops[1].Seq, 10)
	if err != nil || len(touched) != 1 || touched[0].Name != "李华" || touched[0].Gone || touched[0].Added {
		t.Errorf("%v %+v", err, touched)
	}
}

// Whatever was done, undoing it all from the last to the first gives the beginning
// back; doing it all again gives the end.
func TestUndoAll(t *testing.T) {
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		m := newModel(t, subfolder(t, folder, n))
		defer m.book.Close()
		b := m.book
		for range rapid.IntRange(0, 4).Draw(t, "before") {
			m.save(t)
		}
		start, first := stage.State(b), stage.Seq(b)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "what") > 0 {
				m.save(t)
				continue
			}
			kind := rapid.SampledFrom(ledger.All).Draw(t, "kind")
			if all := stage.Now(b).Of(kind); len(all) > 0 {
				_ = b.Remove(kind, []value.ID{rapid.SampledFrom(all).Draw(t, "gone").Head().ID}, "") // or it is held
				for name, records := range m.kept {
					maps.DeleteFunc(records, func(id value.ID, _ ledger.Record) bool { return b.Get(ledger.KindOf(name), id) == nil })
				}
			}
		}
		end := stage.State(b)
		ops, err := undo.Operations(b, 100)
		if err != nil {
			t.Fatal(err)
		}
		var undone []uint64
		for _, o := range ops {
			if o.Seq <= first || !o.Undoable {
				continue
			}
			p, err := undo.Of(b, o.Seq)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Left) > 0 {
				t.Fatalf("%s %s", o.Intent, said(p.Left))
			}
			if p.Nothing() {
				continue
			}
			seq, err := p.Apply()
			if err != nil {
				t.Fatal(err)
			}
			undone = append(undone, seq)
		}
		if got := stage.State(b); !reflect.DeepEqual(got, start) {
			t.Fatal(differing(got, start))
		}
		for i := len(undone) - 1; i >= 0; i-- {
			p, err := undo.Of(b, undone[i])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Apply(); err != nil {
				t.Fatal(err)
			}
		}
		if got := stage.State(b); !reflect.DeepEqual(got, end) {
			t.Fatal(differing(got, end))
		}
	})
}

func subfolder(t *rapid.T, folder string, n int) string {
	path := filepath.Join(folder, strconv.Itoa(n))
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// differing shows the records of two states that are not the same.
func differing(got, want map[value.ID]ledger.Record) string {
	text := ""
	for id := range want {
		if !reflect.DeepEqual(got[id], want[id]) {
			text += fmt.Sprintf("\n got %+v\nwant %+v", got[id], want[id])
		}
	}
	return text + fmt.Sprintf("\n%d records, want %d", len(got), len(want))
}
