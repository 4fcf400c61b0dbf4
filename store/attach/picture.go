package attach

import (
	"bytes"
	"context"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"sync"

	"tuanjian/store"
	"tuanjian/store/ledger"
)

// drawing is held while one picture is drawn: two at once would take twice the memory.
var drawing sync.Mutex

// Picture draws a photo or a scan, turned as it is to be seen and no larger than most pixels on its longer side. Refused for
// a PDF; Damaged where the bytes are not those that were added.
func Picture(ctx context.Context, b *store.Book, a *ledger.Attachment, most int) (image.Image, error) {
	if !a.Picture() || a.Shredded != 0 {
		return nil, store.Refuse("这份附件不是照片。")
	}
	drawing.Lock()
	defer drawing.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, store.Tell(err)
	}
	var content bytes.Buffer
	content.Grow(int(min(a.Bytes(), MaxFile)))
	if err := Copy(b, a, &content); err != nil {
		return nil, err
	}
	whole, err := decode(content.Bytes())
	if err != nil {
		return nil, store.Refuse("“" + a.Title + "”" + err.Error())
	}
	return whole.within(most), nil
}

// drawable says why a file that is not added yet cannot be drawn, nil where it can.
func (f *File) drawable() error {
	drawing.Lock()
	defer drawing.Unlock()
	_, err := decode(f.content)
	return err
}

// A drawn is a picture and how it is to be turned, as Exif counts it.
type drawn struct {
	image.Image
	turn int
}

// decode draws a file whose format is one of ours. It asks the file's head once more how much memory that takes: what came
// in a package was looked at by another program.
func decode(content []byte) (drawn, error) {
	s := sniff(content)
	if s == nil || s.format == ledger.FilePDF {
		return drawn{}, errOdd
	}
	if _, err := s.clean(content); err != nil {
		return drawn{}, err
	}
	if s.format == ledger.FilePNG {
		img, err := png.Decode(bytes.NewReader(content))
		if err != nil {
			return drawn{}, errBroken
		}
		return drawn{img, 1}, nil
	}
	turn := 1
	for at := 2; ; {
		marker, body, next, err := segment(content, at)
		if err != nil || marker == markSOS || marker == markEOI {
			break
		}
		if marker == markAPP0+1 {
			turn = max(turn, orientation(body))
		}
		at = next
	}
	img, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		return drawn{}, errBroken
	}
	return drawn{img, turn}, nil
}

// within draws the picture as it is to be seen, at most that many pixels long: each pixel is the middle of those that it
// stands for.
func (d drawn) within(most int) image.Image {
	wide, high := d.Bounds().Dx(), d.Bounds().Dy()
	scale := 1.0
	if long := max(wide, high); long > most && most > 0 {
		scale = float64(most) / float64(long)
	}
	w, h := max(1, int(float64(wide)*scale+.5)), max(1, int(float64(high)*scale+.5))
	flat := image.NewRGBA(image.Rect(0, 0, w, h))
	strip := image.NewRGBA(image.Rect(0, 0, wide, (high+h-1)/h+1))
	for y := range h {
		from, to := y*high/h, max((y+1)*high/h, y*high/h+1)
		part := image.Rect(0, 0, wide, to-from)
		draw.Draw(strip, part, image.White, image.Point{}, draw.Src) // paper shines through
		draw.Draw(strip, part, d.Image, d.Bounds().Min.Add(image.Pt(0, from)), draw.Over)
		for x := range w {
			left, right := x*wide/w, max((x+1)*wide/w, x*wide/w+1)
			mean(flat.Pix[flat.PixOffset(x, y):], strip, left, right, to-from)
		}
	}
	return turn(flat, d.turn)
}

// mean writes the middle of the colours of a part of a strip.
func mean(out []byte, strip *image.RGBA, left, right, rows int) {
	var sum [3]int
	for y := range rows {
		line := strip.Pix[strip.PixOffset(left, y):strip.PixOffset(right, y)]
		for ; len(line) >= 4; line = line[4:] {
			sum[0] += int(line[0])
			sum[1] += int(line[1])
			sum[2] += int(line[2])
		}
	}
	n := rows * (right - left)
	out[0], out[1], out[2], out[3] = byte(sum[0]/n), byte(sum[1]/n), byte(sum[2]/n), 255
}

// turn turns and mirrors a picture as Exif says: 1 is as it lies, 3 upside down, 6 a quarter to the right, 8 to the left; the
// others are mirrored besides.
func turn(in *image.RGBA, how int) image.Image {
	if how <= 1 || how > 8 {
		return in
	}
	w, h := in.Bounds().Dx(), in.Bounds().Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if how >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			to := [...][2]int{2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y}, 5: {y, x}, 6: {h - 1 - y, x}, 7: {h - 1 - y, w - 1 - x}, 8: {y, w - 1 - x}}[how]
			copy(out.Pix[out.PixOffset(to[0], to[1]):][:4], in.Pix[in.PixOffset(x, y):][:4])
		}
	}
	return out
}
