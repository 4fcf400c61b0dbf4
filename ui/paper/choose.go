package paper

import (
	"cmp"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// opening is the form with which the paper of a list begins: the one that is about the list's state alone, where there is one;
// of what waits in 待核, what is wrong with it.
func opening(b *store.Book, q records.Query) forms.Form {
	all := face.Of(q.Kind).Forms
	if q.Kind == ledger.Communities && b.Profile().Street {
		return forms.CommunityBook
	}
	if q.Tab == rules.PendingTab {
		return forms.CheckList
	}
	if i := slices.IndexFunc(all, func(f forms.Form) bool { return q.Tab != "" && forms.TabOf(f) == q.Tab }); i >= 0 {
		return all[i]
	}
	return all[0]
}

// formsOf are the forms that the paper of a list can be: those of its kind, and those that take any rows.
func formsOf(kind ledger.Kind) []forms.Form {
	return append(slices.Clone(face.Of(kind).Forms), forms.Labels, forms.NameCards, forms.CheckList, forms.CheckReport)
}

// choices makes the fields of forms that need more than the list: a year, what stands on a label.
func (p *preview) choices() {
	p.year = cmp.Or(p.given.Year, p.s.Book.Basis().Today.Year())
	p.years = kit.NewPicker(p.matchYear)
	p.years.SetLeast(5 * look.Now().Text)
	p.years.Choose(kit.Option{Value: strconv.Itoa(p.year), Label: strconv.Itoa(p.year)})
	p.years.OnPicked = func(o kit.Option) {
		if year, err := strconv.Atoi(o.Value); err == nil {
			p.year = year
			p.anew()
		}
	}
	keys := forms.LabelKeys(p.q.Kind)
	for i := range forms.LabelsMost {
		f := kit.NewPicker(p.matchField)
		f.SetLeast(7 * look.Now().Text)
		at := nothing
		if i < len(keys) {
			at = keys[i]
		}
		f.Choose(p.fieldOption(at))
		f.OnPicked = func(kit.Option) { p.anew() }
		p.fields = append(p.fields, f)
	}
}

// pickers are some pickers as things of a row.
func pickers(all []*kit.Picker) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(all))
	for i, one := range all {
		out[i] = one
	}
	return out
}

// yearsBack is how many years a form of one year offers besides this one.
const yearsBack = 10

func (p *preview) matchYear(query string) []kit.Option {
	var all []find.Option
	for i := range yearsBack + 1 {
		year := strconv.Itoa(p.s.Book.Basis().Today.Year() - i)
		all = append(all, find.Option{Value: year, Label: year})
	}
	return page.Options(find.Matching(all, query))
}

// nothing is the choice of a label's line that is to be left out.
const nothing = "-"

func (p *preview) matchField(query string) []kit.Option {
	all := []find.Option{{Value: nothing, Label: "不印"}}
	for _, c := range find.ColumnsOf(p.q.Kind) {
		if c.Key != find.FaultsKey {
			all = append(all, find.Option{Value: c.Key, Label: c.Label})
		}
	}
	return page.Options(find.Matching(all, query))
}

func (p *preview) fieldOption(key string) kit.Option {
	for _, o := range p.matchField("") {
		if o.Value == key {
			return o
		}
	}
	return kit.Option{Value: nothing, Label: "不印"}
}

// labelled are the fields that the labels are to show.
func (p *preview) labelled() (keys []string) {
	for _, f := range p.fields {
		if key, known := f.Value(); known && key != nothing && key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}
