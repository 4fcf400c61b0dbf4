package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/look"
)

// Explained is one thing that an explanation says, under its short heading.
type Explained struct{ Heading, Text string }

const (
	explainEms  = 27   // characters a line
	explainHigh = 0.62 // of the window's height; the rest scrolls
)

// Explain shows what somebody asked about, over the page: a title and short texts
// beside their headings, those without a text left out. ↑ ↓ scroll what is too long,
// Enter and Esc close it. The further answers stand at the left.
func Explain(c fyne.Canvas, title string, parts []Explained, further ...Answer) *Float {
	f := NewFloat(c, nil)
	f.explains = true
	var lines []fyne.CanvasObject
	for _, p := range parts {
		if p.Text != "" {
			lines = append(lines, look.NewParagraph(p.Heading, look.Strong, explainEms), look.NewParagraph(p.Text, look.Body, explainEms))
		}
	}
	body := container.New(pairLayout{look.Gap6, look.Gap2}, lines...)
	scroll := container.NewVScroll(body)
	buttons, bar := []*Button{}, []fyne.CanvasObject{}
	for _, a := range further {
		b := NewButton(Quiet, look.IconNone, a.Verb, "", func() {
			f.Close()
			a.Do()
		})
		buttons, bar = append(buttons, b), append(bar, b)
	}
	done := NewButton(Ordinary, look.IconNone, "知道了", "Esc", f.Close)
	buttons, bar = append(buttons, done), append(bar, layout.NewSpacer(), done)
	along(c, buttons, f.Close)
	for _, b := range buttons {
		walk := b.OnKey
		b.OnKey = func(name fyne.KeyName) bool { return scrolls(scroll, name) || walk(name) }
	}
	f.content = look.Inset(look.Gap6, look.Column(look.Gap4, look.Row(look.NewPicture(look.IconInfo, look.Link), look.NewWords(title, look.Head)),
		container.New(atMost{c}, scroll), look.Row(bar...)))
	f.OnOutside = f.Close
	f.Open(done)
	return f
}

// scrolls moves what is too long for the panel.
func scrolls(s *container.Scroll, name fyne.KeyName) bool {
	step := map[fyne.KeyName]float32{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: 8, fyne.KeyPageUp: -8}[name]
	if step == 0 {
		return false
	}
	s.ScrollToOffset(s.Offset.AddXY(0, step*2*look.Now().Text))
	return true
}

// atMost gives a scroller the room that its content wants, and no more of the window
// than is good.
type atMost struct{ c fyne.Canvas }

func (l atMost) MinSize(objects []fyne.CanvasObject) fyne.Size {
	want := objects[0].(*container.Scroll).Content.MinSize()
	return fyne.NewSize(want.Width+look.Gap4, min(want.Height, explainHigh*l.c.Size().Height))
}

func (l atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
