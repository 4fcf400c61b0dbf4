package intake

import (
	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// amountPlaces are the widths of the list: what is asked, the field; then nothing.
var amountPlaces = look.Ems{42, 10}

// amountsPanel asks in what the amounts are of which the file does not say it. The rows
// are judged again after each answer.
func (k *wayIn) amountsPanel(asked []intake.MoneyColumn) fyne.CanvasObject {
	list := kit.Scrolled(nil)
	lines := make([]fyne.CanvasObject, len(asked))
	for i, m := range asked {
		field := kit.NewPicker(func(query string) []kit.Option {
			var all []find.Option
			for _, u := range intake.MoneyUnits {
				all = append(all, find.Option{Value: u, Label: u})
			}
			return page.Options(find.Matching(all, query))
		})
		field.Choose(kit.Option{Value: m.Unit, Label: m.Unit})
		field.OnPicked = func(o kit.Option) {
			m.Table.SayUnit(m.Index, o.Value)
			k.judge(0)
		}
		k.own(field)
		lines[i] = &fyne.Container{Layout: amountPlaces, Objects: []fyne.CanvasObject{look.NewWords(look.Cut(m.Text(), 44), look.Body), field, look.NewWords("", look.Aside)}}
	}
	list.Content = look.Column(look.Gap1, lines...)
	return look.Ground(look.AmberBg, look.Inset(look.Gap2+look.Gap1, &fyne.Container{Layout: lowScroll{len(lines)}, Objects: []fyne.CanvasObject{list}}))
}
