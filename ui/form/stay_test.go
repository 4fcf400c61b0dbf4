package form

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// TestWhatCannotBeRightStays: a full number, code or date that cannot be right does not go
// on by itself; its fault is shown at once, the habitual Enter does not leave it, the next
// one does, and nothing that is typed behind it goes astray.
func TestWhatCannotBeRightStays(t *testing.T) {
	fresh := func(o *Options) { o.New, o.Quick = true, quick }
	for _, c := range []struct{ key, typed, says string }{
		{"idno", "430502200605123183", "最后一位"},
		{"idno", "430502200602303182", "不是真实的日期"},
		{"idno", "430502203005123182", "还没有到"},
		{"joined", "20200231", "看不懂"},
	} {
		for _, habit := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab} {
			h := member(t, &ledger.Member{}, fresh)
			h.fill(c.key, c.typed)
			h.stands(c.key)
			if says := h.f.cell(c.key).says(); says == "" {
				t.Errorf("%s %s: nothing is said", c.key, c.typed)
			}
			h.says(c.key, c.says)
			h.key(habit)
			h.stands(c.key)
			h.key(habit)
			if h.in() == c.key {
				t.Errorf("%s %s: the second %s is meant", c.key, c.typed, habit)
			}
			h.says(c.key, c.says)
		}
	}
	h := member(t, &ledger.Member{}, fresh)
	h.fill("name", "li")
	h.fill("idno", "430502200605123183")
	for i := range 2 { // the rest of two members, typed without looking
		h.key(fyne.KeyReturn)
		h.types("202008")
		h.key(fyne.KeyReturn)
		h.types("202043000001")
		h.key(fyne.KeyReturn)
		h.key(fyne.KeyReturn)
		h.types("17012341704")
		h.key(fyne.KeyTab, fyne.KeyF9)
		h.composes("liujing", "刘婧")
		h.key(fyne.KeyReturn)
		h.types("430502200605123182")
		h.key(fyne.KeyReturn)
		if h.in() != "idno" {
			t.Fatalf("round %d ends at %q", i, h.in())
		}
	}
	h.stands("idno")
	h.reads("idno", "430502200605123183")
	h.reads("name", "li")
	for _, key := range []string{"joined", "devno", "phone"} {
		h.reads(key, "")
	}
	if got := h.f.cell("idno").hint.Text(); got == "" {
		t.Error("it does not say that what was typed behind was not taken")
	}
	h.key(fyne.KeyBackspace)
	h.types("2")
	h.stands("joined")
	h.says("idno", "")
	h.types("202008")
	h.reads("joined", "202008")
}

// TestWaysOutOfWhatStays: ↓, ↑ and a click are meant; a number set right within goes on.
func TestWaysOutOfWhatStays(t *testing.T) {
	wrong := func() *hand {
		h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick })
		h.fill("idno", "430502200605123183")
		h.types("7")
		h.key(fyne.KeyReturn)
		h.stands("idno")
		return h
	}
	h := wrong()
	h.key(fyne.KeyDown)
	h.stands("joined")
	h = wrong()
	h.key(fyne.KeyUp)
	h.stands("name")
	h = wrong()
	h.key(fyne.KeyLeft, fyne.KeyBackspace) // 8 of 83
	h.types("8")
	h.key(fyne.KeyReturn)
	h.stands("idno")
	h.reads("idno", "430502200605123183")
	h.key(fyne.KeyDelete)
	h.types("2")
	h.stands("joined")
	h = member(t, saved(), nil) // what nobody has typed holds nobody
	h.f.Type("idno", "430502200605123183")
	h.f.FocusField("idno")
	h.key(fyne.KeyReturn)
	h.stands("idtype")
	kit.SetAutoAdvance(false)
	defer kit.SetAutoAdvance(true)
	h.fill("idno", "430502200605123184")
	h.key(fyne.KeyReturn)
	h.stands("idno")
	h.key(fyne.KeyReturn)
	h.stands("idtype")
	kit.SetAutoAdvance(true)
	h = open(t, ledger.Enterprises, &ledger.Enterprise{}, options(), look.Standard, 520, 700)
	h.fill("credit", "91350100M000100Y44")
	h.stands("credit")
}

// TestNothingBehindAWholeDate: figures typed behind a month or day that is whole are meant
// for the fields after it; they are not taken, and no Enter leaves until somebody looks.
func TestNothingBehindAWholeDate(t *testing.T) {
	for _, c := range []struct{ typed, behind, stands string }{
		{"2019-10", "1390000222", "2019-10"},
		{"2019.5.12", "139", "2019-05-12"},
		{"2019年10", "139", "2019-10"},
		{"2019-5", "1", "2019-51"}, // refused when it is left: it may be a slip of a key
		{"201910", "1", "2019101"},
	} {
		h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick })
		h.fill("joined", c.typed)
		h.types(c.behind)
		h.key(fyne.KeyReturn)
		h.stands("joined")
		h.reads("joined", c.stands)
		if len(c.behind) == 1 {
			continue
		}
		h.key(fyne.KeyReturn)
		h.stands("joined")
		if got := h.f.cell("joined").hint.Text(); got == "" {
			t.Errorf("%s: it does not say that what was typed behind was not taken", c.typed)
		}
		h.key(fyne.KeyEnd, fyne.KeyReturn)
		if h.in() == "joined" {
			t.Errorf("%s: somebody looked, and Enter does not leave", c.typed)
		}
	}
}

// TestADateThatIsNoneStays: it has no length at which it is full, so the first Enter finds
// it out, says so and does not leave; the second one is meant.
func TestADateThatIsNoneStays(t *testing.T) {
	for typed, says := range map[string]string{"202013": "看不懂", "2020-13": "看不懂", "20201": "五位数字"} {
		for _, habit := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyTab} {
			h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick })
			h.fill("joined", typed)
			h.key(habit)
			h.stands("joined")
			h.says("joined", says)
			h.key(habit)
			if h.in() == "joined" {
				t.Errorf("%s: the second %s is meant", typed, habit)
			}
			h.says("joined", says)
		}
	}
}
