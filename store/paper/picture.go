package paper

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image/color"
	"image/jpeg"
)

// A Picture is a PNG or JPEG as a page can hold it: its bytes go into the file as they
// are, so that what was drawn small stays small.
type Picture struct {
	Width, Height int // pixels
	body          []byte
	dict          string // of its stream, without the length
	file          []byte // as it was read, for a printer that wants pixels
}

// Bounds on what is taken for a picture.
const (
	mostPixels       = 1 << 26
	mostPictureBytes = 1 << 25
)

var errPicture = errors.New("not a picture that a page can hold")

// ReadPicture reads a JPEG, or a PNG without transparency and interlacing and with at
// most 8 bits a channel. Anything else, and what is too large, is an error.
func ReadPicture(data []byte) (*Picture, error) {
	var p *Picture
	var err error
	switch {
	case len(data) > mostPictureBytes:
		return nil, fmt.Errorf("%w: %d bytes", errPicture, len(data))
	case bytes.HasPrefix(data, []byte(pngSign)):
		p, err = readPNG(data[len(pngSign):])
	case bytes.HasPrefix(data, []byte{0xFF, 0xD8}):
		p, err = readJPEG(data)
	default:
		return nil, errPicture
	}
	if err != nil {
		return nil, err
	}
	if p.Width <= 0 || p.Height <= 0 || p.Width > mostPixels/p.Height {
		return nil, fmt.Errorf("%w: %d by %d", errPicture, p.Width, p.Height)
	}
	p.file = data
	return p, nil
}

func readJPEG(data []byte) (*Picture, error) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPicture, err)
	}
	space := "/DeviceRGB"
	switch c.ColorModel {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.YCbCrModel:
	default:
		return nil, fmt.Errorf("%w: its colours", errPicture)
	}
	return &Picture{Width: c.Width, Height: c.Height, body: data, dict: imageDict(c.Width, c.Height, space, 8, "/Filter/DCTDecode")}, nil
}

const pngSign = "\x89PNG\r\n\x1a\n"

// Colour types of PNG that PDF reads with the predictors of PNG (ISO 32000-1, 7.4.4.4).
const (
	pngGrey    = 0
	pngTrue    = 2
	pngPalette = 3
)

// readPNG takes the chunks of a PNG apart (ISO/IEC 15948); the compressed rows are what
// PDF calls FlateDecode with predictor 15.
func readPNG(data []byte) (*Picture, error) {
	p := &Picture{}
	var depth, kind int
	var palette []byte
	for len(data) >= 12 {
		n := int64(binary.BigEndian.Uint32(data))
		if n > int64(len(data)-12) {
			return nil, fmt.Errorf("%w: cut off", errPicture)
		}
		name, body := string(data[4:8]), data[8:8+n]
		data = data[12+n:]
		switch name {
		case "IHDR":
			if len(body) != 13 || body[12] != 0 || body[8] > 8 {
				return nil, fmt.Errorf("%w: interlaced, or too deep", errPicture)
			}
			p.Width, p.Height = int(binary.BigEndian.Uint32(body)), int(binary.BigEndian.Uint32(body[4:]))
			depth, kind = int(body[8]), int(body[9])
		case "PLTE":
			palette = body
		case "IDAT":
			p.body = append(p.body, body...)
		case "tRNS":
			return nil, fmt.Errorf("%w: transparent", errPicture)
		}
	}
	space, colours := "", 1
	switch {
	case len(p.body) == 0 || depth == 0:
		return nil, fmt.Errorf("%w: empty", errPicture)
	case kind == pngGrey:
		space = "/DeviceGray"
	case kind == pngTrue:
		space, colours = "/DeviceRGB", 3
	case kind == pngPalette && len(palette) >= 3 && len(palette)%3 == 0:
		space = fmt.Sprintf("[/Indexed/DeviceRGB %d<%X>]", len(palette)/3-1, palette)
	default:
		return nil, fmt.Errorf("%w: its colours", errPicture)
	}
	p.dict = imageDict(p.Width, p.Height, space, depth,
		fmt.Sprintf("/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>", colours, depth, p.Width))
	return p, nil
}

func imageDict(w, h int, space string, depth int, filter string) string {
	return fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent %d%s", w, h, space, depth, filter)
}

// File is the picture as it was read; it is never changed.
func (p *Picture) File() []byte { return p.file }

// Fits is the size at which a picture fills a width, or a height where that comes first.
func (p *Picture) Fits(width, height float64) (w, h float64) {
	scale := min(width/float64(p.Width), height/float64(p.Height))
	return scale * float64(p.Width), scale * float64(p.Height)
}
