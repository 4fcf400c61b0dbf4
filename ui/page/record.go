package page

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/form"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// record is the panel of one record over its list: the form, the posts that hang on
// it, and what happened to it.
type record struct {
	l      *list
	s      *Shell
	kind   ledger.Kind
	id     value.ID // zero for a new one
	slot   value.ID // where its draft is kept, and the ID that a new one will have
	pages  int      // how many tabs there are
	form   *form.Form
	tabs   *kit.Tabs       // nil for a new record
	more   *kit.Button     // the transitions; nil where there are none
	notes  *fyne.Container // what a person must know about what stands in the form
	body   *fyne.Container
	view   fyne.CanvasObject
	latest hands.Latest
	below  value.ID            // the row that follows after 保存并继续
	fresh  func(ledger.Record) // fills in a new record; may be nil
	after  func()              // when the panel is closed by its form

	was      ledger.Record // what the form began over
	hint     string        // what to do for a transition
	restored string        // that a draft was put back
	rebased  rebased       // what somebody else did meanwhile
	told     bool          // that what is typed cannot be kept
	fold     *fold         // of files, once it was shown
}

// open shows a record of the list's kind; of one that waits to be checked, the field for
// which it waits.
func (l *list) open(id value.ID) {
	l.openPanel(l.q.Kind, id, nil, l.closeForm)
	if l.q.Tab == face.Pending && l.panel != nil && l.panel.id == id {
		l.panel.toFault()
	}
}

// toFault gives the keyboard to the first field with a fault; what belongs to no field
// is about what hangs on the record.
func (r *record) toFault() {
	faults := rules.Faults(r.s.Book.Today(), r.kind, r.was)
	for _, f := range faults {
		if i := r.kind.At(f.Key); i >= 0 && i < r.kind.Fields() {
			r.form.FocusField(f.Key)
			return
		}
	}
	if face.Of(r.kind).Hangs != nil && len(faults) > 0 && r.tabs != nil {
		r.tabs.Choose(1)
		r.turn(1)
		if first := kit.First(r.body.Objects[0]); first != nil {
			r.s.Canvas().Focus(first)
		}
	}
}

// add shows the form of a new record.
func (l *list) add(set func(ledger.Record)) {
	if !l.adds() || !l.s.Allowed(store.MayAdd) {
		return
	}
	l.openPanel(l.q.Kind, value.ID{}, func(r ledger.Record) {
		l.known(r)
		if set != nil {
			set(r)
		}
	}, l.closeForm)
}

// known fills in what a new record most likely is, and what follows from the place
// that the list lies below. Where the ledger has one community, it is the one.
func (l *list) known(r ledger.Record) {
	set := func(i int, text string) {
		_ = l.q.Kind.Set(r, i, text) // codes and records that there are; a test tries them
	}
	for _, b := range ledger.Begins(l.s.Book.Basis().Rules, l.q.Kind) {
		set(l.q.Kind.At(b.Key), b.Text)
	}
	only := ""
	if c, ok := l.s.Book.Today().Own().(*ledger.Community); ok {
		only = c.ID.String()
	}
	under := false
	for i := range l.q.Kind.Fields() {
		c := l.q.Kind.Columns()[i]
		switch {
		case c.Shape != ledger.Ref:
		case c.Choices.Kind == l.q.Under.Kind && !under:
			under = true
			set(i, l.q.Under.ID.String())
		case ledger.KindOf(c.Choices.Kind).Place():
			set(i, only)
		}
	}
}

// closeForm is what a panel's form does at its end: back to the rows.
func (l *list) closeForm() {
	l.closePanel()
	if l.way != nil && l.way.Home {
		l.way.Do()
		return
	}
	l.focusRows()
}

// show builds the panel and lays it over the list.
func (r *record) show() {
	l := r.l
	draft := r.kind.Clone(r.was)
	if r.id.IsZero() && r.fresh != nil {
		r.fresh(draft)
	}
	l.closePanel()
	l.panel = r
	r.build(draft)
	l.layer.Objects = append(l.layer.Objects[:1:1], r.view)
	l.layer.Refresh()
	l.layer.Layout.Layout(l.layer.Objects, l.layer.Size())
	l.askDrafts()
}

func (l *list) closePanel() {
	l.based.Drop()
	if l.panel == nil {
		return
	}
	l.panel.leave()
	l.panel = nil
	l.layer.Objects = l.layer.Objects[:1:1]
	l.layer.Refresh()
	l.askDrafts()
}

// back is Esc where nothing else has taken it.
func (l *list) back() {
	if l.panel != nil {
		l.panel.form.Cancel()
		return
	}
	if l.way != nil && l.way.Home {
		l.way.Do()
		return
	}
	l.s.Guide.Leave() // nothing else is left to go back from
}

// save is F10 and Ctrl+S where the form itself does not have the keyboard.
func (l *list) save() {
	if l.panel != nil {
		l.panel.form.Save(false)
	}
}

// next is F9 where the form itself does not have the keyboard: what its button beside
// says, or a new record where no form is open.
func (l *list) next() {
	if l.panel == nil || !l.panel.form.SaveAndNext() {
		l.add(nil)
	}
}

func (r *record) build(draft ledger.Record) {
	r.form = form.New(r.kind, draft, r.options())
	name := ledger.NameOf(draft)
	if face.Of(r.kind).Headed {
		name = r.s.Book.Today().Name(r.kind, r.id)
	}
	title := look.NewWords(name, look.Title)
	side := []fyne.CanvasObject{}
	switch {
	case r.id.IsZero():
		title.SetText("新增" + r.kind.Title())
	case name == "":
		title.SetText(r.kind.Title())
	}
	if !r.foreign() && len(r.deeds(draft)) > 0 && !r.id.IsZero() && r.s.Book.May(store.MayEdit) {
		r.more = kit.NewButton(kit.Ordinary, look.IconMore, "办理", "F8", nil)
		r.more.OnTapped = func() { kit.Menu(r.s.Canvas(), r.more, r.deeds(r.was)) }
		side = append(side, r.more)
	}
	if r.returns() {
		r.more = kit.NewButton(kit.Ordinary, look.IconUndo, "退回", "F8", nil)
		r.more.OnTapped = func() { kit.Menu(r.s.Canvas(), r.more, r.returnDeeds()) }
		side = append(side, r.more)
	}
	if r.forgets() {
		r.more = kit.NewButton(kit.Ordinary, look.IconRemove, "忘掉这个签名", "F8", r.askForget)
		side = append(side, r.more)
	}
	side = append(side, kit.NewButton(kit.Quiet, look.IconFault, "", "", r.form.Cancel))
	title.Within((panelEms - headEms) * look.Now().Text)
	head := look.Inset(look.Gap2, look.Beside(look.Row(look.NewWords("", look.Title), title), look.Row(side...)))
	r.body = container.NewStack(r.form)
	parts := []fyne.CanvasObject{head}
	if !r.id.IsZero() {
		r.tabs = kit.NewTabs([]kit.Tab{{Label: "资料", Count: -1}}, r.turn)
		r.countTabs()
		aside := look.Row() // words alone: with icons they would touch the tabs
		if r.s.housed(r.kind) {
			aside.Add(r.houseButton())
		}
		if len(forms.PapersOf(r.kind)) > 0 {
			aside.Add(r.paperButton())
		}
		parts = append(parts, look.Beside(look.Row(r.tabs, look.NewWords("F5 换页", look.Note)), aside))
	}
	edge := canvas.NewRectangle(look.Panel)
	edge.StrokeColor, edge.StrokeWidth = look.Line, 1
	r.notes = look.Column(1)
	r.view = container.NewStack(look.NewShade(), edge, kit.NewCover(), look.Pile(0, append(parts, look.HLine(), r.notes, r.body)...))
	r.drawNotes()
}

// headEms is how much of the panel's width its buttons take beside the title, in characters.
const headEms = 15

// filesAt is the place of the tab of files, -1 where there is none.
func (r *record) filesAt() int {
	switch {
	case !ledger.Attaches(r.kind):
		return -1
	case face.Of(r.kind).Hangs != nil:
		return 2
	}
	return 1
}

// countTabs says how many posts hang on the record.
func (r *record) countTabs() {
	tabs := []kit.Tab{{Label: "资料", Count: -1}}
	if h := face.Of(r.kind).Hangs; h != nil {
		tabs = append(tabs, kit.Tab{Label: h.Word, Count: len(r.hung())})
	}
	if ledger.Attaches(r.kind) {
		tabs = append(tabs, kit.Tab{Label: "附件", Count: len(attach.Of(r.s.Book.Today(), r.kind, r.id))})
	}
	tabs = append(tabs, kit.Tab{Label: "历史", Count: -1})
	r.pages = len(tabs)
	r.tabs.Set(tabs)
}

// turn shows the form, the posts, the files or the history.
func (r *record) turn(i int) {
	show := fyne.CanvasObject(r.form)
	hangs := face.Of(r.kind).Hangs != nil
	switch {
	case i == 0:
	case i == 1 && hangs:
		show = r.hungList()
	case i == r.filesAt():
		show = r.files()
	default:
		show = r.history()
	}
	r.body.Objects = []fyne.CanvasObject{show}
	r.body.Refresh()
}

// walk is F5: to the next of the panel's pages, with the keyboard in it.
func (l *list) walk() {
	r := l.panel
	if r == nil || r.tabs == nil {
		return
	}
	r.tabs.Choose((r.tabs.At() + 1) % r.pages)
	r.turn(r.tabs.At())
	if r.tabs.At() == 0 {
		r.form.Start()
	} else if first := kit.First(r.body.Objects[0]); first != nil {
		l.s.Canvas().Focus(first)
	} else {
		l.s.Canvas().Focus(r.tabs)
	}
}

// deeds is F8: the menu of transitions, of the record that is open or else of the
// current row.
func (l *list) deeds() {
	switch {
	case l.panel == nil:
		l.rowMenuOf(l.grid.Current())
	case l.panel.more != nil:
		l.panel.more.Press()
	}
}

func (r *record) options() form.Options {
	b, v := r.s.Book, face.Of(r.kind)
	return form.Options{
		Groups: v.Groups, New: r.id.IsZero(), Quick: v.Quick, Carry: v.Carry, Last: r.s.last[r.kind.Name()],
		Lengths: v.Lengths, Basis: b.Basis(),
		Fresh: func() ledger.Record {
			fresh := r.kind.New()
			if r.fresh != nil {
				r.fresh(fresh)
			}
			return fresh
		},
		Check: r.check,
		Match: func(list *codes.List, query string) []kit.Option {
			return Options(find.OptionsOf(b.Today(), list, query, optionsMost))
		},
		Refer: func(list *codes.List, query string) []kit.Option {
			return Options(find.OptionsOf(b.Today(), list, query, optionsMost))
		},
		Name:     r.s.nameOf,
		OnCreate: r.create,
		Aside:    r.aside,
		Likely:   r.likely,
		Help:     func(key string) []kit.Explained { return FieldHelp(b, r.kind, key) },
		OnOther:  r.openOther,
		Paste:    r.paste,
		Locked:   !r.s.Book.May(store.MayEdit),
		ReadOnly: r.foreign(),
		OnSave:   r.save,
		OnNext:   r.next(),
		OnClose:  r.shut,
		OnKeep:   r.keep,
	}
}

// openOther opens the record that a fault clashes with.
func (r *record) openOther(id value.ID) {
	for _, kind := range ledger.All {
		if r.s.Book.Today().Get(kind, id) != nil {
			r.s.ShowRecord(kind, id)
			return
		}
	}
}

// next is what 保存并继续 does on a record that is in the list already: the row below
// it comes. A new record is followed by a fresh one in the same form.
func (r *record) next() func(ledger.Record) {
	if r.id.IsZero() || r.kind != r.l.q.Kind {
		return nil
	}
	return func(ledger.Record) {
		if r.below.IsZero() {
			r.s.Say("这是最后一条了")
			r.after()
			return
		}
		r.l.mark = r.below
		r.l.grid.SelectKeys(r.below.String())
		r.l.open(r.below)
	}
}

// findBelow notes which row lies below the record, before a save may move it.
func (r *record) findBelow() {
	r.below = value.ID{}
	for i := range r.l.length() {
		if r.l.rows.Row(i).Head().ID == r.id {
			if i+1 < r.l.length() {
				r.below = r.l.rows.Row(i + 1).Head().ID
			}
			return
		}
	}
}

const optionsMost = 200 // options of a list, more than anybody reads

// Options are found records or codes as a field offers them.
func Options(found []find.Option) []kit.Option {
	out := make([]kit.Option, len(found))
	for i, o := range found {
		out[i] = kit.Option{Value: o.Value, Label: o.Label, Hint: o.Hint}
	}
	return out
}

// save saves the form's record. What the ledger finds wrong goes to the fields.
func (r *record) save(draft ledger.Record, _ bool) ([]value.Fault, error) {
	r.findBelow()
	if err := r.s.drafts.flush(); err != nil { // what is being written must not come after the save
		return nil, err
	}
	if r.id.IsZero() {
		draft.Head().ID = r.slot
	}
	ends := rules.EndingWords(r.s.Book.Today(), draft)
	saved, err := r.s.Book.Save(r.kind, draft)
	if err != nil {
		switch told := store.Tell(err); told.Code {
		case store.Invalid:
			return told.Faults, nil
		case store.Changed:
			return nil, r.overtaken()
		}
		return nil, err
	}
	if r.id.IsZero() { // what is carried over into a new record is of the last new one
		r.s.last[r.kind.Name()] = saved
	}
	name := ledger.NameOf(saved)
	if name == "" {
		name = r.kind.Title()
	}
	if len(ends) > 0 {
		name += "，" + strings.Join(ends, "、") + "一并离任"
	}
	r.s.Say("已保存 " + name + r.waits(saved))
	if r.kind == r.l.q.Kind {
		r.l.mark = saved.Head().ID
	}
	r.begun()
	return nil, nil
}

// waits is what a record that was saved still lacks, and where it waits for it; "" for
// one that is in order.
func (r *record) waits(saved ledger.Record) string {
	var missing []string
	faults := rules.Faults(r.s.Book.Today(), r.kind, saved)
	for _, fault := range faults {
		if i := r.kind.At(fault.Key); i >= 0 && fault.Code == value.Missing {
			missing = append(missing, r.kind.Columns()[i].Label)
		}
	}
	const named = 3
	switch {
	case len(faults) == 0:
		return ""
	case len(missing) == 0:
		return "，有要核对的，记在待核里"
	case len(missing) > named:
		return "，缺" + strings.Join(missing[:named], "、") + "等 " + strconv.Itoa(len(missing)) + " 项，记在待核里"
	}
	return "，缺" + strings.Join(missing, "、") + "，记在待核里"
}

// overtaken shows what somebody else saved while the form was open. Nothing is saved
// before a person has seen it.
func (r *record) overtaken() error {
	k := r.form.Kept()
	r.keep(k) // over the older version: should the power go now, the same is asked again
	r.form.Discard()
	if err := r.onto(r.was, k); err != nil {
		return err
	}
	return form.ErrTold
}

// create makes the record that a reference asked for in vain, with nothing but its
// name; it waits in 待核 for the rest.
func (r *record) create(list *codes.List, word string, done func(value.ID)) {
	kind := ledger.KindOf(list.Kind)
	fresh := kind.New()
	for _, key := range []string{"name", "short"} {
		if i := kind.At(key); i >= 0 {
			if err := kind.Set(fresh, i, word); err != nil {
				r.s.Fail("没有新建"+kind.Title(), err)
				return
			}
		}
	}
	saved, err := r.s.Book.Register(kind, fresh)
	if err != nil {
		r.s.Fail("没有新建"+kind.Title(), err)
		return
	}
	r.s.Say("已登记" + kind.Title() + "“" + word + "”，其余资料以后再补")
	done(saved.Head().ID)
}

// aside is what follows from a field's value, or what other records say of it.
func (r *record) aside(key string, draft ledger.Record) string {
	if say := face.Of(r.kind).Asides[key]; say != nil {
		return say(face.Beside{View: r.s.Book.Today(), Was: r.was, Draft: draft, New: r.id.IsZero()})
	}
	return ""
}
