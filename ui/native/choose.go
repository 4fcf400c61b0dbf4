package native

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ncruces/zenity"
)

// A Sort is one kind of files to choose from: how people call it and its endings
// with their dot.
type Sort struct {
	Name    string
	Endings []string
}

// ErrCancelled says that the person chose nothing.
var ErrCancelled = errors.New("nothing chosen")

// ErrNoChooser says that this computer has no file chooser of its own, or one that
// does not work: ask by Fyne's.
var ErrNoChooser = errors.New("no file chooser")

// tooQuick is how soon nobody can have closed a chooser by hand. One that ends sooner
// as if nothing was chosen never came up: a program without a display, a broken one.
var tooQuick = 400 * time.Millisecond

// HasChooser says whether this computer has a file chooser of its own. Windows and
// macOS have one; elsewhere zenity, qarma or matedialog must be installed.
func HasChooser() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	for _, name := range []string{"zenity", "qarma", "matedialog"} {
		if _, err := exec.LookPath(name); err == nil {
			return true
		}
	}
	return false
}

// Open asks for a file that is there, several with many, starting in a folder. It
// waits for the person: call it off the drawing thread. It fails with ErrCancelled
// where nothing was chosen and with ErrNoChooser where there is nothing to choose by.
func Open(title, folder string, many bool, sorts ...Sort) ([]string, error) {
	if !HasChooser() {
		return nil, ErrNoChooser
	}
	options := append([]zenity.Option{zenity.Title(title), zenity.Filename(folder + string(filepath.Separator))}, filters(sorts)...)
	return chosen(isFile, func() ([]string, error) {
		if many {
			return zenity.SelectFileMultiple(options...)
		}
		path, err := zenity.SelectFile(options...)
		return []string{path}, err
	})
}

// Save asks where a file is to be written; the chooser itself asks before one is
// replaced. An ending that the person left out is added. It waits as Open does.
func Save(title, suggested string, sorts ...Sort) (string, error) {
	if !HasChooser() {
		return "", ErrNoChooser
	}
	options := append([]zenity.Option{zenity.Title(title), zenity.Filename(suggested), zenity.ConfirmOverwrite()}, filters(sorts)...)
	paths, err := chosen(hasFolder, func() ([]string, error) {
		path, err := zenity.SelectFileSave(options...)
		return []string{path}, err
	})
	if err != nil {
		return "", err
	}
	return WithEnding(paths[0], sorts...), nil
}

// Folder asks for a folder that is there, a USB stick for instance. It waits and
// fails as Open does.
func Folder(title, folder string) (string, error) {
	if !HasChooser() {
		return "", ErrNoChooser
	}
	paths, err := chosen(isFolder, func() ([]string, error) {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Filename(folder+string(filepath.Separator)))
		return []string{path}, err
	})
	if err != nil {
		return "", err
	}
	return paths[0], nil
}

// chosen asks by the system's chooser and believes it only what can be: an answer is
// a list of paths of the sort that was asked for.
func chosen(right func(path string) bool, ask func() ([]string, error)) ([]string, error) {
	early, cancel := context.WithTimeout(context.Background(), tooQuick)
	defer cancel()
	paths, err := ask()
	switch {
	case errors.Is(err, zenity.ErrCanceled) && early.Err() != nil:
		return nil, ErrCancelled
	case err != nil:
		return nil, errors.Join(ErrNoChooser, err)
	case len(paths) == 0 || slices.ContainsFunc(paths, func(p string) bool { return !filepath.IsAbs(p) || !right(p) }):
		return nil, ErrNoChooser
	}
	return paths, nil
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func hasFolder(path string) bool { return isFolder(filepath.Dir(path)) }

// WithEnding adds the first sort's first ending to a path that has none of the
// sorts' endings.
func WithEnding(path string, sorts ...Sort) string {
	for _, s := range sorts {
		for _, e := range s.Endings {
			if strings.EqualFold(filepath.Ext(path), e) {
				return path
			}
		}
	}
	if path == "" || len(sorts) == 0 || len(sorts[0].Endings) == 0 {
		return path
	}
	return path + sorts[0].Endings[0]
}

func filters(sorts []Sort) []zenity.Option {
	var all zenity.FileFilters
	for _, s := range sorts {
		f := zenity.FileFilter{Name: s.Name, CaseFold: true}
		for _, e := range s.Endings {
			f.Patterns = append(f.Patterns, "*"+e)
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return nil
	}
	return []zenity.Option{all}
}

// FreePath is the path, or the first with a number behind the name that no file has.
func FreePath(path string) string {
	ext := filepath.Ext(path)
	stem := path[:len(path)-len(ext)]
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = stem + "-" + strconv.Itoa(n) + ext
	}
}
