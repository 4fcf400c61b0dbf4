package parcel

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"
)

// The fixtures of a version are made once, before it is shipped:
//
//	go test ./store/parcel -run TestFixtures -make-fixtures
//
// and never again: what is there is not overwritten. They are read by this test for ever.
var makeFixtures = flag.Bool("make-fixtures", false, "write the fixtures of the present version that are not there yet")

const fixturePassphrase = "shanhe-pingguo-4827"

func TestFixtures(t *testing.T) {
	fixtures := []struct {
		path string
		lock Lock
		with Unlock
	}{
		{"testdata/v1-key.tjb", testLock(t), testUnlock(t)},
		{"testdata/v1-passphrase.tjb", Lock{passphrase: fixturePassphrase, work: 10}, ByPassphrase(fixturePassphrase)},
	}
	const told = "testdata/v1.txt"
	for _, f := range fixtures {
		if _, err := os.Stat(f.path); os.IsNotExist(err) && *makeFixtures {
			var out bytes.Buffer
			if _, err := Write(context.Background(), &out, sample(t), signKey, f.lock); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(f.path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Read(context.Background(), bytes.NewReader(b), int64(len(b)), f.with)
		if err != nil {
			t.Fatal(f.path, err)
		}
		got := tell(t, p)
		if _, err := os.Stat(told); os.IsNotExist(err) && *makeFixtures {
			if err := os.WriteFile(told, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(told)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s gives\n%s\nwant\n%s", f.path, got, want)
		}
	}
}
