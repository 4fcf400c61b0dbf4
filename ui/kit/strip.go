package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// Strip is a row of tabs that scrolls sideways where the room is too small for all of them. The chosen one is always in
// sight: in 特大 at 1024 wide the fourth of six was underlined behind the edge.
func Strip(t *Tabs) fyne.CanvasObject {
	s := container.NewHScroll(look.Column(look.Gap2, t, look.Row())) // the empty row: room for the bar
	t.reveal = func() {
		from, to := t.span()
		switch room := s.Size().Width; {
		case room <= 0:
		case from < s.Offset.X || to-from > room:
			s.ScrollToOffset(fyne.NewPos(from, 0))
		case to > s.Offset.X+room:
			s.ScrollToOffset(fyne.NewPos(to-room, 0))
		}
	}
	return &fyne.Container{Layout: strip{t}, Objects: []fyne.CanvasObject{s}}
}

// strip gives a scrolling row its room, and brings the chosen tab into sight when that changes.
type strip struct{ tabs *Tabs }

func (l strip) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l strip) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	if o[0].Size() != size {
		o[0].Resize(size)
		l.tabs.reveal()
	}
}
