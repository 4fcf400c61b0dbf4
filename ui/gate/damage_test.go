package gate

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/ui/trial"
)

// hurtFile damages the head of a ledger's file.
func hurtFile(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(text[:8192], make([]byte, 8192))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestGateLeadsOutOfDamage(t *testing.T) {
	b := newBook(t, 30)
	done, err := care.BackUp(b, care.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	path := b.Path()
	b.Close()
	hurtFile(t, path)
	g := newGate(t)
	shoot := func(name string) { trial.Photograph(t, g.Window.Canvas(), name) }
	g.ShowUnlock(Recent{"塔北社区", path})
	if len(fields(g.page.View)) == 0 {
		t.Fatal("no password is asked")
	}
	fields(g.page.View)[0].SetText(password)
	press := func(verb string) { t.Helper(); button(t, g.page.View, verb).Press() }
	press("打开")
	shoot("gate-damaged")
	press("用备份恢复")
	shoot("gate-backups")
	g.ShowRestore(Recent{"塔北社区", path}, done.Path)
	press("看里面有什么")
	if len(said(g.page.View)) == 0 {
		t.Error("no password, and nothing is said")
	}
	fields(g.page.View)[0].SetText(password)
	press("看里面有什么")
	shoot("gate-restore")
	if seen := words(g.page.View); !strings.Contains(seen, "团员 30") || !strings.Contains(seen, "损坏的改名") {
		t.Errorf("%s", seen)
	}
	press("恢复这份备份")
	if g.book == nil || g.book.Today().Count(ledger.Members) != 30 {
		t.Fatal("not restored")
	}
	g.book.Close()
	damaged := strings.TrimSuffix(path, ".tjz") + " 损坏 " + filepath.Base(done.Path)[:6] + ".tjz"

	g.ShowSalvage(Recent{"塔北社区", damaged})
	shoot("gate-salvage")
	fields(g.page.View)[0].SetText("wrong-password")
	press("抢救成新台账")
	if len(said(g.page.View)) == 0 {
		t.Error("a wrong password is not told")
	}
	fields(g.page.View)[0].SetText(password)
	press("抢救成新台账")
	shoot("gate-salvaged")
	press("打开新台账")
	if g.book == nil || g.book.Today().Count(ledger.Members) != 30 || !strings.Contains(g.book.Path(), "抢救") {
		t.Fatalf("not salvaged: %s", words(g.page.View))
	}
	out := &care.Salvaged{Path: path, Name: "塔北社区", Counts: map[string]int{"member": 28, "enterprise": 12}}
	for i := range 14 {
		out.Lost = append(out.Lost, "团员“欧阳志远"+strconv.Itoa(i)+"”找回的可能不是最后一次保存的内容，请核对。")
	}
	g.ShowSalvaged(out)
	shoot("gate-salvaged-list")
	if seen := words(g.page.View); !strings.Contains(seen, "这 14 处不完整") {
		t.Errorf("%s", seen)
	}
}
