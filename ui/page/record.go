package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/kit"
)

// record is the panel of one record over its list: the form, the posts that hang on
// it, and what happened to it.
type record struct {
	l      *list
	s      *Shell
	kind   ledger.Kind
	id     ledger.ID // zero for a new one
	pages  int       // how many tabs there are
	form   *form.Form
	tabs   *kit.Tabs       // nil for a new record
	more   *kit.Button     // the transitions; nil where there are none
	hint   *kit.Words      // what to do for a transition
	strip  *fyne.Container // around hint, shown with it
	body   *fyne.Container
	view   fyne.CanvasObject
	latest kit.Latest
	below  ledger.ID           // the row that follows after 保存并继续
	fresh  func(ledger.Record) // fills in a new record; may be nil
	after  func()              // when the panel is closed by its form
}

// open shows a record of the list's kind.
func (l *list) open(id ledger.ID) {
	l.openPanel(l.q.Kind, id, nil, l.closeForm)
}

// add shows the form of a new record.
func (l *list) add(set func(ledger.Record)) {
	l.openPanel(l.q.Kind, ledger.ID{}, func(r ledger.Record) {
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
	for key, text := range views[l.q.Kind.Name()].begin {
		set(l.q.Kind.At(key), text)
	}
	only := ""
	if all := l.s.Book.List(store.Query{Kind: ledger.Communities}); all.Len() == 1 {
		only = all.Row(0).Head().ID.String()
	}
	under := false
	for i := range l.q.Kind.Fields() {
		c := l.q.Kind.Columns()[i]
		switch {
		case c.Shape != ledger.Ref:
		case c.Choices.Kind == l.q.Under.Kind && !under:
			under = true
			set(i, l.q.Under.ID.String())
		case c.Choices.Kind == ledger.Communities.Name():
			set(i, only)
		}
	}
}

// closeForm is what a panel's form does at its end: back to the rows.
func (l *list) closeForm() {
	l.closePanel()
	l.focusRows()
}

// openPanel puts a record into the panel, after the one in it may be left.
func (l *list) openPanel(kind ledger.Kind, id ledger.ID, set func(ledger.Record), after func()) {
	l.leave(func() {
		r := &record{l: l, s: l.s, kind: kind, id: id, fresh: set, after: after}
		draft := kind.New()
		if r.id.IsZero() {
			if set != nil {
				set(draft)
			}
		} else {
			was := l.s.Book.Get(kind, id)
			if was == nil {
				return
			}
			draft = kind.Clone(was)
		}
		l.closePanel()
		l.panel = r
		r.build(draft)
		l.layer.Objects = append(l.layer.Objects[:1:1], r.view)
		l.layer.Refresh()
		l.layer.Layout.Layout(l.layer.Objects, l.layer.Size())
		r.form.Start()
	})
}

func (l *list) closePanel() {
	if l.panel == nil {
		return
	}
	l.panel.latest.Drop()
	l.panel = nil
	l.layer.Objects = l.layer.Objects[:1:1]
	l.layer.Refresh()
}

// back is Esc where nothing else has taken it.
func (l *list) back() {
	if l.panel != nil {
		l.panel.form.Cancel()
	}
}

// save is F10 and Ctrl+S where the form itself does not have the keyboard.
func (l *list) save() {
	if l.panel != nil {
		l.panel.form.Save(false)
	}
}

// leave asks whether what was typed may be lost.
func (l *list) leave(go_ func()) {
	if l.panel == nil || !l.panel.form.Dirty() {
		go_()
		return
	}
	kit.Ask(l.s.Canvas(), "还没有保存", "表单里填写的内容还没有保存。放弃后不能找回。",
		kit.Answer{Verb: "继续填写", Safe: true},
		kit.Answer{Verb: "放弃修改", Loss: true, Do: func() { l.closePanel(); go_() }})
}

func (r *record) build(draft ledger.Record) {
	r.form = form.New(r.kind, draft, r.options())
	name := ledger.NameOf(draft)
	title := kit.NewWords(name, kit.Title)
	side := []fyne.CanvasObject{}
	switch {
	case r.id.IsZero():
		title.SetText("新增" + r.kind.Title())
	case name == "":
		title.SetText(r.kind.Title())
	}
	if deeds := r.deeds(draft); len(deeds) > 0 && !r.id.IsZero() {
		r.more = kit.NewButton(kit.Ordinary, kit.IconMore, "办理", "F8", nil)
		r.more.OnTapped = func() { kit.Menu(r.s.Canvas(), r.more, deeds) }
		side = append(side, r.more)
	}
	side = append(side, kit.NewButton(kit.Quiet, kit.IconFault, "", "", r.form.Cancel))
	head := kit.Inset(kit.Gap2, beside(kit.Row(kit.NewWords("", kit.Title), title), kit.Row(side...)))
	r.body = container.NewStack(r.form)
	parts := []fyne.CanvasObject{head}
	if !r.id.IsZero() {
		r.tabs = kit.NewTabs([]kit.Tab{{Label: "资料", Count: -1}}, r.turn)
		r.countTabs()
		parts = append(parts, beside(r.tabs, kit.Row(kit.NewWords("F5 换页", kit.Note), kit.NewWords("", kit.Note))))
	}
	edge := canvas.NewRectangle(kit.Panel)
	edge.StrokeColor, edge.StrokeWidth = kit.Line, 1
	edge.Shadow = canvas.Shadow{Color: shadow, BlurRadius: 18, Offset: fyne.NewPos(-4, 0)}
	r.hint = kit.NewWords("", kit.Body)
	r.strip = kit.Ground(kit.AmberBg, kit.Inset(kit.Gap2, kit.Row(kit.NewPicture(kit.IconInfo, kit.Amber), r.hint)))
	r.strip.Hide()
	r.view = container.NewStack(edge, tall(0, append(parts, kit.HLine(), r.strip, r.body)...))
}

// countTabs says how many posts hang on the record.
func (r *record) countTabs() {
	tabs := []kit.Tab{{Label: "资料", Count: -1}}
	if word := postsOf[r.kind.Name()]; word != "" {
		tabs = append(tabs, kit.Tab{Label: word, Count: len(r.posts())})
	}
	tabs = append(tabs, kit.Tab{Label: "历史", Count: -1})
	r.pages = len(tabs)
	r.tabs.Set(tabs)
}

// turn shows the form, the posts or the history.
func (r *record) turn(i int) {
	show := fyne.CanvasObject(r.form)
	posts := postsOf[r.kind.Name()] != ""
	switch {
	case i == 0:
	case i == 1 && posts:
		show = r.postList()
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
	} else if first := firstFocus(r.body.Objects[0]); first != nil {
		l.s.Canvas().Focus(first)
	} else {
		l.s.Canvas().Focus(r.tabs)
	}
}

// deeds is F8: the menu of transitions.
func (l *list) deeds() {
	if l.panel != nil && l.panel.more != nil {
		l.panel.more.Press()
	}
}

func (r *record) options() form.Options {
	b, v := r.s.Book, views[r.kind.Name()]
	return form.Options{
		Groups: v.groups, New: r.id.IsZero(), Quick: v.quick, Carry: v.carry, Last: r.s.last[r.kind.Name()],
		Lengths: v.lengths, Basis: b.Basis(),
		Fresh: func() ledger.Record {
			fresh := r.kind.New()
			if r.fresh != nil {
				r.fresh(fresh)
			}
			return fresh
		},
		Check: func(draft ledger.Record) []ledger.Fault { return b.Faults(r.kind, draft) },
		Match: func(list *ledger.List, query string) []kit.Option {
			return options(b.Options(list, query, optionsMost))
		},
		Refer: func(list *ledger.List, query string) []kit.Option {
			return options(b.Options(list, query, optionsMost))
		},
		Name: func(id ledger.ID) string {
			for _, kind := range ledger.All {
				if name := b.Name(kind.Name(), id); name != "" {
					return name
				}
			}
			return ""
		},
		OnCreate: r.create,
		Aside:    func(key string, draft ledger.Record) string { return aside(r.kind, key, draft, b.Basis()) },
		OnOther:  r.openOther,
		OnSave:   r.save,
		OnNext:   r.next(),
		OnClose:  r.after,
	}
}

// openOther opens the record that a fault clashes with.
func (r *record) openOther(id ledger.ID) {
	for _, kind := range ledger.All {
		if r.s.Book.Get(kind, id) != nil {
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
	r.below = ledger.ID{}
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

func options(found []store.Option) []kit.Option {
	out := make([]kit.Option, len(found))
	for i, o := range found {
		out[i] = kit.Option{Value: o.Value, Label: o.Label, Hint: o.Hint}
	}
	return out
}

// save saves the form's record. What the ledger finds wrong goes to the fields.
func (r *record) save(draft ledger.Record, _ bool) ([]ledger.Fault, error) {
	r.findBelow()
	saved, err := r.s.Book.Save(r.kind, draft)
	if err != nil {
		if told := store.Tell(err); told.Code == store.Invalid {
			return told.Faults, nil
		}
		return nil, err
	}
	r.s.last[r.kind.Name()] = saved
	name := ledger.NameOf(saved)
	if name == "" {
		name = r.kind.Title()
	}
	r.s.Say("已保存 " + name)
	if r.kind == r.l.q.Kind {
		r.l.mark = saved.Head().ID
	}
	return nil, nil
}

// create makes the record that a reference asked for in vain, with nothing but its
// name; it waits in 待核 for the rest.
func (r *record) create(list *ledger.List, word string, done func(ledger.ID)) {
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
	saved, err := r.s.Book.Save(kind, fresh)
	if err != nil {
		r.s.Fail("没有新建"+kind.Title(), err)
		return
	}
	r.s.Say("已登记" + kind.Title() + "“" + word + "”，其余资料以后再补")
	done(saved.Head().ID)
}

// aside is what follows from a field's value.
func aside(kind ledger.Kind, key string, draft ledger.Record, basis ledger.Basis) string {
	m, ok := draft.(*ledger.Member)
	if !ok || key != "idno" {
		return ""
	}
	text := func(key string) string { return kind.Text(m, kind.At(key), basis) }
	var parts []string
	for _, part := range []string{text("sex"), text("born")} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if age := text("age"); age != "" {
		parts = append(parts, age+" 岁")
	}
	return strings.Join(parts, " · ")
}

// overlap lays the panel of a record over the right of the list, or over all of it
// where the window is too narrow for both.
type overlap struct{}

const (
	panelEms    float32 = 37   // 520 at the standard size
	narrowWidth float32 = 1100 // a window narrower than this shows the record alone
)

func (overlap) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

func (overlap) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(size)
	if len(o) == 1 {
		return
	}
	wide := panelEms * kit.Now().Text
	if c := fyne.CurrentApp().Driver().CanvasForObject(o[0]); c != nil && c.Size().Width < narrowWidth || wide > size.Width*3/4 {
		wide = size.Width
	}
	o[1].Move(fyne.NewPos(size.Width-wide, 0))
	o[1].Resize(fyne.NewSize(wide, size.Height))
}
