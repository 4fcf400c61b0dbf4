// Package leaf draws the pages of a PDF that somebody else made. It knows what a page looks like, and nothing of whose the
// file is, where it is kept and what is said of it to people.
//
// The file is hostile. PDFium reads it, in WebAssembly run by wazero: a fault in it ends one drawing and nothing else, it
// sees no file but the program's own font (face.go), no network and no clock to speak of, and has bounds in memory and time.
// It is a library that is larger than all that it would replace, since nobody writes a second one of it. Each drawing has a PDFium of its
// own, begun and thrown away, and there is one at a time. PDFium is made ready when the first page is wanted (engine.go).
package leaf

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Why a PDF is not drawn.
var (
	ErrLocked = errors.New("leaf: the file asks for a password")
	ErrBroken = errors.New("leaf: the file is damaged or is no PDF")
	ErrMany   = errors.New("leaf: the file has more pages than MaxPages")
	ErrHeavy  = errors.New("leaf: drawing takes more time or memory than there is")
)

// MaxPages is how many pages a file may have.
const MaxPages = 200

// mostPixels is how long the longer side of a drawing may be.
const mostPixels = 4000

// A Size is that of a page as it is to be seen, in points.
type Size struct{ Wide, High float64 }

// Sizes are the sizes of all pages, of which there is at least one.
func Sizes(ctx context.Context, content []byte) (sizes []Size, err error) {
	err = opened(ctx, content, func(p pdfium.Pdfium, d references.FPDF_DOCUMENT) error {
		count, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d})
		switch {
		case err != nil:
			return err
		case count.PageCount < 1:
			return ErrBroken
		case count.PageCount > MaxPages:
			return ErrMany
		}
		for n := range count.PageCount {
			size, err := p.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d, Index: n})
			if err != nil {
				return err
			}
			s := Size{size.Width, size.Height}
			if !s.sound() {
				return ErrBroken
			}
			sizes = append(sizes, s)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sizes, nil
}

// sound says that a page can be drawn: PDF allows no side beyond 14,400 points but in units that nobody uses here.
func (s Size) sound() bool {
	const least, most = 1, 14400
	in := func(x float64) bool { return x >= least && x <= most && !math.IsNaN(x) }
	return in(s.Wide) && in(s.High)
}

// Draw draws page n, counted from 0, on white, its longer side that many pixels long.
func Draw(ctx context.Context, content []byte, n, long int) (img *image.RGBA, err error) {
	long = max(1, min(long, mostPixels))
	err = opened(ctx, content, func(p pdfium.Pdfium, d references.FPDF_DOCUMENT) error {
		got, err := p.RenderPageInPixels(&requests.RenderPageInPixels{Width: long, Height: long, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT, RenderForm: true, Document: &d,
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d, Index: n}}})
		if err != nil {
			return err
		}
		defer got.Cleanup()
		seen := got.Result.RenderedImage // it lies in PDFium's memory
		img = image.NewRGBA(seen.Bounds())
		draw.Draw(img, img.Bounds(), seen, seen.Bounds().Min, draw.Src)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return img, nil
}

// opened opens a file with a PDFium of its own and throws both away afterwards.
func opened(ctx context.Context, content []byte, do func(pdfium.Pdfium, references.FPDF_DOCUMENT) error) error {
	err := alone(ctx, func(p pdfium.Pdfium) error {
		d, err := p.OpenDocument(&requests.OpenDocument{File: &content})
		if err != nil {
			return err
		}
		return do(p, d.Document)
	})
	switch {
	case err == nil, errors.Is(err, ErrMany), errors.Is(err, ErrHeavy), errors.Is(err, ErrBroken), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return ErrLocked
	case strings.Contains(err.Error(), "unreachable"), strings.Contains(err.Error(), "out of bounds"): // PDFium ends itself so where memory is short
		return ErrHeavy
	}
	return ErrBroken // what else it says is of bytes of the file
}
