package disk

import (
	"errors"
	"runtime"
	"slices"
	"strings"
)

// Why Windows takes a name for a file otherwise than it is written, or not at all.
var (
	ErrDeviceName = errors.New("the name of a device")
	ErrNameEnd    = errors.New("the name ends in a dot or a space")
	ErrNameSign   = errors.New("the name has a sign that no name may have")
)

// NameFor says whether a new file can have this path and will be found under it: on Windows CON, whatever stands behind its
// dot, is a device, a dot at the end is dropped without a word, and what follows a colon is a stream inside another file.
// Elsewhere every name will do.
func NameFor(path string) error { return nameFor(path, runtime.GOOS == "windows") }

func nameFor(path string, windows bool) error {
	if !windows {
		return nil
	}
	rest := path[len(volumeOf(path)):]
	for _, name := range strings.FieldsFunc(rest, func(r rune) bool { return r == '\\' || r == '/' }) {
		if name == "." || name == ".." {
			continue
		}
		if err := oneName(name); err != nil {
			return err
		}
	}
	if strings.HasPrefix(strings.ReplaceAll(path, `\`, "/"), "//./") {
		return ErrDeviceName
	}
	return nil
}

// oneName is nameFor for one part of a path.
func oneName(name string) error {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	if slices.Contains(devices, stem) {
		return ErrDeviceName
	}
	if len([]rune(stem)) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && strings.ContainsAny(stem[3:], "123456789¹²³") {
		return ErrDeviceName
	}
	if strings.ContainsAny(name, `<>:"|?*`) || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return ErrNameSign
	}
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return ErrNameEnd
	}
	return nil
}

var devices = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}

// volumeOf is what stands before the first name of a Windows path: a letter, or the sign that all is taken as it is written.
func volumeOf(path string) string {
	n := 0
	if slashed := strings.ReplaceAll(path, `\`, "/"); strings.HasPrefix(slashed, "//?/") || strings.HasPrefix(slashed, "//./") {
		n = 4
	}
	if rest := path[n:]; len(rest) >= 2 && rest[1] == ':' && (rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') {
		n += 2
	}
	return path[:n]
}
