package native

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

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

// ErrNoChooser says that this computer has no file chooser of its own.
var ErrNoChooser = errors.New("no file chooser")

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
// waits for the person: call it off the drawing thread. The answer is ErrCancelled
// where nothing was chosen.
func Open(title, folder string, many bool, sorts ...Sort) ([]string, error) {
	if !HasChooser() {
		return nil, ErrNoChooser
	}
	options := append([]zenity.Option{zenity.Title(title), zenity.Filename(folder + string(filepath.Separator))}, filters(sorts)...)
	if many {
		paths, err := zenity.SelectFileMultiple(options...)
		return paths, told(err)
	}
	path, err := zenity.SelectFile(options...)
	return []string{path}, told(err)
}

// Save asks where a file is to be written; the chooser itself asks before one is
// replaced. An ending that the person left out is added. It waits as Open does.
func Save(title, suggested string, sorts ...Sort) (string, error) {
	if !HasChooser() {
		return "", ErrNoChooser
	}
	options := append([]zenity.Option{zenity.Title(title), zenity.Filename(suggested), zenity.ConfirmOverwrite()}, filters(sorts)...)
	path, err := zenity.SelectFileSave(options...)
	if err != nil {
		return "", told(err)
	}
	return WithEnding(path, sorts...), nil
}

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

func told(err error) error {
	if errors.Is(err, zenity.ErrCanceled) {
		return ErrCancelled
	}
	return err
}
