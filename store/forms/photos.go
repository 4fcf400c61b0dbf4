package forms

import (
	"bytes"
	"context"
	"image/jpeg"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
)

// Of a photo on paper: how many pixels it is long, which is enough for half a page, and how well it is kept.
const (
	photoPixels  = 1600
	photoQuality = 85
)

// photos lays out the pictures that belong to a record, each with its name below it. What stands on a picture cannot be
// masked, so that all of them are whole and need a reason.
func (o *Printout) photos() error {
	b, of := o.book, o.print.Of
	kind := ledger.KindOf(of.Kind)
	var r ledger.Record
	if kind != nil {
		r = b.Today().Get(kind, of.ID)
	}
	if r == nil {
		return store.Refuse("请先打开一条记录，再打印它的照片。")
	}
	if !o.print.Full {
		return store.Refuse("照片上的内容不能打星号。请勾上“完整号码”，写明用途，再打印。")
	}
	o.veil = ledger.Bare
	title := b.Today().Called(r)
	book := paper.Booklet{Title: title + "　照片和扫描件", Note: b.Profile().Name + "　" + o.printed(), Foot: b.Profile().Name}
	for _, a := range attach.Of(b.Today(), kind, of.ID) {
		if a.Shredded != 0 || !a.Picture() {
			continue
		}
		p, err := photo(b, a)
		if err != nil {
			return err
		}
		o.rows++
		book.Blocks = append(book.Blocks, paper.Block{Kind: paper.Figure, Picture: p, Text: codes.AttachmentSorts.Label(a.Sort) + "　" + a.Title})
	}
	if o.rows == 0 {
		return store.Refuse("这条记录没有照片或扫描的图片。PDF 请另存以后打印。")
	}
	o.title, o.doc = book.Title, book.Lay()
	return nil
}

// photo is a picture as a page holds it: turned as it is to be seen, and no larger than paper shows.
func photo(b *store.Book, a *ledger.Attachment) (*paper.Picture, error) {
	img, err := attach.Picture(context.Background(), b, a, photoPixels)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, err
	}
	return paper.ReadPicture(out.Bytes())
}
