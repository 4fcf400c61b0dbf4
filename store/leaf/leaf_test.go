package leaf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tuanjian/store/paper"
)

// printed is a PDF of our own, of as many pages.
func printed(t testing.TB, pages int) []byte {
	t.Helper()
	b := paper.Booklet{Title: "关于成立团支部的请示"}
	for n := range pages {
		b.Blocks = append(b.Blocks, paper.Block{Kind: paper.Turn}, paper.Block{Kind: paper.Paragraph, Text: fmt.Sprintf("第 %d 段：经研究，同意张㛃、李𬭎等同志的请求。", n+1)})
	}
	var out bytes.Buffer
	if err := paper.Write(&out, b.Lay(), func(int, int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// written is a PDF of these objects, of which the first is its catalogue.
func written(objects ...string) []byte {
	var out bytes.Buffer
	var at []int
	out.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&out, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return out.Bytes()
}

func stream(dict, text string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(text), text)
}

const catalogue = "<</Type/Catalog/Pages 2 0 R>>"

// fontless is a letter in a Song face that it does not bring, as old programs of offices wrote them.
func fontless() []byte {
	text := ""
	for _, r := range "关于同意成立团支部的批复" {
		text += fmt.Sprintf("%04x", r)
	}
	return written(catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		stream("", "BT /F1 24 Tf 60 760 Td <"+text+"> Tj ET"),
		"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R/DW 1000>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>")
}

// laughing draws a page of forms each of which draws the next ten times: a small file that takes for ever.
func laughing() []byte {
	const deep = 9
	objects := []string{catalogue, "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>", stream("", strings.Repeat("/X Do\n", 10))}
	for n := range deep {
		objects = append(objects, stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>", 6+n), strings.Repeat("/X Do\n", 10)))
	}
	return written(append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "0 0 m 100 100 l S"))...)
}

// pages is a PDF of as many empty pages, of a size.
func pages(n int, box string) []byte {
	objects := []string{catalogue, ""}
	kids := ""
	for i := range n {
		kids += fmt.Sprintf("%d 0 R ", i+3)
		objects = append(objects, "<</Type/Page/Parent 2 0 R/MediaBox["+box+"]>>")
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, n)
	return written(objects...)
}

// ink counts the pixels of a part of a drawing that are no paper.
func ink(img *image.RGBA, part image.Rectangle) (n int) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if c := img.RGBAAt(x, y); c.R < 128 && c.A == 255 {
				n++
			}
		}
	}
	return n
}

func kept(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestPagesAreDrawn draws what the program prints itself, a letter that brings no font, and one that may be read by all but
// not be changed.
func TestPagesAreDrawn(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		content []byte
		pages   int
	}{"printed": {printed(t, 3), 3}, "fontless": {fontless(), 1}, "owned": {kept(t, "owned.pdf"), 1}} {
		t.Run(name, func(t *testing.T) {
			sizes, err := Sizes(ctx, c.content)
			if err != nil || len(sizes) != c.pages {
				t.Fatal(len(sizes), err)
			}
			if s := sizes[0]; s.Wide < 594 || s.Wide > 596 || s.High < 841 || s.High > 843 {
				t.Errorf("%+v", s)
			}
			img, err := Draw(ctx, c.content, len(sizes)-1, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if img.Bounds().Dy() != 1000 || img.Bounds().Dx() < 700 || img.Bounds().Dx() > 712 {
				t.Error(img.Bounds())
			}
			if n := ink(img, image.Rect(60, 40, 400, 160)); n < 500 {
				t.Errorf("%d pixels of ink where the first words stand", n)
			}
			if c := img.RGBAAt(5, 990); c.R != 255 || c.G != 255 || c.B != 255 || c.A != 255 {
				t.Errorf("paper is %v", c)
			}
		})
	}
}

// TestWhatIsNotDrawn asks for what is refused, and draws a sound page after each.
func TestWhatIsNotDrawn(t *testing.T) {
	ctx, sound := context.Background(), printed(t, 1)
	for name, c := range map[string]struct {
		content []byte
		want    error
	}{
		"locked":    {kept(t, "locked.pdf"), ErrLocked},
		"empty":     {nil, ErrBroken},
		"rubbish":   {[]byte("%PDF-1.4 nothing %%EOF"), ErrBroken},
		"cut":       {sound[:len(sound)/3], ErrBroken},
		"no pages":  {written(catalogue, "<</Type/Pages/Kids[]/Count 0>>"), ErrBroken},
		"many":      {pages(MaxPages+1, "0 0 595 842"), ErrMany},
		"endless":   {pages(1, "0 0 595 99999999"), ErrBroken},
		"thin":      {pages(1, "0 0 0.01 842"), ErrBroken},
		"says many": {written(catalogue, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"), nil}, // it has one
	} {
		t.Run(name, func(t *testing.T) {
			sizes, err := Sizes(ctx, c.content)
			if !errors.Is(err, c.want) {
				t.Errorf("%d pages, %v", len(sizes), err)
			}
			if _, err := Draw(ctx, sound, 0, 100); err != nil {
				t.Error(err)
			}
		})
	}
	if _, err := Draw(ctx, sound, 7, 100); !errors.Is(err, ErrBroken) {
		t.Errorf("a page that is not there: %v", err)
	}
	if img, err := Draw(ctx, sound, 0, 1<<30); err != nil || img.Bounds().Dy() != mostPixels {
		t.Errorf("%v %v", img.Bounds(), err)
	}
}

// TestDrawingEnds draws a page that takes for ever: it ends with its context, and the next one is drawn.
func TestDrawingEnds(t *testing.T) {
	if _, err := Draw(context.Background(), printed(t, 1), 0, 100); err != nil { // PDFium is ready
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := Draw(ctx, laughing(), 0, 1000); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it ended of itself: %v", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Sizes(gone, printed(t, 1)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := Draw(context.Background(), printed(t, 1), 0, 100); err != nil {
		t.Error(err)
	}
}

// TestNoFileIsSeen asks for files of the computer where PDFium sees one font.
func TestNoFileIsSeen(t *testing.T) {
	for _, name := range []string{"etc/passwd", "usr/share/fonts/..", "usr/share/fonts/x.ttf", "C:/Windows", "../x", "/"} {
		if f, err := (faces{}).Open(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v %v", name, f, err)
		}
	}
	f, err := faces{}.Open(facePath)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := f.Stat(); err != nil || info.Size() < 1<<20 {
		t.Error(info, err)
	}
}

// FuzzLeaf reads and draws what looks like a PDF. Nothing panics and nothing but the known errors comes back.
func FuzzLeaf(f *testing.F) {
	for _, seed := range [][]byte{fontless(), pages(2, "0 0 100 100"), kept(f, "owned.pdf"), kept(f, "locked.pdf")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		sizes, err := Sizes(ctx, content)
		if err == nil {
			_, err = Draw(ctx, content, len(sizes)-1, 200)
		}
		switch {
		case err == nil, errors.Is(err, ErrBroken), errors.Is(err, ErrLocked), errors.Is(err, ErrMany), errors.Is(err, ErrHeavy), errors.Is(err, context.DeadlineExceeded):
		default:
			t.Error(err)
		}
	})
}

// BenchmarkLeaf draws a page as wide as a window; what it takes to make PDFium ready is told besides.
func BenchmarkLeaf(b *testing.B) {
	content, ctx := printed(b, 1), context.Background()
	for b.Loop() {
		if _, err := Draw(ctx, content, 0, 2000); err != nil {
			b.Fatal(err)
		}
	}
}
