package parcel

import (
	"bytes"
	"context"
	"flag"
	"fmt"
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
	locks := []struct {
		name string
		lock Lock
		with Unlock
	}{
		{"key", testLock(t), testUnlock(t)},
		{"passphrase", Lock{passphrase: fixturePassphrase, work: 10}, ByPassphrase(fixturePassphrase)},
	}
	for version := 1; version <= Version; version++ {
		for _, l := range locks {
			path := fmt.Sprintf("testdata/v%d-%s.tjb", version, l.name)
			if _, err := os.Stat(path); os.IsNotExist(err) && *makeFixtures && version == Version {
				var out bytes.Buffer
				if _, err := Write(context.Background(), &out, sample(t), signKey, l.lock); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(context.Background(), bytes.NewReader(b), int64(len(b)), l.with)
			if err != nil {
				t.Fatal(path, err)
			}
			if p.Manifest.Version != version {
				t.Errorf("%s is of version %d", path, p.Manifest.Version)
			}
			told, got := fmt.Sprintf("testdata/v%d.txt", version), tell(t, p)
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
				t.Errorf("%s gives\n%s\nwant\n%s", path, got, want)
			}
		}
	}
}
