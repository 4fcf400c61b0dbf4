package form

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/look"
)

func TestEveryShape(t *testing.T) {
	h := member(t, &ledger.Member{}, nil)
	m := func() *ledger.Member { return h.f.Draft().(*ledger.Member) }
	for _, c := range []struct {
		key, typed, shown string
		kept              func() bool
	}{
		{"name", "阿力木·买买提 ", "阿力木·买买提", func() bool { return m().Title == "阿力木·买买提" }},
		{"idno", "11010519491231002x", "11010519491231002X", func() bool { return m().IDNumber == "11010519491231002X" }},
		{"party", "19800504", "1980-05-04", func() bool { return m().Party == value.Day(1980, 5, 4) }},
		{"joined", "1965.5", "1965-05", func() bool { return m().Joined == value.Day(1965, 5, 0) }},
		{"devno", "2018 4300", "20184300", func() bool { return m().DevNumber == "20184300" }},
		{"schooling", "dxbk", "大学本科", func() bool { return m().Schooling == "20" }},
		{"branch", "djgs", "东建公司团支部", func() bool { return m().Branch == branchID }},
		{"wage", "3500.50", "3500.50", func() bool { return m().Wage == value.MoneyOf(350050) }},
		{"lessons", "8", "8", func() bool { return m().Lessons == value.CountOf(8) }},
		{"phone", "170 1234 1704", "17012341704", func() bool { return m().Phone == "17012341704" }},
		{"note", "甲", "甲", func() bool { return m().Note == "甲" }},
	} {
		h.fill(c.key, c.typed)
		h.key(fyne.KeyTab)
		h.reads(c.key, c.shown)
		if !c.kept() {
			t.Errorf("%s: %q was not taken", c.key, c.typed)
		}
	}
	h.reads("sex", "女")
	h.reads("born", "1949-12-31")
	if got := h.f.cell("idno").under.Text(); got != "女 · 1949-12-31 · 76 岁（由证件号码得出）" {
		t.Errorf("below the number stands %q", got)
	}
	if m().Sex != "" || m().Born != 0 {
		t.Error("what follows from the number was stored as if it had been typed")
	}
}

func TestCreditAndSeveral(t *testing.T) {
	h := open(t, ledger.Enterprises, &ledger.Enterprise{}, options(), look.Standard, 520, 700)
	h.fill("credit", "91350100M000100Y43")
	h.stands("registration") // eighteen characters
	if got := h.f.Draft().(*ledger.Enterprise).Credit; got != "91350100M000100Y43" {
		t.Errorf("credit %q", got)
	}
	h = open(t, ledger.Branches, &ledger.Branch{Enterprises: []value.ID{otherID}}, options(), look.Standard, 520, 700)
	h.fill("enterprises", "sydj")
	h.key(fyne.KeyReturn)
	h.stands("enterprises")
	h.key(fyne.KeyReturn)
	if got := h.f.Draft().(*ledger.Branch).Enterprises; len(got) != 2 || got[0] != otherID || got[1] != unitID {
		t.Errorf("enterprises %v", got)
	}
	h.fill("enterprises", "没有的")
	h.key(fyne.KeyEscape, fyne.KeyTab)
	h.says("enterprises", "找不到")
	if got := h.f.Draft().(*ledger.Branch).Enterprises; len(got) != 2 {
		t.Errorf("a word that is no record left %v", got)
	}
}

func TestCodeLength(t *testing.T) {
	o := options()
	o.Lengths = map[string]int{"code": 12}
	h := open(t, ledger.Communities, &ledger.Community{}, o, look.Standard, 520, 700)
	h.fill("code", "430502003001")
	if h.in() == "code" {
		t.Error("a full code did not go on")
	}
}

// A hard fault: the text stays, the draft keeps what it had, saving is refused and
// the keyboard goes there.
func TestHardFault(t *testing.T) {
	saves := 0
	h := member(t, saved(), func(o *Options) {
		o.OnSave = func(ledger.Record, bool) ([]value.Fault, error) { saves++; return nil, nil }
	})
	h.fill("idno", "430502200605123183")
	h.says("idno", "最后一位")
	h.reads("idno", "430502200605123183")
	if got := h.f.Draft().(*ledger.Member).IDNumber; got != "430502200308156623" {
		t.Errorf("the draft took %q", got)
	}
	h.f.FocusField("note")
	h.key(fyne.KeyF10)
	h.stands("idno")
	h.key(fyne.KeyF10, fyne.KeyF9)
	if saves != 0 {
		t.Error("saved with a hard fault")
	}
	h.key(fyne.KeyF2)
	if h.overlay() {
		t.Error("F2 asks about a hard fault")
	}
	h.fill("idno", "430502200308156623")
	h.says("idno", "")
	h.fill("name", "")
	h.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	h.key(fyne.KeyF10)
	h.says("name", "不能空着")
	h.fill("name", "li")
	h.key(fyne.KeyF10)
	if saves != 1 {
		t.Errorf("saved %d times", saves)
	}
}

// A soft fault stops once; the second save passes it.
func TestSoftFault(t *testing.T) {
	saves := 0
	h := member(t, saved(), func(o *Options) {
		o.OnSave = func(ledger.Record, bool) ([]value.Fault, error) { saves++; return nil, nil }
	})
	h.fill("devno", "201943000001")
	h.f.FocusField("name")
	h.says("devno", "不一致")
	h.key(fyne.KeyF10)
	h.stands("devno")
	if saves != 0 {
		t.Fatal("a soft fault was passed unseen")
	}
	h.key(fyne.KeyF10)
	if saves != 1 {
		t.Error("a second save did not pass the soft fault")
	}
}

func TestReason(t *testing.T) {
	h := member(t, saved(), func(o *Options) {
		o.OnSave = func(r ledger.Record, _ bool) ([]value.Fault, error) {
			if r.Head().Excuses[0].Reason != "yuan jian" {
				t.Errorf("kept %+v", r.Head().Excuses)
			}
			return nil, errors.New("enough")
		}
	})
	h.fill("devno", "201943000001")
	h.key(fyne.KeyF2)
	if !h.overlay() {
		t.Fatal("F2 does not ask for a reason")
	}
	h.types("yuan")
	h.w.Canvas().Focused().TypedRune(' ')
	h.types("jian")
	h.key(fyne.KeyReturn)
	h.says("devno", "")
	if got := h.f.cell("devno").under.Text(); got != "已说明：yuan jian" {
		t.Errorf("below stands %q", got)
	}
	h.key(fyne.KeyF10)
	if !h.overlay() {
		t.Error("an error of saving is not told")
	}
	h.key(fyne.KeyEscape)
	if !h.f.Dirty() {
		t.Error("what was not saved counts as saved")
	}
	h.fill("devno", "202043000001") // the reason was for another text
	h.key(fyne.KeyTab)
	h.says("devno", "不一致")
}

// What is missing never goes into the ledger in silence: the first save says what, and
// that the same key again keeps it; what a record of the ledger lacks already is on
// show from the first.
func TestMissingIsSaidOnce(t *testing.T) {
	saves := 0
	count := func(o *Options) {
		o.OnSave = func(ledger.Record, bool) ([]value.Fault, error) { saves++; return nil, nil }
	}
	h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick; count(o) })
	for _, c := range h.f.cells {
		h.says(c.col.Key, "") // nobody is blamed for a form that is still empty
	}
	h.types("wang")
	h.key(fyne.KeyF9)
	asked := h.f.bar.asks
	if saves != 0 || !asked.Visible() || !strings.Contains(asked.Text(), "证件号码、") || !strings.Contains(asked.Text(), "再按一次 F9") {
		t.Fatalf("saved %d times, asked %q", saves, asked.Text())
	}
	h.stands("idno")
	h.types("1")
	if asked.Visible() {
		t.Error("still asked after something was typed")
	}
	h.key(fyne.KeyBackspace, fyne.KeyF9)
	if saves != 1 {
		t.Errorf("saved %d times by the second F9", saves)
	}
	m := saved()
	m.Phone = ""
	h = member(t, m, count)
	h.says("phone", "手机号码")
	h.fill("position", "abc")
	h.key(fyne.KeyF10)
	if saves != 2 {
		t.Errorf("a record that lacked its phone before was stopped for it: %q", h.f.bar.asks.Text())
	}
}

func TestOffer(t *testing.T) {
	h := member(t, saved(), nil)
	h.fill("idno", "110105491231002")
	h.key(fyne.KeyTab)
	h.says("idno", "15 位")
	h.f.FocusField("idno")
	h.key(fyne.KeyF2)
	h.reads("idno", "11010519491231002X")
	if got := h.f.Draft().(*ledger.Member).IDNumber; got != "11010519491231002X" {
		t.Errorf("the draft has %q", got)
	}
}

func TestCarryAndRepeat(t *testing.T) {
	h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved() })
	h.stands("name")
	h.reads("branch", "东建公司团支部")
	h.reads("nation", "汉族")
	h.reads("phone", "")
	if h.f.Dirty() || h.f.cell("branch").hint.Text() == "" {
		t.Error("carried over values count as typed")
	}
	h.f.FocusField("joined")
	h.key(fyne.KeyF7)
	h.reads("joined", "2018-05")
	h.f.FocusField("schooling")
	h.key(fyne.KeyF7)
	m := h.f.Draft().(*ledger.Member)
	if m.Joined != value.Day(2018, 5, 0) || m.Schooling != "20" || !h.f.Dirty() {
		t.Errorf("F7 left %v %q", m.Joined, m.Schooling)
	}
}

func TestFaultsOfTheBook(t *testing.T) {
	var opened value.ID
	m := saved()
	m.Nation = ""
	h := member(t, m, func(o *Options) {
		o.OnSave = func(r ledger.Record, _ bool) ([]value.Fault, error) {
			return append(ledger.Members.Faults(r, basis()), value.Fault{Key: "idno", Code: value.Twice, Text: "证件号码已属于另一名团员。", Other: otherID}), nil
		}
		o.OnOther = func(id value.ID) { opened = id }
	})
	h.f.FocusField("note")
	h.key(fyne.KeyF10)
	h.stands("idno")
	h.says("idno", "已属于")
	if n := len(h.f.cell("nation").problems()); n != 1 {
		t.Errorf("what is missing is said %d times", n)
	}
	h.key(fyne.KeyF2)
	if opened != otherID {
		t.Errorf("opened %v", opened)
	}
}

func TestCreate(t *testing.T) {
	var word string
	var done func(value.ID)
	h := member(t, saved(), func(o *Options) {
		o.OnCreate = func(_ *codes.List, w string, d func(value.ID)) { word, done = w, d }
	})
	names[value.ID{9}] = "新企业"
	defer delete(names, value.ID{9})
	h.fill("unit", "xinqiye")
	h.key(fyne.KeyEscape, fyne.KeyTab)
	h.says("unit", "新建")
	h.reads("unit", "xinqiye")
	h.f.FocusField("unit")
	h.key(fyne.KeyF2)
	if word != "xinqiye" {
		t.Fatalf("asked to make %q", word)
	}
	done(value.ID{9})
	h.reads("unit", "新企业")
	h.says("unit", "")
	if got := h.f.Draft().(*ledger.Member).Unit; got != (value.ID{9}) {
		t.Errorf("unit %v", got)
	}
}

// Sex typed first and another by the number: shown, not overwritten.
func TestContradiction(t *testing.T) {
	h := member(t, &ledger.Member{Title: "li"}, nil)
	h.f.Type("sex", "男")
	h.fill("idno", "430502200605123182")
	h.reads("sex", "男")
	h.says("sex", "证件号码却是")
}

func TestSummaryLeads(t *testing.T) {
	h := member(t, saved(), nil)
	h.fill("idno", "4305")
	h.fill("devno", "201943000001")
	h.f.FocusField("name")
	if n := len(h.f.bar.items); n != 2 {
		t.Fatalf("the summary names %d", n)
	}
	h.f.bar.items[1].Press()
	h.stands("devno")
	h.key(fyne.KeyF6)
	h.stands("idno")
	h.key(fyne.KeyF6)
	h.stands("devno")
}

// A fault of the record as a whole stands above the bar and stops like any other.
func TestFaultOfTheWhole(t *testing.T) {
	saves := 0
	h := open(t, ledger.Communities, &ledger.Community{Title: "塔北社区", Code: "430502003001", Sort: "1"}, Options{
		New: true, Basis: basis(),
		Check: func(r ledger.Record) []value.Fault {
			return []value.Fault{{Code: "whole", Soft: true, Text: "这个社区还没有书记。"}}
		},
		OnSave: func(ledger.Record, bool) ([]value.Fault, error) { saves++; return nil, nil },
	}, look.Standard, 520, 700)
	if h.f.bar.whole.Visible() {
		t.Error("said before anything was done")
	}
	h.key(fyne.KeyF10)
	if saves != 0 || !h.f.bar.whole.Visible() || h.f.bar.whole.Text() != "这个社区还没有书记。" {
		t.Errorf("saved %d, said %q", saves, h.f.bar.whole.Text())
	}
	h.f.bar.whole.Tapped(nil)
	h.types("you")
	h.key(fyne.KeyReturn)
	if h.f.bar.whole.Visible() {
		t.Error("explained and still said")
	}
	h.key(fyne.KeyF10)
	if saves != 1 {
		t.Errorf("saved %d", saves)
	}
}

func TestNextOfTheOwner(t *testing.T) {
	var next ledger.Record
	closed := false
	h := member(t, saved(), func(o *Options) {
		o.OnNext = func(r ledger.Record) { next = r }
		o.OnClose = func() { closed = true }
	})
	h.fill("position", "abc")
	h.key(fyne.KeyF9)
	if next == nil || next.(*ledger.Member).Position != "abc" || closed || h.f.Dirty() {
		t.Errorf("went on with %v, closed %v", next, closed)
	}
}
