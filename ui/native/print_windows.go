package native

import (
	"context"
	"errors"

	"golang.org/x/sys/windows"
)

// noAssociation is what the shell answers where no program prints PDF files.
const noAssociation = windows.Errno(1155)

// send asks the program that is registered for PDF files to print. It reads the
// file after ShellExecute has answered, hence lasting.
func send(_ context.Context, path string) (lasting bool, err error) {
	err = shell("print", path)
	if errors.Is(err, noAssociation) {
		return false, errors.Join(ErrNoPrinter, err)
	}
	return err == nil, err
}

// Show opens a file or a folder in the program that the desktop has for it.
func Show(path string) error { return shell("open", path) }

func shell(verb, path string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL)
}
