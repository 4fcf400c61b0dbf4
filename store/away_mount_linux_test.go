package store

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tuanjian/store/ledger"
)

// A medium is a small file system of its own that is plugged in by binding it to the
// stick's folder and pulled by a lazy unmount, as the kernel does when a stick goes.
type medium struct {
	*outing
	at string
}

func newMedium(t *testing.T, size string) *medium {
	t.Helper()
	root := t.TempDir()
	m := &medium{outing: outingAt(root), at: filepath.Join(root, "里面")}
	for _, folder := range []string{m.at, m.stick, m.env.Copies, m.other.Copies} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mount("tmpfs", m.at, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("only root can mount: ", err)
	}
	t.Cleanup(func() {
		_ = syscall.Unmount(m.stick, syscall.MNT_DETACH) // may be out
		if err := syscall.Unmount(m.at, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	m.plugIn(t, 0)
	b, _, err := Create(m.path, Profile{Name: "塔北社区"}, "王干事", testPassword, m.env)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *medium) plugIn(t *testing.T, flags uintptr) {
	t.Helper()
	if err := syscall.Mount(m.at, m.stick, "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	if flags != 0 {
		if err := syscall.Mount("", m.stick, "", syscall.MS_REMOUNT|syscall.MS_BIND|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
}

func (m *medium) pullOut(t *testing.T) {
	t.Helper()
	if err := syscall.Unmount(m.stick, syscall.MNT_DETACH); err != nil {
		t.Fatal(err)
	}
}

// TestUnmounted: the folder where the stick was stays, empty, and nothing is written
// into it.
func TestUnmounted(t *testing.T) {
	m := newMedium(t, "20m")
	b := m.open(t, m.env)
	m.pullOut(t)
	establish(t, b, "东升五金")
	if err := b.WriteBack(); codeOf(err) != Unwritten || !b.LookAway().Out {
		t.Errorf("%v %+v", err, b.Away())
	}
	if names, _ := m.files(t); len(names) != 0 {
		t.Errorf("written where the stick is not: %q", names)
	}
	if err := b.Close(); codeOf(err) != Unwritten {
		t.Errorf("%v", err)
	}
	b = m.open(t, m.env)
	establish(t, b, "西湖食品")
	if names, _ := m.files(t); len(names) != 0 {
		t.Errorf("written where the stick is not: %q", names)
	}
	m.plugIn(t, 0)
	if b.LookAway().Out {
		t.Error("plugged in, and not seen")
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "written back", m.onStick(t, "塔北.tjz"), "东升五金", "西湖食品")
	if names, copies := m.files(t); len(names) != 1 || copies != 0 {
		t.Errorf("%q, %d copies", names, copies)
	}
}

// TestFullStick: where there is no room for a second copy beside the original, the
// original stays and the sentence says how much is missing.
func TestFullStick(t *testing.T) {
	m := newMedium(t, "20m")
	before, err := os.ReadFile(m.path)
	if err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(m.stick, "照片")
	if err := os.WriteFile(filler, make([]byte, 19<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	b := m.open(t, m.env)
	establish(t, b, "东升五金")
	err = b.WriteBack()
	if codeOf(err) != Unwritten || !strings.Contains(Tell(err).Message, "空间不够，还差 ") || !strings.Contains(b.Away().Message, "空间不够") {
		t.Errorf("%v %s %+v", err, Tell(err).Message, b.Away())
	}
	if now, _ := os.ReadFile(m.path); string(now) != string(before) {
		t.Error("the original changed")
	}
	if temps, _ := filepath.Glob(filepath.Join(m.stick, ".tuanjian*")); len(temps) != 0 {
		t.Errorf("left: %q", temps)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "with room again", m.onStick(t, "塔北.tjz"), "东升五金")
}

// TestWriteProtected: what cannot be written can be looked at, searched and printed.
func TestWriteProtected(t *testing.T) {
	for _, place := range []Site{Removable, Fixed} {
		m := newMedium(t, "20m")
		b := m.open(t, m.env)
		establish(t, b, "东升五金")
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		m.pullOut(t)
		m.plugIn(t, syscall.MS_RDONLY)
		env := m.env
		if place == Fixed {
			env.Place = nil
		}
		b = m.open(t, env)
		if s := b.Away(); !s.ReadOnly || !strings.Contains(s.Message, "只能查看") || s.Unwritten {
			t.Errorf("%q: %+v", place, s)
		}
		equal(t, "read", companies(b), "东升五金")
		_, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: "西湖食品"})
		if codeOf(err) != ReadOnly || !strings.Contains(Tell(err).Message, "只能查看") || b.May(MayEdit) || !strings.Contains(b.Forbids(), "只能查看") {
			t.Errorf("%q: %v %s", place, err, Tell(err).Message)
		}
		if err := b.Staff().ChangePassword(testPassword, "another-long-one"); codeOf(err) != ReadOnly {
			t.Errorf("%q: password: %v", place, err)
		}
		write := func(w io.Writer) error { _, err := io.WriteString(w, "企业"); return err }
		if err := b.WriteOut(filepath.Join(t.TempDir(), "a.csv"), write, func() error { return b.note("export", Detail{What: "enterprise"}) }); err != nil {
			t.Errorf("%q: export: %v", place, err)
		}
		if err := b.Close(); err != nil {
			t.Errorf("%q: %v", place, err)
		}
		names, copies := m.files(t)
		if equal(t, "files", names, "塔北.tjz"); copies != 0 {
			t.Errorf("%q: %d copies", place, copies)
		}
		m.pullOut(t)
		m.plugIn(t, 0)
	}
}
