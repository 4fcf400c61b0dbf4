package figures

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// The charts of the figures page: who stands where, for a leader to see at a glance.

// foundingParts are how the open enterprises of a community stand, in the order of the
// bar. Together they are all open enterprises.
var foundingParts = []string{"单独建团", "联合建团", "区域覆盖", "应建未建", "其余在营"}

func foundingOf(t figures.Tallies) []int {
	n := func(key string) int { return t[key].Part }
	single, joint, other := n("built_single"), n("built_joint"), n("built_other")
	due := n("should_have_branch") - n("should_and_have_branch")
	return []int{single, joint, other, due, n("open_enterprises") - single - joint - other - due}
}

// charts are the two pictures: a share in every community, best first, and how the
// enterprises stand.
func (f *summary) charts() fyne.CanvasObject {
	pick := kit.NewPicker(matchRate)
	pick.SetLeast(10 * look.Now().Text)
	pick.Choose(kit.Option{Value: f.rate.Key, Label: f.rate.Label})
	pick.OnPicked = func(o kit.Option) {
		if n := figures.IndicatorOf(o.Value); n != nil {
			f.rate = n
			f.draw()
		}
	}
	f.page.Own(&pick.Entry)
	homes := slices.DeleteFunc(slices.Clone(f.known.Communities), func(c figures.CommunityFigures) bool { return c.Code == "" && c.Tallies["communities"].Part == 0 })
	if len(homes) == 0 {
		return look.Card(look.Inset(look.Gap4, look.NewWords("还没有社区，没有可画的。", look.Body)))
	}
	rate := look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, look.Row(look.NewWords("各社区", look.Head), pick, layout.NewSpacer()), f.rateChart(homes))))
	founding := look.Card(look.Inset(look.Gap4, look.Column(look.Gap2, look.NewWords("企业建团状态", look.Head), f.foundingChart(homes))))
	abreast := 2
	if look.NowSize() == look.Huge {
		abreast = 1
	}
	return look.Columns(abreast, look.Gap4, rate, founding)
}

func matchRate(query string) []kit.Option {
	var all []find.Option
	for i := range figures.Indicators {
		if n := &figures.Indicators[i]; n.Rate() {
			all = append(all, find.Option{Value: n.Key, Label: n.Label, Hint: n.Group})
		}
	}
	return page.Options(find.Matching(all, query))
}

// rateChart draws the chosen share, highest first; where there is nothing to be a share
// of, last.
func (f *summary) rateChart(homes []figures.CommunityFigures) fyne.CanvasObject {
	key := f.rate.Key
	sorted := slices.Clone(homes)
	slices.SortStableFunc(sorted, func(a, b figures.CommunityFigures) int {
		return thousandths(b.Tallies[key]) - thousandths(a.Tallies[key])
	})
	rungs := make([]look.Rung, len(sorted))
	most := 1000
	for i, c := range sorted {
		t := c.Tallies[key]
		rungs[i] = look.Rung{Label: c.Name, Parts: []int{max(thousandths(t), 0)}, Text: t.Percent() + "（" + t.String() + "）"}
		most = max(most, rungs[i].Parts[0])
	}
	chart := look.NewRungs(nil, most, rungs)
	chart.OnTap = func(i int) { f.open(figures.One(sorted[i].ID), sorted[i].Name, f.rate) }
	return chart
}

// thousandths is a share to be compared, -1 for none.
func thousandths(t figures.Tally) int {
	if t.Of <= 0 {
		return -1
	}
	return t.Part * 1000 / t.Of
}

func (f *summary) foundingChart(homes []figures.CommunityFigures) fyne.CanvasObject {
	rungs := make([]look.Rung, len(homes))
	for i, c := range homes {
		rungs[i] = look.Rung{Label: c.Name, Parts: foundingOf(c.Tallies), Text: strconv.Itoa(c.Tallies["open_enterprises"].Part) + " 家"}
	}
	chart := look.NewRungs(foundingParts, 0, rungs)
	chart.OnTap = func(i int) {
		f.list(figures.One(homes[i].ID), figures.IndicatorOf("open_enterprises"), figures.WantPart)
	}
	return chart
}
