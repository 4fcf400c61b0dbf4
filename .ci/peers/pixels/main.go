// Command pixels measures from a key to the picture that answers it, in a real window:
// keys go in by XTest, what is drawn is told by the damage extension, and pictures of
// the whole screen are compared, so that what was drawn without a change does not
// count. Beside the program it drives a bare window that shows as many plain texts and
// changes as much for each key: that is the toolkit's own share.
//
//	pixels BARE OURS LEDGER ROUNDS    needs DISPLAY; the ledger is made for it
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "pixels:", err)
		os.Exit(1)
	}
}

// A screen is the display with one program on it.
type screen struct {
	x          *xgb.Conn
	root       xproto.Window
	wide, high uint16
	codes      map[string]byte
	drew       chan time.Time // each time something was drawn
	now        []byte         // the picture as it is
	command    *exec.Cmd
}

var keysyms = map[string]xproto.Keysym{"Home": 0xff50, "Up": 0xff52, "Down": 0xff54, "PageUp": 0xff55, "PageDown": 0xff56, "Return": 0xff0d, "Escape": 0xff1b, "F6": 0xffc3}

// An answer is whole when nothing has changed for so long. A caret that blinks is
// fewer pixels than least.
const (
	still = 350 * time.Millisecond
	least = 150
)

// show starts a program and waits until its first picture stands.
func show(program string, args ...string) *screen {
	xgb.Logger.SetOutput(io.Discard)
	x, err := xgb.NewConn()
	must(err)
	at := xproto.Setup(x).DefaultScreen(x)
	s := &screen{x: x, root: at.Root, wide: at.WidthInPixels, high: at.HeightInPixels, codes: map[string]byte{}, drew: make(chan time.Time, 10000)}
	must(xtest.Init(x))
	must(damage.Init(x))
	_, err = damage.QueryVersion(x, 1, 1).Reply()
	must(err)
	first, last := xproto.Setup(x).MinKeycode, xproto.Setup(x).MaxKeycode
	table, err := xproto.GetKeyboardMapping(x, first, byte(last-first+1)).Reply()
	must(err)
	for name, sym := range keysyms {
		for i := range int(last-first) + 1 {
			if table.Keysyms[i*int(table.KeysymsPerKeycode)] == sym {
				s.codes[name] = byte(int(first) + i)
			}
		}
	}
	id, err := damage.NewDamageId(x)
	must(err)
	must(damage.CreateChecked(x, id, xproto.Drawable(s.root), damage.ReportLevelRawRectangles).Check())
	go func() {
		for {
			event, failed := x.WaitForEvent()
			if event == nil && failed == nil {
				return
			}
			if _, ok := event.(damage.NotifyEvent); ok {
				s.drew <- time.Now()
			}
		}
	}()
	s.now = s.picture()
	s.command = exec.Command(program, args...)
	must(s.command.Start())
	if _, whole := s.settle(time.Now(), 60*time.Second, 3*time.Second); whole == 0 {
		must(fmt.Errorf("%s draws nothing", program))
	}
	return s
}

func (s *screen) end() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	_ = s.command.Wait()
	time.Sleep(time.Second)
	s.x.Close()
}

func (s *screen) picture() []byte {
	image, err := xproto.GetImage(s.x, xproto.ImageFormatZPixmap, xproto.Drawable(s.root), 0, 0, s.wide, s.high, 0xFFFFFFFF).Reply()
	must(err)
	return image.Data
}

// press sends a key and waits until the picture stands still.
func (s *screen) press(key string) (first, whole float64) {
	for len(s.drew) > 0 {
		<-s.drew
	}
	s.now = s.picture()
	begun := time.Now()
	for _, what := range []byte{xproto.KeyPress, xproto.KeyRelease} {
		must(xtest.FakeInputChecked(s.x, what, s.codes[key], 0, s.root, 0, 0, 0).Check())
	}
	return s.settle(begun, 3*time.Second, still)
}

// settle answers when the picture began to change and when it last did, in
// milliseconds; 0 when it did not change.
func (s *screen) settle(begun time.Time, most, quiet time.Duration) (first, whole float64) {
	for end := begun.Add(most); ; {
		select {
		case at := <-s.drew:
			for len(s.drew) > 0 {
				at = <-s.drew
			}
			if picture := s.picture(); differ(picture, s.now) > least {
				s.now, whole = picture, float64(at.Sub(begun).Microseconds())/1000
				if first == 0 {
					first = whole
				}
				end = time.Now().Add(quiet)
			}
		case <-time.After(time.Until(end)):
		}
		if !time.Now().Before(end) {
			return first, whole
		}
	}
}

// differ counts the pixels in which two pictures differ.
func differ(a, b []byte) (n int) {
	for i := 0; i+3 < len(a); i += 4 {
		if a[i] != b[i] || a[i+1] != b[i+1] || a[i+2] != b[i+2] {
			n++
		}
	}
	return n
}

// photograph keeps the screen where PICTURES names a folder.
func photograph(name string) {
	if out := os.Getenv("PICTURES"); out != "" {
		_ = exec.Command("import", "-window", "root", out+"/"+name+".png").Run()
	}
}

// A times is what each work took: until the first change, and until all stood.
type times map[string][2][]float64

func (t times) press(s *screen, work, key string) {
	first, whole := s.press(key)
	if whole == 0 {
		must(fmt.Errorf("%s: %s changes nothing", work, key))
	}
	t[work] = [2][]float64{append(t[work][0], first), append(t[work][1], whole)}
}

// ours walks through the program: from the tree to the members and back, down the
// list, by pages, into records and out of them.
func ours(s *screen, rounds int) times {
	t := times{}
	walk := func(keys string) {
		for _, key := range strings.Fields(keys) {
			s.press(key)
		}
	}
	walk("F6 Home Down Down Down")
	for range rounds { // 团员, then 任职, then 团员
		t.press(s, "a page", "Return")
		walk("F6 Down")
		t.press(s, "a page", "Return")
		walk("F6 Up")
	}
	walk("Return")
	photograph("ours-list")
	list(s, t, rounds, "ours")
	return t
}

func list(s *screen, t times, rounds int, name string) {
	for range 2 * rounds {
		t.press(s, "↓", "Down")
	}
	for range 2 * rounds {
		t.press(s, "PageDown", "PageDown")
	}
	for i := range rounds {
		t.press(s, "open a record", "Return")
		if i == 0 {
			photograph(name + "-record")
		}
		s.press("Escape")
	}
}

// bare walks through the bare window: its F6 is the answer to a page.
func bare(s *screen, rounds int) times {
	t := times{}
	for range 2 * rounds {
		t.press(s, "a page", "F6")
	}
	photograph("bare-list")
	list(s, t, rounds, "bare")
	return t
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

func main() {
	if len(os.Args) != 5 {
		must(fmt.Errorf("usage: see the comment above package main"))
	}
	rounds, err := strconv.Atoi(os.Args[4])
	must(err)
	s := show(os.Args[2], "practice", "--ledger", os.Args[3], "--members", "5000")
	mine := ours(s, rounds)
	s.end()
	for work, took := range mine {
		fmt.Fprintf(os.Stderr, "%s: whole after %.0f\n", work, took[1])
	}
	s = show(os.Args[1], "texts")
	theirs := bare(s, rounds)
	s.end()
	fmt.Println("key to pixel\tfirst change\twhole\tbest\ta bare window\tbest\tgoal\tverdict")
	for _, work := range []struct {
		name string
		goal float64
	}{{"↓", 60}, {"PageDown", 80}, {"open a record", 120}, {"a page", 200}} {
		a, b := mine[work.name], theirs[work.name]
		verdict := "held"
		if median(a[1]) > work.goal {
			verdict = fmt.Sprintf("%.1f × a bare window", median(a[1])/median(b[1]))
		}
		fmt.Printf("%s\t%.0f ms\t%.0f ms\t%.0f ms\t%.0f ms\t%.0f ms\t≤ %.0f ms\t%s\n", work.name, median(a[0]), median(a[1]), slices.Min(a[1]), median(b[1]), slices.Min(b[1]), work.goal, verdict)
	}
}
