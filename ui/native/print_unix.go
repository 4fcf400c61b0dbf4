//go:build !windows

package native

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
)

// send prints by lp or lpr, which copy the file before they answer.
func send(ctx context.Context, path string) (lasting bool, err error) {
	for _, name := range []string{"lp", "lpr"} {
		tool, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		command := exec.CommandContext(ctx, tool, path)
		command.Env = append(os.Environ(), "LC_ALL=C", "LANGUAGE=C") // noPrinter reads what it says
		said, err := command.CombinedOutput()
		if err == nil {
			return false, nil
		}
		if noPrinter(said) {
			return false, errors.Join(ErrNoPrinter, words(err, said))
		}
		return false, words(err, said)
	}
	return false, ErrNoPrinter
}

// noPrinter recognises what lp and lpr of CUPS say without a destination or a
// running service.
func noPrinter(said []byte) bool {
	for _, s := range []string{"no default destination", "No default", "no system default", "Bad file descriptor", "Unable to connect", "scheduler is not running", "Transport endpoint"} {
		if bytes.Contains(said, []byte(s)) {
			return true
		}
	}
	return false
}

// Show opens a file or a folder in the program that the desktop has for it. Call
// it off the drawing thread.
func Show(path string) error {
	tool := "xdg-open"
	if runtime.GOOS == "darwin" {
		tool = "open"
	}
	return exec.Command(tool, path).Run()
}
