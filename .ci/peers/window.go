package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"tuanjian/store/ledger"
)

// A shown is a program whose window has drawn its first frame.
type shown struct {
	command *exec.Cmd
	screen  *xgb.Conn
	root    xproto.Window
	first   float64 // milliseconds from the start of the process to the first frame
}

// start starts a program and waits for its first frame: the middle of the screen,
// black until then, is drawn on. It looks every two milliseconds.
func start(program string, args ...string) *shown {
	xgb.Logger.SetOutput(io.Discard)
	x, err := xgb.NewConn()
	must(err)
	s := &shown{command: exec.Command(program, args...), screen: x, root: xproto.Setup(x).DefaultScreen(x).Root}
	s.waitUntil(5*time.Second, func() bool { return !s.drawn() })
	begin := time.Now()
	must(s.command.Start())
	s.waitUntil(60*time.Second, s.drawn)
	s.first = float64(time.Since(begin).Microseconds()) / 1000
	return s
}

func (s *shown) waitUntil(most time.Duration, yes func() bool) {
	for begin := time.Now(); !yes(); time.Sleep(2 * time.Millisecond) {
		if time.Since(begin) > most {
			must(fmt.Errorf("nothing on the screen changed in %s", most))
		}
	}
}

// middle are the pixels in the middle of the screen.
func (s *shown) middle(wide, high uint16) []byte {
	at := xproto.Setup(s.screen).DefaultScreen(s.screen)
	image, err := xproto.GetImage(s.screen, xproto.ImageFormatZPixmap, xproto.Drawable(s.root),
		int16((at.WidthInPixels-wide)/2), int16((at.HeightInPixels-high)/2), wide, high, 0xFFFFFFFF).Reply()
	must(err)
	return image.Data
}

func (s *shown) drawn() bool {
	for i, b := range s.middle(8, 8) {
		if i%4 != 3 && b != 0 {
			return true
		}
	}
	return false
}

// settle gives what was just shown time to come to rest. A blinking caret keeps
// the screen from ever being still, so the time is fixed and the same for both.
func settle() { time.Sleep(4 * time.Second) }

func (s *shown) end() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	_ = s.command.Wait()
	s.screen.Close()
}

// xdotool runs one of its commands and gives what it printed.
func xdotool(args ...string) string {
	out, err := exec.Command("xdotool", args...).Output()
	must(err)
	return strings.TrimSpace(string(out))
}

// unlock types the password and waits until the window's title says whose ledger
// is open.
func (s *shown) unlock() {
	time.Sleep(time.Second)
	ids := strings.Fields(xdotool("search", "--onlyvisible", "--pid", fmt.Sprint(s.command.Process.Pid), "--name", "."))
	id := ids[len(ids)-1]
	locked := xdotool("getwindowname", id)
	xdotool("windowactivate", "--sync", id, "type", "--delay", "60", password)
	xdotool("key", "Return")
	s.waitUntil(60*time.Second, func() bool { return xdotool("getwindowname", id) != locked })
	settle()
}

// window measures the program's window beside a bare one with the same fonts:
// start to the first frame, which is the lock screen, resident memory with the
// smallest of the ledgers open, and how it grows with members from ledger to ledger.
func window(bare, ours string, files []string) {
	first := func(program string, args ...string) float64 {
		s := start(program, args...)
		defer s.end()
		return s.first
	}
	turnAbout("start to the lock screen", 7, .9,
		func() float64 { return first(ours, "--ledger", files[0]) },
		func() float64 { return first(bare) })
	var mine, theirs, size, members []float64
	for range 3 {
		s := start(bare)
		settle()
		theirs = append(theirs, resident(s.command.Process.Pid, "VmRSS"))
		s.end()
		mine = append(mine, openWindow(ours, files[0]))
	}
	compare(fmt.Sprintf("resident memory, %d members open", countMembers(files[0])), "MiB", mine, theirs, .8)
	for _, file := range files {
		size = append(size, openWindow(ours, file))
		members = append(members, float64(countMembers(file)))
		fmt.Fprintf(os.Stderr, "%.0f members: %.0f MiB resident\n", members[len(members)-1], size[len(size)-1])
	}
	each := slope(members, size) * 10000 * 1.048576
	line("resident memory, each further 10,000 members", fmt.Sprintf("%.1f MB", each), "", "", "", "≤ 15 MB", each <= 15)
}

func openWindow(ours, file string) float64 {
	s := start(ours, "--ledger", file)
	defer s.end()
	s.unlock()
	if out := os.Getenv("PICTURES"); out != "" {
		_ = exec.Command("import", "-window", "root", fmt.Sprintf("%s/%s.png", out, strings.ReplaceAll(file, "/", "_"))).Run()
	}
	return resident(s.command.Process.Pid, "VmRSS")
}

func countMembers(file string) int {
	b := opened(file)
	defer b.Close()
	return b.Today().Count(ledger.Members)
}

// slope is that of the straight line nearest to the points.
func slope(x, y []float64) float64 {
	var sx, sy, sxx, sxy float64
	for i := range x {
		sx, sy, sxx, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
	}
	n := float64(len(x))
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
