package kit

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// resident is what the process holds, in MB; 0 where the system does not say.
func resident() int {
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb / 1024
		}
	}
	return 0
}

// TestTextSizeCostsNoMemory: twelve changes of the text size, which once cost 73 MB
// each, cost nothing.
func TestTextSizeCostsNoMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads what Linux says of a process")
	}
	words, strong := look.NewWords("团员花名册", look.Body), look.NewWords("四百八十六", look.Strong)
	w := stage(t, look.Standard, 400, 300, container.NewVBox(words, strong, NewEntry()))
	w.Canvas().Capture()
	before := resident()
	for i := range 12 {
		look.SetSize(fyne.CurrentApp(), look.Sizes[(i+1)%len(look.Sizes)])
		w.Canvas().Capture()
	}
	after := resident()
	t.Logf("resident before %d MB, after twelve changes %d MB", before, after)
	if after > before+20 {
		t.Errorf("twelve changes of the text size cost %d MB", after-before)
	}
}

// TestTextSizeReachesEverything: what lies inside of widgets, in containers and on
// panels above the page changes at once.
func TestTextSizeReachesEverything(t *testing.T) {
	inside := look.NewWords("表头", look.Body)
	entry := NewEntry()
	entry.SetText("文字")
	w := stage(t, look.Standard, 600, 400, container.NewVScroll(container.NewVBox(look.Card(inside), entry)))
	panel := look.NewWords("要删除吗", look.Body)
	f := NewFloat(w.Canvas(), panel)
	f.Open(nil)
	theme := fyne.CurrentApp().Settings().Theme()
	for _, size := range []look.Size{look.Huge, look.Large, look.Standard} {
		look.SetSize(fyne.CurrentApp(), size)
		if look.NowSize() != size {
			t.Fatalf("the size in force is %s", look.NowSize().Label())
		}
		for _, words := range []*look.Words{inside, panel} {
			if got := test.WidgetRenderer(words).Objects()[0].(*canvas.Text).TextSize; got != size.Measure().Text {
				t.Errorf("%s at %s is drawn at %v", words.Text(), size.Label(), got)
			}
		}
		if got := entry.Size().Height; got != size.Measure().Control {
			t.Errorf("a field at %s is %v high", size.Label(), got)
		}
	}
	if fyne.CurrentApp().Settings().Theme() != theme {
		t.Error("the theme was changed: Fyne reads its fonts anew")
	}
}
