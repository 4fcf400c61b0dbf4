package office

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A below is what pages under 设置 have in common: Esc and their first button lead back there, and what they show is asked for
// anew when something was saved.
type below struct {
	s      *page.Shell
	page   *page.Page
	place  *fyne.Container
	latest hands.Latest
}

// under begins a page under 设置; ask asks the Book and shows the answer.
func under(s *page.Shell, title string, ask func()) *below {
	b := &below{s: s, place: container.NewStack()}
	b.page = &page.Page{Key: "settings", Title: title, View: look.Ground(look.Page, b.place), Shut: b.latest.Drop,
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSettings}, Changed: func(store.Change) { ask() }}
	return b
}

// backToSettings is the first button of a page under 设置.
func backToSettings(s *page.Shell) *kit.Button {
	return kit.NewButton(kit.Quiet, look.IconLeft, "设置", "Esc", s.ShowSettings)
}

// show puts what was drawn in its place. The keyboard goes to first where nothing lies over the page.
func (b *below) show(first fyne.Focusable, view fyne.CanvasObject) {
	b.place.Objects = []fyne.CanvasObject{view}
	b.place.Refresh()
	b.page.First = first
	if b.s.Page() == b.page && b.s.Canvas().Overlays().Top() == nil {
		b.s.Canvas().Focus(first)
	}
}
