package native

import "golang.org/x/sys/windows"

// Show opens a file or a folder in the program that the desktop has for it.
func Show(path string) error {
	v, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL)
}
