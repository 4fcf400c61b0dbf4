package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// ErrNoPrinter says that this computer has no printing system or no printer.
var ErrNoPrinter = errors.New("no printer")

// ErrNotPrinted says that there is a printing system and that it did not take the
// paper: a printer that is off, a queue that is held, a service that does not answer.
// Its cause is for the log.
var ErrNotPrinted = errors.New("not printed")

// printPatience is how long the system may take to accept a job.
const printPatience = 60 * time.Second

// spooled is the name of the file that a printer reads.
const spooled = "print.pdf"

// Print hands a PDF to the system's default printer and answers when the system has
// taken it. It fails with ErrNoPrinter, with ErrNotPrinted, with the context's error
// where that was cancelled, or with the disk's. The bytes lie in a folder that only the user can read, under a name
// that tells nothing, and are removed when the system has copied them. Call it off
// the drawing thread.
func Print(ctx context.Context, pdf []byte) error {
	folder, err := os.MkdirTemp("", "tj-")
	if err != nil {
		return fmt.Errorf("spool: %w", err)
	}
	path := filepath.Join(folder, spooled)
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		return errors.Join(fmt.Errorf("spool: %w", err), os.RemoveAll(folder))
	}
	patience, cancel := context.WithTimeout(ctx, printPatience)
	defer cancel()
	lasting, err := send(patience, path)
	switch {
	case err == nil:
	case ctx.Err() != nil:
		err = ctx.Err() // whatever the command says that was stopped
	case !errors.Is(err, ErrNoPrinter):
		err = errors.Join(ErrNotPrinted, err)
	}
	if lasting {
		// The reader that Windows starts still needs the file; Sweep removes it.
		return err
	}
	return errors.Join(err, os.RemoveAll(folder))
}

// Sweep removes what printing left behind because another program was still
// reading it. Call it when the program starts and when it ends.
func Sweep() {
	folders, err := filepath.Glob(filepath.Join(os.TempDir(), "tj-*"))
	if err != nil {
		return
	}
	for _, f := range folders {
		path := filepath.Join(f, spooled)
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && os.Remove(path) == nil {
			_ = os.Remove(f) // empty now unless somebody else uses it
		}
	}
}

// words turns what a command said into an error without the file's name.
func words(err error, said []byte) error {
	said = bytes.TrimSpace(said)
	if len(said) > 200 {
		said = said[:200]
	}
	return fmt.Errorf("%w: %s", err, said)
}
