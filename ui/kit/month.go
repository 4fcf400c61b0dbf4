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

// DayMark is what a day of a Month has: how many things, and whether one of them is grave.
type DayMark struct {
	N     int
	Grave bool
}

// Month is a month of a page with how many things each day has, weeks beginning on Monday. Arrows move by a day or a week,
// PageUp and PageDown by a month; Enter picks the day. Days outside of what is known are pale.
type Month struct {
	widget.BaseWidget
	OnDay  func(time.Time) // another day is chosen by hand
	OnPick func(time.Time) // the day is entered
	day    time.Time
	today  time.Time
	from   time.Time
	until  time.Time
	marks  map[time.Time]DayMark
	focus  bool
}

var _ fyne.Focusable = (*Month)(nil)

// NewMonth makes the month of a day.
func NewMonth(today time.Time) *Month {
	m := &Month{day: dateOf(today), today: dateOf(today), from: dateOf(today), until: dateOf(today)}
	m.ExtendBaseWidget(m)
	return m
}

// Mark says from which day until which day is known, both included, and what they have. Days are at midnight in UTC.
func (m *Month) Mark(from, until time.Time, marks map[time.Time]DayMark) {
	m.from, m.until, m.marks = from, until, marks
	m.Stand(m.day)
}

// Stand chooses a day, as near as is known.
func (m *Month) Stand(day time.Time) {
	switch {
	case day.Before(m.from):
		day = m.from
	case day.After(m.until):
		day = m.until
	}
	m.day = day
	m.Refresh()
}

// Turn goes some months on.
func (m *Month) Turn(months int) { m.go_(addMonths(m.day, months)) }

func (m *Month) go_(day time.Time) {
	was := m.day
	if m.Stand(day); !m.day.Equal(was) && m.OnDay != nil {
		m.OnDay(m.day)
	}
}

func (m *Month) pick(day time.Time) {
	m.Stand(day)
	if m.OnPick != nil && m.day.Equal(day) {
		m.OnPick(day)
	}
}

// FocusGained shows the ring.
func (m *Month) FocusGained() { m.focus = true; m.Refresh(); ComeTo(m) }

// FocusLost hides it.
func (m *Month) FocusLost() { m.focus = false; m.Refresh() }

// TypedRune does nothing.
func (m *Month) TypedRune(rune) {}

// TypedKey walks and picks.
func (m *Month) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch ev.Name {
	case fyne.KeyLeft:
		m.go_(m.day.AddDate(0, 0, -1))
	case fyne.KeyRight:
		m.go_(m.day.AddDate(0, 0, 1))
	case fyne.KeyUp:
		m.go_(m.day.AddDate(0, 0, -7))
	case fyne.KeyDown:
		m.go_(m.day.AddDate(0, 0, 7))
	case fyne.KeyPageUp:
		m.Turn(-1)
	case fyne.KeyPageDown:
		m.Turn(1)
	case fyne.KeyHome:
		m.go_(m.from)
	case fyne.KeyEnd:
		m.go_(m.until)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.pick(m.day)
	default:
		ToWindow(m, ev)
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (m *Month) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{m: m, title: look.NewWords("", look.Head)}
	for _, w := range []string{"一", "二", "三", "四", "五", "六", "日"} {
		r.week = append(r.week, look.NewWords(w, look.Note).Centre())
	}
	for range 42 {
		r.days = append(r.days, newMonthDay(m))
	}
	r.Refresh()
	return r
}

type monthRenderer struct {
	m     *Month
	title *look.Words
	week  []*look.Words
	days  []*monthDay
}

func (r *monthRenderer) Destroy() {}

func (r *monthRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.title}
	for _, w := range r.week {
		all = append(all, w)
	}
	for _, d := range r.days {
		all = append(all, d)
	}
	return all
}

// monthCell is the least size of a day: two figures and what is below them.
func monthCell() fyne.Size {
	return fyne.NewSize(monthEms*look.Now().Text, look.Now().Control+look.Gap1)
}

const monthEms = 1.9

// Wide is how wide the month would like to be.
func (m *Month) Wide() float32 { return 7 * (look.Now().Control + look.Gap1) }

func (r *monthRenderer) MinSize() fyne.Size {
	cell := monthCell()
	return fyne.NewSize(7*cell.Width, r.title.MinSize().Height+look.Gap2+r.week[0].MinSize().Height+look.Gap1+6*cell.Height)
}

func (r *monthRenderer) Layout(size fyne.Size) {
	cell := monthCell()
	cell.Width = max(cell.Width, size.Width/7)
	y := r.title.MinSize().Height
	r.title.Resize(fyne.NewSize(size.Width, y))
	y += look.Gap2
	high := r.week[0].MinSize().Height
	for i, w := range r.week {
		w.Move(fyne.NewPos(float32(i)*cell.Width, y))
		w.Resize(fyne.NewSize(cell.Width, high))
	}
	y += high + look.Gap1
	for i, d := range r.days {
		d.Move(fyne.NewPos(float32(i%7)*cell.Width, y+float32(i/7)*cell.Height))
		d.Resize(cell)
	}
}

func (r *monthRenderer) Refresh() {
	m := r.m
	r.title.SetText(fmt.Sprintf("%d年%d月", m.day.Year(), int(m.day.Month())))
	first := firstShown(m.day)
	for i, d := range r.days {
		d.day = first.AddDate(0, 0, i)
		d.Hidden = d.day.Month() != m.day.Month()
		d.Refresh()
	}
	r.Layout(m.Size())
	canvas.Refresh(m)
}

// monthDay is one day: its number, and below it how many things it has.
type monthDay struct {
	widget.BaseWidget
	m   *Month
	day time.Time
}

func newMonthDay(m *Month) *monthDay {
	d := &monthDay{m: m}
	d.ExtendBaseWidget(d)
	return d
}

func (d *monthDay) Tapped(*fyne.PointEvent) { d.m.pick(d.day); hands.Keep(d.m) }

func (d *monthDay) CreateRenderer() fyne.WidgetRenderer {
	r := &monthDayRenderer{d: d, box: canvas.NewRectangle(color.Transparent), pill: canvas.NewRectangle(color.Transparent),
		number: canvas.NewText("", look.Ink), many: canvas.NewText("", look.White)}
	r.box.CornerRadius = look.Corner
	r.number.Alignment, r.many.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	return r
}

type monthDayRenderer struct {
	d            *monthDay
	box, pill    *canvas.Rectangle
	number, many *canvas.Text
}

func (r *monthDayRenderer) Destroy()           {}
func (r *monthDayRenderer) MinSize() fyne.Size { return monthCell() }

func (r *monthDayRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.pill, r.number, r.many}
}

func (r *monthDayRenderer) Layout(size fyne.Size) {
	r.box.Move(fyne.NewSquareOffsetPos(2))
	r.box.Resize(size.SubtractWidthHeight(4, 4))
	number, many := r.number.MinSize(), r.many.MinSize()
	r.number.Resize(fyne.NewSize(size.Width, number.Height))
	if r.many.Text == "" {
		r.number.Move(fyne.NewPos(0, (size.Height-number.Height)/2))
		return
	}
	gap := (size.Height - number.Height - many.Height) / 2
	r.number.Move(fyne.NewPos(0, gap))
	wide := many.Width + look.Gap2 + 2
	r.pill.Resize(fyne.NewSize(wide, many.Height-2))
	r.pill.Move(fyne.NewPos((size.Width-wide)/2, gap+number.Height))
	r.pill.CornerRadius = (many.Height - 2) / 2
	r.many.Resize(fyne.NewSize(size.Width, many.Height))
	r.many.Move(fyne.NewPos(0, gap+number.Height-1))
}

func (r *monthDayRenderer) Refresh() {
	d, m := r.d, r.d.m
	mark := m.marks[d.day]
	r.number.Text, r.number.TextSize, r.number.Color = strconv.Itoa(d.day.Day()), look.Now().Text, look.Ink
	if d.day.Before(m.from) || d.day.After(m.until) {
		r.number.Color = look.Disabled
	}
	r.number.TextStyle.Bold = d.day.Equal(m.today)
	if d.day.Equal(m.today) {
		r.number.Color = look.Red
	}
	r.many.Text, r.many.TextSize, r.many.Color = "", look.Now().Small-2, look.White
	r.pill.FillColor = color.Transparent
	if mark.N > 0 {
		r.many.Text = strconv.Itoa(mark.N)
		r.pill.FillColor = look.Second
		if mark.Grave {
			r.pill.FillColor = look.Red
		}
	}
	r.box.FillColor, r.box.StrokeWidth = color.Transparent, 0
	if d.day.Equal(m.day) {
		r.box.FillColor = look.RedTint
		if Ringed(m, m.focus) {
			r.box.StrokeColor, r.box.StrokeWidth = look.Ring, look.RingPx
		}
	}
	r.Layout(d.Size())
	canvas.Refresh(d)
}
