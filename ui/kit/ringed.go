package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// ringed draws the focus ring over Fyne's own drawing of a field. In a field of one line
// it leaves the scroll bar out: there is no room for one beside the words.
type ringed struct {
	fyne.WidgetRenderer
	on     func() bool
	closed func() bool
	ring   *canvas.Rectangle
	gone   func() // when the drawing is dropped

	words    *container.Scroll // that Fyne moves the words in
	scroller fyne.CanvasObject // the same in a field of one line; else nil
	window   *container.Clip   // that the words are seen through
}

// barRoom is more than a scroll bar is high, also with the pointer over it.
const barRoom = 24

// find finds what scrolls the words.
func (r *ringed) find() {
	for _, o := range r.WidgetRenderer.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			r.words = s
			return
		}
	}
}

// clip shows what scrolls the words through a window that ends above its bar.
func (r *ringed) clip() {
	if r.words != nil {
		r.scroller, r.window = r.words, container.NewClip(container.NewWithoutLayout(r.words)) // else the window would give it its own height
	}
}

func (r *ringed) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...)
	for i, o := range all {
		if r.window != nil && o == r.scroller {
			all[i] = r.window
		}
	}
	return append(all, r.ring)
}

// Destroy is Fyne's door when the drawing is dropped.
func (r *ringed) Destroy() {
	r.gone()
	r.WidgetRenderer.Destroy()
}

func (r *ringed) Layout(size fyne.Size) {
	underToasts()
	if r.window != nil {
		r.window.Resize(size)
	}
	r.WidgetRenderer.Layout(size)
	r.lengthen(size)
	r.ring.Resize(size)
}

// lengthen makes the scroller end, with its bar, below the window.
func (r *ringed) lengthen(field fyne.Size) {
	if r.scroller != nil && field.Height > 0 && r.scroller.Size().Height < field.Height+barRoom {
		r.scroller.Resize(fyne.NewSize(r.scroller.Size().Width, field.Height+barRoom))
	}
}

func (r *ringed) Refresh() {
	showRing(r.ring, r.on())
	r.WidgetRenderer.Refresh()
	if r.window != nil {
		r.lengthen(r.window.Size())
	}
	if r.closed() {
		// Fyne draws a closed field like an open one, only darker.
		if box, ok := r.WidgetRenderer.Objects()[0].(*canvas.Rectangle); ok {
			box.FillColor = look.Page
		}
		if edge, ok := r.WidgetRenderer.Objects()[1].(*canvas.Rectangle); ok {
			edge.StrokeColor = look.Line
		}
	}
	r.ring.Refresh()
}
