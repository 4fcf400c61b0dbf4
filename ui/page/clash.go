package page

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/rules"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// rebased is what somebody else did to a record while it was in a form here.
type rebased struct {
	who     string
	time    int64
	taken   []merge.Differing // only the other changed these; the form shows them
	clashes []merge.Differing // both did, and nobody has decided yet
}

// undecided is the fault of a field that two people changed.
const undecided = "undecided"

// onto puts what was typed over an older version of the record into a form over the
// present one. What only the other changed is taken and named; where both changed a
// field a person decides before anything is saved.
func (r *record) onto(base ledger.Record, k form.Kept) error {
	mine := r.kind.Clone(base)
	for range 2 { // what follows from one field may go over another that was typed
		for i, c := range r.kind.Columns()[:r.kind.Fields()] {
			if text, typed := k.Texts[c.Key]; typed {
				_ = r.kind.Set(mine, i, text) // what cannot be taken stays in the form as it was typed
			}
		}
	}
	b, err := tend.Rebase(r.s.Book, r.kind, base, mine)
	if err != nil {
		return err
	}
	now := r.s.Book.Today().Get(r.kind, r.id)
	if now == nil {
		return errors.New("the record went while it was read")
	}
	r.was = now
	r.rebased = rebased{who: b.Who, time: b.Time, clashes: b.Clashes}
	for _, d := range b.Taken {
		if text, typed := k.Texts[d.Key]; typed {
			d.Ours = text // half typed: it stands in the form, over the other's
			r.rebased.clashes = append(r.rebased.clashes, d)
			continue
		}
		r.rebased.taken = append(r.rebased.taken, d)
	}
	r.show()
	r.form.Restore(k)
	r.drawNotes()
	r.askClash()
	return nil
}

// check is what the ledger finds wrong with the draft, and what is not decided yet.
func (r *record) check(draft ledger.Record) []value.Fault {
	faults := rules.Faults(r.s.Book.Today(), r.kind, draft)
	for _, d := range r.rebased.clashes {
		faults = append(faults, value.Fault{Key: d.Key, Code: undecided, Text: r.rebased.who + "也改了这一项。请在上面选“用我的”或“用现在的”。"})
	}
	return faults
}

// decide settles one field.
func (r *record) decide(d merge.Differing, ours bool) {
	r.rebased.clashes = slices.DeleteFunc(r.rebased.clashes, func(x merge.Differing) bool { return x.Key == d.Key })
	if !ours {
		r.form.Type(d.Key, r.kind.Text(r.was, r.kind.At(d.Key), r.s.Book.Basis()))
	}
	r.form.Recheck()
	r.drawNotes()
	if len(r.rebased.clashes) == 0 {
		r.keep(r.form.Kept()) // over the present version from now on
		r.form.FocusField(d.Key)
		return
	}
	r.askClash()
}

// askClash gives the keyboard to the first thing to decide, if there is any.
func (r *record) askClash() {
	if len(r.rebased.clashes) == 0 {
		return
	}
	if first := kit.First(r.notes.Objects[len(r.notes.Objects)-1]); first != nil {
		r.s.Canvas().Focus(first)
	}
}

const noteEms = panelEms - 5 // a line of a note in the panel

// drawNotes shows above the form what a person must know about what stands in it.
func (r *record) drawNotes() {
	r.notes.Objects = nil
	note := func(text string, buttons ...fyne.CanvasObject) {
		rows := []fyne.CanvasObject{look.NewParagraph(text, look.Body, noteEms)}
		if len(buttons) > 0 {
			rows = append(rows, look.Row(append([]fyne.CanvasObject{layout.NewSpacer()}, buttons...)...))
		}
		r.notes.Add(look.Ground(look.AmberBg, look.Inset(look.Gap2, withSign(look.NewPicture(look.IconInfo, look.Amber), look.Column(look.Gap1, rows...)))))
	}
	switch text := r.origin(); {
	case text != "":
		note(text)
	case !r.s.Book.May(store.MayEdit):
		note(r.s.Book.Forbids())
	}
	if w := r.l.way; w != nil {
		note(cmp.Or(w.Tell, "改好保存以后，再回到检查。"), w.button())
	}
	if r.hint != "" {
		note(r.hint)
	}
	b := r.rebased
	deciding := len(b.clashes) > 0 // what else is to be said waits: the form needs the room
	if r.restored != "" && !deciding {
		note(r.restored, kit.NewButton(kit.Ordinary, look.IconRemove, "放弃这份录入", "", r.giveUp))
	}
	when := ""
	if b.time > 0 {
		when = " " + r.s.At(b.time, "01-02 15:04")
	}
	if len(b.taken) > 0 && !deciding {
		text := b.who + when + " 也改过这一条，下面几项用了现在的："
		for i, d := range b.taken {
			if i == 4 {
				text += "\n另有 " + strconv.Itoa(len(b.taken)-i) + " 项"
				break
			}
			was, now := SideTexts(r.kind, d.Key, d.Was, d.Theirs)
			text += "\n" + d.Label + "：" + cmp.Or(was, look.Blank) + " → " + cmp.Or(now, look.Blank)
		}
		note(text)
	}
	for i, d := range b.clashes {
		if i == 1 {
			break // one decision at a time; the next follows
		}
		more := ""
		if n := len(b.clashes); n > 1 {
			more = "（还有 " + strconv.Itoa(n-1) + " 项）"
		}
		ours, theirs := SideTexts(r.kind, d.Key, d.Ours, d.Theirs)
		note("“"+d.Label+"”两个人都改了，请选一个"+more+"。\n我的："+cmp.Or(ours, look.Blank)+
			"\n现在的："+cmp.Or(theirs, look.Blank)+"（"+b.who+when+"）",
			kit.NewButton(kit.Ordinary, look.IconNone, "用我的", "", func() { r.decide(d, true) }),
			kit.NewButton(kit.Ordinary, look.IconNone, "用现在的", "", func() { r.decide(d, false) }))
	}
	r.notes.Refresh()
	r.view.Refresh()
	r.form.Reveal()
}

// withSign sets a sign at the upper left of some lines.
func withSign(sign, lines fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: signed{}, Objects: []fyne.CanvasObject{sign, lines}}
}

type signed struct{}

func (signed) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+look.Gap2+b.Width, max(a.Height, b.Height))
}

func (signed) Layout(o []fyne.CanvasObject, size fyne.Size) {
	a := o[0].MinSize()
	o[0].Resize(a)
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Move(fyne.NewPos(a.Width+look.Gap2, 0))
	o[1].Resize(fyne.NewSize(size.Width-a.Width-look.Gap2, size.Height))
}
