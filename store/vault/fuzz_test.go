package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"tuanjian/store/seal"
	"tuanjian/store/trial"
)

// fuzzed makes a file of what a fuzzer draws: a whole file of its own, or a ledger
// with a patch and perhaps without its end.
func fuzzed(raw, data []byte, at, length uint32) []byte {
	if at%8 == 7 {
		return data
	}
	bad := bytes.Clone(raw)
	copy(bad[int(at)%len(bad):], data)
	if n := int(length); n < len(bad) {
		bad = bad[:n]
	}
	return bad
}

// patches are the seeds: what matters in a head page, in a page's own header, in an
// element and in the readable part.
func patches(f *testing.F, raw []byte) {
	whole := uint32(len(raw))
	f.Add(raw[:pageHeader+metaSize], uint32(7), whole)
	f.Add(raw[:3*4096], uint32(7), whole)
	f.Add([]byte{0xFF, 0xFF, 0xFF, 0xFF}, uint32(4096+12), whole)
	f.Add([]byte{2, 0, 0xFF, 0xFF}, uint32(2*4096+8), whole)
	f.Add([]byte{1, 0, 0, 0, 16, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0}, uint32(4*4096+16), whole)
	f.Add([]byte{}, uint32(0), uint32(5000))
	if i := bytes.Index(raw, []byte(`[{"kind"`)); i > 0 {
		f.Add([]byte(`[{"kind":"password","name":"","salt":"","memory":4294967295,"time":4294967295}]`), uint32(i), whole)
		f.Add([]byte(`[[[[[[[[[[[[[[[[`), uint32(i), whole)
	}
}

// quick fails a trial of more than five seconds.
func quick(t *testing.T, from trial.Watch) {
	t.Helper()
	if took := from.Taken(); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// FuzzHead opens whatever file there may be. Nothing panics, hangs or is read without
// notice as something else.
func FuzzHead(f *testing.F) {
	debug.SetMemoryLimit(512 << 20)
	raw, key, want := dense(f)
	patches(f, raw)
	path := filepath.Join(f.TempDir(), "fuzzed"+Extension)
	f.Fuzz(func(t *testing.T, data []byte, at, length uint32) {
		must(t, os.WriteFile(path, fuzzed(raw, data, at, length), 0o600))
		defer quick(t, trial.Start())
		slots, err := SlotsOf(path, options())
		if err == nil { // hostile slots must not cost memory or time
			_, _, err = seal.OpenPassword(slots[:min(1, len(slots))], "", password)
			if err != nil && !errors.Is(err, seal.ErrWrongPassword) && !errors.Is(err, seal.ErrHostileSlot) && !errors.Is(err, seal.ErrDamaged) {
				t.Errorf("slots: %v", err)
			}
		}
		readAll(t, path, key, want)
	})
}

// FuzzRescue salvages whatever file there may be. Nothing panics or hangs, and what is
// handed out was once written just so.
func FuzzRescue(f *testing.F) {
	debug.SetMemoryLimit(512 << 20)
	raw, key, _ := dense(f)
	patches(f, raw)
	path := filepath.Join(f.TempDir(), "fuzzed"+Extension)
	must(f, os.WriteFile(path, raw, 0o600))
	k := newTollkeeper(f, raw, key, path)
	f.Fuzz(func(t *testing.T, data []byte, at, length uint32) {
		must(t, os.WriteFile(path, fuzzed(raw, data, at, length), 0o600))
		defer quick(t, trial.Start())
		s, err := rescue(t, path, with(key), k.options)
		if err != nil && !errors.Is(err, ErrNotLedger) && !errors.Is(err, ErrOtherLedger) && !errors.Is(err, ErrNewer) {
			t.Errorf("unnamed: %v", err)
		}
		for name, versions := range s.all {
			for _, plain := range versions {
				if !everWritten(name, plain) {
					t.Errorf("%s: another value", name)
				}
			}
		}
	})
}

// everWritten knows all that the dense ledger ever held.
func everWritten(name, plain string) bool {
	bucket, key, _ := strings.Cut(name, "/")
	switch bucket {
	case "member":
		var i int
		if n, err := fmt.Sscanf(key, "id%03d", &i); n != 1 || err != nil {
			return false
		}
		return plain == string(denseValue(i, 0)) || i < 5 && plain == string(denseValue(i, 1))
	case "branch":
		return plain == "支部"
	}
	return bucket == journalBucket && strings.HasPrefix(plain, "entryentry")
}
