package jobs

import (
	"maps"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A sitting is a job that is gone on with in forms, one step at a time: what the rules ask of the step above, its few fields
// below. F10 saves the step and shows the next one, Esc leaves the job where it is; what is typed waits for both.
type sitting struct {
	s     *page.Shell
	page  *page.Page
	way   *kit.Journey
	again func() // reads the records anew and shows the step that is next
	then  func() // what a save asks for instead; nil for nothing
	open  bool   // what a save leaves to another step, so that it still waits

	form   *form.Form
	at     chapter
	half   form.Kept   // what waited of it when it came up
	seen   records.Age // of the records when it did
	saving bool
}

// A chapter is one step of a sitting.
type chapter struct {
	step   int
	who    string   // whom it is about
	of     value.ID // the record that it comes from, where its own is new
	kind   ledger.Kind
	draft  ledger.Record
	fresh  bool // the record is somebody new
	keys   []string
	wants  []work.Want
	verb   string
	check  func(ledger.Record) []value.Fault
	beside func(key string, r ledger.Record) string // second text below a field
	save   func(ledger.Record) error
	anyway bool // saving does something even where nothing was filled in
	whole  bool // the record can be opened as a whole
}

// newSitting makes the page of a job; its owner sets again and calls it.
func newSitting(s *page.Shell, title string, steps ...string) *sitting {
	w := &sitting{s: s}
	w.page = &page.Page{Key: "jobs", Title: title, Keep: w.keep, Changed: func(store.Change) { w.changed() }}
	w.way = s.Journey(w.page, steps...)
	return w
}

// goOn reads a job off the records and shows its next step. One that cannot be gone on with says why and leads back.
func goOn[T any](w *sitting, begin func(*store.Book) (T, error), show func(T)) {
	job, err := begin(w.s.Book)
	if err != nil {
		w.refused(err)
		return
	}
	show(job)
}

// refused is the page of a job that cannot be gone on with.
func (w *sitting) refused(err error) {
	w.form, w.seen = nil, w.s.Book.Today().Age()
	back := kit.NewButton(kit.Primary, look.IconNone, "回到办事", "F10", w.leave)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: w.leave, fyne.KeyEscape: w.leave}
	what := look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph(kit.Sentence(err), look.Body, endEms))
	w.way.Go(0, kit.Alone(48, look.Card(look.Inset(look.Gap6, what))), back, keys, layout.NewSpacer(), back)
}

func (w *sitting) leave() { w.s.Open(jobsFrom(w.page.Title)) }

// changed shows the step anew when somebody has saved something, with what is typed in it.
func (w *sitting) changed() {
	if w.saving || w.s.Book.Today().Age() == w.seen {
		return
	}
	w.keep()
	w.again()
}

// keep makes what is typed durable.
func (w *sitting) keep() {
	if w.form != nil {
		w.form.Keep()
		w.s.FlushUnsaved()
	}
}

// put shows a chapter.
func (w *sitting) put(c chapter) {
	id := w.slot(c)
	w.at, w.half, w.seen = c, w.s.Unsaved(c.kind, id), w.s.Book.Today().Age()
	o := w.s.FormOptions(c.kind)
	if c.who == "" {
		c.who = c.kind.Title()
	}
	o.Groups, o.Only, o.Verb, o.New = []form.Group{{Title: c.who, Keys: c.keys}}, c.keys, c.verb, c.fresh
	o.Check, o.Aside = c.check, c.beside
	saved := false
	var own *form.Form
	o.OnSave = func(r ledger.Record, _ bool) ([]value.Fault, error) {
		if w.form != own { // a key that reached a step which is over
			return nil, store.Refuse("这一步已经过去了。请看屏幕上的这一步。")
		}
		if !c.anyway && w.idle(r) {
			return []value.Fault{{Key: c.keys[0], Code: value.Missing, Text: "这一步还没有填什么。看上面差什么，填好再按 F10；按 Esc 先放着。"}}, nil
		}
		w.form.Keep()
		w.saving, w.then, w.open = true, nil, false
		err := c.save(r)
		w.saving = false
		if told := store.Tell(err); told != nil && told.Code == store.Invalid {
			return told.Faults, nil
		}
		saved = err == nil
		return nil, err
	}
	o.OnKeep = func(k form.Kept) {
		w.hold(c, id)
		w.s.KeepUnsaved(c.kind, id, w.besides(k))
	}
	o.OnClose = func() {
		if !saved {
			w.leave()
			return
		}
		w.form = nil
		if w.open {
			w.s.FlushUnsaved()
		} else {
			w.drop(c, id)
		}
		if then := w.then; then != nil {
			then()
			return
		}
		w.again()
	}
	w.form = form.New(c.kind, c.draft, o)
	own = w.form
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: w.form.Cancel, fyne.KeyF10: func() { w.form.Save(false) }}
	note := "Enter 下一项　F4 选　F10 " + c.verb + "　Esc 先放着，改天接着办"
	if c.whole {
		keys[fyne.KeyF8] = func() { w.s.ShowRecord(c.kind, c.draft.Head().ID) }
		note += "　F8 看整条记录，改前面填过的"
	}
	asks := look.Card(look.Inset(look.Gap4, wanted(c.wants)))
	bar := []fyne.CanvasObject{look.NewWords(note, look.Note), layout.NewSpacer()}
	if papers := w.papers(c.kind, c.draft.Head().ID); papers != nil {
		bar, keys[fyne.KeyF12] = append(bar, papers), papers.Press
	}
	w.way.Go(c.step, look.Padding(look.Gap6, 0, look.Pile(look.Gap2, asks, look.Card(w.form))), w.form.First(), keys, bar...)
	if !w.half.Empty() {
		w.restore()
	}
}

// slotsSetting is where the ledger keeps under which IDs wait the records that jobs have begun and nobody has saved: so that
// those of two jobs are not taken for each other.
const slotsSetting = "slots"

func (w *sitting) slots() map[string]value.ID {
	all := map[string]value.ID{}
	w.s.Book.Setting(slotsSetting, &all)
	return all
}

// name is what the place of a chapter is called.
func (w *sitting) name(c chapter) string {
	return w.page.Title + strconv.Itoa(c.step) + c.of.String()
}

// slot is the ID under which what is typed in a chapter waits: its record's, and of a new one the same as before until it is saved.
func (w *sitting) slot(c chapter) value.ID {
	if id := c.draft.Head().ID; !id.IsZero() {
		return id
	}
	if id, there := w.slots()[w.name(c)]; there && w.s.Book.Today().Get(c.kind, id) == nil {
		return id
	}
	id, err := w.s.Book.NewID()
	if err != nil {
		w.s.FailOn(w.page, "填写的内容暂时留不住", err)
	}
	return id
}

// hold remembers the slot of a new record from the first time on that something of it is kept.
func (w *sitting) hold(c chapter, id value.ID) {
	all := w.slots()
	if !c.draft.Head().ID.IsZero() || all[w.name(c)] == id {
		return
	}
	all[w.name(c)] = id
	w.remember(all)
}

// drop forgets what waited of a chapter: it is saved.
func (w *sitting) drop(c chapter, id value.ID) {
	w.s.DropUnsaved(c.kind, id)
	all := w.slots()
	if all[w.name(c)] == id {
		delete(all, w.name(c))
		w.remember(all)
	}
}

func (w *sitting) remember(all map[string]value.ID) {
	if err := w.s.Book.SetSetting(slotsSetting, all); err != nil {
		w.s.FailOn(w.page, "填写的内容暂时留不住", err)
	}
}

// idle says that a draft has nothing but what the ledger has of the record.
func (w *sitting) idle(r ledger.Record) bool {
	was := w.s.Book.Today().Get(w.at.kind, r.Head().ID)
	if was == nil {
		return false
	}
	basis := w.s.Book.Basis()
	return !slices.ContainsFunc(w.at.keys, func(key string) bool {
		i := w.at.kind.At(key)
		return w.at.kind.Text(was, i, basis) != w.at.kind.Text(r, i, basis)
	})
}

// restore puts back what waited half typed. What was proposed and nobody had touched is proposed again.
func (w *sitting) restore() {
	base := w.at.kind.Clone(w.at.draft)
	w.form.Restore(w.half)
	if !w.at.fresh {
		return
	}
	basis := w.s.Book.Basis()
	for _, key := range w.at.keys {
		i := w.at.kind.At(key)
		text, typed := w.half.Texts[key]
		if !typed {
			text = w.at.kind.Text(base, i, basis)
		}
		if text != "" && w.at.kind.Text(w.form.Draft(), i, basis) == "" {
			w.form.Type(key, text)
		}
	}
}

// besides are what was typed here together with what waits of fields that this chapter does not have.
func (w *sitting) besides(k form.Kept) form.Kept {
	for key, text := range w.half.Texts {
		if slices.Contains(w.at.keys, key) {
			continue
		}
		if k.Texts = maps.Clone(k.Texts); k.Texts == nil {
			k.Texts = map[string]string{}
		}
		k.Texts[key] = text
	}
	return k
}

// wanted are what the rules ask, each with where it is written and a sign whether it is met; what is only told has none.
func wanted(wants []work.Want) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, one := range wants {
		icon, ink := look.IconDone, look.Green
		switch {
		case one.Told:
			icon, ink = look.IconInfo, look.Second
		case !one.Met:
			icon, ink = look.IconWarning, look.Amber
		}
		rows = append(rows, look.Row(look.NewPicture(icon, ink), look.NewWords(one.Text, look.Body), look.NewWords("（"+one.Source+"）", look.Note)))
	}
	return look.Column(look.Gap1, rows...)
}

// end is the last page of a sitting: what was done, what comes next, and the record that it left.
func (w *sitting) end(step int, title string, lines []string, kind ledger.Kind, id value.ID) {
	w.form = nil
	rows := []fyne.CanvasObject{look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords(title, look.Title))}
	for _, line := range lines {
		rows = append(rows, look.NewParagraph(line, look.Body, endEms))
	}
	show := func() { w.s.ShowRecord(kind, id) }
	open := kit.NewButton(kit.Ordinary, look.IconRight, "看这条记录", "F8", show)
	back := kit.NewButton(kit.Primary, look.IconNone, "回到办事", "F10", w.leave)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: w.leave, fyne.KeyEscape: w.leave, fyne.KeyF8: show}
	bar := []fyne.CanvasObject{look.NewWords("做错了按 Ctrl+Z 撤销", look.Note), layout.NewSpacer()}
	if papers := w.papers(kind, id); papers != nil {
		bar, keys[fyne.KeyF12] = append(bar, papers), papers.Press
	}
	w.way.Go(step, kit.Alone(48, look.Card(look.Inset(look.Gap6, look.Column(look.Gap4, rows...)))), back, keys, append(bar, open, back)...)
	w.seen = w.s.Book.Today().Age()
}

// papers opens what can be written about a record of the ledger, and comes back; nil where nothing can.
func (w *sitting) papers(kind ledger.Kind, id value.ID) *kit.Button {
	r := w.s.Book.Today().Get(kind, id)
	if r == nil {
		return nil
	}
	return w.s.PaperButton(func() { w.s.Show(w.page) }, r)
}

const endEms = 42

// says tells that something was saved, with its undo.
func (w *sitting) says(text string) { w.s.Toasts.SayWith(text, "撤销", w.s.Undo) }
