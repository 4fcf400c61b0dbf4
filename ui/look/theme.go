// Package look is how the program looks: colours, gaps and text sizes, the words and
// icons that follow them, grounds and layouts, charts, and the words that Fyne shows
// itself. It only draws: it knows no key, no click, no panel over a page and no work
// in the background, and nothing of what the figures mean.
package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours of the program. Light only: the figures on paper and the pages on
// screen are the same white. Contrast against Panel is at least 4.5 except for
// Disabled and Edge, which never carry meaning alone.
var (
	Page     = Hex(0xF5F6F8) // behind everything
	Panel    = Hex(0xFFFFFF) // what is written on
	Line     = Hex(0xE3E6EA) // hairlines between panels and rows
	Edge     = Hex(0xB4BBC6) // outline of something that can be typed into or pressed
	Shade    = Hex(0xEEF0F3) // heads of tables, tracks of bars
	Ink      = Hex(0x1F2329)
	Second   = Hex(0x5A6270)
	Disabled = Hex(0x7A8392)
	Red      = Hex(0xC8102E) // bar, primary button, selected mark
	RedDeep  = Hex(0xA50D26) // the same, pressed
	RedTint  = Hex(0xFDECEF) // selected row
	Amber    = Hex(0xB45309)
	AmberBg  = Hex(0xFEF3E2)
	Green    = Hex(0x15803D)
	GreenBg  = Hex(0xEAF6EE)
	Link     = Hex(0x1D4ED8)
	Ring     = Hex(0x2563EB) // around whatever takes the keyboard
	RingTint = Hex(0xDBE7FD) // selected text
	White    = Panel
)

// Space between things, in device-independent pixels: within a control, between
// things that belong together, between groups, at the edges of a page.
const (
	Gap1   float32 = 4
	Gap2   float32 = 8
	Gap4   float32 = 16
	Gap6   float32 = 24
	Corner float32 = 6
	RingPx float32 = 2
	HairPx float32 = 1
	MarkPx float32 = 3 // the red bar of a selected row or tab
)

func Hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

func Faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}

// Size is one of the three text sizes a person can choose.
type Size int

// The text sizes. Standard is the zero value.
const (
	Standard Size = iota
	Large
	Huge
)

// Sizes lists the text sizes in the order in which they are offered.
var Sizes = []Size{Standard, Large, Huge}

// Label is the word for the size in the settings.
func (s Size) Label() string { return [...]string{"标准", "大", "特大"}[s.known()] }

func (s Size) known() Size {
	if s < Standard || s > Huge {
		return Standard
	}
	return s
}

// Measures are the heights that follow from a text size (look.md, Tokens), in
// device-independent pixels.
type Measures struct {
	Text, Small, Heading, Title float32 // text sizes
	Row                         float32 // a row of a list
	Control                     float32 // a field or a button; nothing to be hit is smaller
	Inner                       float32 // space around the text of a field, so that it stands in the middle
	Icon                        float32
}

var measures = [...]Measures{
	Standard: {Text: 14, Small: 12, Heading: 17, Title: 20, Row: 36, Control: 36, Inner: 6, Icon: 18},
	Large:    {Text: 17, Small: 14, Heading: 20, Title: 24, Row: 42, Control: 44, Inner: 7.75, Icon: 22},
	Huge:     {Text: 20, Small: 17, Heading: 24, Title: 28, Row: 48, Control: 52, Inner: 9.5, Icon: 26},
}

// Measure answers the measures of the size.
func (s Size) Measure() Measures { return measures[s.known()] }

// Now answers the measures in force: those of the running program's theme, or
// Standard where the theme is not ours. Ask again at every Refresh, never keep.
func Now() Measures { return NowSize().Measure() }

// NowSize is the text size in force.
func NowSize() Size {
	if app := fyne.CurrentApp(); app != nil {
		if t, ok := app.Settings().Theme().(*look); ok {
			return t.size
		}
	}
	return Standard
}

// NewTheme is the look of the program at a text size. It answers light colours
// whatever variant it is asked for.
func NewTheme(size Size) fyne.Theme { return &look{size: size.known()} }

type look struct{ size Size }

func (t *look) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Primary is the ring's blue, not the red: Fyne draws carets, ticks and the edge
// of a focused field in it. The red belongs to the bar and the primary button,
// which are drawn by hand.
var colours = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          Page,
	theme.ColorNameButton:              Panel,
	theme.ColorNameDisabledButton:      Shade,
	theme.ColorNameDisabled:            Second, // a field that can only be read is read all the same
	theme.ColorNameError:               Red,
	theme.ColorNameFocus:               Faint(Ring, 0x33),
	theme.ColorNameForeground:          Ink,
	theme.ColorNameForegroundOnError:   White,
	theme.ColorNameForegroundOnPrimary: White,
	theme.ColorNameForegroundOnSuccess: White,
	theme.ColorNameForegroundOnWarning: White,
	theme.ColorNameHeaderBackground:    Shade,
	theme.ColorNameHover:               Faint(Ink, 0x0C),
	theme.ColorNameHyperlink:           Link,
	theme.ColorNameInputBackground:     Panel,
	theme.ColorNameInputBorder:         Edge,
	theme.ColorNameMenuBackground:      Panel,
	theme.ColorNameOverlayBackground:   Panel,
	theme.ColorNamePlaceHolder:         Disabled,
	theme.ColorNamePressed:             Faint(Ink, 0x1A),
	theme.ColorNamePrimary:             Ring,
	theme.ColorNameScrollBar:           Faint(Second, 0x99),
	theme.ColorNameScrollBarBackground: Faint(Second, 0x14),
	theme.ColorNameSelection:           RingTint,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameShadow:              Faint(Ink, 0x14),
	theme.ColorNameSuccess:             Green,
	theme.ColorNameWarning:             Amber,
}

func (t *look) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := colours[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

func (t *look) Size(name fyne.ThemeSizeName) float32 {
	m := t.size.Measure()
	switch name {
	case theme.SizeNameText:
		return m.Text
	case theme.SizeNameCaptionText:
		return m.Small
	case theme.SizeNameSubHeadingText:
		return m.Heading
	case theme.SizeNameHeadingText:
		return m.Title
	case theme.SizeNameInnerPadding:
		return m.Inner
	case theme.SizeNameInlineIcon:
		return m.Icon
	case theme.SizeNamePadding:
		return Gap1
	case theme.SizeNameScrollBarSmall:
		return 6
	case theme.SizeNameModalBlurRadius:
		return 0 // a blurred page behind a question only costs time
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameCardRadius,
		theme.SizeNameDialogRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return Corner
	}
	return theme.DefaultTheme().Size(name)
}

// luminance is the relative luminance of WCAG 2.1, from 0 for black to 1 for white.
func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// Shadow is what lies over the page throws on it.
var Shadow = color.NRGBA{R: Ink.R, G: Ink.G, B: Ink.B, A: 0x38}
