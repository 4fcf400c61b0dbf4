package form

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

func TestEveryFieldOnce(t *testing.T) {
	for _, kind := range ledger.All {
		for _, groups := range [][]Group{nil, memberGroups, {{"两次", []string{"name", "name", "phone"}}, {"又", []string{"phone", "没有这个"}}}} {
			o := options()
			o.Groups = groups
			f := open(t, kind, kind.New(), o, look.Standard, 520, 700).f
			var keys, want []string
			for _, g := range f.groups {
				for _, r := range g.rows {
					for _, p := range r.parts {
						if c, ok := p.(*cell); ok {
							keys = append(keys, c.col.Key)
						}
					}
				}
			}
			for _, c := range kind.Columns()[:kind.Fields()] {
				want = append(want, c.Key)
			}
			slices.Sort(keys)
			slices.Sort(want)
			if !slices.Equal(keys, want) {
				t.Errorf("%s: the form has %v, the kind %v", kind.Name(), keys, want)
			}
		}
	}
}

// The measured path for one new member, counted as keys that are pressed.
func TestKeystrokesOfANewMember(t *testing.T) {
	var got []*ledger.Member
	h := member(t, &ledger.Member{}, func(o *Options) {
		o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved()
		o.Lengths = map[string]int{"devno": 12}
		o.OnSave = func(r ledger.Record, next bool) ([]value.Fault, error) {
			if !next {
				t.Error("saved to close")
			}
			got = append(got, r.(*ledger.Member))
			return nil, nil
		}
	})
	for range 2 {
		before := h.keys
		h.stands("name")
		h.composes("liujing", "刘婧")
		h.key(fyne.KeyReturn)
		h.stands("idno")
		h.types("430502200605123182")
		h.stands("joined")
		h.types("202005")
		h.key(fyne.KeyReturn)
		h.stands("devno")
		h.types("202043000001")
		h.stands("phone")
		h.types("17012341704")
		h.stands("schooling")
		h.types("dxbk")
		h.key(fyne.KeyReturn)
		h.key(fyne.KeyF9)
		count := h.keys - before
		t.Logf("%d keys for a new member", count)
		if count > 65 {
			t.Errorf("%d keys for a new member, at most 65", count)
		}
	}
	if len(got) != 2 {
		t.Fatalf("%d saved", len(got))
	}
	m := got[1]
	if m.Title != "刘婧" || m.IDNumber != "430502200605123182" || m.Joined != value.Day(2020, 5, 0) ||
		m.Phone != "17012341704" || m.Schooling != "20" || m.Branch != branchID || m.Unit != unitID || m.Nation != "01" || !m.IsFemale() {
		t.Errorf("saved %+v", m)
	}
}

func TestWaysOn(t *testing.T) {
	h := member(t, saved(), nil)
	h.stands("name")
	h.key(fyne.KeyReturn)
	h.stands("idno")
	h.key(fyne.KeyTab)
	h.stands("idtype")
	h.key(fyne.KeyDown)
	h.stands("nation")
	h.key(fyne.KeyUp)
	h.stands("idtype")
	h.shift(fyne.KeyReturn)
	h.stands("idno")
	h.shift(fyne.KeyTab)
	h.stands("name")
	h.key(fyne.KeyUp)
	h.stands("name")
	h.f.FocusField("note")
	h.key(fyne.KeyReturn)
	h.stands("note") // a new line
	h.types("x")
	h.w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	h.stands("保存")
	h.key(fyne.KeyUp)
	h.stands("note")
	h.key(fyne.KeyDown)
	h.stands("保存")
	if got := h.f.Draft().(*ledger.Member).Note; got != "\nx" {
		t.Errorf("the remark is %q", got)
	}
}

func TestFullFieldsGoOn(t *testing.T) {
	h := member(t, saved(), nil)
	h.fill("phone", "0739-5321234")
	h.stands("phone") // a landline has no known length
	h.fill("phone", "17012341799")
	h.stands("wage")
	kit.SetAutoAdvance(false)
	defer kit.SetAutoAdvance(true)
	h.fill("idno", "430502200605123182")
	h.stands("idno")
}

// Long habit puts an Enter behind every field, full or not; it goes on once.
func TestHabitOfEnter(t *testing.T) {
	for _, habit := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab} {
		h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved() })
		h.f.FocusField("idno")
		h.types("430502200605123182")
		h.key(habit)
		h.stands("joined")
		h.types("202005")
		h.key(fyne.KeyReturn)
		h.stands("devno")
		h.key(fyne.KeyReturn)
		h.stands("phone")
		h.types("17012341704")
		h.key(habit)
		h.stands("schooling")
		h.key(habit)
		if h.in() == "schooling" {
			t.Errorf("%s: the second is meant", habit)
		}
	}
}

func TestFieldsInSight(t *testing.T) {
	for _, size := range look.Sizes {
		for _, width := range []float32{400, 520} {
			h := open(t, ledger.Members, saved(), options(), size, width, 600)
			inSight := func() {
				t.Helper()
				c := h.f.current()
				top := h.f.scroll.Offset.Y
				if bottom := top + h.f.scroll.Size().Height; c.box.Position().Y < top || c.bottom > bottom {
					t.Errorf("%s at %g: %s lies from %g to %g, in sight are %g to %g", size.Label(), width, c.col.Key, c.box.Position().Y, c.bottom, top, bottom)
				}
			}
			for range len(h.f.cells) - 1 {
				inSight()
				h.key(fyne.KeyTab)
			}
			inSight()
			for range len(h.f.cells) - 1 {
				h.shift(fyne.KeyTab)
				inSight()
			}
			h.stands("name")
			if h.f.scroll.Offset.Y != 0 {
				t.Errorf("the heading is not in sight at the first field: %g", h.f.scroll.Offset.Y)
			}
		}
	}
}

func TestNothingOverlaps(t *testing.T) {
	for _, size := range look.Sizes {
		for _, width := range []float32{360, 520, 800} {
			h := open(t, ledger.Enterprises, &ledger.Enterprise{}, options(), size, width, 600)
			h.f.Save(false)
			var last float32
			for _, g := range h.f.groups {
				for _, r := range g.rows {
					var bottom float32
					for i, p := range r.parts {
						c := p.(*cell)
						if y := c.label.Position().Y; y < last-0.01 && (i == 0 || width >= twoColumns) {
							t.Errorf("%s at %g: %s begins at %g above %g", size.Label(), width, c.col.Key, y, last)
						}
						if x := c.box.Position().X + c.box.Size().Width; x > width {
							t.Errorf("%s at %g: %s reaches to %g", size.Label(), width, c.col.Key, x)
						}
						bottom = max(bottom, c.bottom)
					}
					last = bottom
				}
			}
			if last > h.f.body.Size().Height {
				t.Errorf("the body ends at %g of %g", h.f.body.Size().Height, last)
			}
		}
	}
}

func TestHelpAndShortcut(t *testing.T) {
	saves := 0
	h := member(t, saved(), func(o *Options) {
		o.Help = func(key string) []kit.Explained {
			return []kit.Explained{{Heading: "是什么", Text: "照身份证写。"}}
		}
		o.OnSave = func(ledger.Record, bool) ([]value.Fault, error) { saves++; return nil, nil }
	})
	h.key(fyne.KeyF1)
	if !h.overlay() {
		t.Fatal("F1 said nothing")
	}
	h.key(fyne.KeyEscape)
	h.stands("name")
	for shape := ledger.Line; shape <= ledger.Digits; shape++ {
		if asks[shape] == "" || widgets[shape] == nil {
			t.Errorf("shape %d has no help or no widget", shape)
		}
	}
	h.w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl})
	if saves != 1 {
		t.Errorf("Ctrl+S saved %d times", saves)
	}
}

// The text size changes while the form is open: every control follows and what
// was typed stays.
func TestTextSizeAtRunTime(t *testing.T) {
	h := member(t, saved(), nil)
	h.fill("position", "abc")
	look.SetSize(fyne.CurrentApp(), look.Huge)
	h.f.Refresh()
	c := h.f.cell("position")
	if got := c.box.Size().Height; got != look.Now().Control {
		t.Errorf("a field is %g high", got)
	}
	h.reads("position", "abc")
	if c.label.Position().Y+c.label.Size().Height > c.box.Position().Y {
		t.Error("the label lies on its field")
	}
}

// The drawing of one small form with its faults, as it is told to the painter. A
// change here must be looked at (TestPictures) before it is accepted.
func TestDrawing(t *testing.T) {
	o := Options{Basis: basis(), Groups: []Group{{"基本信息", []string{"name", "code", "sort"}}}}
	h := open(t, ledger.Communities, &ledger.Community{Title: "塔北社区", Code: "430502203001", Sort: "1"}, o, look.Standard, 520, 420)
	test.AssertObjectRendersToMarkup(t, "community.xml", h.f.body)
}
