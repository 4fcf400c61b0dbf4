package forms

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
)

// Of a photo on paper: how many pixels it is long, which is enough for half a page, and how well it is kept. A page of a PDF
// fills a sheet, with 200 dots an inch.
const (
	photoPixels  = 1600
	photoQuality = 85
	leafPixels   = 2339
)

// mostLeaves is how many sheets are printed at once: all are drawn before the first is seen.
const mostLeaves = 60

// photos lays out the files that belong to a record. Photos alone stand two on a page, each with its name below it; where
// there is a PDF among them, or one photo is asked for, every page has a sheet of its own. What stands on them cannot be
// masked, so that all of them are whole and need a reason.
func (o *Printout) photos() error {
	b, of := o.book, o.print.Of
	kind := ledger.KindOf(of.Kind)
	var r ledger.Record
	if kind != nil {
		r = b.Today().Get(kind, of.ID)
	}
	if r == nil {
		return store.Refuse("请先打开一条记录，再打印它的附件。")
	}
	if !o.print.Full {
		return store.Refuse("附件上的内容不能打星号。请勾上“完整号码”，写明用途，再打印。")
	}
	o.veil = ledger.Bare
	var files []*ledger.Attachment
	photos := true
	for _, a := range attach.Of(b.Today(), kind, of.ID) {
		if a.Shredded == 0 && (len(o.print.Files) == 0 || slices.Contains(o.print.Files, a.ID)) {
			files, photos = append(files, a), photos && a.Picture()
		}
	}
	if len(files) == 0 {
		return store.Refuse("这条记录没有能打印的附件。")
	}
	o.rows = len(files)
	title := b.Today().Called(r)
	if photos && len(o.print.Files) == 0 {
		return o.photoBook(title, files)
	}
	o.title = title + "　附件"
	if len(files) == 1 {
		o.title = files[0].Title
	}
	return o.leaves(files)
}

// photoBook lays out photos, each with its name.
func (o *Printout) photoBook(title string, files []*ledger.Attachment) error {
	b := o.book
	book := paper.Booklet{Title: title + "　照片和扫描件", Note: b.Profile().Name + "　" + o.printed(), Foot: b.Profile().Name}
	for _, a := range files {
		img, err := attach.Picture(context.Background(), b, a, photoPixels)
		if err != nil {
			return err
		}
		p, err := onPage(img)
		if err != nil {
			return err
		}
		book.Blocks = append(book.Blocks, paper.Block{Kind: paper.Figure, Picture: p, Text: codes.AttachmentSorts.Label(a.Sort) + "　" + a.Title})
	}
	o.title, o.doc = book.Title, book.Lay()
	return nil
}

// leaves lays out files page by page.
func (o *Printout) leaves(files []*ledger.Attachment) error {
	ctx := context.Background()
	var leaves []paper.Leaf
	for _, a := range files {
		kept, err := attach.OpenKept(ctx, o.book, a)
		if err != nil {
			return err
		}
		from, to := 0, kept.Pages()
		if n := o.print.Leaf; n > 0 && n <= to && len(files) == 1 {
			from, to = n-1, n
		}
		if len(leaves)+to-from > mostLeaves {
			return store.Refuse("一次最多打印 " + strconv.Itoa(mostLeaves) + " 页，这次超过了。请一份一份打；一份就超过的，先查看它，翻到要的那一页，只打那一页，或者另存以后再打印。")
		}
		for n := from; n < to; n++ {
			img, err := kept.Page(ctx, n, leafPixels)
			if err != nil {
				return err
			}
			leaf := paper.Leaf{}
			if leaf.Picture, err = onPage(img); err != nil {
				return err
			}
			if !kept.Photo() {
				leaf.Wide, leaf.High = kept.Size(n)
			}
			leaves = append(leaves, leaf)
		}
	}
	o.doc = paper.Leaves(o.title, leaves)
	return nil
}

// onPage is a picture as a page holds it.
func onPage(img image.Image) (*paper.Picture, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: photoQuality}); err != nil {
		return nil, err
	}
	return paper.ReadPicture(out.Bytes())
}
