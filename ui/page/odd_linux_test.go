package page

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tuanjian/ui/kit"
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
	s := newStandOf(t, kit.Standard, communityBook(t, "塔北社区", "李明"))
	s.Show(Take(s.Shell, []string{parcel}))
	if told := s.Told(); !strings.Contains(told, "这不是团建台账的包") {
		t.Errorf("a package: %s", told)
	}
	s.Show(Intake(s.Shell, nil, []string{table}))
	if told := s.Told(); !strings.Contains(told, "这不是表格文件") {
		t.Errorf("a table: %s", told)
	}
	street := newStandOf(t, kit.Standard, realStreet(t, "塔北社区"))
	v := newReceive(street.Shell, []string{parcel})
	street.Show(v.page)
	if text := words(v.page.View); !strings.Contains(text, "这不是团建台账的包") {
		t.Errorf("at a street: %s", text)
	}
}
