package office

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

func TestIdleWaitIsChosen(t *testing.T) {
	s := onDesk(t, newBook(t, 0))
	tabs := idleTabs(s)
	if got := IdleWait(s.App); got != 10*time.Minute || tabs.At() != 1 {
		t.Fatalf("before a choice: %v, tab %d", got, tabs.At())
	}
	tabs.OnTap(3)
	if got := IdleWait(s.App); got != 30*time.Minute {
		t.Errorf("30 分钟 gives %v", got)
	}
	never := func(verb string) {
		tabs.Choose(4)
		tabs.OnTap(4)
		top := s.Canvas().Overlays().Top()
		if top == nil {
			t.Fatal("never is not asked about")
		}
		button(t, top, verb).Press()
	}
	never("取消")
	if got := IdleWait(s.App); got != 30*time.Minute || tabs.At() != 3 {
		t.Errorf("after 取消 %v, tab %d", got, tabs.At())
	}
	never("不自动锁定")
	if got := IdleWait(s.App); got != 0 || tabs.At() != 4 {
		t.Errorf("after 不自动锁定 %v, tab %d", got, tabs.At())
	}
	if again := idleTabs(s); again.At() != 4 {
		t.Errorf("the page comes back with tab %d", again.At())
	}
	s.App.Preferences().SetInt(idleKey, 9999)
	if got := IdleWait(s.App); got != 10*time.Minute {
		t.Errorf("what is no choice gives %v", got)
	}
}

// TestChooserAnswersNobodyAfterTheLock: the system's chooser is a window of its own
// and stays open when the ledger locks.
func TestChooserAnswersNobodyAfterTheLock(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("plays the chooser of Linux")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "zenity"), []byte("#!/bin/sh\necho "+dir+"/a.xlsx\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.xlsx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	s := onDesk(t, newBook(t, 0))
	s.Show(Settings(s))
	answers := 0
	ask := func() {
		s.OpenFiles("导入", dir, false, func([]string) { answers++ })
		s.SaveFile("导出", filepath.Join(dir, "b.xlsx"), func(string) { answers++ })
	}
	if ask(); answers != 2 {
		t.Fatalf("%d answers while the ledger is open", answers)
	}
	s.Stop()
	if ask(); answers != 2 {
		t.Errorf("%d answers came after the lock", answers-2)
	}
}
