package intake

import (
	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// codePlaces are the widths of the list: what is asked, the field; then nothing.
var codePlaces = look.Ems{28, 24}

// nobodyKnows is the answer that leaves the figures for each person to be asked.
const nobodyKnows = "-"

// codesPanel asks once for each column whose figures they are. The rows are judged again after each answer. It answers the first
// field of which nobody has said anything, or nil.
func (k *wayIn) codesPanel(asked []intake.CodeColumn) (fyne.CanvasObject, *kit.Picker) {
	list := kit.Scrolled(nil)
	lines := make([]fyne.CanvasObject, len(asked))
	var first *kit.Picker
	for i, c := range asked {
		var all []find.Option
		for _, o := range c.Choices {
			all = append(all, find.Option{Value: o.Key, Label: o.Key + "：" + o.Means})
		}
		all = append(all, find.Option{Value: nobodyKnows, Label: "不清楚，先空着，以后逐人核对"})
		field := kit.NewPicker(func(query string) []kit.Option { return page.Options(find.Matching(all, query)) })
		chosen := all[len(all)-1]
		for _, o := range all {
			if o.Value == c.Said {
				chosen = o
			}
		}
		field.Choose(kit.Option{Value: chosen.Value, Label: chosen.Label})
		field.OnPicked = func(o kit.Option) {
			said := o.Value
			if said == nobodyKnows {
				said = ""
			}
			k.in.SayCode(c, said)
			k.judge(0)
		}
		k.own(field)
		if first == nil && !c.Answered {
			first = field
		}
		text := c.Text()
		if len(k.in.Tables) > 1 {
			text = "“" + look.Cut(c.Table.Sheet, 8) + "”" + text
		}
		lines[i] = &fyne.Container{Layout: codePlaces, Objects: []fyne.CanvasObject{look.NewWords(look.Cut(text, 30), look.Body), field, look.NewWords("", look.Aside)}}
	}
	list.Content = look.Column(look.Gap1, lines...)
	return look.Ground(look.AmberBg, look.Inset(look.Gap2+look.Gap1, &fyne.Container{Layout: lowScroll{len(lines)}, Objects: []fyne.CanvasObject{list}})), first
}
