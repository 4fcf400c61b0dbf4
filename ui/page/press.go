package page

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"tuanjian/store/paper"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/native"
)

// Sheets are pages on their way to a printer, and what is to be said of it. The person is
// asked for the printer, the copies and the pages: by the system where it has a dialog of
// its own, by ours elsewhere.
type Sheets struct {
	Window fyne.Window
	Doc    *paper.Document
	Asking *hands.Latest   // dropped when the page is left: nothing is asked then
	Busy   func(bool)      // around the printing, while nothing else may ask for the pages; may be nil
	Noted  func() error    // after the printer took them, off the drawing thread; may be nil
	Done   func(pages int) // the printer has so many, of one copy
	Save   func()          // the way round a printer that does not work: another PDF
	Fail   func(error)
}

func (s Sheets) failed(err error) {
	if !errors.Is(err, native.ErrCancelled) && !Unprinted(s.Window.Canvas(), err, s.Save) {
		s.Fail(err)
	}
}

// press hands the pages over.
func (s Sheets) press(job native.Job) {
	busy := func(on bool) {
		if s.Busy != nil {
			s.Busy(on)
		}
	}
	busy(true)
	c := s.Window.Canvas()
	kit.RunLong(c, "正在打印", func(ctx context.Context, step hands.Step) (native.Taken, error) {
		taken, err := native.Print(ctx, s.Window, s.Doc, job, func(done, of int) { step("画页面", done, of) })
		if err == nil && s.Noted != nil {
			err = s.Noted()
		}
		return taken, err
	}, func(taken native.Taken) {
		busy(false)
		s.Done(taken.Pages)
		if why := held[taken.Hold]; why != "" {
			kit.TellText(c, "还没有打出来", why, nil)
		}
	}, func(err error) {
		busy(false)
		s.failed(err)
	})
}

// held says what a printer waits for that has the pages.
var held = map[native.Hold]string{
	native.Offline: "打印机没有连上：请看看它开了没有、线插好没有，连上以后会自己打出来。不想打了，就在系统的打印队列里删掉。",
	native.NoPaper: "打印机缺纸，放好纸以后会自己打出来。不想打了，就在系统的打印队列里删掉。",
	native.Stopped: "打印机停着：请看看它的提示，暂停、卡纸、盖子没关、没墨都会这样，弄好以后会自己打出来。不想打了，就在系统的打印队列里删掉。",
}
