package travel

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// exchange is a street's page of what goes to and fro: how each community stands in the round, and the ways to take in,
// to answer and to give out.
type exchange struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	latest hands.Latest
}

// Exchange shows how the communities of a street stand in the round.
func Exchange(s *page.Shell) *page.Page {
	x := &exchange{s: s, place: container.NewStack()}
	x.page = &page.Page{Key: "submit", Title: "上报与回执", View: look.Ground(look.Page, x.place), Shut: x.latest.Drop, Changed: func(store.Change) { x.ask() },
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: func() { s.ShowReceive(nil) }}}
	x.ask()
	return x.page
}

func (x *exchange) ask() {
	type answer struct {
		arrivals []rules.Arrival
		round    rules.Round
	}
	b := x.s.Book
	hands.RunLatest(&x.latest, func() (answer, error) { return answer{rules.Arrivals(b.Today()), rules.RoundOf(b.Basis())}, nil },
		func(a answer) { x.draw(a.arrivals, a.round) }, nil)
}

func (x *exchange) draw(arrivals []rules.Arrival, round rules.Round) {
	s := x.s
	came := 0
	for _, a := range arrivals {
		if a.Parcel != nil {
			came++
		}
	}
	head := look.Flow(append([]fyne.CanvasObject{look.NewWords("上报与回执", look.Title), layout.NewSpacer()}, s.StreetDeeds()...)...)
	first := x.page.First == nil
	if len(arrivals) == 0 {
		empty := kit.Empty(look.IconCommunity, "还没有登记社区。先登记各社区的名称和代码，再下发给它们。",
			kit.Stage{Icon: look.IconCommunity, Verb: "登记社区", Tell: "12 位代码，城区或农转非", Do: func() { s.ShowNew(ledger.Communities, nil) }})
		x.place.Objects = []fyne.CanvasObject{look.Inset(look.Gap6, look.Pile(look.Gap4, head, empty))}
		x.page.First = kit.First(empty)
	} else {
		board := page.NewBoard(arrivals, func(a rules.Arrival) { s.ShowCommunity(a.Community.ID) })
		list := func(kind ledger.Kind, tab string) func() {
			return func() { s.ShowList(records.Query{Kind: kind, Tab: tab}) }
		}
		line := look.Flow(look.NewWords(round.Day.String()+" 这一轮：收到 "+strconv.Itoa(came)+" / "+strconv.Itoa(len(arrivals))+" 个社区", look.Strong), look.NewWords(round.Since.String()+" 起收到的算这一轮", look.Note), layout.NewSpacer(),
			kit.NewButton(kit.Quiet, look.IconImport, "收过的包", "", list(ledger.Parcels, "")), kit.NewButton(kit.Quiet, look.IconFlag, "回执事项", "", list(ledger.Matters, "")), kit.NewButton(kit.Quiet, look.IconLock, "签名登记", "", list(ledger.Signers, "")))
		note := look.NewWords("Enter 看这个社区的错误和事项。上报包可以直接拖进窗口。", look.Note)
		x.place.Objects = []fyne.CanvasObject{look.Inset(look.Gap6, container.NewBorder(look.Column(look.Gap2, head, line), look.Inset(look.Gap1, note), nil, nil, look.Card(board)))}
		x.page.First = board
	}
	x.place.Refresh()
	if first && x.page.First != nil && s.Page() == x.page && s.Canvas().Overlays().Top() == nil {
		s.Canvas().Focus(x.page.First)
	}
}
