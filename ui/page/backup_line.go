package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/store"
	"tuanjian/ui/kit"
	"tuanjian/ui/native"
)

// A tappedLine is a line about the backups that a tap leads on from. The keyboard goes by the
// settings: the line itself never takes it from what stands below.
type tappedLine struct {
	widget.BaseWidget
	badge *kit.Badge
	to    func()
}

var _ desktop.Cursorable = (*tappedLine)(nil)

// careLine tells how the ledger is backed up, cut to what the page has room for.
func careLine(text string, tone kit.Tone, to func()) fyne.CanvasObject {
	l := &tappedLine{badge: kit.NewBadge(tone, kit.Cut(text, careEms)), to: to}
	l.ExtendBaseWidget(l)
	return l
}

const careEms = 34 // characters of the line

// CreateRenderer is Fyne's door to the drawing.
func (l *tappedLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.badge) }

// Tapped leads to the backups.
func (l *tappedLine) Tapped(*fyne.PointEvent) { l.to() }

// Cursor shows that a tap leads on.
func (l *tappedLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CareWords is what the window's status line says of the backups.
func (s *Shell) CareWords(c store.Care) (text string, tone kit.Tone) {
	if s.Trouble != "" {
		return "没有自动备份", kit.Warn
	}
	return careWords(c, s.Today())
}

// Cared tells the page on show that a backup was made or proved, or could not be.
func (s *Shell) Cared() {
	if s.page != nil && s.page.Cared != nil {
		s.page.Cared()
	}
}

// LookForSecond looks whether the second place was plugged in under another letter. It
// looks at the disks: call it off the drawing thread.
func LookForSecond(b *store.Book) {
	if c := b.Cared(); c.Place == "" || c.There {
		return
	}
	var places []string
	for _, d := range native.RemovableDrives() {
		places = append(places, d.Path)
	}
	// What cannot be noted now is looked for again the next time.
	_ = b.FindSecond(places...)
}
