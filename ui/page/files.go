package page

import (
	"errors"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"tuanjian/ui/kit"
	"tuanjian/ui/native"
)

func itoa(n int) string { return strconv.Itoa(n) }

// files asks for files: by the system's own chooser where there is one, since
// Fyne's freezes on lost network drives, and by Fyne's where there is none.
type files struct{ window fyne.Window }

// choosing is the system's chooser, which comes up slowly and is a window of its
// own: a second press of the key must not bring a second one.
var choosing kit.Only

// OpenFiles asks for files that are there and hands their paths over; nothing
// happens where the person chose none.
func (s *Shell) OpenFiles(title, folder string, many bool, then func(paths []string), sorts ...native.Sort) {
	files{s.Window}.open(title, folder, many, func(paths []string) {
		if s.page != nil { // else the ledger was locked while the chooser stood open
			then(paths)
		}
	}, sorts...)
}

// SaveFile asks where a file is to be written, with a name suggested.
func (s *Shell) SaveFile(title, suggested string, then func(path string), sorts ...native.Sort) {
	files{s.Window}.save(title, suggested, func(path string) {
		if s.page != nil {
			then(path)
		}
	}, sorts...)
}

func (f files) open(title, folder string, many bool, then func([]string), sorts ...native.Sort) {
	if !native.HasChooser() {
		f.fyneOpen(title, folder, then, sorts)
		return
	}
	kit.RunOnly(&choosing, func() ([]string, error) { return native.Open(title, folder, many, sorts...) },
		func(paths []string) {
			if len(paths) > 0 && paths[0] != "" {
				then(paths)
			}
		}, f.fail)
}

func (f files) save(title, suggested string, then func(string), sorts ...native.Sort) {
	if !native.HasChooser() {
		f.fyneSave(title, suggested, then, sorts)
		return
	}
	kit.RunOnly(&choosing, func() (string, error) { return native.Save(title, suggested, sorts...) }, then, f.fail)
}

func (f files) fail(err error) {
	if !errors.Is(err, native.ErrCancelled) {
		kit.Tell(f.window.Canvas(), "没有选成文件", err, nil)
	}
}

func endings(sorts []native.Sort) []string {
	var all []string
	for _, s := range sorts {
		all = append(all, s.Endings...)
	}
	return all
}

func (f files) fyneOpen(title, folder string, then func([]string), sorts []native.Sort) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			kit.Tell(f.window.Canvas(), "没有选成文件", err, nil)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			kit.Tell(f.window.Canvas(), "没有选成文件", err, nil)
			return
		}
		then([]string{path})
	}, f.window)
	d.SetTitleText(title)
	f.prepare(d, folder, sorts)
}

func (f files) fyneSave(title, suggested string, then func(string), sorts []native.Sort) {
	// Fyne's save dialog creates the file itself, world-readable: a folder is asked
	// for instead, and the name is kept.
	d := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			kit.Tell(f.window.Canvas(), "没有选成文件夹", err, nil)
			return
		}
		if folder != nil {
			then(freePath(native.WithEnding(filepath.Join(folder.Path(), filepath.Base(suggested)), sorts...)))
		}
	}, f.window)
	d.SetTitleText(title + "：选一个文件夹")
	f.prepare(d, filepath.Dir(suggested), nil)
}

func (f files) prepare(d *dialog.FileDialog, folder string, sorts []native.Sort) {
	if all := endings(sorts); len(all) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(all))
	}
	if place, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(place)
	}
	d.Show() // first: before it the dialog has nothing to resize
	d.Resize(f.window.Canvas().Size().SubtractWidthHeight(160, 120))
}
