package native

import (
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	setReporting = windows.NewLazySystemDLL("kernel32.dll").NewProc("WerSetFlags")
	leaveOut     = windows.NewLazySystemDLL("wer.dll").NewProc("WerAddExcludedApplication")
)

// KeepMemory has the system write nothing of the program's memory to disk when it
// crashes: no error box that offers a dump, no heap in a report, and no report at all of
// a program of this name by this person. What it cannot have it does without.
func KeepMemory() {
	const noHeap, noBox = 0x1, 0x20 // WER_FAULT_REPORTING_FLAG_NOHEAP, WER_FAULT_REPORTING_NO_UI
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	if setReporting.Find() == nil {
		_, _, _ = setReporting.Call(noHeap | noBox)
	}
	path, err := os.Executable()
	if err != nil || leaveOut.Find() != nil {
		return
	}
	if name, err := windows.UTF16PtrFromString(filepath.Base(path)); err == nil {
		_, _, _ = leaveOut.Call(uintptr(unsafe.Pointer(name)), 0)
	}
}
