package paper

import (
	"fyne.io/fyne/v2"

	"tuanjian/store/forms"
)

// A Pane shows the pages of something that is being made, beside what makes it.
type Pane struct {
	easel  *easel
	turned func(n int)
}

// NewPane makes an empty pane; turned is told which page is on show.
func NewPane(turned func(n int)) *Pane {
	p := &Pane{turned: turned}
	p.easel = newEasel(func() {}, func(by int) { p.Turn(p.easel.at + by) })
	return p
}

// View is the pane on the screen.
func (p *Pane) View() fyne.CanvasObject { return p.easel }

// Lay shows other pages, at the page that was on show where it is there.
func (p *Pane) Lay(page func(n int) forms.Page, pages int) {
	at := min(max(p.easel.at, 0), pages-1)
	p.easel.set(func(n int) (forms.Page, bool) { return page(n), true }, pages)
	p.Turn(at)
}

// Turn goes to a page, if it is there.
func (p *Pane) Turn(n int) {
	if n >= 0 && n < p.easel.pages {
		p.easel.turn(n)
		p.turned(n)
	}
}

// At is the page on show, Pages how many there are.
func (p *Pane) At() int { return p.easel.at }

// Pages is how many there are.
func (p *Pane) Pages() int { return p.easel.pages }
