package page

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"tuanjian/store/forms"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/native"
)

// Files asks for files: by the system's own chooser where there is one, since
// Fyne's freezes on lost network drives, and by Fyne's where there is none.
type Files struct{ Window fyne.Window }

// choosing is the system's chooser, which comes up slowly and is a window of its
// own: a second press of the key must not bring a second one.
var choosing hands.Only

// OpenFiles asks for files that are there and hands their paths over; nothing
// happens where the person chose none.
func (s *Shell) OpenFiles(title, folder string, many bool, then func(paths []string), sorts ...native.Sort) {
	Files{Window: s.Window}.Open(title, folder, many, func(paths []string) {
		if s.page != nil { // else the ledger was locked while the chooser stood open
			then(paths)
		}
	}, sorts...)
}

// SaveFile asks where a file is to be written, with a name suggested.
func (s *Shell) SaveFile(title, suggested string, then func(path string), sorts ...native.Sort) {
	Files{Window: s.Window}.Save(title, suggested, func(path string) {
		if s.page != nil {
			then(path)
		}
	}, sorts...)
}

// OpenFolder asks for a folder.
func (s *Shell) OpenFolder(title, folder string, then func(path string)) {
	Files{Window: s.Window}.folder(title, folder, func(path string) {
		if s.page != nil {
			then(path)
		}
	})
}

// ShowFolder opens the folder that a file lies in, in the program that the desktop has
// for folders; where there is none it says where the file lies.
func (s *Shell) ShowFolder(path string) {
	hands.Run(func() (struct{}, error) { return struct{}{}, native.Show(filepath.Dir(path)) }, nil,
		func(error) {
			kit.TellText(s.Canvas(), "没有打开文件夹", "请自己打开这个文件夹："+filepath.Dir(path), nil)
		})
}

// Unprinted tells of paper that the printer did not take and offers the way round it,
// save. It answers false for an error that is none of the printer's.
func Unprinted(c fyne.Canvas, err error, save func()) bool {
	text := "打印机没有接下这份文件。请看看它开了没有、有没有缺纸，再打印一次；"
	switch {
	case errors.Is(err, native.ErrNoPrinter):
		text = "这台电脑没有能用的打印机。请接好打印机再试；"
	case !errors.Is(err, native.ErrNotPrinted):
		return false
	}
	kit.Ask(c, "没有打印", text+"也可以另存 PDF，拿到能打印的电脑上打。",
		kit.Answer{Verb: "知道了", Safe: true}, kit.Answer{Verb: "另存 PDF", Do: save})
	return true
}

// Open asks for files that are there and hands their paths over; nothing happens where the person chose none.
func (f Files) Open(title, folder string, many bool, then func([]string), sorts ...native.Sort) {
	hands.RunOnly(&choosing, func() ([]string, error) { return native.Open(title, folder, many, sorts...) }, then,
		f.unless(func() { f.fyneOpen(title, folder, then, sorts) }))
}

// Save asks where a file is to be written. A suggested name without a folder lies among the person's documents.
func (f Files) Save(title, suggested string, then func(string), sorts ...native.Sort) {
	if !filepath.IsAbs(suggested) {
		suggested = filepath.Join(native.Documents(), suggested) // not where the program was started
	}
	hands.RunOnly(&choosing, func() (string, error) { return native.Save(title, suggested, sorts...) }, then,
		f.unless(func() { f.fyneSave(title, suggested, then, sorts) }))
}

// folder asks for a folder.
func (f Files) folder(title, folder string, then func(path string)) {
	hands.RunOnly(&choosing, func() (string, error) { return native.Folder(title, folder) }, then,
		f.unless(func() { f.fyneFolder(title, folder, then) }))
}

// unless asks another way where the system's chooser is missing or does not work, and
// does nothing where the person chose nothing.
func (f Files) unless(another func()) func(error) {
	return func(err error) {
		switch {
		case errors.Is(err, native.ErrNoChooser):
			another()
		case !errors.Is(err, native.ErrCancelled):
			kit.Tell(f.Window.Canvas(), "没有选成文件", err, nil)
		}
	}
}

// shown is Fyne's chooser while it lies over the window.
var shown *dialog.FileDialog

// LeaveChooser closes Fyne's chooser where it is open, and gives the keyboard back: it
// knows no Esc itself.
func LeaveChooser(c fyne.Canvas) {
	if shown != nil {
		shown.Hide()
		shown = nil
		hands.GiveBack(c)
	}
}

func endings(sorts []native.Sort) []string {
	var all []string
	for _, s := range sorts {
		all = append(all, s.Endings...)
	}
	return all
}

func (f Files) fyneOpen(title, folder string, then func([]string), sorts []native.Sort) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		defer hands.GiveBack(f.Window.Canvas())
		if err == nil && r == nil {
			return
		}
		path := ""
		if err == nil {
			path, err = r.URI().Path(), r.Close()
		}
		if err != nil {
			kit.Tell(f.Window.Canvas(), "没有选成文件", err, nil)
			return
		}
		then([]string{path})
	}, f.Window)
	d.SetTitleText(title)
	f.prepare(d, folder, sorts)
}

// fyneSave asks for a folder and keeps the name: Fyne's save dialog creates the file
// itself, world-readable.
func (f Files) fyneSave(title, suggested string, then func(string), sorts []native.Sort) {
	f.fyneFolder(title+"：选一个文件夹", filepath.Dir(suggested), func(folder string) {
		then(native.FreePath(native.WithEnding(filepath.Join(folder, filepath.Base(suggested)), sorts...)))
	})
}

func (f Files) fyneFolder(title, folder string, then func(path string)) {
	d := dialog.NewFolderOpen(func(chosen fyne.ListableURI, err error) {
		defer hands.GiveBack(f.Window.Canvas())
		switch {
		case err != nil:
			kit.Tell(f.Window.Canvas(), "没有选成文件夹", err, nil)
		case chosen != nil:
			then(chosen.Path())
		}
	}, f.Window)
	d.SetTitleText(title)
	f.prepare(d, folder, nil)
}

func (f Files) prepare(d *dialog.FileDialog, folder string, sorts []native.Sort) {
	if all := endings(sorts); len(all) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(all))
	}
	if place, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(place)
	}
	shown = d
	d.SetOnClosed(func() { shown = nil })
	d.Show() // first: before it the dialog has nothing to resize
	d.Resize(f.Window.Canvas().Size().SubtractWidthHeight(160, 120))
}

// Endings of what is written.
var (
	WorkbookFiles = native.Sort{Name: "Excel 工作簿（xlsx）", Endings: []string{".xlsx"}}
	CsvFiles      = native.Sort{Name: "CSV 文本表格", Endings: []string{".csv"}}
	ZipFiles      = native.Sort{Name: "压缩包（zip）", Endings: []string{".zip"}}
	PdfFiles      = native.Sort{Name: "PDF", Endings: []string{".pdf"}}
	WordFiles     = native.Sort{Name: "Word 文档（docx）", Endings: []string{".docx"}}
)

// LedgerFiles are what is chosen where a ledger or a backup of one is asked for.
var LedgerFiles = native.Sort{Name: "团建台账", Endings: []string{".tjz"}}

// Written tells that a file is there and offers its folder.
func Written(s *Shell, text, path string) {
	s.Toasts.SayWith(text, "打开文件夹", func() { s.ShowFolder(path) })
}

// Exporting writes a file, tells of it and goes on; told may be empty.
func Exporting(s *Shell, x forms.Export, told string, then func()) {
	kit.RunLong(s.Canvas(), "正在写"+look.Cut(filepath.Base(x.To), 24), func(ctx context.Context, step hands.Step) (int, error) {
		return forms.Write(ctx, s.Book, x, func(done, total int) { step("写表格", done, total) })
	}, func(rows int) {
		if told == "" {
			told = "已导出 " + strconv.Itoa(rows) + " 行。"
		}
		Written(s, told, x.To)
		then()
	}, func(err error) { s.Fail("没有导出", err) })
}
