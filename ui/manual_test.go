package ui

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/assets"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/ui/gate"
	"tuanjian/ui/hands"
	"tuanjian/ui/jobs"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/office"
)

// The manual's pictures are the real screens as Fyne's software driver draws them. They
// are drawn anew, and the tests look at them, with
//
//	MANUAL_PICTURES=1 go test ./ui -run TestTheManualsPictures

const (
	pictureFolder = "../assets/help/pictures"
	wide, high    = 1104, 660 // the smallest with a list beside the form: what is printed 17 cm wide can be read
	pictureBytes  = 100 << 10
	allBytes      = 1500 << 10
)

// A scene brings the screen of one picture up and says a word that is seen on it.
type scene struct {
	street bool
	word   string
	up     func(t *testing.T, d *desk)
}

var scenes = map[string]scene{
	"gate.png": {word: "我刚接手", up: func(_ *testing.T, d *desk) {
		d.part(func(gate.Recent) {
			for _, r := range gate.Recents(d.a) {
				gate.Forget(d.a, r.Path)
			}
			d.gate.Show()
		})
	}},
	"home.png":   {word: "企业建团状态", up: func(_ *testing.T, d *desk) { d.frame.shell.ShowHome() }},
	"intake.png": {word: "放到台账的", up: intakeAt},
	"preview.png": {word: "现在还没有写进台账", up: func(t *testing.T, d *desk) {
		intakeAt(t, d)
		key(d, fyne.KeyF10)
	}},
	"form.png": {word: "基本信息", up: func(_ *testing.T, d *desk) {
		members(d, "on")
		key(d, fyne.KeyDown, fyne.KeyReturn)
	}},
	"works.png": {word: "办到一半可以停", up: func(_ *testing.T, d *desk) { d.frame.shell.Open(jobs.Jobs) }},
	"house.png": {word: "该办的", up: func(_ *testing.T, d *desk) {
		for _, r := range d.frame.shell.Book.Today().Of(ledger.Branches) {
			if o := r.(*ledger.Branch); o.Live() && len(o.Enterprises) > 0 {
				d.frame.shell.ShowHousehold(ledger.Branches, o.ID, nil)
				return
			}
		}
	}},
	"report.png": {word: "处是台账的数字和名单", up: func(_ *testing.T, d *desk) {
		d.frame.shell.Open(jobs.Reports)
		key(d, fyne.KeyReturn)
	}},
	"pending.png": {word: "批量修改", up: func(_ *testing.T, d *desk) { members(d, "pending") }},
	"print.png": {word: "另存 PDF", up: func(_ *testing.T, d *desk) {
		members(d, "on")
		key(d, fyne.KeyF12)
	}},
	"seal.png": {word: "口令", up: func(_ *testing.T, d *desk) {
		d.frame.shell.ShowSubmit()
		key(d, fyne.KeyF10, fyne.KeyF10)
	}},
	"backup.png":   {word: "备份", up: func(_ *testing.T, d *desk) { d.frame.shell.Show(office.Backups(d.frame.shell)) }},
	"handover.png": {word: "工作交接", up: func(_ *testing.T, d *desk) { d.frame.shell.ShowHandover() }},
	"rescue.png": {word: "恢复码", up: func(t *testing.T, d *desk) {
		d.part(func(r gate.Recent) { d.gate.ShowUnlock(gate.Recent{Name: "练习社区", Path: r.Path}) })
		pressed(t, d, "忘了密码")
	}},
	"street.png": {street: true, word: "收到 7 / 8 个社区", up: func(_ *testing.T, d *desk) { d.frame.shell.ShowHome() }},
	"doubles.png": {street: true, word: "并排看两边的资料", up: func(t *testing.T, d *desk) {
		d.frame.shell.ShowReply()
		for _, o := range test.LaidOutObjects(d.w.Content()) {
			if tabs, ok := o.(*kit.Tabs); ok {
				d.w.Canvas().Focus(tabs)
			}
		}
		key(d, fyne.KeyRight, fyne.KeyRight)
	}},
}

func members(d *desk, tab string) {
	d.frame.shell.ShowList(records.Query{Kind: ledger.Members, Tab: tab, Sort: "name"})
}

func intakeAt(t *testing.T, d *desk) {
	t.Helper()
	path, err := practice.Table(context.Background(), d.frame.shell.Book)
	if err != nil {
		t.Fatal(err)
	}
	d.frame.shell.ShowIntake(ledger.Members, []string{path})
}

// pressed presses the button with a label, wherever it is in the window.
func pressed(t *testing.T, d *desk, label string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(d.w.Content()) {
		if b, ok := o.(*kit.Button); ok && strings.HasPrefix(b.Label(), label) {
			b.Press()
			return
		}
	}
	t.Fatalf("no button %q", label)
}

// TestTheManualsPictures brings every screen up that the manual shows and looks for what
// must be on it; no picture is missing, none is left over, and all are small.
func TestTheManualsPictures(t *testing.T) {
	names := forms.ManualPictures()
	for name := range scenes {
		if !slices.Contains(names, name) {
			t.Errorf("%s is drawn and not in the manual", name)
		}
	}
	all := 0
	for _, name := range names {
		s, known := scenes[name]
		if !known {
			t.Errorf("%s is in the manual and nobody draws it", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			d := onScene(t, s.street)
			s.up(t, d)
			if seen := sees(d); !strings.Contains(seen, s.word) {
				t.Errorf("%q is not on it: %s", s.word, seen)
			}
			if os.Getenv("MANUAL_PICTURES") != "" {
				d.w.Canvas().Unfocus() // the caret blinks
				if err := os.MkdirAll(pictureFolder, 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(pictureFolder, name), small(t, d.w.Canvas().Capture()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data, err := os.ReadFile(filepath.Join(pictureFolder, name))
			if err != nil {
				t.Fatal(err)
			}
			c, err := png.DecodeConfig(bytes.NewReader(data))
			if err != nil || c.Width != wide || c.Height != high || len(data) > pictureBytes {
				t.Errorf("%d by %d, %d bytes, %v", c.Width, c.Height, len(data), err)
			}
			all += len(data)
		})
	}
	if all > allBytes {
		t.Errorf("%d bytes of pictures", all)
	}
	files, err := assets.Help().(interface {
		ReadDir(string) ([]os.DirEntry, error)
	}).ReadDir("pictures")
	if err != nil || len(files) != len(names) {
		t.Errorf("%d pictures in the folder, %d in the manual, %v", len(files), len(names), err)
	}
}

// readmes are the pictures of the README, of the same screens on a desk of 1366 by 768; they are drawn anew with
//
//	MANUAL_PICTURES=1 go test ./ui -run TestTheReadmesPictures
var readmes = map[string]string{"home.png": "home.png", "members.png": "form.png", "street.png": "street.png", "report.png": "report.png"}

// TestTheReadmesPictures brings every screen up that the README shows, and looks whether the README shows it.
func TestTheReadmesPictures(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, of := range readmes {
		t.Run(name, func(t *testing.T) {
			s := scenes[of]
			d := onScene(t, s.street)
			d.w.Resize(fyne.NewSize(1366, 768))
			s.up(t, d)
			if seen := sees(d); !strings.Contains(seen, s.word) {
				t.Errorf("%q is not on it: %s", s.word, seen)
			}
			path := filepath.Join("../assets/pictures", name)
			if os.Getenv("MANUAL_PICTURES") != "" {
				d.w.Canvas().Unfocus()
				if err := os.WriteFile(path, small(t, d.w.Canvas().Capture()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := os.Stat(path); err != nil || !strings.Contains(string(readme), "](assets/pictures/"+name+")") {
				t.Errorf("the README does not show it: %v", err)
			}
		})
	}
}

// onScene opens the window on a practice ledger, a community's or a street's.
func onScene(t *testing.T, street bool) *desk {
	t.Helper()
	still := &hands.Still{}
	t.Cleanup(kit.UseHands(still.Hands()))
	t.Cleanup(kit.UseVoice(voice("")))
	t.Setenv("HOME", t.TempDir())
	o := practice.Options{Members: 300, Seed: 11, Street: street}
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "练习社区.tjz"), password, o, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	app := tempApp(t)
	gate.Forget(app, b.Path())
	t.Cleanup(func() { gate.Forget(app, b.Path()) })
	d := newDesk(app, app.NewWindow(""), Options{Env: testEnv(), Book: b})
	d.begin()
	d.w.Resize(fyne.NewSize(wide, high))
	return d
}

// sees are the words that the window shows.
func sees(d *desk) string {
	var all []string
	for _, o := range test.LaidOutObjects(d.w.Content()) {
		switch o := o.(type) {
		case *look.Words:
			all = append(all, o.Text())
		case *look.Paragraph:
			all = append(all, o.Text())
		case interface{ Label() string }: // buttons, small and large
			all = append(all, o.Label())
		}
	}
	return strings.Join(all, "|")
}

// small is a picture as a PNG of at most 256 colours: the most frequent ones, and for
// each other colour the nearest of them. Screens have few colours, so the eye sees no
// difference.
func small(t *testing.T, img image.Image) []byte {
	t.Helper()
	box := img.Bounds()
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA {
		c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
		c.A = 0xFF
		return c
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	colours := make([]color.RGBA, 0, len(counts))
	for c := range counts {
		colours = append(colours, c)
	}
	slices.SortFunc(colours, func(a, b color.RGBA) int {
		if n := counts[b] - counts[a]; n != 0 {
			return n
		}
		return (int(a.R)<<16 | int(a.G)<<8 | int(a.B)) - (int(b.R)<<16 | int(b.G)<<8 | int(b.B))
	})
	palette := color.Palette{color.RGBA(look.Amber), color.RGBA(look.Green), color.RGBA(look.Link)} // rare, and they mean something
	for _, c := range colours[:min(len(colours), 256-len(palette))] {
		palette = append(palette, c)
	}
	near := map[color.RGBA]uint8{}
	out := image.NewPaletted(image.Rect(0, 0, box.Dx(), box.Dy()), palette)
	for y := range box.Dy() {
		for x := range box.Dx() {
			c := at(box.Min.X+x, box.Min.Y+y)
			i, known := near[c]
			if !known {
				i = uint8(palette.Index(c))
				near[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
