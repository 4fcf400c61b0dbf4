package page

import (
	"tuanjian/store/value"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// bounds is the panel that asks from where to where a column is to go: ages, dates,
// numbers. One bound alone is enough.
type bounds struct {
	l        *list
	c        ledger.Column
	from, to *kit.Entry
	fault    *kit.Fault
	float    *kit.Float
}

// chooseRange asks for the bounds of a column and filters by them.
func (l *list) chooseRange(under fyne.CanvasObject, c ledger.Column) {
	b := &bounds{l: l, c: c, fault: kit.NewFault()}
	first, from := b.field()
	second, to := b.field()
	b.from, b.to = from, to
	for _, f := range l.q.Filters {
		if f.Key == c.Key {
			from.SetText(f.From)
			to.SetText(f.To)
		}
	}
	from.OnNext = to.Focus
	to.OnNext, to.OnPrevious = b.finish, from.Focus
	yes := kit.NewButton(kit.Primary, look.IconNone, "确定", "F10", b.finish)
	none := kit.NewButton(kit.Ordinary, look.IconNone, "不筛选", "", func() { b.leave(records.Filter{Key: c.Key}) })
	empty := kit.NewButton(kit.Quiet, look.IconNone, "只看空着的", "", func() { b.leave(records.Filter{Key: c.Key, Texts: []string{""}}) })
	b.float = kit.NewFloatUnder(l.s.Canvas(), under, look.Inset(look.Gap4, look.Column(look.Gap2,
		look.NewWords(c.Label+"从哪到哪", look.Head), look.NewWords("两头都算在内，只填一头也行", look.Note),
		look.Columns(2, look.Gap2, kit.Labelled("从", first, nil), kit.Labelled("到", second, nil)), b.fault,
		look.Row(empty, layout.NewSpacer(), none, yes))), false)
	key := func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyEscape:
			b.float.Close()
		case fyne.KeyF10:
			b.finish()
		default:
			return false
		}
		return true
	}
	from.OnKey, to.OnKey, yes.OnKey, none.OnKey, empty.OnKey = key, key, key, key, key
	b.float.OnOutside = b.float.Close
	b.float.Open(from)
}

// field is one bound: with a calendar where it is a date.
func (b *bounds) field() (fyne.CanvasObject, *kit.Entry) {
	if b.c.Shape == ledger.Day8 || b.c.Shape == ledger.Month6 {
		d := kit.NewDate(b.l.s.Today, func(typed string) (string, error) {
			kept, err := value.ParseDate(typed)
			return kept.String(), err
		})
		return d, &d.Entry
	}
	e := kit.NewEntry()
	return e, e
}

func (b *bounds) finish() {
	f := records.Filter{Key: b.c.Key, From: b.text(b.from), To: b.text(b.to)}
	if wrong := find.WrongBounds(f, b.c); wrong != "" {
		b.fault.Hard(wrong)
		b.from.Focus()
		return
	}
	b.leave(f)
}

// text is what stands in a field, a date in the form that is kept.
func (b *bounds) text(e *kit.Entry) string {
	text := look.OneLine(e.Text)
	if d, err := value.ParseDate(text); err == nil && d != 0 && (b.c.Shape == ledger.Day8 || b.c.Shape == ledger.Month6) {
		return d.String()
	}
	return text
}

func (b *bounds) leave(f records.Filter) {
	b.float.Close()
	b.l.put(f)
}
