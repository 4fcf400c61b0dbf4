package page

import (
	"slices"
	"strings"

	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"

	"fyne.io/fyne/v2"
)

// A favourite is a way to narrow a kind's list that a person has given a name, to be had again by it.
type favourite struct {
	Name    string           `json:"name"`
	Tab     string           `json:"tab,omitempty"`
	Words   string           `json:"words,omitempty"`
	Filters []records.Filter `json:"filters,omitempty"`
	Sort    string           `json:"sort,omitempty"`
	Desc    bool             `json:"desc,omitempty"`
}

func (l *list) favouriteSetting() string { return "favourite." + l.q.Kind.Name() }

func (l *list) favourites() (all []favourite) {
	l.s.Book.Setting(l.favouriteSetting(), &all)
	return all
}

// favouriteDeeds stand above the columns in the menu of filters: the favourites, and to make one of what is in force.
func (l *list) favouriteDeeds(under fyne.CanvasObject) []kit.Deed {
	var deeds, drops []kit.Deed
	all := l.favourites()
	for _, u := range all {
		deeds = append(deeds, kit.Deed{Icon: look.IconFilter, Label: "常用：" + u.Name, Do: func() { l.narrow(u) }})
		drops = append(drops, kit.Deed{Icon: look.IconRemove, Label: u.Name, Do: func() {
			l.keepFavourites(slices.DeleteFunc(slices.Clone(all), func(o favourite) bool { return o.Name == u.Name }), "常用筛选里不再有“"+u.Name+"”。")
		}})
	}
	if len(l.q.Filters) > 0 || l.q.Words != "" {
		deeds = append(deeds, kit.Deed{Icon: look.IconSave, Label: "把现在的筛选存成常用…", Do: l.nameFavourite})
	}
	if len(drops) > 0 {
		deeds = append(deeds, kit.Deed{Icon: look.IconRemove, Label: "去掉一个常用…", Do: func() { kit.Menu(l.s.Canvas(), under, drops) }})
	}
	return deeds
}

// narrow shows what a favourite narrows to; the place below which the list is stays.
func (l *list) narrow(u favourite) {
	l.q.Tab, l.q.Words, l.q.Filters, l.q.Sort, l.q.Desc, l.q.Own = u.Tab, u.Words, u.Filters, u.Sort, u.Desc, u.Words != ""
	if l.find.Text != u.Words {
		l.find.SetText(u.Words) // which asks anew
	}
	l.grid.SetSort(u.Sort, u.Desc)
	l.title.SetText(l.heading())
	l.columns()
	l.renew()
}

// nameFavourite asks how what is in force is to be called.
func (l *list) nameFavourite() {
	var words []string
	for _, f := range l.q.Filters {
		words = append(words, f.Words())
	}
	if l.q.Words != "" {
		words = append(words, l.q.Words)
	}
	kit.AskLine(l.s.Canvas(), kit.Prompt{Title: "存成常用筛选", Text: "存的是怎么筛，不是名单：下次点开，按那时的台账筛。同名的会被换掉。", Label: "叫什么", Value: strings.Join(words, "，"), Least: 1, Verb: "存下", Do: func(name string) {
		u := favourite{name, l.q.Tab, l.q.Words, l.q.Filters, l.q.Sort, l.q.Desc}
		all := slices.DeleteFunc(l.favourites(), func(o favourite) bool { return o.Name == name })
		l.keepFavourites(append(all, u), "已存下，以后在“筛选”里点“常用："+name+"”。")
	}})
}

func (l *list) keepFavourites(all []favourite, said string) {
	name := l.favouriteSetting()
	hands.Run(func() (struct{}, error) { return struct{}{}, l.s.Book.SetSetting(name, all) }, func(struct{}) { l.s.Say(said) },
		func(err error) { l.s.Fail("没有存下常用筛选", err) })
}
