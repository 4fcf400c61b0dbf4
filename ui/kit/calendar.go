package kit

import (
	"fmt"
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// calendar is one month of days, weeks beginning on Monday. Arrows move by a day
// or a week, PageUp and PageDown by a month, with Shift by a year; Enter takes the
// day, M the month alone, T today; Esc closes.
type calendar struct {
	widget.BaseWidget
	day, today time.Time
	onPick     func(kept string)
	onClose    func()
}

func newCalendar(day, today time.Time) *calendar {
	c := &calendar{day: dateOf(day), today: dateOf(today)}
	c.ExtendBaseWidget(c)
	return c
}

// dateOf drops the time of day; in UTC, adding a day is always the next day.
func dateOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// addMonths keeps the day of the month or takes the month's last day.
func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// firstShown is the Monday on or before the first of the month.
func firstShown(t time.Time) time.Time {
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, -(int(first.Weekday())+6)%7)
}

func (c *calendar) move(to time.Time) {
	if to.Year() >= 1900 && to.Year() <= 2199 {
		c.day = to
		c.Refresh()
	}
}

func (c *calendar) takeDay(t time.Time) { c.onPick(t.Format(time.DateOnly)) }

func (c *calendar) FocusGained() {}
func (c *calendar) FocusLost()   {}

// AcceptsTab keeps the keyboard in the pop-up.
func (c *calendar) AcceptsTab() bool { return true }

// TypedRune does nothing: letters are taken as keys, which arrive even where an
// input method keeps the character.
func (c *calendar) TypedRune(rune) {}

func (c *calendar) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	months := 1
	if shiftDown() {
		months = 12
	}
	switch ev.Name {
	case fyne.KeyLeft:
		c.move(c.day.AddDate(0, 0, -1))
	case fyne.KeyRight:
		c.move(c.day.AddDate(0, 0, 1))
	case fyne.KeyUp:
		c.move(c.day.AddDate(0, 0, -7))
	case fyne.KeyDown:
		c.move(c.day.AddDate(0, 0, 7))
	case fyne.KeyPageUp:
		c.move(addMonths(c.day, -months))
	case fyne.KeyPageDown:
		c.move(addMonths(c.day, months))
	case fyne.KeyReturn, fyne.KeyEnter:
		c.takeDay(c.day)
	case fyne.KeyM:
		c.onPick(c.day.Format("2006-01"))
	case fyne.KeyT:
		c.takeDay(c.today)
	case fyne.KeyEscape, fyne.KeyF4, fyne.KeyTab:
		c.onClose()
	default:
		ToWindow(c, ev)
	}
}

// calendarKeys are what F1 says over the calendar.
var calendarKeys = []Explained{
	{"← →", "前一天、后一天"}, {"↑ ↓", "前一周、后一周"}, {"PageUp　PageDown", "前一月、后一月；按住 Shift 是一年"},
	{"Enter", "填上这一天"}, {"T", "填今天"}, {"M", "只填年月"}, {"Esc", "关上，不改内容"},
}

// CreateRenderer is Fyne's door to the drawing.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{c: c, month: look.NewWords("", look.Strong).Centre()}
	r.back = [2]*glyph{
		newGlyph(look.IconFarLeft, func() { c.move(addMonths(c.day, -12)) }),
		newGlyph(look.IconLeft, func() { c.move(addMonths(c.day, -1)) }),
	}
	r.on = [2]*glyph{
		newGlyph(look.IconRight, func() { c.move(addMonths(c.day, 1)) }),
		newGlyph(look.IconFarRight, func() { c.move(addMonths(c.day, 12)) }),
	}
	r.line = canvas.NewRectangle(look.Line)
	r.deeds = [2]*Button{
		NewButton(Quiet, look.IconNone, "今天", "T", func() { c.takeDay(c.today) }),
		NewButton(Quiet, look.IconNone, "只填年月", "M", func() { c.onPick(c.day.Format("2006-01")) }),
	}
	for _, w := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		r.week = append(r.week, look.NewWords(w, look.Note).Centre())
	}
	for range 42 {
		r.days = append(r.days, newDayCell(c.takeDay))
	}
	r.Refresh()
	return r
}

type calendarRenderer struct {
	c        *calendar
	back, on [2]*glyph
	month    *look.Words
	week     []*look.Words
	days     []*dayCell
	line     *canvas.Rectangle
	deeds    [2]*Button
}

func (r *calendarRenderer) Destroy() {}

func (r *calendarRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back[0], r.back[1], r.month, r.on[0], r.on[1], r.line, r.deeds[0], r.deeds[1]}
	for _, w := range r.week {
		all = append(all, w)
	}
	for _, d := range r.days {
		all = append(all, d)
	}
	return all
}

func (r *calendarRenderer) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(7*m.Control+2*look.Gap2, 2*m.Control+m.Row+6*m.Row+3*look.Gap2)
}

func (r *calendarRenderer) Layout(size fyne.Size) {
	m := look.Now()
	cell := m.Control
	x0 := (size.Width - 7*cell) / 2
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	y := look.Gap2
	put(r.back[0], x0, y, cell, cell)
	put(r.back[1], x0+cell, y, cell, cell)
	put(r.month, x0+2*cell, y, 3*cell, cell)
	put(r.on[0], x0+5*cell, y, cell, cell)
	put(r.on[1], x0+6*cell, y, cell, cell)
	y += cell
	for i, w := range r.week {
		put(w, x0+float32(i)*cell, y, cell, m.Row)
	}
	y += m.Row
	for i, d := range r.days {
		put(d, x0+float32(i%7)*cell, y+float32(i/7)*m.Row, cell, m.Row)
	}
	y += 6*m.Row + look.Gap1
	put(r.line, 0, y, size.Width, look.HairPx)
	y += look.Gap1
	w := (size.Width - 2*look.Gap2) / 2
	put(r.deeds[0], look.Gap2, y, w, cell)
	put(r.deeds[1], look.Gap2+w, y, w, cell)
}

func (r *calendarRenderer) Refresh() {
	c := r.c
	r.month.SetText(fmt.Sprintf("%d年%d月", c.day.Year(), int(c.day.Month())))
	first := firstShown(c.day)
	for i, d := range r.days {
		day := first.AddDate(0, 0, i)
		d.set(day, day.Month() == c.day.Month(), day.Equal(c.day), day.Equal(c.today))
	}
	r.Layout(c.Size())
	canvas.Refresh(c)
}

// dayCell is one day: a number, boxed when it is the one Enter takes, underlined
// when it is today.
type dayCell struct {
	widget.BaseWidget
	day                      time.Time
	inMonth, chosen, isToday bool
	onTap                    func(time.Time)
}

func newDayCell(onTap func(time.Time)) *dayCell {
	d := &dayCell{onTap: onTap}
	d.ExtendBaseWidget(d)
	return d
}

func (d *dayCell) set(day time.Time, inMonth, chosen, today bool) {
	d.day, d.inMonth, d.chosen, d.isToday = day, inMonth, chosen, today
	d.Refresh()
}

func (d *dayCell) Tapped(*fyne.PointEvent) { d.onTap(d.day); hands.Keep(d) }

func (d *dayCell) CreateRenderer() fyne.WidgetRenderer {
	r := &dayCellRenderer{d: d, box: canvas.NewRectangle(color.Transparent), under: canvas.NewRectangle(look.Red),
		text: canvas.NewText("", look.Ink)}
	r.box.CornerRadius = look.Corner
	r.text.Alignment = fyne.TextAlignCenter
	return r
}

type dayCellRenderer struct {
	d          *dayCell
	box, under *canvas.Rectangle
	text       *canvas.Text
}

func (r *dayCellRenderer) Destroy()           {}
func (r *dayCellRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(look.Now().Row) }

func (r *dayCellRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.under, r.text}
}

func (r *dayCellRenderer) Layout(size fyne.Size) {
	r.box.Move(fyne.NewSquareOffsetPos(2))
	r.box.Resize(size.SubtractWidthHeight(4, 4))
	h := r.text.MinSize().Height
	r.text.Move(fyne.NewPos(0, look.Middle(size.Height, r.text)))
	r.text.Resize(fyne.NewSize(size.Width, h))
	r.under.Resize(fyne.NewSize(look.Gap4, 2))
	r.under.Move(fyne.NewPos((size.Width-look.Gap4)/2, size.Height-6))
}

func (r *dayCellRenderer) Refresh() {
	d := r.d
	r.text.Text, r.text.TextSize = strconv.Itoa(d.day.Day()), look.Now().Text
	r.text.Color = look.Ink
	if !d.inMonth {
		r.text.Color = look.Disabled
	}
	r.text.TextStyle.Bold = d.chosen || d.isToday
	r.box.FillColor, r.box.StrokeWidth = color.Transparent, 0
	if d.chosen {
		r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth = look.RingTint, look.Ring, look.RingPx
	}
	r.under.Hidden = !d.isToday
	r.Layout(d.Size())
	canvas.Refresh(d)
}
