package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/tend"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// drafts keeps in the ledger what is typed into forms: off the drawing thread, one
// at a time, the newest of each record wins.
type drafts struct {
	book    *store.Book
	writing sync.Mutex // held while the ledger is written
	mu      sync.Mutex // held while next is read or changed
	next    map[draftOf]form.Kept
	revs    map[draftOf]uint32
}

// draftOf is the record that a draft is about; the ID of a new one is its slot.
type draftOf struct {
	kind string
	id   value.ID
}

func newDrafts(b *store.Book) *drafts {
	return &drafts{book: b, next: map[draftOf]form.Kept{}, revs: map[draftOf]uint32{}}
}

// keep has a draft written soon; then is called when it is durable. Who may not save
// has none.
func (d *drafts) keep(of draftOf, rev uint32, k form.Kept, then func(), fail func(error)) {
	if !d.book.May(store.MayEdit) {
		return
	}
	d.mu.Lock()
	d.next[of], d.revs[of] = k, rev
	d.mu.Unlock()
	hands.Run(func() (struct{}, error) { return struct{}{}, d.flush() }, func(struct{}) { then() }, fail)
}

// flush writes what waits and returns when it is durable. A form in which nothing is
// typed any more has no draft.
func (d *drafts) flush() error {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	next, revs := d.next, d.revs
	d.next, d.revs = map[draftOf]form.Kept{}, map[draftOf]uint32{}
	d.mu.Unlock()
	var first error
	for of, k := range next {
		var err error
		if k.Empty() {
			err = d.book.Drafts().Drop(of.kind, of.id)
		} else {
			err = d.book.Drafts().Keep(store.Draft{Kind: of.kind, ID: of.id, Rev: revs[of], At: k.At, Texts: k.Texts, Excuses: k.Excuses})
		}
		if err != nil {
			d.again(of, k, revs[of])
			first = cmp.Or(first, err)
		}
	}
	return first
}

// again has what could not be written tried with the next writing, unless something
// newer waits by then.
func (d *drafts) again(of draftOf, k form.Kept, rev uint32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, newer := d.next[of]; !newer {
		d.next[of], d.revs[of] = k, rev
	}
}

// forget leaves out what waits of a record that is given up. Nothing of it is written afterwards.
func (d *drafts) forget(of draftOf) {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.next, of)
}

// of is the draft of a record; false when there is none.
func (d *drafts) of(of draftOf) (store.Draft, bool, error) {
	all, err := d.book.Drafts().All()
	i := slices.IndexFunc(all, func(x store.Draft) bool { return x.Kind == of.kind && x.ID == of.id })
	if err != nil || i < 0 {
		return store.Draft{}, false, err
	}
	return all[i], true, nil
}

// Resume goes on with what this operator typed last and did not save, if there is
// anything: for the start after a lock or a power cut.
func (s *Shell) Resume() {
	all, err := s.Book.Drafts().All()
	if err != nil {
		s.Fail("没有读出没保存的录入", err)
		return
	}
	for _, d := range all {
		if d.Who == s.Book.Operator() && s.OpenDraft(d) {
			return
		}
	}
}

// OpenDraft opens the form that a draft belongs to, which puts it back. A draft whose
// record is gone opens nothing.
func (s *Shell) OpenDraft(d store.Draft) bool {
	kind := ledger.KindOf(d.Kind)
	switch {
	case s.Book.Today().Get(kind, d.ID) != nil:
		s.ShowRecord(kind, d.ID)
	case d.New():
		s.onNewList(kind, func(l *list) {
			l.openRecord(&record{l: l, s: s, kind: kind, slot: d.ID, fresh: l.known, after: l.closeForm})
		})
	default:
		return false
	}
	return true
}

// openPanel puts a record into the panel, a new one beside those that wait half typed.
// What is typed in the panel that it takes the place of is kept.
func (l *list) openPanel(kind ledger.Kind, id value.ID, set func(ledger.Record), after func()) {
	slot := id
	if id.IsZero() {
		var err error
		if slot, err = l.s.Book.NewID(); err != nil {
			l.s.Fail("没有打开", err)
			return
		}
	}
	l.openRecord(&record{l: l, s: l.s, kind: kind, id: id, slot: slot, fresh: set, after: after})
}

// openRecord shows the panel of a record, with what was typed into it before and not
// saved.
func (l *list) openRecord(r *record) {
	l.keepPanel()
	r.was = r.kind.New()
	if !r.id.IsZero() {
		if r.was = l.s.Book.Today().Get(r.kind, r.id); r.was == nil {
			return
		}
	}
	d, kept, err := l.s.drafts.of(r.of())
	if err != nil {
		l.s.Fail("没有读出没保存的录入", err)
	}
	switch {
	case !kept:
		r.show()
		r.form.Start()
	case r.id.IsZero() || d.Rev == r.was.Head().Rev:
		r.show()
		r.restore(d)
	default:
		r.bring(d)
	}
}

// bring opens a draft that began over an older version of the record.
func (r *record) bring(d store.Draft) {
	hands.RunLatest(&r.l.based, func() (ledger.Record, error) { return tend.Version(r.s.Book, r.kind, r.id, d.Rev) }, func(base ledger.Record) {
		if base == nil {
			base = r.was // the journal does not have it: what was typed stands over the present
		}
		r.restored = r.restoredWords(d)
		if err := r.onto(base, keptOf(d)); err != nil {
			r.s.Fail("没有打开", err)
		}
	}, func(err error) { r.s.Fail("没有打开", err) })
}

// begun is after a save: what is typed from here on is no longer what was put back, and
// of a new record it is the next one.
func (r *record) begun() {
	if r.id.IsZero() {
		if slot, err := r.s.Book.NewID(); err == nil {
			r.slot = slot
		} else {
			r.s.Fail("没有接着录", err)
		}
	}
	if r.restored != "" {
		r.restored = ""
		r.drawNotes()
	}
}

// goOn is F11: it leads to what waits half typed, besides what stands in the panel.
func (s *Shell) goOn() {
	if s.page != nil && s.page.Keep != nil {
		s.page.Keep()
	}
	all, err := s.Book.Drafts().All()
	if err != nil {
		s.Fail("没有读出没保存的录入", err)
		return
	}
	if s.page != nil && s.page.list != nil {
		all = s.others(all, s.page.list.drafting())
	}
	switch {
	case len(all) == 0:
		s.Say("没有放着的录入")
	case len(all) == 1 && s.OpenDraft(all[0]):
	default:
		area := s.Canvas().Size()
		kit.MenuAt(s.Canvas(), fyne.NewPos(area.Width/3, area.Height/6), s.draftDeeds(all, func() {}))
	}
}

// others are the drafts but the one in the open panel.
func (s *Shell) others(all []store.Draft, open draftOf) []store.Draft {
	return slices.DeleteFunc(all, func(d store.Draft) bool { return draftOf{d.Kind, d.ID} == open })
}

// DraftMenu lists drafts to go on with; one whose record is in the recycle bin can
// only be given up.
func (s *Shell) DraftMenu(under fyne.CanvasObject, all []store.Draft, after func()) {
	kit.Menu(s.Canvas(), under, s.draftDeeds(all, after))
}

func (s *Shell) draftDeeds(all []store.Draft, after func()) []kit.Deed {
	deeds := make([]kit.Deed, len(all))
	for i, d := range all {
		hint := d.Who + " " + s.At(d.Time, "01-02 15:04")
		deeds[i] = kit.Deed{Icon: look.IconEdit, Label: s.draftName(d), Hint: hint, Do: func() {
			if !s.OpenDraft(d) {
				s.askGiveUp(draftOf{d.Kind, d.ID}, "这条记录已移到回收站。可以先在回收站里恢复它，再接着填。", after)
			}
		}}
	}
	return deeds
}

// draftName is what a person calls a draft: by the record, or by the name that was
// typed into a new one.
func (s *Shell) draftName(d store.Draft) string {
	kind := ledger.KindOf(d.Kind)
	if r := s.Book.Today().Get(kind, d.ID); r != nil {
		return kind.Title() + " " + s.Book.Today().Called(r)
	}
	if name := strings.TrimSpace(d.Texts["name"]); name != "" && d.New() {
		return "新增" + kind.Title() + " " + name
	}
	if d.New() {
		return "新增" + kind.Title()
	}
	return kind.Title() + "（已移到回收站）"
}

// askGiveUp asks whether a draft may go for good.
func (s *Shell) askGiveUp(of draftOf, text string, then func()) {
	kit.AskLoss(s.Canvas(), "放弃这份录入", text+"放弃后，没有保存的内容不能找回。", "放弃这份录入", func() {
		s.drafts.forget(of)
		if err := s.Book.Drafts().Drop(of.kind, of.id); err != nil {
			s.Fail("没有放弃", err)
			return
		}
		then()
	})
}

// At writes a moment of the journal as a clock here shows it.
func (s *Shell) At(unix int64, layout string) string {
	return time.Unix(unix, 0).In(s.Today().Location()).Format(layout)
}

// keepPanel keeps what is typed in the open panel, and returns when it is durable.
func (l *list) keepPanel() {
	if l.panel == nil {
		return
	}
	l.panel.form.Keep()
	if err := l.s.drafts.flush(); err != nil {
		l.s.Fail("没有留住填写的内容", err)
	}
}

// askDrafts shows how many drafts wait besides the one in the open panel.
func (l *list) askDrafts() {
	hands.RunLatest(&l.drafted, l.s.Book.Drafts().All, func(all []store.Draft) {
		all = l.s.others(all, l.drafting())
		l.chip.OnTapped = func() { l.s.DraftMenu(l.chip, all, l.askDrafts) }
		l.chip.SetLabel("放着 " + strconv.Itoa(len(all)) + " 条未完成")
		if l.chip.Hidden == (len(all) > 0) {
			l.chip.Hidden = len(all) == 0
			l.layer.Refresh()
		}
	}, nil)
}

// drafting is whose draft the open panel is, the zero one where none is open.
func (l *list) drafting() draftOf {
	if l.panel == nil {
		return draftOf{}
	}
	return l.panel.of()
}

// keep is the form's OnKeep.
func (r *record) keep(k form.Kept) {
	r.s.drafts.keep(r.of(), r.was.Head().Rev, k, func() {
		if r.l.panel != r && r.s.page == r.l.page { // closed by now: it waits among the others
			r.l.askDrafts()
		}
	}, func(err error) {
		if !r.told { // not again at every field
			r.told = true
			r.s.Say("填写的内容暂时留不住：" + kit.Sentence(err))
		}
	})
}

func (r *record) of() draftOf { return draftOf{r.kind.Name(), r.slot} }

// shut is the form's OnClose: what was typed is kept by then.
func (r *record) shut() {
	if r.form.Dirty() && !r.form.Kept().Empty() {
		d := store.Draft{Kind: r.kind.Name(), ID: r.slot, Rev: r.was.Head().Rev, Texts: r.form.Kept().Texts}
		r.s.Toasts.SayWith("没有保存的“"+r.s.draftName(d)+"”放在一边，随时可以接着填", "接着填", func() { r.s.OpenDraft(d) })
	}
	r.after()
}

// restore puts a draft into the form and says so.
func (r *record) restore(d store.Draft) {
	r.form.Restore(keptOf(d))
	r.restored = r.restoredWords(d)
	r.drawNotes()
}

func (r *record) restoredWords(d store.Draft) string {
	who := ""
	if d.Who != r.s.Book.Operator() {
		who = d.Who + " "
	}
	return "这是 " + who + r.s.At(d.Time, "01-02 15:04") + " 没有保存的录入，已放回。"
}

func keptOf(d store.Draft) form.Kept { return form.Kept{At: d.At, Texts: d.Texts, Excuses: d.Excuses} }

// giveUp asks, and opens the record as it is in the ledger.
func (r *record) giveUp() {
	r.s.askGiveUp(r.of(), "", func() {
		r.form.Discard()
		l := r.l
		l.closePanel()
		l.openPanel(r.kind, r.id, r.fresh, r.after)
	})
}
