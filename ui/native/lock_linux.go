package native

import (
	"context"
	"os"
	"path/filepath"

	"github.com/godbus/dbus/v5"
)

// savers are the names under which the desktops tell that their screen is locked:
// freedesktop's own (KDE, Xfce), GNOME, Mate, Cinnamon, Xfce, UKUI (麒麟), Deepin (UOS).
var savers = []string{"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver", "org.cinnamon.ScreenSaver",
	"org.xfce.ScreenSaver", "org.ukui.ScreenSaver", "com.deepin.ScreenSaver"}

// sessions are the names under which Deepin tells it, as a property that changes.
var sessions = []string{"com.deepin.SessionManager", "org.deepin.dde.SessionManager1"}

const (
	loginSession = "org.freedesktop.login1.Session"
	loginManager = "org.freedesktop.login1.Manager"
	properties   = "org.freedesktop.DBus.Properties"
)

// WatchLock calls locked, on its own thread, each time when the system locks its
// screen or goes to sleep, until the context ends. Where there is nobody to ask it
// returns at once. It waits: call it off the drawing thread.
func WatchLock(ctx context.Context, locked func()) {
	desktop := listen(ctx, sessionBus(), sessionRules())
	system := listen(ctx, systemBus(), systemRules())
	for desktop != nil || system != nil {
		var s *dbus.Signal
		var open bool
		select {
		case <-ctx.Done():
			return
		case s, open = <-desktop:
			if !open {
				desktop = nil // a bus that has ended tells nothing more
			}
		case s, open = <-system:
			if !open {
				system = nil
			}
		}
		if open && locks(s) {
			locked()
		}
	}
}

// listen joins a bus until the context ends, which closes the channel; nil where
// there is no bus or it does not want us. Each bus has a channel of its own, since
// each closes it.
func listen(ctx context.Context, address string, rules [][]dbus.MatchOption) <-chan *dbus.Signal {
	if address == "" {
		return nil
	}
	c, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return nil
	}
	for _, r := range rules {
		if c.AddMatchSignal(r...) != nil {
			c.Close()
			return nil
		}
	}
	signals := make(chan *dbus.Signal, 16)
	c.Signal(signals)
	return signals
}

// sessionBus is where the desktop's bus is. None is started where none is.
func sessionBus() string {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" && a != "autolaunch:" {
		return a
	}
	socket := filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus")
	if _, err := os.Stat(socket); err != nil || !filepath.IsAbs(socket) {
		return ""
	}
	return "unix:path=" + socket
}

func systemBus() string {
	if a := os.Getenv("DBUS_SYSTEM_BUS_ADDRESS"); a != "" {
		return a
	}
	return "unix:path=/var/run/dbus/system_bus_socket"
}

func sessionRules() [][]dbus.MatchOption {
	var all [][]dbus.MatchOption
	for _, s := range savers {
		all = append(all, []dbus.MatchOption{dbus.WithMatchInterface(s)})
	}
	for _, s := range sessions {
		all = append(all, []dbus.MatchOption{dbus.WithMatchInterface(properties), dbus.WithMatchMember("PropertiesChanged"), dbus.WithMatchArg(0, s)})
	}
	return all
}

func systemRules() [][]dbus.MatchOption {
	return [][]dbus.MatchOption{
		{dbus.WithMatchInterface(loginSession), dbus.WithMatchMember("Lock")},
		{dbus.WithMatchInterface(loginManager), dbus.WithMatchMember("PrepareForSleep")},
	}
}

// locks says whether a signal tells that the screen locks or the computer sleeps.
func locks(s *dbus.Signal) bool {
	switch s.Name {
	case loginSession + ".Lock":
		return true
	case loginManager + ".PrepareForSleep":
		return first(s.Body) == true
	case properties + ".PropertiesChanged":
		if len(s.Body) < 2 {
			return false
		}
		changed, _ := s.Body[1].(map[string]dbus.Variant)
		return changed["Locked"].Value() == true
	}
	for _, name := range savers {
		switch s.Name {
		case name + ".ActiveChanged":
			return first(s.Body) == true
		case name + ".lock": // UKUI
			return true
		}
	}
	return false
}

func first(body []any) any {
	if len(body) == 0 {
		return nil
	}
	return body[0]
}
