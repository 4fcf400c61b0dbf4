package ui

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// A pipe that nobody writes to, dropped on the window: a sentence, and no waiting for its other end.
func TestADroppedPipe(t *testing.T) {
	dir := t.TempDir()
	parcel, table := filepath.Join(dir, "包.tjb"), filepath.Join(dir, "表.xlsx")
	for _, path := range []string{parcel, table} {
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := stand.On(t, look.Standard, stage.NewCommunity(t, "塔北社区", "李明"), screens)
	s.Show(screens.Receive(s.Shell, []string{parcel}))
	if told := s.Told(); !strings.Contains(told, "这不是团建台账的包") {
		t.Errorf("a package: %s", told)
	}
	s.Show(screens.Intake(s.Shell, nil, []string{table}))
	if told := s.Told(); !strings.Contains(told, "这不是表格文件") {
		t.Errorf("a table: %s", told)
	}
	street := stand.On(t, look.Standard, stage.NewRealStreet(t, "塔北社区"), screens)
	street.Show(screens.Receive(street.Shell, []string{parcel}))
	if text := stage.Words(street.Page().View); !strings.Contains(text, "这不是团建台账的包") {
		t.Errorf("at a street: %s", text)
	}
}
