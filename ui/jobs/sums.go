package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

const sumsTitle = "各社区的调查结果"

// sums is the page of the surveys that a street has from its communities, those with the same questions together.
func sums(s *page.Shell) *page.Page {
	leave := func() { s.Open(jobsFrom(sumsTitle)) }
	var all []*work.Gathering
	p := &page.Page{Key: "jobs", Title: sumsTitle}
	rows := kit.NewRows(0, func(i int) {
		if i >= 0 && i < len(all) {
			s.Open(sumOf(all[i].Form, value.ID{}))
		}
	})
	told := look.NewWords("", look.Strong)
	fill := func() {
		all = work.SumsOf(s.Book)
		items := make([]kit.Item, len(all))
		for i, x := range all {
			items[i] = kit.Item{Icon: look.IconColumns, Label: x.Title, Hint: strconv.Itoa(len(x.Communities)) + " 个社区　收回 " + strconv.Itoa(x.Back) + "/" + strconv.Itoa(x.Given) + " 份", Tip: x.Title}
		}
		told.SetText("题目一样的调查合在一起数")
		if len(all) == 0 {
			told.SetText("还没有收到社区的调查。社区做了需求调查、上报以后，这里就有。")
		}
		at := rows.At()
		rows.Set(items)
		rows.Stand(max(0, at))
	}
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", leave)
	p.First, p.Changed = rows, func(store.Change) { fill() }
	p.View = look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, look.Flow(back, look.NewWords(sumsTitle, look.Title), layout.NewSpacer()), told, look.Card(look.Inset(look.Gap4, rows)))))
	p.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: leave}
	fill()
	return p
}

// sumOf makes the page of what one form has brought, of all communities or of one.
func sumOf(form string, community value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		p := &tally{s: s, branch: community, all: "全部社区", other: "换社区", leave: func() { s.Open(sums) }}
		p.read = func(id value.ID) (*work.Tally, error) { return work.SumTally(s.Book, form, id.IsZero(), id) }
		p.some = func(*work.Tally) (out []kit.Option) {
			for _, x := range work.SumsOf(s.Book) {
				for _, c := range x.Communities {
					if x.Form == form && !c.Few && !c.ID.IsZero() {
						out = append(out, kit.Option{Value: c.ID.String(), Label: c.Name, Hint: strconv.Itoa(c.Back) + " 份"})
					}
				}
			}
			return out
		}
		return p.begin(sumsTitle).page
	}
}

// summing is the page on the page of jobs.
func summing() job {
	return job{group: "服务", title: sumsTitle, tell: "各社区报来的需求调查合在一起数，也能一个社区一个社区看；太少的不单独数", kind: ledger.Surveys, others: true, street: true, begin: opening(sums)}
}
