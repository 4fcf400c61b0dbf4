package native

import (
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
)

func TestWhereADesktopAnswers(t *testing.T) {
	for _, c := range []struct {
		wayland, runtime, display string
		want                      []string
	}{
		{"", "/run/user/1", "", nil},
		{"", "", ":0", []string{"@/tmp/.X11-unix/X0", "/tmp/.X11-unix/X0"}},
		{"", "", ":99.0", []string{"@/tmp/.X11-unix/X99", "/tmp/.X11-unix/X99"}},
		{"", "", "unix:1", []string{"@/tmp/.X11-unix/X1", "/tmp/.X11-unix/X1"}},
		{"", "", "office:10.0", []string{""}},
		{"", "", "0", nil},
		{"", "", ":", nil},
		{"wayland-0", "/run/user/1", "", []string{"/run/user/1/wayland-0"}},
		{"wayland-0", "", ":0", []string{"@/tmp/.X11-unix/X0", "/tmp/.X11-unix/X0"}},
		{"/run/w", "", "", []string{"/run/w"}},
	} {
		env := map[string]string{"WAYLAND_DISPLAY": c.wayland, "XDG_RUNTIME_DIR": c.runtime, "DISPLAY": c.display}
		if got := displaySockets(func(name string) string { return env[name] }, true); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", env, got, c.want)
		}
		if got := displaySockets(func(name string) string { return env[name] }, false); c.wayland != "" && c.display == "" && len(got) > 0 {
			t.Errorf("%v, built for X11 alone: %q", env, got)
		}
	}
}

func TestADesktopThatHasEnded(t *testing.T) {
	name := filepath.Join(t.TempDir(), "X7")
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", name)
	if HasDisplay() {
		t.Error("nobody is there")
	}
	fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Bind(fd, &unix.SockaddrUnix{Name: name}); err != nil {
		t.Fatal(err)
	}
	if err := unix.Listen(fd, 1); err != nil {
		t.Fatal(err)
	}
	if !HasDisplay() {
		t.Error("somebody listens")
	}
	unix.Close(fd) // the file stays
	if HasDisplay() {
		t.Error("nobody is there any more")
	}
}
