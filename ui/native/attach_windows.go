package native

import (
	"os"

	"golang.org/x/sys/windows"
)

var (
	attachConsole = windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	freeConsole   = windows.NewLazySystemDLL("kernel32.dll").NewProc("FreeConsole")
)

// JoinConsole lets the commands speak at the console from which the program was started. Windows gives a program that is built
// to open a window none of its own, and no black one to who clicks it twice. What was piped or written to a file
// stays so. Call it before anything is written.
func JoinConsole() {
	const parent = ^uintptr(0) // ATTACH_PARENT_PROCESS
	if joined, _, _ := attachConsole.Call(parent); joined == 0 {
		return // none there, or we have it already
	}
	for _, s := range []struct {
		handle uint32
		file   **os.File
		name   string
		access uint32
	}{
		{windows.STD_INPUT_HANDLE, &os.Stdin, "CONIN$", windows.GENERIC_READ | windows.GENERIC_WRITE},
		{windows.STD_OUTPUT_HANDLE, &os.Stdout, "CONOUT$", windows.GENERIC_READ | windows.GENERIC_WRITE},
		{windows.STD_ERROR_HANDLE, &os.Stderr, "CONOUT$", windows.GENERIC_READ | windows.GENERIC_WRITE},
	} {
		if h, err := windows.GetStdHandle(s.handle); err == nil && h != 0 && h != windows.InvalidHandle {
			if _, err := windows.GetFileType(h); err == nil {
				continue
			}
		}
		name, err := windows.UTF16PtrFromString(s.name)
		if err != nil {
			continue
		}
		h, err := windows.CreateFile(name, s.access, windows.FILE_SHARE_READ|windows.FILE_SHARE_WRITE, nil, windows.OPEN_EXISTING, 0, 0)
		if err != nil {
			continue // then it stays silent, as it was
		}
		if windows.SetStdHandle(s.handle, h) == nil {
			*s.file = os.NewFile(uintptr(h), s.name)
		}
	}
}

// LeaveConsole lets go of it: a window must not be closed with the console from which it was opened.
func LeaveConsole() { _, _, _ = freeConsole.Call() }
