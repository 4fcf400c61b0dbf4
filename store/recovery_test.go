package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/stage"
)

// The page has every group of the code and says whose ledger it opens.
func TestRecoverySheet(t *testing.T) {
	b, code, err := store.Create(filepath.Join(t.TempDir(), "a.tjz"), store.Profile{Name: "塔北社区"}, "李干事", "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	pdf, err := forms.RecoverySheet(b, code).PDF()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "code.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not there to read the page")
	}
	out, err := exec.Command(tool, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range append(strings.Split(code, "-"), "塔北社区", "李干事") {
		if !strings.Contains(string(out), want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	if keep := os.Getenv("RECOVERY_SHEET"); keep != "" {
		if err := os.WriteFile(keep, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
