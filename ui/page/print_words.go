package page

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// narrowed says by what a list was narrowed, as it stands below a title on paper.
func narrowed(b *store.Book, q store.Query) string {
	var all []string
	if name := b.Name(q.Under.Kind, q.Under.ID); name != "" {
		all = append(all, name)
	}
	for _, t := range b.Tabs(q.Kind, q.Under) {
		if t.Key == q.Tab && q.Tab != "" {
			all = append(all, t.Title)
		}
	}
	columns := b.Columns(q.Kind)
	for _, f := range q.Filters {
		i := slices.IndexFunc(columns, func(c ledger.Column) bool { return c.Key == f.Key })
		switch {
		case i < 0:
		case f.From != "" || f.To != "":
			all = append(all, columns[i].Label+" "+f.Words())
		default:
			texts := slices.Clone(f.Texts)
			for j, t := range texts {
				if t == "" {
					texts[j] = "（空）"
				}
			}
			all = append(all, columns[i].Label+"是"+strings.Join(texts, "或"))
		}
	}
	if q.Words != "" {
		all = append(all, "含有“"+q.Words+"”")
	}
	if n := len(q.Only); n > 0 {
		all = append(all, "选中的 "+itoa(n)+" 行")
	}
	return strings.Join(all, "，")
}

// rareNames are the names on a form that have characters which the font lacks, with
// the number of their line.
func rareNames(w store.Print, missing string) (names []string) {
	if missing == "" || w.List == nil {
		return nil
	}
	key := "name"
	if w.List.Kind() == ledger.Posts {
		key = "person"
	}
	for i := range w.List.Len() {
		if name := w.List.Cell(i, key, ledger.Start); strings.ContainsAny(name, missing) {
			names = append(names, name+"（第 "+itoa(i+1)+" 行）")
		}
	}
	return names
}

// rareSentence tells which characters will be boxes on paper.
func rareSentence(names []string, missing string) string {
	const most = 4
	if len(names) == 0 {
		return "有 " + itoa(len([]rune(missing))) + " 个字字库里没有，纸上是方框，请打印后手写补上：" + missing
	}
	more := ""
	n := len(names)
	if n > most {
		names, more = names[:most], " 等"
	}
	return itoa(n) + " 个姓名含有字库缺少的字，纸上是方框，请打印后手写补上：" + strings.Join(names, "、") + more
}

// flow stands things beside each other and goes on in the next line where there is
// no room. It remembers the width it was given, since its height follows from it. As long
// as one line holds them all, a spacer takes what is left of it.
type flow struct{ width float32 }

func (l *flow) place(objects []fyne.CanvasObject, put func(o fyne.CanvasObject, x, y float32)) float32 {
	spare, spacers := l.width+kit.Gap4, float32(0)
	for _, o := range objects {
		if _, ok := o.(layout.SpacerObject); ok {
			spacers++
		} else if o.Visible() {
			spare -= o.MinSize().Width + kit.Gap4
		}
	}
	var line []fyne.CanvasObject
	var at []float32
	x, y, high := float32(0), float32(0), float32(0)
	end := func() { // what a line holds stands in the middle of its height
		for i, o := range line {
			put(o, at[i], y+(high-o.MinSize().Height)/2)
		}
		line, at = nil, nil
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if _, ok := o.(layout.SpacerObject); ok {
			x += max(spare, 0) / spacers
			continue
		}
		m := o.MinSize()
		if x > 0 && l.width > 0 && x+m.Width > l.width+0.5 {
			end()
			x, y, high = 0, y+high+kit.Gap1, 0
		}
		line, at = append(line, o), append(at, x)
		x += m.Width + kit.Gap4
		high = max(high, m.Height)
	}
	end()
	return y + high
}

// flowing stands things in lines.
func flowing(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{}, Objects: objects}
}

// MinSize is as wide as the widest thing.
func (l *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widest := float32(0)
	high := l.place(objects, func(o fyne.CanvasObject, _, _ float32) { widest = max(widest, o.MinSize().Width) })
	return fyne.NewSize(widest, high)
}

// Layout sets the things.
func (l *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, func(o fyne.CanvasObject, x, y float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(o.MinSize())
	})
}
