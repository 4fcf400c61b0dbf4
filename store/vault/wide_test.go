package vault

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
)

// TestLongPagesAreHeldToTheirHeads turns over bits in the heads and keys of pages that hold values of many pages, of which
// opening reads no more than these: what is opened all the same can be read without a fault of bbolt, and a key that is out of
// order is seen at once.
func TestLongPagesAreHeldToTheirHeads(t *testing.T) {
	v, key, path := fresh(t)
	must(t, v.Update(func(tx *Tx) error {
		var items []Item
		for n := range byte(8) {
			items = append(items, Item{Key: bytes.Repeat([]byte{n + 1}, 20), Plain: bytes.Repeat([]byte{n}, 200_000)})
		}
		return tx.PutAll("piece", items)
	}))
	must(t, v.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	m, _, err := readMeta(bytes.NewReader(whole), int64(len(whole)))
	must(t, err)
	var wide []int // where such pages begin
	for at := 2 * m.pageSize; at < int(m.pages)*m.pageSize; at += m.pageSize {
		if le.Uint64(whole[at:]) == uint64(at/m.pageSize) && le.Uint16(whole[at+8:]) == flagLeaf && le.Uint32(whole[at+12:]) > fewPages {
			wide = append(wide, at)
		}
	}
	if len(wide) < 2 {
		t.Fatalf("%d long pages", len(wide))
	}
	open := func(file []byte) error {
		must(t, os.WriteFile(path, file, 0o600))
		v, err := Open(path, with(key), options())
		if err != nil {
			return err
		}
		defer v.Close()
		_, err = v.Check() // what is hurt, it says; it does not end the program
		must(t, err)
		return nil
	}
	must(t, open(whole))
	rng := rand.New(rand.NewPCG(1, 1))
	refused := 0
	for range 300 {
		hurt := bytes.Clone(whole)
		hurt[wide[rng.IntN(len(wide))]+rng.IntN(pageHeader+2*elementSize+20)] ^= 1 << rng.IntN(8)
		if err := open(hurt); errors.Is(err, ErrDamaged) {
			refused++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if refused < 50 {
		t.Errorf("only %d of 300 were seen", refused)
	}
	second := wide[0] + pageHeader + elementSize
	at := second + int(le.Uint32(whole[second+4:]))
	if at < wide[0]+m.pageSize {
		t.Fatal("the second key is not behind the first page")
	}
	for _, b := range []byte{0, 255} { // before the first key, behind those of the next page
		hurt := bytes.Clone(whole)
		hurt[at] = b
		if err := open(hurt); !errors.Is(err, ErrDamaged) {
			t.Errorf("a key out of order is passed by: %v", err)
		}
	}
}
