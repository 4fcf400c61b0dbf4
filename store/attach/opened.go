package attach

import (
	"bytes"
	"context"
	"errors"
	"image"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/leaf"
	"tuanjian/store/ledger"
)

// largest is how many pixels a photo is long that is looked at.
const largest = 2400

// An Opened file is in memory to be looked at, page by page. A photo has one page.
type Opened struct {
	title   string
	content []byte // of a PDF
	sizes   []leaf.Size
	photo   image.Image
}

// OpenKept reads a kept file and says how many pages it has. Refused where nobody can see it, with what to do instead; Damaged
// where the bytes are not those that were added. The first PDF takes seconds.
func OpenKept(ctx context.Context, b *store.Book, a *ledger.Attachment) (*Opened, error) {
	if a.Picture() {
		img, err := Picture(ctx, b, a, largest)
		if err != nil {
			return nil, err
		}
		return &Opened{title: a.Title, photo: img, sizes: []leaf.Size{onPaper(img.Bounds().Size())}}, nil
	}
	if a.Shredded != 0 {
		return nil, store.Refuse("这份附件的内容已经清除。")
	}
	o := &Opened{title: a.Title}
	var content bytes.Buffer
	content.Grow(int(min(a.Bytes(), MaxFile)))
	if err := Copy(b, a, &content); err != nil {
		return nil, err
	}
	o.content = content.Bytes()
	var err error
	if o.sizes, err = leaf.Sizes(ctx, o.content); err != nil {
		return nil, unseen(a.Title, err)
	}
	return o, nil
}

// onPaper is the size of a photo that is as long as a sheet of A4, in points.
func onPaper(pixels image.Point) leaf.Size {
	const long = 842
	scale := long / float64(max(pixels.X, pixels.Y, 1))
	return leaf.Size{Wide: float64(pixels.X) * scale, High: float64(pixels.Y) * scale}
}

// Pages is how many pages the file has, at least one.
func (o *Opened) Pages() int { return len(o.sizes) }

// Size is that of page n, counted from 0, in points.
func (o *Opened) Size(n int) (wide, high float64) { return o.sizes[n].Wide, o.sizes[n].High }

// Photo says that the file is a photo or a scan, whose size on paper nobody has said.
func (o *Opened) Photo() bool { return o.photo != nil }

// Page draws page n, counted from 0, its longer side as many pixels long; a photo is drawn no larger than it is.
func (o *Opened) Page(ctx context.Context, n, long int) (image.Image, error) {
	if o.photo != nil {
		return o.photo, nil
	}
	img, err := leaf.Draw(ctx, o.content, n, long)
	if err != nil {
		return nil, unseen(o.title, err)
	}
	return img, nil
}

// unseen gives the words of why a PDF cannot be seen.
func unseen(title string, err error) error {
	const elsewhere = "请另存以后用看 PDF 的程序打开。"
	name := "“" + title + "”"
	switch {
	case errors.Is(err, leaf.ErrLocked):
		return store.Refuse(name + "设了打开密码，这里看不了。请另存以后输密码打开，或者请对方发一份没有密码的。")
	case errors.Is(err, leaf.ErrMany):
		return store.Refuse(name + "超过 " + strconv.Itoa(leaf.MaxPages) + " 页，这里不显示。" + elsewhere)
	case errors.Is(err, leaf.ErrHeavy):
		return store.Refuse(name + "太复杂，这里画不出来。" + elsewhere)
	case errors.Is(err, leaf.ErrBroken):
		return store.Refuse(name + "添加的时候就不完整或已损坏，打不开。请重新扫描或请对方重发，再添加。")
	}
	return store.Tell(err)
}
