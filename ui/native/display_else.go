//go:build !linux

package native

import "runtime"

// HasDisplay says whether a window can be opened at all: on systems that always have a
// desktop.
func HasDisplay() bool { return runtime.GOOS == "windows" || runtime.GOOS == "darwin" }
