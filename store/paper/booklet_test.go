package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// drawn is a small picture with a palette of two colours.
func drawn(t testing.TB, encode func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, 80, 40), color.Palette{color.White, color.RGBA{0xC8, 0x10, 0x2E, 0xFF}})
	for x := range 40 {
		for y := range 40 {
			img.SetColorIndex(x, y, 1)
		}
	}
	var b bytes.Buffer
	if err := encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(b *bytes.Buffer, img image.Image) error  { return png.Encode(b, img) }
func asJPEG(b *bytes.Buffer, img image.Image) error { return jpeg.Encode(b, img, nil) }

func asTrue(b *bytes.Buffer, img image.Image) error {
	all := image.NewRGBA(img.Bounds())
	for x := range 80 {
		for y := range 40 {
			all.Set(x, y, img.At(x, y))
		}
	}
	return png.Encode(b, all)
}

// manual is a booklet of everything that one can hold.
func manual(t testing.TB, chapters, columns int) Booklet {
	b := Booklet{Title: "使用手册", Note: "给接手的人", Foot: "团建台账", Columns: columns, Blocks: []Block{{Kind: Contents}}}
	for i := range chapters {
		b.Blocks = append(b.Blocks, Block{Kind: Chapter, Text: fmt.Sprintf("第%d章", i+1)}, Block{Text: strings.Repeat("录入团员之前先有企业和支部。", 12)}, Block{Kind: Heading, Text: "怎么做"})
		for k := range 5 {
			b.Blocks = append(b.Blocks, Block{Kind: Step, Text: fmt.Sprintf("第%d步，照字段下面的话改。", k+1)})
		}
		for _, encode := range []func(*bytes.Buffer, image.Image) error{asPNG, asTrue, asJPEG} {
			p, err := ReadPicture(drawn(t, encode))
			if err != nil {
				t.Fatal(err)
			}
			b.Blocks = append(b.Blocks, Block{Kind: Figure, Picture: p, Text: "这是图"})
		}
		b.Blocks = append(b.Blocks, Block{Kind: Remark, Text: "恢复码只显示一次。"}, Block{Kind: Point, Text: "一条"}, Block{Kind: Keys, Rows: [][2]string{{"F9", "新增"}, {"Ctrl+Z", "撤销"}}})
	}
	return b
}

// Nothing of a booklet leaves its column or its page, whatever the number of columns,
// and its chapters say on which pages they begin.
func TestABookletStaysOnItsPages(t *testing.T) {
	for _, columns := range []int{1, 2} {
		d := manual(t, 7, columns).Lay()
		pictures := 0
		for n := range d.Count() {
			page := d.Page(n)
			for _, m := range page.Marks {
				bottom := m.Y
				if m.Kind == Image {
					pictures++
					bottom += m.H
				}
				if m.X < bookMargin-1 || m.X+m.W > page.Width-bookMargin+1 || bottom > page.Height-footLine+1 {
					t.Errorf("%d columns, page %d: %v at %.0f,%.0f is %.0f wide", columns, n+1, m.Kind, m.X, m.Y, m.W)
				}
			}
		}
		if pictures != 21 || len(d.chapters) != 7 {
			t.Errorf("%d columns: %d pictures, %d chapters", columns, pictures, len(d.chapters))
		}
		for i, c := range d.chapters {
			found := false
			for _, m := range d.Page(c.page).Marks {
				found = found || m.Kind == Text && m.Text == c.title && m.Bold
			}
			if !found {
				t.Errorf("chapter %d is not on page %d", i+1, c.page+1)
			}
		}
	}
}

// What the tools of others say of a file with pictures: it is sound, they are there in
// their colours, and the text comes back.
func TestABookletIsSound(t *testing.T) {
	path := keep(t, "booklet.pdf", pdf(t, manual(t, 3, 1).Lay()))
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	if out := tool(t, "pdfimages", "-list", path); strings.Count(out, "image") < 9 || !strings.Contains(out, "jpeg") || !strings.Contains(out, "index") {
		t.Error(out)
	}
	if text := tool(t, "pdftotext", path, "-"); !strings.Contains(text, "照字段下面的话改") || !strings.Contains(text, "第3章") {
		t.Error(text)
	}
	stem := strings.TrimSuffix(path, ".pdf")
	tool(t, "pdftoppm", "-r", "40", "-png", path, stem)
}

func TestWhatIsNoPicture(t *testing.T) {
	whole := drawn(t, asPNG)
	for name, data := range map[string][]byte{"nothing": nil, "words": []byte("<svg/>"), "cut off": whole[:len(whole)/2], "only a head": whole[:33], "JPEG of nothing": {0xFF, 0xD8}} {
		if p, err := ReadPicture(data); err == nil {
			t.Errorf("%s is taken for %d by %d", name, p.Width, p.Height)
		}
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	var b bytes.Buffer
	if err := png.Encode(&b, clear); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPicture(b.Bytes()); err == nil {
		t.Error("a transparent picture is taken")
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(drawn(f, asPNG))
	f.Add(drawn(f, asJPEG))
	f.Fuzz(func(t *testing.T, data []byte) {
		if p, err := ReadPicture(data); err == nil && (p.Width <= 0 || p.Height <= 0 || len(p.body) == 0) {
			t.Errorf("%d by %d with %d bytes", p.Width, p.Height, len(p.body))
		}
	})
}
