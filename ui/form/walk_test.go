package form

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// walked goes through the form by one key until it comes to the bar or stands still.
func (h *hand) walked(step func()) (keys []string) {
	for range 2 * len(h.f.cells) {
		at := h.in()
		step()
		if h.in() == at || h.f.current() == nil {
			return keys
		}
		keys = append(keys, h.in())
	}
	h.t.Fatal("the walk has no end")
	return nil
}

// TestOneWayThroughTheForm: Enter, Tab and ↓ go on along the rows as they are drawn, and
// ↑, Shift+Enter and Shift+Tab retrace the same way, folded and unfolded, in one column
// and in two.
func TestOneWayThroughTheForm(t *testing.T) {
	for _, width := range []float32{400, 520} {
		for _, kind := range []ledger.Kind{ledger.Members, ledger.Enterprises} {
			for _, fresh := range []bool{true, false} {
				o := options()
				if o.New = fresh; fresh {
					o.Quick = []string{"name", "phone", "credit", "idno", "joined", "community", "branch"}
				}
				h := open(t, kind, kind.New(), o, look.Standard, width, 700)
				for _, folded := range []bool{true, false} {
					if fresh && h.f.folded != folded {
						h.key(fyne.KeyF5)
						h.f.Start()
					}
					var there []string
					for _, c := range h.f.walk() {
						there = append(there, c.col.Key)
					}
					for name, on := range map[string]func(){
						"Tab": func() { h.key(fyne.KeyTab) }, "↓": func() { h.key(fyne.KeyDown) },
						"Enter": func() {
							if h.f.current().col.Shape == ledger.Lines {
								h.key(fyne.KeyTab) // Enter is a new line there
								return
							}
							h.key(fyne.KeyReturn)
						},
					} {
						h.f.Start()
						if got := h.walked(on); !slices.Equal(got, there[1:]) {
							t.Errorf("%s: %s goes %v, want %v", kind.Name(), name, got, there[1:])
						}
						h.key(fyne.KeyUp)
						if h.in() != there[len(there)-1] {
							t.Errorf("↑ from the bar comes to %s", h.in())
						}
					}
					back := slices.Clone(there[:len(there)-1])
					slices.Reverse(back)
					for name, step := range map[string]func(){
						"Shift+Enter": func() { h.shift(fyne.KeyReturn) }, "Shift+Tab": func() { h.shift(fyne.KeyTab) },
						"↑": func() { h.key(fyne.KeyUp) },
					} {
						h.f.FocusField(there[len(there)-1])
						if got := h.walked(step); !slices.Equal(got, back) {
							t.Errorf("%s: %s goes %v, want %v", kind.Name(), name, got, back)
						}
					}
					var last fyne.Position
					for _, c := range h.f.walk() {
						at := c.label.Position()
						if at.Y < last.Y-0.01 || at.Y < last.Y+0.01 && at.X <= last.X && last.Y > 0 {
							t.Errorf("%s: %s lies at %v, the one before at %v", kind.Name(), c.col.Key, at, last)
						}
						last = at
					}
				}
			}
		}
	}
}

// TestShortForm: a new record opens with the quick fields and nothing else; one key
// shows all, and what is to be seen in a folded field unfolds it.
func TestShortForm(t *testing.T) {
	fresh := func(o *Options) { o.New, o.Quick, o.Carry, o.Last = true, quick, carry, saved() }
	h := member(t, &ledger.Member{}, fresh)
	if got := len(h.f.walk()); got != len(quick) || h.f.more.Label() != moreLabel {
		t.Fatalf("opens with %d fields and %q", got, h.f.more.Label())
	}
	if bottom := h.f.more.Position().Y + h.f.more.Size().Height; bottom > h.f.scroll.Size().Height {
		t.Errorf("the short form ends at %g of %g", bottom, h.f.scroll.Size().Height)
	}
	h.key(fyne.KeyF5)
	h.stands("idtype")
	h.key(fyne.KeyUp)
	h.stands("branch")
	h.f.FocusField("wage")
	h.key(fyne.KeyF5)
	h.stands("branch")
	if !h.f.folded || h.f.more.Label() != moreLabel {
		t.Error("F5 does not fold again")
	}
	h.f.Type("name", "刘婧")
	h.f.Type("wage", "很多")
	h.key(fyne.KeyF10)
	h.stands("wage")
	if h.f.folded {
		t.Error("the fault is folded away")
	}
	h = member(t, &ledger.Member{}, fresh)
	h.f.Restore(Kept{At: "name", Texts: map[string]string{"name": "刘婧", "wage": "3000", "branch": branchID.String()}})
	if h.stands("name"); h.f.folded {
		t.Error("what was typed before is folded away")
	}
	h = member(t, &ledger.Member{}, fresh)
	trial.On(h.w.Canvas()).Click(trial.Middle(h.f.more))
	h.stands("idtype")
	if h = member(t, saved(), nil); h.f.short() || len(h.f.walk()) != len(h.f.cells) {
		t.Error("a record of the ledger opens short")
	}
}

// TestPassedThrough: a field that somebody only went through blames nobody, and neither
// does one from which the window lost the keyboard.
func TestPassedThrough(t *testing.T) {
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	h := member(t, &ledger.Member{}, func(o *Options) { o.New, o.Quick = true, quick })
	for range quick {
		h.key(fyne.KeyTab)
	}
	h.f.Start()
	h.w.Canvas().Focused().FocusLost() // the window's, not the field's
	still.Pass(100e9)
	for _, c := range h.f.cells {
		h.says(c.col.Key, "")
	}
	h.w.Canvas().Focused().FocusGained()
	h.types("wang")
	h.key(fyne.KeyTab)
	h.shift(fyne.KeyTab)
	h.key(fyne.KeyDelete, fyne.KeyTab)
	h.says("name", "不能空着") // emptied by hand
	h.types("4305")
	h.w.Canvas().Focused().FocusLost() // to look the rest up
	still.Pass(100e9)
	h.says("idno", "")
}

// TestAClickIsNotMovedAway: leaving a field by a click says what is wrong with it only
// when the click is done, so that it lands where it was meant for.
func TestAClickIsNotMovedAway(t *testing.T) {
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	for _, width := range []float32{400, 520} {
		o := options()
		o.New, o.Quick = true, quick
		h := open(t, ledger.Members, &ledger.Member{}, o, look.Standard, width, 1000)
		for _, target := range []fyne.CanvasObject{h.f.cell("joined").box, h.f.cell("unit").box, h.f.more, h.f.bar.buttons[1]} {
			h.fill("idno", "4305")
			h.f.cell("idno").keyed = true
			at := trial.Middle(target)
			where := fyne.CurrentApp().Driver().AbsolutePositionForObject(target)
			mouse := trial.On(h.w.Canvas())
			mouse.Press(at, desktop.MouseButtonPrimary)
			if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(target); now != where {
				t.Errorf("at %g %T moves from %v to %v under the pressed button", width, target, where, now)
			}
			clicked := mouse.Release(desktop.MouseButtonPrimary)
			if clicked != target {
				t.Fatalf("at %g the click hit %T instead of %T", width, clicked, target)
			}
			clicked.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			still.Pass(0)
			h.says("idno", "18 位")
			if target == h.f.more {
				h.key(fyne.KeyF5)
			}
			for h.overlay() {
				h.key(fyne.KeyEscape)
			}
			h.f.Type("idno", "")
		}
	}
}

// TestEachFaultItsDeed: what can be done stands beside the fault that it is about, and
// F2 stands where it works: in the field that has the keyboard, else where it was last.
func TestEachFaultItsDeed(t *testing.T) {
	var opened []value.ID
	h := member(t, saved(), func(o *Options) {
		o.Check = func(ledger.Record) []value.Fault {
			return []value.Fault{
				{Key: "idno", Code: "odd", Soft: true, Text: "证件号码有一处可疑。请核对。"},
				{Key: "idno", Code: value.Twice, Text: "证件号码已属于甲。", Other: otherID},
				{Key: "idno", Code: value.Twice, Text: "证件号码也属于乙。", Other: unitID},
				{Key: "devno", Code: "odd", Soft: true, Text: "编号与入团年份不一致。请按 F2 说明。"},
			}
		}
		o.OnOther = func(id value.ID) { opened = append(opened, id) }
	})
	lines := h.f.cell("idno").lines
	var labels []string
	for _, s := range lines {
		labels = append(labels, s.deed.Label())
		if y := s.deed.Position().Y; y+s.deed.Size().Height <= s.fault.Position().Y || y >= s.fault.Position().Y+s.fault.Size().Height {
			t.Errorf("%q lies at %g, its fault at %g", s.deed.Label(), y, s.fault.Position().Y)
		}
	}
	if strings.Join(labels, " ") != "打开该记录 打开该记录 保留并说明" {
		t.Fatalf("deeds %v", labels)
	}
	h.f.cell("idno").lines[1].deed.Press()
	h.f.FocusField("idno")
	h.key(fyne.KeyF2)
	if len(opened) != 2 || opened[0] != unitID || opened[1] != otherID {
		t.Errorf("opened %v", opened)
	}
	keyed := func() (n int, where string) {
		for _, c := range h.f.cells {
			for _, s := range c.lines {
				if s.deed.KeyShown() && s.deed.Visible() {
					n, where = n+1, c.col.Key
				}
			}
		}
		return n, where
	}
	for _, at := range []struct{ field, want string }{{"idno", "idno"}, {"devno", "devno"}, {"standing", "devno"}, {"name", "idno"}} {
		h.f.FocusField(at.field)
		if n, where := keyed(); n != 1 || where != at.want {
			t.Errorf("with the keyboard in %s F2 stands %d times, at %s", at.field, n, where)
		}
	}
}

// TestRefusedFieldIsSelected: the field that stopped a save is typed anew, although the
// keyboard was in it already; and what stands for the X of a number becomes it.
func TestRefusedFieldIsSelected(t *testing.T) {
	h := member(t, saved(), nil)
	h.fill("idno", "430502200605123183")
	h.f.FocusField("idno")
	h.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	h.key(fyne.KeyF10)
	h.stands("idno")
	h.composes("", "11010519491231002下")
	h.key(fyne.KeyTab)
	h.reads("idno", "11010519491231002X")
	h.says("idno", "")
}
