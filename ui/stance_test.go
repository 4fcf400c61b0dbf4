package ui

import (
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/place"
)

var (
	laptop    = place.Screen{Name: "笔记本", Wide: 1366, High: 696, Toolkit: 1.5, Asked: 1.5}
	projector = place.Screen{Name: "投影", X: 1366, Wide: 2560, High: 1400, Toolkit: 1, Asked: 1}
)

// monitors stand in for the windowing library.
type monitors struct {
	all []place.Screen
	at  place.Stand
	max int
}

func (m *monitors) screens() Screens {
	return Screens{
		All:      func() []place.Screen { return m.all },
		Where:    func(fyne.Window) (place.Stand, bool) { return m.at, true },
		Maximize: func(fyne.Window) { m.max++ },
	}
}

// onScreens is a desk on screens, with nothing open.
func onScreens(t *testing.T, m *monitors) (*desk, *hands.Still) {
	t.Helper()
	t.Setenv(scaleKey, "") // and as it was afterwards
	os.Unsetenv(scaleKey)
	still := &hands.Still{}
	t.Cleanup(hands.Use(still.Hands()))
	app := tempApp(t)
	d := newDesk(app, app.NewWindow(""), Options{Env: testEnv(), Screens: m.screens()})
	d.begin()
	return d, still
}

func TestTheScreenHoldsTheWindow(t *testing.T) {
	d, _ := onScreens(t, &monitors{all: []place.Screen{laptop}})
	if got := os.Getenv(scaleKey); got != "0.6667" {
		t.Errorf("the toolkit is told %q: a laptop at 150%% cannot hold the pages", got)
	}
	if size := d.w.Canvas().Size(); size.Width > 1366 || size.Height > 696 || size.Width < 1024 || size.Height < 600 {
		t.Errorf("the window is %v", size)
	}
	if got := d.stance.told(); got != "系统的缩放是 150%，这块屏幕放不下，现在按 100% 显示。" {
		t.Errorf("the settings say %q", got)
	}
	if d, _ := onScreens(t, &monitors{all: []place.Screen{projector}}); d.stance.told() != "" || os.Getenv(scaleKey) != "1.0000" {
		t.Errorf("where there is room: %q, %q", d.stance.told(), os.Getenv(scaleKey))
	}
	if d, _ := onScreens(t, &monitors{}); d.w.Canvas().Size() != fyne.NewSize(place.FirstWide, place.FirstHigh) || os.Getenv(scaleKey) != "" {
		t.Errorf("where nothing is known of the screens: %v, %q", d.w.Canvas().Size(), os.Getenv(scaleKey))
	}
}

func TestThePersonsOwnScale(t *testing.T) {
	m := &monitors{all: []place.Screen{projector}}
	t.Setenv(scaleKey, "1.2")
	app := tempApp(t)
	t.Cleanup(hands.Use((&hands.Still{}).Hands()))
	d := newDesk(app, app.NewWindow(""), Options{Env: testEnv(), Screens: m.screens()})
	if d.stance.drawn != 1.2 || os.Getenv(scaleKey) != "1.2000" {
		t.Errorf("drawn at %v, told %q", d.stance.drawn, os.Getenv(scaleKey))
	}
}

func TestTheWindowStandsWhereItStood(t *testing.T) {
	m := &monitors{all: []place.Screen{laptop, projector}}
	d, _ := onScreens(t, m)
	m.at = place.Stand{X: 1500, Y: 90, Wide: 1100, High: 650}
	d.stance.look() // it was moved to the projector
	d.end()
	d, _ = onScreens(t, m)
	if size := d.w.Canvas().Size(); d.stance.screen != projector || size != fyne.NewSize(1100, 650) {
		t.Errorf("it comes up on %s, %v", d.stance.screen.Name, size)
	}
	m.all = m.all[:1]
	if d, _ = onScreens(t, m); d.stance.screen != laptop {
		t.Errorf("without the projector it comes up on %s", d.stance.screen.Name)
	}
	d.a.Preferences().RemoveValue(standsKey)
}

func TestAMaximizedWindow(t *testing.T) {
	m := &monitors{all: []place.Screen{projector}, at: place.Stand{X: 1400, Y: 50, Wide: 1200, High: 800}}
	d, _ := onScreens(t, m)
	d.end()
	d, _ = onScreens(t, m)
	m.at = place.Stand{X: 1366, Wide: 2560, High: 1360, Maximized: true}
	d.end()
	d, still := onScreens(t, m)
	if size := d.w.Canvas().Size(); size != fyne.NewSize(1200, 800) || m.max != 0 {
		t.Errorf("before it is maximized it is %v", size)
	}
	if still.Pass(3 * time.Second); m.max != 1 {
		t.Errorf("it was maximized %d times", m.max)
	}
	d.end()
	d.a.Preferences().RemoveValue(standsKey)
}

func TestAnotherScreenAnotherScale(t *testing.T) {
	m := &monitors{all: []place.Screen{laptop, projector}, at: place.Stand{X: 20, Y: 60, Wide: 1100, High: 640}}
	d, still := onScreens(t, m)
	if still.Pass(3 * time.Second); os.Getenv(scaleKey) != "0.6667" {
		t.Errorf("where it stood: %q", os.Getenv(scaleKey))
	}
	m.at.X = 1800
	if still.Pass(3 * time.Second); os.Getenv(scaleKey) != "1.0000" || d.stance.told() != "" {
		t.Errorf("on the projector: %q, %q", os.Getenv(scaleKey), d.stance.told())
	}
}
