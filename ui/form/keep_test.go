package form

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// keeping opens a form whose keepings are noted, over a clock that stands still.
func keeping(t testing.TB, m *ledger.Member, change func(*Options)) (*hand, *hands.Still, *[]Kept) {
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	var kept []Kept
	h := member(t, m, func(o *Options) {
		o.OnKeep = func(k Kept) { kept = append(kept, k) }
		if change != nil {
			change(o)
		}
	})
	return h, still, &kept
}

// newest is what was kept last.
func newest(t testing.TB, kept *[]Kept) Kept {
	t.Helper()
	if len(*kept) == 0 {
		t.Fatal("nothing was kept")
	}
	return (*kept)[len(*kept)-1]
}

func TestNothingTypedKeepsNothing(t *testing.T) {
	h, still, kept := keeping(t, saved(), nil)
	h.key(fyne.KeyTab, fyne.KeyTab)
	still.Pass(time.Minute)
	h.f.Keep()
	if len(*kept) != 0 {
		t.Errorf("kept %v", *kept)
	}
}

func TestHalfTypedIsKeptWithinTwoSeconds(t *testing.T) {
	h, still, kept := keeping(t, saved(), nil)
	h.fill("position", "cang")
	still.Pass(1900 * time.Millisecond)
	h.types("ku") // typing on does not put it off
	still.Pass(100 * time.Millisecond)
	k := newest(t, kept)
	if k.At != "position" || k.Texts["position"] != "cangku" || len(k.Texts) != 1 {
		t.Errorf("kept %+v", k)
	}
	still.Pass(time.Minute)
	if len(*kept) != 1 {
		t.Errorf("the same was kept %d times", len(*kept))
	}
	h.types("g")
	still.Pass(2 * time.Second)
	if k := newest(t, kept); k.Texts["position"] != "cangkug" {
		t.Errorf("then kept %+v", k)
	}
}

func TestFinishedFieldIsKeptAtOnce(t *testing.T) {
	h, still, kept := keeping(t, saved(), nil)
	h.fill("position", "abc")
	h.key(fyne.KeyTab)
	k := newest(t, kept)
	if k.Texts["position"] != "abc" || k.At == "position" || k.At != h.in() {
		t.Errorf("kept %+v with the keyboard at %s", k, h.in())
	}
	h.f.FocusField("position")
	h.types("d")
	h.f.canvas().Unfocus() // by a tap elsewhere
	still.Pass(0)
	if k := newest(t, kept); k.Texts["position"] != "d" || k.At != "position" {
		t.Errorf("kept %+v", k)
	}
}

func TestTextThatIsTakenBackIsKeptNoMore(t *testing.T) {
	h, still, kept := keeping(t, saved(), nil)
	h.fill("position", "abc")
	still.Pass(2 * time.Second)
	h.key(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	still.Pass(2 * time.Second)
	if k := newest(t, kept); !k.Empty() {
		t.Errorf("kept %+v", k)
	}
}

func TestEscKeepsAndCloses(t *testing.T) {
	closed := false
	h, _, kept := keeping(t, saved(), func(o *Options) { o.OnClose = func() { closed = true } })
	h.key(fyne.KeyEscape)
	if !closed || len(*kept) != 0 {
		t.Fatal("Esc does not simply leave a form that nobody has touched")
	}
	closed = false
	h.fill("position", "abc")
	h.key(fyne.KeyEscape)
	if !closed || h.overlay() || newest(t, kept).Texts["position"] != "abc" {
		t.Errorf("closed %v, kept %v", closed, *kept)
	}
}

func TestSavedIsKeptNoMore(t *testing.T) {
	h, still, kept := keeping(t, saved(), func(o *Options) {
		o.OnSave = func(ledger.Record, bool) ([]value.Fault, error) { return nil, nil }
	})
	h.fill("position", "abc")
	h.key(fyne.KeyF10)
	n := len(*kept)
	still.Pass(time.Minute)
	h.f.Keep()
	if len(*kept) != n {
		t.Errorf("kept after the save: %v", (*kept)[n:])
	}
}

// comes puts what was kept into another form over the same record, as the next day.
func comes(t testing.TB, m *ledger.Member, k Kept, change func(*Options)) (*hand, *[]Kept) {
	h, _, kept := keeping(t, m, change)
	h.f.Restore(k)
	return h, kept
}

func TestComesBackAsItWas(t *testing.T) {
	fresh := func(o *Options) { o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved() }
	h, _, kept := keeping(t, &ledger.Member{}, fresh)
	h.composes("liujing", "刘婧")
	h.key(fyne.KeyReturn)
	h.types("430502200605123182") // gives sex and birthday, goes on by itself
	h.types("202008")
	h.key(fyne.KeyReturn)
	h.types("1701")
	h.key(fyne.KeyUp)
	h.fill("wage", "很多") // refused, and stays
	h.fill("unit", "便利")
	h.f.Keep()
	k := newest(t, kept)

	again, then := comes(t, &ledger.Member{}, k, func(o *Options) { o.New, o.Quick = true, quick })
	again.stands("unit")
	for _, key := range []string{"name", "idno", "joined", "phone", "sex", "born", "wage", "unit", "branch", "nation"} {
		again.reads(key, h.f.cell(key).entry.Text)
	}
	for _, key := range []string{"name", "phone", "wage", "schooling"} {
		if got, want := again.f.cell(key).says(), h.f.cell(key).says(); got != want {
			t.Errorf("%s says %q, said %q", key, got, want)
		}
	}
	if at := again.f.cell("unit").entry; at.CursorColumn != 2 || at.SelectedText() != "" {
		t.Errorf("the caret is at %d, %q selected", at.CursorColumn, at.SelectedText())
	}
	if !again.f.Dirty() {
		t.Error("the form thinks that nothing was typed")
	}
	again.f.Keep()
	if len(*then) != 0 {
		t.Errorf("kept again: %v", *then)
	}
	again.types("d")
	again.f.Keep()
	if got := newest(t, then); got.Texts["unit"] != "便利d" {
		t.Errorf("then kept %+v", got)
	}
}

func TestChosenReferenceAndExcuseComeBack(t *testing.T) {
	h, _, kept := keeping(t, saved(), nil)
	h.fill("devno", "201943000001")
	h.key(fyne.KeyTab)
	h.f.FocusField("devno")
	h.key(fyne.KeyF2)
	h.composes("", "以原件为准")
	h.key(fyne.KeyReturn)
	h.fill("unit", "tbl")
	h.key(fyne.KeyReturn)
	h.f.Keep()
	k := newest(t, kept)
	if k.Texts["unit"] != otherID.String() || len(k.Excuses) != 1 {
		t.Fatalf("kept %+v", k)
	}
	again, _ := comes(t, saved(), k, nil)
	again.reads("unit", "塔北路便利店")
	again.says("devno", "")
	if got := again.f.Draft().(*ledger.Member); got.Unit != otherID || len(got.Excuses) != 1 {
		t.Errorf("the draft has %v, %v", got.Unit, got.Excuses)
	}
}

func TestSeveralReferencesAndAHalfWordComeBack(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                                       {"", ""},
		"bian":                                   {"", "bian"},
		unitID.String():                          {unitID.String(), ""},
		unitID.String() + " 便利 店":                {unitID.String(), "便利 店"},
		unitID.String() + " " + otherID.String(): {unitID.String() + " " + otherID.String(), ""},
	} {
		if ids, word := apart(text); ids != want[0] || word != want[1] {
			t.Errorf("%q: %q, %q", text, ids, word)
		}
	}
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	b := &ledger.Branch{Title: "共青团东建公司支部委员会", Enterprises: []value.ID{unitID}}
	h := open(t, ledger.Branches, b, options(), look.Standard, 520, 700)
	h.f.FocusField("enterprises")
	h.types("bian")
	k := h.f.Kept()
	again := open(t, ledger.Branches, &ledger.Branch{Title: b.Title, Enterprises: []value.ID{unitID}}, options(), look.Standard, 520, 700)
	again.f.Restore(k)
	again.stands("enterprises")
	again.reads("enterprises", "bian")
	if ids := again.f.cell("enterprises").read(); ids != unitID.String()+" bian" {
		t.Errorf("the field has %q", ids)
	}
}

// Law: whatever is typed wherever, what is kept, put into a form over the same
// record, gives a form that would keep the same and save the same.
func TestLawKeptComesBack(t *testing.T) {
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	tempApp(t)
	w := test.NewWindow(nil)
	w.Resize(fyne.NewSize(520, 600))
	words := rapid.OneOf(rapid.StringMatching(`[0-9Xx./-]{0,19}`), rapid.StringMatching(`[a-z汉男 ]{0,6}`),
		rapid.SampledFrom([]string{"", "男", "汉族", "2019.5", "430502200605123182", "17012341704", branchID.String(), "3500.5"}))
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(ledger.All).Draw(t, "kind")
		o := options()
		o.New = rapid.Bool().Draw(t, "new")
		begin := func() *Form {
			f := New(kind, kind.New(), o)
			w.SetContent(f)
			return f
		}
		f := begin()
		f.Start()
		for range rapid.IntRange(1, 5).Draw(t, "fields") {
			i := rapid.IntRange(0, kind.Fields()-1).Draw(t, "field")
			f.FocusField(kind.Columns()[i].Key)
			for _, r := range words.Draw(t, "text") {
				w.Canvas().Focused().TypedRune(r)
			}
		}
		k := f.Kept()
		draft := texts(f)
		again := begin()
		again.Restore(k)
		if got := again.Kept(); got.At != k.At || !maps.Equal(got.Texts, k.Texts) {
			t.Fatalf("kept %+v\ncame back as %+v", k, got)
		}
		if got := texts(again); !reflect.DeepEqual(got, draft) {
			t.Fatalf("the draft was %v\nand came back as %v", draft, got)
		}
	})
}

// A field that was left empty and come back to is kept as one that somebody has been
// in, with the keyboard in it as well as beside it.
func TestAFieldLeftEmptyIsKept(t *testing.T) {
	tempApp(t)
	w := test.NewWindow(nil)
	o := options()
	o.New = true
	begin := func() *Form {
		f := New(ledger.Streets, ledger.Streets.New(), o)
		w.SetContent(f)
		return f
	}
	f := begin()
	f.Start()
	f.FocusField("code")
	f.FocusField("name")
	k := f.Kept()
	if want := map[string]string{"code": "", "name": ""}; k.At != "name" || !maps.Equal(k.Texts, want) {
		t.Fatalf("kept %+v", k)
	}
	again := begin()
	again.Restore(k)
	if got := again.Kept(); got.At != k.At || !maps.Equal(got.Texts, k.Texts) {
		t.Fatalf("kept %+v\ncame back as %+v", k, got)
	}
}

// texts are the fields of a form's draft, without the one that is half typed.
func texts(f *Form) map[string]string {
	all := map[string]string{}
	for _, c := range f.cells {
		if c.col.Key != f.at {
			all[c.col.Key] = f.kind.Text(f.draft, c.at, f.o.Basis)
		}
	}
	return all
}
