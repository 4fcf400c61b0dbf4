package intake

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// An unknownWord is a branch that the file names and the ledger does not know, and
// what a person decided about it. It stays in sight after it was decided, so that
// one can think again.
type unknownWord struct {
	table    *intake.Table
	word     string
	rows     int
	similar  []find.Option
	decision intake.Decision
	planned  intake.Decision // what the plan on show was made with
}

// What can become of an unknown branch, besides being another one.
const (
	wordBack   = "back"
	wordCreate = "create"
	wordLoose  = "loose"
)

// gather takes up what the plan did not know, and keeps what was decided before.
func (k *wayIn) gather() {
	for _, u := range k.plan.Unknown {
		w := k.wordOf(u.Table, u.Word)
		if w == nil {
			w = &unknownWord{table: u.Table, word: u.Word}
			k.words = append(k.words, w)
		}
		w.rows = u.Rows
		if len(u.Similar) > 0 {
			w.similar = u.Similar
		}
	}
	for _, w := range k.words {
		w.planned = w.decision
	}
}

func (k *wayIn) wordOf(t *intake.Table, word string) *unknownWord {
	for _, w := range k.words {
		if w.table == t && w.word == word {
			return w
		}
	}
	return nil
}

// undecided says how many words have decisions that the plan does not know yet, and
// how many have none.
func (k *wayIn) undecided() (fresh, none int) {
	for _, w := range k.words {
		if w.decision != w.planned {
			fresh++
		}
		if w.decision == (intake.Decision{}) {
			none++
		}
	}
	return fresh, none
}

func (w *unknownWord) options(query string) []kit.Option {
	var all []find.Option
	for _, o := range w.similar {
		all = append(all, find.Option{Value: o.Value, Label: "就是“" + o.Label + "”", Hint: o.Hint})
	}
	all = append(all, find.Option{Value: wordCreate, Label: "新建这个团支部"},
		find.Option{Value: wordLoose, Label: "暂不编入支部，名称照原样记着"},
		find.Option{Value: wordBack, Label: "退回这些行"})
	return page.Options(find.Matching(all, query))
}

// chosen is the decision as the picker shows it.
func (w *unknownWord) chosen() kit.Option {
	value := wordBack
	switch {
	case w.decision.Create:
		value = wordCreate
	case w.decision.Loose:
		value = wordLoose
	case !w.decision.Use.IsZero():
		value = w.decision.Use.String()
	}
	for _, o := range w.options("") {
		if o.Value == value {
			return o
		}
	}
	return kit.Option{}
}

func (w *unknownWord) decide(chosen string) {
	switch chosen {
	case wordCreate:
		w.decision = intake.Decision{Create: true}
	case wordLoose:
		w.decision = intake.Decision{Loose: true}
	default:
		w.decision = intake.Decision{}
		if id, err := value.ParseID(chosen); err == nil {
			w.decision.Use = id
		}
	}
}

// wordPlaces are the widths of the list: the word, its rows, the field; then
// nothing.
var wordPlaces = look.Ems{18, 5, 36}

// wordsPanel asks what becomes of the branches that are not registered. changed is
// called after each decision. It answers its first field too.
func (k *wayIn) wordsPanel(changed func()) (fyne.CanvasObject, *kit.Picker) {
	var fields []*kit.Picker
	list := kit.Scrolled(nil)
	lines := make([]fyne.CanvasObject, len(k.words))
	for i, w := range k.words {
		field := kit.NewPicker(w.options)
		field.Choose(w.chosen())
		field.OnPicked = func(o kit.Option) { w.decide(o.Value); changed() }
		k.own(field)
		fields = append(fields, field)
		lines[i] = &fyne.Container{Layout: wordPlaces, Objects: []fyne.CanvasObject{
			look.NewWords("“"+look.Cut(w.word, 16)+"”", look.Body), look.NewWords(strconv.Itoa(w.rows)+" 行", look.Aside).Right(), field, look.NewWords("", look.Aside)}}
	}
	all := func(value string) func() {
		return func() {
			for i, w := range k.words {
				w.decide(value)
				fields[i].Choose(w.chosen())
			}
			changed()
		}
	}
	head := look.Row(look.NewPicture(look.IconWarning, look.Amber), look.NewWords("表里有 "+strconv.Itoa(len(k.words))+" 个团支部还没有登记，各自怎么办：", look.Strong), layout.NewSpacer(),
		kit.NewButton(kit.Ordinary, look.IconNone, "全部新建", "", all(wordCreate)),
		kit.NewButton(kit.Ordinary, look.IconNone, "全部暂不编入", "", all(wordLoose)))
	list.Content = look.Column(look.Gap1, lines...)
	panel := look.Ground(look.AmberBg, look.Inset(look.Gap2+look.Gap1, look.Column(look.Gap2, head, &fyne.Container{Layout: lowScroll{len(lines)}, Objects: []fyne.CanvasObject{list}})))
	return panel, fields[0]
}

// own lets a picker in a list know the page's keys.
func (k *wayIn) own(field *kit.Picker) {
	field.OnKey = func(name fyne.KeyName) bool {
		if do := k.page.Keys[name]; do != nil && !field.Opened() {
			do()
			return true
		}
		return false
	}
}

// lowScroll keeps a list of controls at most three and a half lines high.
type lowScroll struct{ lines int }

func (l lowScroll) MinSize(o []fyne.CanvasObject) fyne.Size {
	step := look.Now().Control + look.Gap1
	h := float32(l.lines)*step - look.Gap1
	return fyne.NewSize(o[0].MinSize().Width, min(h, 3.5*step))
}

func (lowScroll) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.Position{})
	o[0].Resize(size)
}
