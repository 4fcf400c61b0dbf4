// Package ui is the program's window: the gate before a ledger is open, the frame
// around the screens while it is, locking, the keys that work everywhere. It knows
// which screen is on show and nothing of what is on it; the screens are in rooms of their own,
// and page says what a screen is.
package ui

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
	"tuanjian/ui/office"
)

// Options are what the window begins with.
type Options struct {
	Env     store.Env
	Ledger  string          // the file whose password is asked for at once, or a package for the ledger that is opened first; "" for the gate
	Book    *store.Book     // open already; nil otherwise
	Err     io.Writer       // for the console, where there is no window to say it in
	Logs    string          // folder of the log; "" keeps none
	Ended   context.Context // ends when the system ends the program; nil for never
	Screens Screens
}

// noOpenGL is told where no window can be drawn.
var noOpenGL = map[bool]string{
	true:  "这台电脑的显卡驱动不支持 OpenGL，窗口打不开。请更新显卡驱动；远程桌面或虚拟机里请把随程序附带的 opengl32.dll 放到程序旁边再试。",
	false: "这里的桌面打不开窗口：显示器连不上，或者显卡驱动不支持 OpenGL。请在桌面里重新登录再试，还不行请更新显卡驱动。",
}[runtime.GOOS == "windows"]

// Run shows the window and answers the exit code when it is closed.
func Run(a fyne.App, o Options) int {
	debug.SetGCPercent(startHeap)
	for _, read := range []func(){look.ReadRegular, look.ReadBold} {
		hands.Run(func() (struct{}, error) { read(); return struct{}{}, nil }, nil, nil)
	}
	if err := look.SpeakChinese(); err != nil {
		fmt.Fprintln(o.Err, err) // Fyne's own few words stay English
	}
	kit.UseVoice(voice(o.Logs))
	office.ApplyTaste(a)
	kit.KeepBriefly()
	log.SetOutput(fynesWords{voice(o.Logs).Log}) // before Fyne has anything to say
	w := newWindow(a)
	if w == nil {
		fmt.Fprintln(o.Err, noOpenGL)
		native.Alarm("团建台账", noOpenGL)
		return 1
	}
	d := newDesk(a, w, o)
	exit := 0
	watching, unwatch := context.WithCancel(context.Background())
	defer unwatch()
	hands.Run(func() (struct{}, error) {
		native.WatchLock(watching, func() {
			hands.Run(func() (struct{}, error) { return struct{}{}, nil }, func(struct{}) { d.lockNow() }, nil)
		})
		return struct{}{}, nil
	}, nil, nil)
	started := false
	a.Lifecycle().SetOnStarted(func() {
		started = true
		debug.SetGCPercent(leanHeap)
		look.Tend(a)
		if !native.Drawn(w) {
			exit = 1
			fmt.Fprintln(o.Err, noOpenGL)
			// Off the drawing thread, since the box waits; and Fyne does not yet heed
			// Quit while it starts.
			hands.Run(func() (struct{}, error) { native.Alarm("团建台账", noOpenGL); return struct{}{}, nil },
				func(struct{}) { a.Quit() }, func(error) { a.Quit() })
			return
		}
		native.FollowCaret(w, func() (image.Rectangle, bool) { return caretIn(w.Canvas()) })
		kit.UseComposing(native.Composes)
	})
	d.beginLaidOut()
	if o.Ended != nil {
		context.AfterFunc(o.Ended, func() {
			hands.Run(func() (struct{}, error) { return struct{}{}, nil }, func(struct{}) { a.Quit() }, nil)
		})
	}
	if !opens(w.ShowAndRun, &started) {
		fmt.Fprintln(o.Err, noOpenGL)
		native.Alarm("团建台账", noOpenGL)
		return 1
	}
	d.shut() // where the system ended the program
	return exit
}

// caretIn is where the caret stands, in pixels of the window's inside.
func caretIn(c fyne.Canvas) (image.Rectangle, bool) {
	at, extent, ok := kit.CaretOf(c)
	left, top := c.PixelCoordinateForPosition(at)
	right, bottom := c.PixelCoordinateForPosition(at.Add(extent))
	return image.Rect(left, top, right, bottom), ok
}

// newWindow makes the window, or nil where a desktop turns it away already here, as Windows does in a session without a screen.
func newWindow(a fyne.App) (w fyne.Window) {
	never := false
	opens(func() { w = a.NewWindow("团建台账") }, &never)
	return w
}

// opens shows a window until it is closed. It says false where none came up: the
// windowing library panics before it has started when a desktop turns it away. A panic
// after that is the program's own.
func opens(show func(), started *bool) (opened bool) {
	defer func() {
		if p := recover(); p != nil {
			if *started {
				panic(p)
			}
			opened = false
		}
	}()
	show()
	return true
}

// icon is the program's mark.
var icon = fyne.NewStaticResource("icon.png", assets.Icon)

// JoinConsole lets the commands speak at the console from which the program was started. Call it first.
func JoinConsole() { native.JoinConsole() }

// LeaveConsole keeps the window open when that console is closed.
func LeaveConsole() { native.LeaveConsole() }

// KeepBeside has the settings and the log kept beside the program, where a folder 设置 lies.
func KeepBeside() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	return native.KeepBeside(program, os.Setenv)
}

// KeepMemory keeps what is in the program's memory from other programs, and off the disk
// when it crashes.
func KeepMemory() { native.KeepMemory() }

// Settle tells an Env of this computer's places: which ledgers are worked on as local
// copies, and where those lie.
func Settle(env store.Env) store.Env {
	env.Place = func(path string) store.Site { return sites[native.PlaceOf(path)] }
	env.Copies, env.Computer, env.Tries = native.Copies(), native.Computer(), native.Tries()
	return env
}

var sites = map[string]store.Site{
	native.RemovablePlace: store.Removable, native.CloudPlace: store.Cloud, native.NetworkPlace: store.Network,
}

// Wait lets time pass, or answers why it was cut short.
func Wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// AskSecret asks at the console for a password, for the commands without a window. Where
// ctx ends while somebody is asked the program ends: nothing has begun yet, and nobody
// can call a console back that waits for a line.
func AskSecret(ctx context.Context) func(prompt string) (string, error) {
	return func(prompt string) (string, error) {
		line, err := native.AskSecret(ctx, prompt, os.Stderr)
		if errors.Is(err, native.ErrNoConsole) {
			return "", &store.Error{Code: store.Refused, Message: "这里没有人可以填密码。请把密码放进环境变量 TUANJIAN_PASSWORD。", Err: err}
		}
		return line, err
	}
}

// leanHeap lets the heap grow by a fifth before it is swept: the records of a large
// ledger stay for as long as the window, and a doubled heap would hold them twice.
const leanHeap = 20

// startHeap lets it grow as it likes until the window is there: what has not yet been
// swept then is swept at once.
const startHeap = 400

// HasDisplay says whether a window can be opened here.
func HasDisplay() bool { return native.HasDisplay() }
