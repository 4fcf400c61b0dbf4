package native

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// HasDisplay says whether a window can be opened at all: on Linux only within a desktop
// that is there. A variable may go on naming one that has ended, or whose number was
// mistyped; the windowing library panics then.
func HasDisplay() bool {
	for _, name := range displaySockets(os.Getenv, wayland) {
		if name == "" || answers(name) {
			return true
		}
	}
	return false
}

// displaySockets are the sockets at which the desktops answer that the environment names,
// a leading @ for one without a file; "" is a desktop on another computer, which cannot be
// asked from here. A program that is built without Wayland can show nothing there.
func displaySockets(getenv func(string) string, wayland bool) (names []string) {
	if w := getenv("WAYLAND_DISPLAY"); !wayland {
	} else if filepath.IsAbs(w) {
		names = append(names, w)
	} else if folder := getenv("XDG_RUNTIME_DIR"); w != "" && folder != "" {
		names = append(names, filepath.Join(folder, w))
	}
	host, number, ok := strings.Cut(getenv("DISPLAY"), ":")
	number, _, _ = strings.Cut(number, ".") // the screen
	switch {
	case !ok || number == "":
	case host == "" || host == "unix":
		names = append(names, "@/tmp/.X11-unix/X"+number, "/tmp/.X11-unix/X"+number)
	default:
		names = append(names, "")
	}
	return names
}

// answers says that somebody listens at a socket of this computer.
func answers(name string) bool {
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return true // not the display's fault
	}
	defer unix.Close(fd)
	err = unix.Connect(fd, &unix.SockaddrUnix{Name: name})
	return err == nil || errors.Is(err, unix.EAGAIN) // others wait there before us
}
