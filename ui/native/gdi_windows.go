package native

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"

	"tuanjian/store/paper"
)

var (
	gdi32 = windows.NewLazySystemDLL("gdi32.dll")

	procStartDoc       = gdi32.NewProc("StartDocW")
	procEndDoc         = gdi32.NewProc("EndDoc")
	procAbortDoc       = gdi32.NewProc("AbortDoc")
	procStartPage      = gdi32.NewProc("StartPage")
	procEndPage        = gdi32.NewProc("EndPage")
	procDeleteDC       = gdi32.NewProc("DeleteDC")
	procResetDC        = gdi32.NewProc("ResetDCW")
	procDeviceCaps     = gdi32.NewProc("GetDeviceCaps")
	procMapMode        = gdi32.NewProc("SetMapMode")
	procWindowExtent   = gdi32.NewProc("SetWindowExtEx")
	procViewportExtent = gdi32.NewProc("SetViewportExtEx")
	procViewportOrigin = gdi32.NewProc("SetViewportOrgEx")
	procBackMode       = gdi32.NewProc("SetBkMode")
	procTextAlign      = gdi32.NewProc("SetTextAlign")
	procStretchMode    = gdi32.NewProc("SetStretchBltMode")
	procFont           = gdi32.NewProc("CreateFontW")
	procBrush          = gdi32.NewProc("CreateSolidBrush")
	procSelect         = gdi32.NewProc("SelectObject")
	procDelete         = gdi32.NewProc("DeleteObject")
	procText           = gdi32.NewProc("ExtTextOutW")
	procFill           = gdi32.NewProc("PatBlt")
	procDots           = gdi32.NewProc("StretchDIBits")
	procAddFont        = gdi32.NewProc("AddFontMemResourceEx")
	procRemoveFont     = gdi32.NewProc("RemoveFontMemResourceEx")
	procFontData       = gdi32.NewProc("GetFontData")
)

// What GDI calls things (wingdi.h).
const (
	capDotsAcross, capDotsDown  = 88, 90
	capOffsetLeft, capOffsetTop = 112, 113

	anisotropic     = 8
	transparent     = 1
	baseline        = 24
	halftone        = 4
	patCopy         = 0x00F00021
	srcCopy         = 0x00CC0020
	glyphIndex      = 0x10
	outlinesOnly    = 7
	anyCharacters   = 1
	weightNormal    = 400
	weightBold      = 700
	userAbort       = -3
	cancelledByUser = windows.Errno(1223)
	printCancelled  = windows.Errno(63)
)

// press is a printer with a document under way. All of it belongs to one thread.
type press struct {
	dc      uintptr
	fonts   [3]printFont // regular, bold and that of titles
	loaded  []uintptr
	known   map[fontKey]uintptr
	brushes map[uint8]uintptr
	across  int // dots an inch
	down    int

	mode     []byte // the driver's settings; nil where it told none
	standing bool   // how the paper is turned now
}

// A printFont is a face as the system has it: whether what it finds under the family's
// name is our file, so that the numbers of our outlines mean something to it.
type printFont struct {
	paper.PrintFace
	ours bool
}

type fontKey struct {
	font int // of press.fonts
	size int32
}

// fontOf is the place of a text's font among those of a press.
func fontOf(s paper.Stroke) int {
	switch {
	case s.Title:
		return 2
	case s.Bold:
		return 1
	}
	return 0
}

// newPress takes a printer over that is set for paper that stands, or lies; end gives it back.
func newPress(c pick, standing bool) *press {
	dc := c.dc
	p := &press{dc: dc, mode: c.mode, standing: standing, known: map[fontKey]uintptr{}, brushes: map[uint8]uintptr{}, across: deviceCap(dc, capDotsAcross), down: deviceCap(dc, capDotsDown)}
	regular, bold, title := paper.PrintFaces()
	for i, f := range []paper.PrintFace{regular, bold, title} {
		var n uint32
		if h, _, _ := procAddFont.Call(uintptr(unsafe.Pointer(&f.Data[0])), uintptr(len(f.Data)), 0, uintptr(unsafe.Pointer(&n))); h != 0 {
			p.loaded = append(p.loaded, h)
		}
		p.fonts[i].PrintFace = f
	}
	for i := range p.fonts {
		p.font(fontKey{i, 12 * paper.PerPoint})
		p.fonts[i].ours = p.selected(p.fonts[i].Head)
	}
	return p
}

func deviceCap(dc uintptr, what int) int {
	n, _, _ := procDeviceCaps.Call(dc, uintptr(what))
	return int(int32(n))
}

// selected says whether the font in use has this table head.
func (p *press) selected(head []byte) bool {
	got := make([]byte, len(head))
	const tag = uint32('h') | uint32('e')<<8 | uint32('a')<<16 | uint32('d')<<24
	n, _, _ := procFontData.Call(p.dc, uintptr(tag), 0, uintptr(unsafe.Pointer(&got[0])), uintptr(len(got)))
	return int(n) == len(head) && string(got) == string(head)
}

func (p *press) end() {
	procDeleteDC.Call(p.dc) // first: what is in use cannot be deleted
	for _, h := range p.known {
		procDelete.Call(h)
	}
	for _, h := range p.brushes {
		procDelete.Call(h)
	}
	for _, h := range p.loaded {
		procRemoveFont.Call(h)
	}
}

// print prints pages of a document in their order, counted from 0, and tells step of each.
func (p *press) print(ctx context.Context, doc *paper.Document, pages []int, step func(done, of int)) error {
	name, err := windows.UTF16PtrFromString(jobName)
	if err != nil {
		return err
	}
	info := struct {
		size                 int32
		name, output, format *uint16
		kind                 uint32
	}{name: name}
	info.size = int32(unsafe.Sizeof(info))
	if n, _, err := procStartDoc.Call(p.dc, uintptr(unsafe.Pointer(&info))); int32(n) <= 0 {
		return turnedDown("StartDoc", n, err)
	}
	for i, n := range pages {
		err := ctx.Err()
		if err == nil {
			p.turn(doc.Stands(n))
			err = p.page(doc.Strokes(n))
		}
		if err != nil {
			procAbortDoc.Call(p.dc)
			return err
		}
		step(i+1, len(pages))
	}
	if n, _, err := procEndDoc.Call(p.dc); int32(n) <= 0 {
		return turnedDown("EndDoc", n, err)
	}
	return nil
}

// turn makes the next page stand or lie: papers that were joined do both. It is between pages that a printer may be told.
func (p *press) turn(standing bool) {
	if standing == p.standing || p.mode == nil {
		return
	}
	(*devMode)(unsafe.Pointer(&p.mode[0])).preset(standing)
	if dc, _, _ := procResetDC.Call(p.dc, uintptr(unsafe.Pointer(&p.mode[0]))); dc != 0 {
		p.standing = standing
	}
}

// turnedDown is why the system did not go on.
func turnedDown(what string, n uintptr, err error) error {
	if int32(n) == userAbort || errors.Is(err, cancelledByUser) || errors.Is(err, printCancelled) {
		return ErrCancelled
	}
	return fmt.Errorf("%w: %s: %d: %w", ErrNotPrinted, what, int32(n), err)
}

func (p *press) page(strokes []paper.Stroke) error {
	if n, _, err := procStartPage.Call(p.dc); int32(n) <= 0 {
		return turnedDown("StartPage", n, err)
	}
	p.measure()
	for _, s := range strokes {
		if err := p.stroke(s.Snapped(p.across, p.down)); err != nil {
			return err
		}
	}
	if n, _, err := procEndPage.Call(p.dc); int32(n) <= 0 {
		return turnedDown("EndPage", n, err)
	}
	return nil
}

// measure makes the units those of a Stroke and counts them from the paper's edge, not
// from where the printer can print. Some systems forget it with each page.
func (p *press) measure() {
	const inch = 72 * paper.PerPoint
	procMapMode.Call(p.dc, anisotropic)
	procWindowExtent.Call(p.dc, inch, inch, 0)
	procViewportExtent.Call(p.dc, uintptr(p.across), uintptr(p.down), 0)
	procViewportOrigin.Call(p.dc, uintptr(-deviceCap(p.dc, capOffsetLeft)), uintptr(-deviceCap(p.dc, capOffsetTop)), 0)
	procBackMode.Call(p.dc, transparent)
	procTextAlign.Call(p.dc, baseline)
	procStretchMode.Call(p.dc, halftone)
}

func (p *press) stroke(s paper.Stroke) error {
	var n uintptr
	var err error
	switch s.Kind {
	case paper.Text:
		n, err = p.text(s)
	case paper.Line:
		n, err = p.fill(s, 0)
	case paper.Shade:
		n, err = p.fill(s, s.Grey)
	case paper.Image:
		n, err = p.picture(s)
	}
	if n == 0 && err != nil {
		return fmt.Errorf("%w: mark of kind %d: %w", ErrNotPrinted, s.Kind, err)
	}
	return nil
}

func (p *press) text(s paper.Stroke) (uintptr, error) {
	units, steps, how := s.Units, s.Steps, uintptr(0)
	font := fontOf(s)
	f := p.fonts[font]
	if s.Glyphs != nil && f.ours {
		units, steps, how = s.Glyphs, s.GlyphSteps, glyphIndex
	}
	if len(units) == 0 {
		return 1, nil
	}
	p.font(fontKey{font, s.Size})
	n, _, err := procText.Call(p.dc, uintptr(s.X), uintptr(s.Y), how, 0, uintptr(unsafe.Pointer(&units[0])), uintptr(len(units)), uintptr(unsafe.Pointer(&steps[0])))
	return n, err
}

// font puts a font to use.
func (p *press) font(k fontKey) {
	h := p.known[k]
	if h == 0 {
		f, weight := p.fonts[k.font], uintptr(weightBold)
		if k.font == 0 {
			weight = weightNormal
		}
		if family, err := windows.UTF16PtrFromString(f.Family); err == nil {
			h, _, _ = procFont.Call(uintptr(-k.size), 0, 0, 0, weight, 0, 0, 0, anyCharacters, outlinesOnly, 0, 0, 0, uintptr(unsafe.Pointer(family)))
		}
		p.known[k] = h
	}
	procSelect.Call(p.dc, h)
}

func (p *press) fill(s paper.Stroke, grey uint8) (uintptr, error) {
	h := p.brushes[grey]
	if h == 0 {
		h, _, _ = procBrush.Call(uintptr(grey) * 0x010101)
		p.brushes[grey] = h
	}
	procSelect.Call(p.dc, h)
	n, _, err := procFill.Call(p.dc, uintptr(s.X), uintptr(s.Y), uintptr(s.W), uintptr(s.H), patCopy)
	return n, err
}

func (p *press) picture(s paper.Stroke) (uintptr, error) {
	dots, err := s.Picture.Dots()
	if err != nil {
		return 0, err
	}
	head := struct {
		size                uint32
		width, height       int32
		planes, bits        uint16
		packing, bytes      uint32
		perMeterX, perMeter int32
		colours, important  uint32
	}{width: int32(s.Picture.Width), height: int32(s.Picture.Height), planes: 1, bits: 24}
	head.size = uint32(unsafe.Sizeof(head))
	n, _, err := procDots.Call(p.dc, uintptr(s.X), uintptr(s.Y), uintptr(s.W), uintptr(s.H), 0, 0, uintptr(head.width), uintptr(head.height),
		uintptr(unsafe.Pointer(&dots[0])), uintptr(unsafe.Pointer(&head)), 0, srcCopy)
	return n, err
}
