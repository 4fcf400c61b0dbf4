package native

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// patient lets a chooser end at once, as a person would after a while.
func patient(t *testing.T, quick time.Duration) {
	t.Helper()
	before := tooQuick
	tooQuick = quick
	t.Cleanup(func() { tooQuick = before })
}

// TestChooserIsBelievedOnlyWhatCanBe: a chooser that is missing, never came up or says what is no path leads to Fyne's.
func TestChooserIsBelievedOnlyWhatCanBe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the chooser is the system's own there, and no program beside it")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "名册.xlsx")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	ask := map[string]func() (string, error){
		"open": func() (string, error) { return theFirst(Open("选文件", folder, false)) },
		"many": func() (string, error) { return theFirst(Open("选文件", folder, true)) },
		"save": func() (string, error) { return Save("另存为", file) },
		"dir":  func() (string, error) { return Folder("放到哪里", folder) },
	}
	for name, c := range map[string]struct {
		script string
		quick  time.Duration
		want   map[string]string // the answers; ErrNoChooser where there is none
		err    error
	}{
		"works":               {script: `case "$*" in *--directory*) echo ` + folder + `;; *) echo ` + file + `;; esac`, want: map[string]string{"open": file, "many": file, "save": file, "dir": folder}},
		"nothing chosen":      {script: "exit 1", err: ErrCancelled},
		"ends at once":        {script: "exit 1", quick: time.Hour},
		"no display":          {script: "echo 'cannot open display' >&2; exit 255"},
		"not a program":       {script: "exit 127"},
		"killed":              {script: "kill -9 $$"},
		"says nothing":        {script: "exit 0"},
		"says rubbish":        {script: "echo 'Gtk-Message: loaded'"},
		"a path that is none": {script: "echo /nowhere/at/all"},
	} {
		t.Run(name, func(t *testing.T) {
			fakeTool(t, "zenity", c.script)
			patient(t, c.quick)
			for how, do := range ask {
				got, err := do()
				switch {
				case c.want != nil:
					if got != c.want[how] || err != nil {
						t.Errorf("%s: %q, %v", how, got, err)
					}
				case c.err != nil:
					if !errors.Is(err, c.err) {
						t.Errorf("%s: %v", how, err)
					}
				case !errors.Is(err, ErrNoChooser) || errors.Is(err, ErrCancelled):
					t.Errorf("%s: %q, %v", how, got, err)
				}
			}
		})
	}
	t.Setenv("PATH", t.TempDir())
	for how, do := range ask {
		if _, err := do(); !errors.Is(err, ErrNoChooser) {
			t.Errorf("%s without a chooser: %v", how, err)
		}
	}
}

func theFirst(paths []string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return paths[0], nil
}
