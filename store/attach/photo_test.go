package attach

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
)

// drawing of a test: no two of its corners are alike, so that a turn is seen.
func corners(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 30, 30, 255}
			switch {
			case x >= w/2 && y < h/2:
				c = color.RGBA{30, 200, 30, 255}
			case x < w/2 && y >= h/2:
				c = color.RGBA{30, 30, 200, 255}
			case x >= w/2:
				c = color.RGBA{230, 230, 230, 255}
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// part is a segment of a JPEG.
func part(marker byte, body string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(body)+2)), body...)
}

// chunk is one of a PNG.
func chunk(name, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(name+body)))
}

// exif are the particulars of a photo in either order of bytes: how it is turned, and where it was taken.
func exif(order binary.ByteOrder, turn uint16) string {
	out := []byte("II*\x00")
	if order == binary.BigEndian {
		out = []byte("MM\x00*")
	}
	u16 := func(v uint16) { b := make([]byte, 2); order.PutUint16(b, v); out = append(out, b...) }
	u32 := func(v uint32) { b := make([]byte, 4); order.PutUint32(b, v); out = append(out, b...) }
	u32(8)
	u16(2)
	u16(0x010F) // the maker
	u16(2)
	u32(4)
	out = append(out, "H8q\x00"...)
	u16(0x0112)
	u16(3)
	u32(1)
	u16(turn)
	u16(0)
	u32(0)
	return "Exif\x00\x00" + string(out) + "GPS 27.2389N 111.4678E"
}

// TestAPhotoForgetsWhere holds that a photo keeps its picture bit for bit and how it is turned, and nothing else of what the
// telephone wrote beside it.
func TestAPhotoForgetsWhere(t *testing.T) {
	plain := jpegOf(t, corners(40, 24))
	told := []byte("\xFF\xD8")
	for _, p := range [][]byte{part(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), part(0xE1, exif(binary.LittleEndian, 6)), part(0xE1, "http://ns.adobe.com/xap/1.0/\x00GPS here"),
		part(0xE2, "MPF\x00second"), part(0xED, "Photoshop GPS"), part(0xFE, "taken by GPS")} {
		told = append(told, p...)
	}
	told = append(append(told, plain[2:]...), "GPS and a film behind the end"...)
	f, err := Look("IMG_20260504.jpg", told)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"GPS", "H8q", "MPF", "film", "Photoshop", "adobe"} {
		if bytes.Contains(f.content, []byte(word)) {
			t.Errorf("it still tells %q", word)
		}
	}
	if !f.Cleaned || f.Format != ledger.FileJPEG {
		t.Errorf("%+v", f)
	}
	before, _ := jpeg.Decode(bytes.NewReader(plain))
	after, err := jpeg.Decode(bytes.NewReader(f.content))
	if err != nil || !slices.Equal(before.(*image.YCbCr).Y, after.(*image.YCbCr).Y) || !slices.Equal(before.(*image.YCbCr).Cb, after.(*image.YCbCr).Cb) {
		t.Errorf("the picture is another: %v", err)
	}
	d, err := decode(f.content)
	if err != nil || d.turn != 6 {
		t.Fatalf("turned %d, %v", d.turn, err)
	}
	if again, err := Look("x.jpg", bytes.Clone(f.content)); err != nil || again.Cleaned || !bytes.Equal(again.content, f.content) || !Fits(ledger.FileJPEG, f.content) {
		t.Errorf("what was cleaned is cleaned again: %v", err)
	}
	if Fits(ledger.FileJPEG, told) || Fits(ledger.FilePNG, f.content) {
		t.Error("a photo that tells more, or is of another format, fits")
	}

	drawn := pngOf(t, corners(20, 10))
	told = append(slices.Concat(drawn[:33], chunk("tEXt", "Author\x00GPS"), chunk("eXIf", "GPS"), chunk("tIME", "\x07\xea\x05\x04\x01\x01\x01"), drawn[33:]), "GPS"...)
	if f, err = Look("扫描.png", told); err != nil || !bytes.Equal(f.content, drawn) || !f.Cleaned {
		t.Errorf("a PNG keeps more than its picture: %v", err)
	}
	if f, err = Look("扫描.png", bytes.Clone(drawn)); err != nil || f.Cleaned {
		t.Errorf("a plain PNG is said to have told more: %v", err)
	}
}

// TestAPhotoIsSeenUpright turns one picture in all eight ways and looks at its corners.
func TestAPhotoIsSeenUpright(t *testing.T) {
	upright := corners(64, 32)
	is := func(img image.Image, x, y int, want color.Color) bool {
		r, g, b, _ := img.At(x, y).RGBA()
		wr, wg, wb, _ := want.RGBA()
		near := func(a, b uint32) bool { return max(a, b)-min(a, b) < 0x2800 }
		return near(r, wr) && near(g, wg) && near(b, wb)
	}
	for how := 1; how <= 8; how++ {
		// The picture as the camera lays it down, so that turning it makes it upright.
		back := [...]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[how]
		lain := turn(upright, back)
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			file := jpegOf(t, lain)
			file = slices.Concat(file[:2], part(0xE1, exif(order, uint16(how))), file[2:])
			f, err := Look("a.jpg", file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := decode(f.content)
			if err != nil {
				t.Fatal(err)
			}
			for _, most := range []int{0, 32} {
				img := d.within(most)
				w, h := img.Bounds().Dx(), img.Bounds().Dy()
				if w <= h || most > 0 && w != most {
					t.Fatalf("turned %d: %d by %d", how, w, h)
				}
				for _, at := range [][2]int{{4, 4}, {60, 4}, {4, 28}, {60, 28}} {
					if !is(img, at[0]*w/64, at[1]*h/32, upright.At(at[0], at[1])) {
						t.Errorf("turned %d: at %v it is %v", how, at, img.At(at[0]*w/64, at[1]*h/32))
					}
				}
			}
		}
	}
}

// TestOnlyThreeFormatsAreTaken tries what a person, or somebody with bad intent, may choose.
func TestOnlyThreeFormatsAreTaken(t *testing.T) {
	photo, scan := jpegOf(t, corners(30, 30)), pngOf(t, corners(30, 30))
	sized := func(w, h uint32) []byte {
		ihdr := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
		return slices.Concat(scan[:8], chunk("IHDR", string(ihdr)+"\x08\x02\x00\x00\x00"), scan[33:])
	}
	frameAt := bytes.Index(photo, []byte{0xFF, 0xC0})
	huge := bytes.Clone(photo)
	binary.BigEndian.PutUint16(huge[frameAt+5:], 65000)
	binary.BigEndian.PutUint16(huge[frameAt+7:], 65000)
	progressive := bytes.Clone(photo)
	progressive[frameAt+1] = 0xC2
	binary.BigEndian.PutUint16(progressive[frameAt+5:], 8000)
	binary.BigEndian.PutUint16(progressive[frameAt+7:], 8000)
	arithmetic := bytes.Clone(photo)
	arithmetic[frameAt+1] = 0xC9
	for name, c := range map[string]struct {
		content []byte
		says    string // "" is taken
	}{
		"photo.exe":       {photo, ""}, // the bytes tell, not the name
		"letter.pdf":      {[]byte("%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n"), ""},
		"empty":           {nil, "是空的"},
		"page.html":       {[]byte("<html><script>"), "不是 PDF"},
		"program.pdf":     {[]byte("MZ\x90\x00"), "不是 PDF"},
		"late.pdf":        {[]byte("x%PDF-1.4 %%EOF"), "不是 PDF"},
		"cut.pdf":         {[]byte("%PDF-1.4\n1 0 obj"), "不完整"},
		"cut.jpg":         {photo[:len(photo)/2], "不完整"},
		"noend.jpg":       {photo[:len(photo)-2], "不完整"},
		"nothing.jpg":     {[]byte("\xFF\xD8\xFF\xD9"), "不完整"},
		"cut.png":         {scan[:len(scan)-20], "不完整"},
		"torn.png":        {append(bytes.Clone(scan[:60]), scan[70:]...), "不完整"},
		"bomb.png":        {sized(60000, 60000), "像素太多"},
		"wide.png":        {sized(1<<31-1, 1), "像素太多"},
		"none.png":        {sized(0, 5), "不完整"},
		"bomb.jpg":        {huge, "像素太多"},
		"progressive.jpg": {progressive, "像素太多"},
		"arithmetic.jpg":  {arithmetic, "不认识的图片格式"},
		"long.pdf":        {append([]byte("%PDF-1.4"), make([]byte, MaxFile)...), "太大了"},
		"picture.gif":     {[]byte("GIF89a"), "不是 PDF"},
		"picture.tiff":    {[]byte("II*\x00"), "不是 PDF"},
	} {
		f, err := Look(name, bytes.Clone(c.content))
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s is refused: %v", name, err)
		case c.says != "" && err == nil:
			t.Errorf("%s is taken as %s", name, f.Format)
		case c.says != "" && !strings.Contains(says(err), c.says):
			t.Errorf("%s: %s", name, says(err))
		}
	}
}

// TestNoBytesPanic cuts, turns over and repeats bytes of sound files.
func TestNoBytesPanic(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	photo := slices.Concat([]byte("\xFF\xD8"), part(0xE1, exif(binary.BigEndian, 8)), jpegOf(t, corners(30, 30))[2:])
	for _, sound := range [][]byte{photo, pngOf(t, corners(30, 30))} {
		for range 3000 {
			hurt := bytes.Clone(sound)
			for range 1 + rng.IntN(6) {
				hurt[rng.IntN(len(hurt))] = byte(rng.Uint32())
			}
			hurt = hurt[:len(hurt)-rng.IntN(len(hurt)/2)]
			if f, err := Look("a", hurt); err == nil && !Fits(f.Format, f.content) {
				t.Fatal("what was taken does not fit")
			}
		}
	}
}

// says is the sentence of an error.
func says(err error) string { return store.Tell(err).Message }

func TestWhatAFileIsCalled(t *testing.T) {
	for path, want := range map[string]string{
		`C:\照片\团课.JPG`: "团课", "/home/x/决定.tar.pdf": "决定.tar", ".jpg": ".jpg", "": "附件", "a\x00b\n.png": "ab", "/": "附件",
		strings.Repeat("长", 90) + ".pdf": strings.Repeat("长", longestName),
	} {
		if got := titleOf(path); got != want {
			t.Errorf("%q is called %q, want %q", path, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 KB", 1: "1 KB", 1024: "1 KB", 900 << 10: "900 KB", 10 << 20: "10.0 MB", 3<<20 + 300<<10: "3.3 MB"} {
		if got := Size(n); got != want {
			t.Errorf("%d bytes are %q, want %q", n, got, want)
		}
	}
}

// FuzzLook holds that no bytes take down the program, and that what is taken is taken again just so.
func FuzzLook(f *testing.F) {
	f.Add([]byte("%PDF-1.4 %%EOF"))
	f.Add([]byte("\xFF\xD8\xFF\xD9"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if one, err := Look("a", content); err == nil && !Fits(one.Format, one.content) {
			t.Error("what was taken does not fit")
		}
	})
}
