package native

import (
	"bufio"
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"tuanjian/store/trial"
)

// aBus starts a bus of its own for a test and answers its address.
func aBus(t *testing.T) string {
	t.Helper()
	tool, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("no dbus-daemon on this computer")
	}
	cmd := exec.Command(tool, "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// TestSystemLockIsHeard: what another program says on the bus arrives, once each.
func TestSystemLockIsHeard(t *testing.T) {
	if _, err := exec.LookPath("dbus-send"); err != nil {
		t.Skip("no dbus-send on this computer")
	}
	address := aBus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	ctx, stop := context.WithCancel(context.Background())
	heard, ended := make(chan bool, 9), make(chan bool)
	go func() { WatchLock(ctx, func() { heard <- true }); close(ended) }()
	send := func(args ...string) {
		t.Helper()
		if said, err := exec.Command("dbus-send", append([]string{"--bus=" + address, "--type=signal"}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	saver := []string{"/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true"}
	// Until it listens nothing is heard: say it again until it is.
	for begun := trial.Start(); len(heard) == 0; time.Sleep(20 * time.Millisecond) {
		if begun.Taken() > 10*time.Second {
			t.Fatal("the screen saver's signal is not heard")
		}
		send(saver...)
	}
	for len(heard) > 0 {
		<-heard
		time.Sleep(50 * time.Millisecond)
	}
	send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:false")
	send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.Other", "boolean:true")
	send("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false")
	send("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true")
	select {
	case <-heard:
	case <-time.After(5 * time.Second):
		t.Fatal("going to sleep is not heard")
	}
	send("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock")
	select {
	case <-heard:
	case <-time.After(5 * time.Second):
		t.Fatal("the session's lock is not heard")
	}
	stop()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("it does not end with its context")
	}
	if len(heard) > 0 {
		t.Errorf("%d calls too many: an unlocked screen locks", len(heard))
	}
}

func TestWhatLocks(t *testing.T) {
	changed := func(name string, v any) []any {
		return []any{"com.deepin.SessionManager", map[string]dbus.Variant{name: dbus.MakeVariant(v)}, []string{}}
	}
	for _, c := range []struct {
		name string
		body []any
		want bool
	}{
		{"org.freedesktop.ScreenSaver.ActiveChanged", []any{true}, true},
		{"org.mate.ScreenSaver.ActiveChanged", []any{false}, false},
		{"org.cinnamon.ScreenSaver.ActiveChanged", nil, false},
		{"org.cinnamon.ScreenSaver.ActiveChanged", []any{"yes"}, false},
		{"org.ukui.ScreenSaver.lock", nil, true},
		{"org.ukui.ScreenSaver.unlock", nil, false},
		{properties + ".PropertiesChanged", changed("Locked", true), true},
		{properties + ".PropertiesChanged", changed("Locked", false), false},
		{properties + ".PropertiesChanged", changed("Stage", true), false},
		{properties + ".PropertiesChanged", []any{"x", 3}, false},
		{loginManager + ".PrepareForSleep", []any{true}, true},
		{loginManager + ".PrepareForShutdown", []any{true}, false},
		{"", nil, false},
	} {
		if got := locks(&dbus.Signal{Name: c.name, Body: c.body}); got != c.want {
			t.Errorf("%s %v locks: %v", c.name, c.body, got)
		}
	}
}

func TestNobodyToAsk(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+t.TempDir()+"/none")
	WatchLock(context.Background(), func() { t.Error("locked by nobody") }) // returns at once
}
