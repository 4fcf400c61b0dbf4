package store_test

import (
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/vault"
)

// bareOpen opens the file and decodes every value, and does nothing with them.
func bareOpen(b *testing.B, path string) {
	v, err := vault.Open(path, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", "correct horse")
		return key, err
	}, stage.Env().Vault())
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	err = v.View(func(tx *vault.Tx) error {
		for _, kind := range ledger.All {
			_, err := tx.Each(kind.Name(), func(_, plain []byte) error { return store.Reading.Unmarshal(plain, kind.New()) })
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func bareRead(b *testing.B, file string) {
	f, err := excelize.OpenFile(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if n < 20000 {
		b.Fatal(n)
	}
}

func bareWrite(b *testing.B, file string, l *find.List, keys []string) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	row := make([]any, len(keys))
	for i := range l.Len() {
		for j, key := range keys {
			row[j] = l.Cell(i, key, ledger.Bare)
		}
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := w.SetRow(cell, row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	out, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	if _, err := f.WriteTo(out); err != nil {
		b.Fatal(err)
	}
}

// childRole is the environment variable by which this very test program is started
// anew as a child that works until it is killed or runs out of room.
const childRole = "STORE_TEST_CHILD"

// childWork is what a child may be told to do.
var childWork = map[string]func(){}

func TestMain(m *testing.M) {
	if work, isChild := childWork[os.Getenv(childRole)]; isChild {
		work()
		return
	}
	code := m.Run()
	for _, path := range benchFiles {
		os.Remove(path)
	}
	os.Exit(code)
}
