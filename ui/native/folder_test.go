package native

import (
	"errors"
	"testing"
)

func TestFolderAsksTheSystem(t *testing.T) {
	fakeTool(t, "zenity", `case "$*" in *--directory*) echo /media/usb;; *) exit 1;; esac`)
	if got, err := Folder("放到哪里", t.TempDir()); got != "/media/usb" || err != nil {
		t.Errorf("the folder is %q, %v", got, err)
	}
	fakeTool(t, "zenity", "exit 1")
	if _, err := Folder("放到哪里", t.TempDir()); !errors.Is(err, ErrCancelled) {
		t.Errorf("choosing nothing: %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Folder("放到哪里", t.TempDir()); !errors.Is(err, ErrNoChooser) {
		t.Errorf("without a chooser: %v", err)
	}
}
