package stage

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A rect is where something lies in the window.
type rect struct{ left, top, right, bottom float32 }

// ways are the directions in which what encloses an object can be scrolled.
type ways struct{ across, down bool }

// Unseen names the words, buttons and fields below an object that cannot be brought wholly
// into sight: they stand outside of what encloses them, which does not scroll that way.
func Unseen(o fyne.CanvasObject, size fyne.Size) (all []string) {
	room := rect{0, 0, size.Width, size.Height}
	var walk func(o fyne.CanvasObject, at fyne.Position, clip rect, can ways)
	walk = func(o fyne.CanvasObject, at fyne.Position, clip rect, can ways) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		here := rect{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
		name, want := "", o.Size()
		switch o := o.(type) {
		case *look.Words:
			name, want = o.Text(), fyne.NewSize(min(o.MinSize().Width, o.Size().Width), o.Size().Height)
		case *look.Paragraph:
			name = o.Text()
		case *kit.Button:
			name = "［" + o.Label() + "］"
		case *kit.Entry, *kit.Picker:
			name = "a field"
		}
		const slack = 2 // a hairline
		if name != "" && want.Width > 0 {
			if !can.across && (here.left < clip.left-slack || here.left+want.Width > clip.right+slack) ||
				!can.down && (here.top < clip.top-slack || here.bottom > clip.bottom+slack) {
				all = append(all, fmt.Sprintf("%.20s at %.0f,%.0f to %.0f,%.0f", name, here.left, here.top, here.left+want.Width, here.bottom))
			}
			return
		}
		if s, ok := o.(*container.Scroll); ok {
			can = ways{can.across || s.Direction == container.ScrollBoth || s.Direction == container.ScrollHorizontalOnly,
				can.down || s.Direction == container.ScrollBoth || s.Direction == container.ScrollVerticalOnly}
		}
		switch o := o.(type) {
		case *grid.Grid: // scrolls by itself; its own tests look at it
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at, clip, can)
			}
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child, at, clip, can)
			}
		}
	}
	walk(o, fyne.Position{}, room, ways{})
	return all
}

// Smallest is what 1024×700 leaves to a page beside the tree, the bar and the status line.
func Smallest() fyne.Size { return fyne.NewSize(1024-220, 700-48-28) }

// Crossing names the buttons of a page that lie over each other.
func Crossing(o fyne.CanvasObject) (all []string) {
	type lying struct {
		name string
		rect
	}
	var seen []lying
	var walk func(o fyne.CanvasObject, at fyne.Position)
	walk = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		switch o := o.(type) {
		case *kit.Button:
			here := rect{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
			for _, b := range seen {
				if here.left < b.right && b.left < here.right && here.top < b.bottom && b.top < here.bottom {
					all = append(all, b.name+" over "+o.Label())
				}
			}
			seen = append(seen, lying{o.Label(), here})
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child, at)
			}
		}
	}
	walk(o, fyne.Position{})
	return all
}
