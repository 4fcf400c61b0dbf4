package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A WeekDay is one line of a week's picture: the day, from when to when something is open as parts of its twenty-four hours, and
// the same in words.
type WeekDay struct {
	Name  string
	Open  [][2]float32
	Words string
}

// NewWeek draws a week: a line a day with its open hours as bars, and in words behind them.
func NewWeek(days []WeekDay) fyne.CanvasObject {
	rows := make([]fyne.CanvasObject, len(days))
	for i, d := range days {
		track := canvas.NewRectangle(Shade)
		track.CornerRadius = Gap1
		bar := &fyne.Container{Layout: &hours{d.Open}, Objects: []fyne.CanvasObject{track}}
		for range d.Open {
			open := canvas.NewRectangle(StateTint(0))
			open.CornerRadius = Gap1
			bar.Add(open)
		}
		rows[i] = Column(0, Row(NewWords(d.Name, Note), NewWords(d.Words, Note)), bar)
	}
	return Column(Gap1, rows...)
}

// hours lays the bars of a day on its track.
type hours struct{ open [][2]float32 }

// MinSize is Fyne's question for the least room.
func (h *hours) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, Gap2) }

// Layout puts the track and the bars in their places.
func (h *hours) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
	for i, o := range h.open {
		objects[i+1].Move(fyne.NewPos(size.Width*o[0], 0))
		objects[i+1].Resize(fyne.NewSize(size.Width*(o[1]-o[0]), size.Height))
	}
}
