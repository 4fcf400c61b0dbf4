package vault

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"
)

// What was read can be read again, and the file's pages no longer count.
func TestRest(t *testing.T) {
	v, _, path := fresh(t)
	items := make([]Item, 2000)
	for i := range items {
		items[i] = Item{Key: []byte("key " + strconv.Itoa(i)), Plain: bytes.Repeat([]byte{byte(i)}, 400)}
	}
	if err := v.Update(func(tx *Tx) error { return tx.PutAll("member", items) }); err != nil {
		t.Fatal(err)
	}
	read := func() (n int) {
		err := v.View(func(tx *Tx) error {
			_, err := tx.Each("member", func(_, _ []byte) error { n++; return nil })
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := read(); n != 2000 {
		t.Fatalf("%d values are there", n)
	}
	before := mapped(t, path)
	if err := v.Rest(); err != nil {
		t.Fatal(err)
	}
	if after := mapped(t, path); before > 0 && after*4 > before {
		t.Errorf("of %d KB of the file in memory %d are still there", before, after)
	}
	if n := read(); n != 2000 {
		t.Errorf("%d values come back", n)
	}
}

// mapped is how much of a mapped file is resident, in KB; 0 where nobody tells.
func mapped(t *testing.T, path string) (kb int) {
	text, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		return 0
	}
	ours := false
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) > 1 && strings.Contains(fields[0], "-") && !strings.HasSuffix(fields[0], ":") {
			ours = strings.HasSuffix(strings.TrimSpace(line), path)
		}
		if ours && len(fields) > 1 && fields[0] == "Rss:" {
			n, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			kb += n
		}
	}
	return kb
}
