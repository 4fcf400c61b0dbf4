package patience

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// clock counts what was waited.
type clock struct{ waited time.Duration }

func (c *clock) wait(d time.Duration) { c.waited += d }

func TestWhatIsWaitedFor(t *testing.T) {
	const notFound = syscall.Errno(2)
	long, short := 5*time.Second, 300*ms
	for _, c := range []struct {
		what    string
		windows bool
		open    bool
		err     syscall.Errno
		times   int // it fails
		waited  time.Duration
		held    bool
	}{
		{"a scanner that lets go", true, false, sharingViolation, 3, 70 * ms, false},
		{"a scanner that does not", true, false, sharingViolation, 99, long, true},
		{"a rename that is denied", true, false, accessDenied, 99, long, true},
		{"a mapped file", true, false, mappedSection, 99, long, true},
		{"a file that is still being removed", true, false, deletePending, 2, 30 * ms, false},
		{"a folder whose last file is still being removed", true, false, folderNotEmpty, 1, 10 * ms, false},
		{"an opening", true, true, sharingViolation, 99, long, true},
		{"an opening that is denied", true, true, accessDenied, 99, short, false},
		{"an opening that is denied for a moment", true, true, accessDenied, 4, 150 * ms, false},
		{"no such file", true, false, notFound, 99, 0, false},
		{"elsewhere these numbers mean other things", false, false, sharingViolation, 99, 0, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			var watch clock
			do, tries := Patience.change, 0
			if c.open {
				do = Patience.open
			}
			err := do(watch.wait, c.windows, func() error {
				if tries++; tries <= c.times {
					return &fs.PathError{Op: "rename", Path: "x", Err: c.err}
				}
				return nil
			})
			if watch.waited != c.waited || errors.Is(err, ErrHeld) != c.held || (err == nil) != (c.times < 99) {
				t.Errorf("waited %v, then %v", watch.waited, err)
			}
			if err != nil && !errors.Is(err, c.err) {
				t.Errorf("the cause is lost: %v", err)
			}
		})
	}
}

// Who brings no patience is told at once, and of what is forbidden as such.
func TestWithoutPatience(t *testing.T) {
	tries := 0
	refused := func(err error) func() error { return func() error { tries++; return err } }
	if err := Patience(nil).change(true, refused(sharingViolation)); !errors.Is(err, ErrHeld) || tries != 1 {
		t.Errorf("%v after %d tries", err, tries)
	}
	if err := Patience(nil).open(true, refused(accessDenied)); errors.Is(err, ErrHeld) {
		t.Errorf("%v", err)
	}
}

// The plain way of removing takes all away, follows no link and says what it could not remove.
func TestStrip(t *testing.T) {
	home := t.TempDir()
	kept := filepath.Join(home, "原件.tjz")
	folder := filepath.Join(home, ".tuanjian-1.tmp")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.WriteFile(kept, []byte("x"), 0o600))
	must(os.MkdirAll(filepath.Join(folder, "里面"), 0o700))
	for i := range 3 {
		must(os.WriteFile(filepath.Join(folder, "里面", fmt.Sprint(i)), []byte("x"), 0o400))
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink(home, link); err != nil {
		t.Log("no links here: ", err)
	}
	must(Patience(nil).strip(folder))
	if _, err := os.Lstat(folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder: %v", err)
	}
	if _, err := os.Lstat(kept); err != nil {
		t.Errorf("what a link led to: %v", err)
	}
	must(Patience(nil).strip(folder))
	must(Patience(nil).RemoveAll(folder))
}
