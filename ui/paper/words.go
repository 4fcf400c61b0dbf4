package paper

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// narrowed says by what a list was narrowed, as it stands below a title on paper.
func narrowed(b *store.Book, q records.Query) string {
	var all []string
	if name := b.Today().Name(ledger.KindOf(q.Under.Kind), q.Under.ID); name != "" {
		all = append(all, name)
	}
	for _, t := range rules.Tabs(b.Today(), q.Kind, q.Under) {
		if t.Key == q.Tab && q.Tab != "" {
			all = append(all, t.Title)
		}
	}
	columns := find.ColumnsOf(q.Kind)
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
		all = append(all, "选中的 "+strconv.Itoa(n)+" 行")
	}
	return strings.Join(all, "，")
}

// particulars are what stands below a title on paper: narrowed, where the state with which a list begins goes without saying,
// and all states together do not.
func particulars(b *store.Book, q records.Query) string {
	begin := q.Kind.Begin()
	if q.Tab == begin {
		q.Tab = ""
		return narrowed(b, q)
	}
	words := narrowed(b, q)
	if q.Tab == "" && len(q.Only) == 0 {
		words = strings.TrimSuffix("全部，不分状态，"+words, "，")
	}
	return words
}

// rareNames are the names on a form that have characters which the font lacks, with
// the number of their line.
func rareNames(w forms.Print, missing string) (names []string) {
	if missing == "" || w.List == nil {
		return nil
	}
	kind := w.List.Kind()
	key := "name"
	if kind.Holder() >= 0 {
		key = kind.Columns()[kind.Holder()].Key
	}
	for i := range w.List.Len() {
		if name := w.List.Cell(i, key, ledger.Start); strings.ContainsAny(name, missing) {
			names = append(names, name+"（第 "+strconv.Itoa(i+1)+" 行）")
		}
	}
	return names
}

// rareSentence tells which characters will be boxes on paper.
func rareSentence(names []string, missing string) string {
	const most = 4
	if len(names) == 0 {
		return "有 " + strconv.Itoa(len([]rune(missing))) + " 个字字库里没有，纸上是方框，请打印后手写补上：" + missing
	}
	more := ""
	n := len(names)
	if n > most {
		names, more = names[:most], " 等"
	}
	return strconv.Itoa(n) + " 个姓名含有字库缺少的字，纸上是方框，请打印后手写补上：" + strings.Join(names, "、") + more
}
