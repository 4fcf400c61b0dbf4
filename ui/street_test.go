package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"tuanjian/store/practice"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// onStreet is a window with a practice street open in it.
func onStreet(t *testing.T) *desk {
	t.Helper()
	t.Cleanup(kit.UseHands((&hands.Still{}).Hands()))
	t.Cleanup(kit.UseVoice(voice("")))
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "s.tjz"), password, practice.Options{Members: 80, Seed: 7, Street: true}, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	app := tempApp(t)
	d := newDesk(app, app.NewWindow(""), Options{Env: testEnv(), Book: b})
	d.begin()
	d.w.Resize(fyne.NewSize(1366, 700))
	return d
}

// A package that is dropped on the window is looked at, at a street and in a community; a table goes on to the import.
func TestDroppedPackagesAreLookedAt(t *testing.T) {
	folder := t.TempDir()
	uri := func(name string) fyne.URI {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("姓名\n李明\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return storage.NewFileURI(path)
	}
	for name, d := range map[string]*desk{"接收上报包": onStreet(t), "接收街道的包": onDesk(t)} {
		d.dropped(fyne.Position{}, []fyne.URI{uri("甲.tjb"), uri("名单.csv")})
		if got := d.frame.shell.Page().Title; got != name {
			t.Errorf("a package opens %q, want %q", got, name)
		}
		if top := d.w.Canvas().Overlays().Top(); top != nil {
			d.w.Canvas().Overlays().Remove(top)
		}
		d.dropped(fyne.Position{}, []fyne.URI{uri("名单.csv")})
		if got := d.frame.shell.Page().Title; got == name {
			t.Errorf("a table opens %q", got)
		}
	}
}

// From the first page of a street to a community's fault and its field, and back, without a mouse.
func TestAStreetByKeyboard(t *testing.T) {
	d := onStreet(t)
	shell := d.frame.shell
	shell.ShowSubmit()
	key(d, fyne.KeyReturn)
	if got := shell.Page().Title; got != "塔北社区" {
		t.Fatalf("Enter on the table opens %q", got)
	}
	key(d, fyne.KeyReturn)
	if got := shell.Page().Key; got == "" || shell.Page().Title == "塔北社区" {
		t.Fatalf("Enter on a fault stays on %q", shell.Page().Title)
	}
	if d.w.Canvas().Focused() == nil {
		t.Fatal("no field has the keyboard")
	}
	key(d, fyne.KeyF8)
	if d.w.Canvas().Overlays().Top() == nil {
		t.Fatal("F8 offers nothing to send back")
	}
	key(d, fyne.KeyEscape, fyne.KeyEscape)
	shell.ShowSubmit()
	key(d, fyne.KeyF10)
	if got := shell.Page().Title; got != "接收上报包" {
		t.Errorf("F10 opens %q", got)
	}
	key(d, fyne.KeyEscape)
	if got := shell.Page().Title; got != "上报与回执" {
		t.Errorf("Esc goes to %q", got)
	}
}
