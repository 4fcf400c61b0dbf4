package vault

import (
	"bytes"
	"encoding/hex"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/seal"
)

func init() { roles["write for a record"] = writeForRecord }

// writeForRecord saves some thirty times, small and large, and grows the file.
func writeForRecord() {
	runtime.LockOSThread()
	v, err := Open(os.Getenv(childFile), with(childKey), options())
	exitOn(err)
	for n := uint64(1); n <= 30; n++ {
		exitOn(writeBatch(v, n, func() {}))
		say("saved", n)
	}
	exitOn(v.Close())
}

// A deed is what a program did to its file.
type deed struct {
	what string // write, truncate, sync or saved
	at   int64  // of a write; the new size of a truncate; the number of a save
	data []byte
}

var (
	wrote     = regexp.MustCompile(`^\d+ +pwrite64\(\d+, "((?:\\x[0-9a-f]{2})*)", (\d+), (\d+)\) += (\d+)$`)
	truncated = regexp.MustCompile(`^\d+ +ftruncate\(\d+, (\d+)\) += 0$`)
	synced    = regexp.MustCompile(`^\d+ +f(?:data)?sync\(\d+\) += 0$`)
	told      = regexp.MustCompile(`^\d+ +writev\(3, \[\{iov_base="((?:\\x[0-9a-f]{2})*)", iov_len=\d+\}\], 1\) += \d+$`)
)

func unhex(t *testing.T, text string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(text, `\x`, ""))
	must(t, err)
	return b
}

// deeds reads a trace; a line that it does not understand fails the test.
func deeds(t *testing.T, trace []byte) (all []deed) {
	t.Helper()
	number := func(s string) int64 {
		n, err := strconv.ParseInt(s, 10, 64)
		must(t, err)
		return n
	}
	for line := range strings.Lines(string(trace)) {
		line = strings.TrimSpace(line)
		switch {
		case wrote.MatchString(line):
			m := wrote.FindStringSubmatch(line)
			data := unhex(t, m[1])
			if int64(len(data)) != number(m[4]) {
				t.Fatalf("%d bytes of a write of %s", len(data), m[4])
			}
			all = append(all, deed{what: "write", at: number(m[3]), data: data})
		case truncated.MatchString(line):
			all = append(all, deed{what: "truncate", at: number(truncated.FindStringSubmatch(line)[1])})
		case synced.MatchString(line):
			all = append(all, deed{what: "sync"})
		case told.MatchString(line):
			word, n, _ := strings.Cut(strings.TrimSpace(string(unhex(t, told.FindStringSubmatch(line)[1]))), " ")
			if word == "saved" {
				all = append(all, deed{what: word, at: number(n)})
			}
		default:
			t.Fatalf("a line that nobody understands: %.200s", line)
		}
	}
	return all
}

func apply(image []byte, d deed) []byte {
	size := d.at
	if d.what == "write" {
		size = max(int64(len(image)), d.at+int64(len(d.data)))
	}
	if more := size - int64(len(image)); more > 0 {
		image = append(image, make([]byte, more)...)
	}
	image = image[:size]
	if d.what == "write" {
		copy(image[d.at:], d.data)
	}
	return image
}

// tear keeps some of the sectors of a write.
func tear(r *mathrand.Rand, image []byte, d deed) deed {
	const sector = 512
	data := make([]byte, len(d.data))
	if d.at < int64(len(image)) {
		copy(data, image[d.at:])
	}
	for from := 0; from < len(data); from += sector {
		if to := min(from+sector, len(data)); r.IntN(2) == 0 {
			copy(data[from:to], d.data[from:to])
		}
	}
	return deed{what: "write", at: d.at, data: data}
}

// The power goes at any moment: of what was written since the last sync any part may
// have arrived, in any order, the last of it in part. Nothing that was acknowledged is
// lost, and nothing is half there.
func TestTornAndReorderedWrites(t *testing.T) {
	path := filepath.Join(inMemory(t), "torn"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	must(t, v.Close())
	image, err := os.ReadFile(path)
	must(t, err)
	said, trace := traced(t, "write for a record", path, "-xx", "-s", "10000000", "-e", "signal=none",
		"-e", "trace=pwrite64,ftruncate,fsync,fdatasync,writev")
	after, err := os.ReadFile(path)
	must(t, err)
	all := deeds(t, trace)
	if len(said) != 30 {
		t.Fatalf("%d saves", len(said))
	}
	end := bytes.Clone(image)
	for _, d := range all {
		if d.what == "write" || d.what == "truncate" {
			end = apply(end, d)
		}
	}
	if !bytes.Equal(end, after) {
		t.Fatal("the record does not lead to the file: nothing can be played back")
	}

	rounds := 100
	if full {
		rounds = 1000
	}
	r := mathrand.New(mathrand.NewPCG(5, 12))
	var pending []deed
	saved, played, older, torn := uint64(0), 0, 0, 0
	for i, d := range all {
		// The power goes right after this deed was begun.
		if d.what == "write" || d.what == "truncate" {
			pending = append(pending, d)
		}
		for ; played*len(all) < rounds*(i+1); played++ {
			now := bytes.Clone(image)
			chosen := make([]deed, 0, len(pending))
			for _, n := range r.Perm(len(pending)) {
				if r.IntN(4) > 0 {
					chosen = append(chosen, pending[n])
				}
			}
			for n, c := range chosen {
				if n == len(chosen)-1 && c.what == "write" {
					c = tear(r, now, c)
					torn++
				}
				now = apply(now, c)
			}
			must(t, os.WriteFile(path, now, 0o600))
			if last := afterPowerCut(t, path, saved); last == saved {
				older++
			}
			if t.Failed() {
				t.Fatalf("deed %d of %d, %d of %d unsynced ones kept", i, len(all), len(chosen), len(pending))
			}
		}
		switch d.what {
		case "sync":
			for _, p := range pending {
				image = apply(image, p)
			}
			pending = nil
		case "saved":
			saved = uint64(d.at)
		}
	}
	t.Logf("%d power cuts over %d deeds, %d with a torn write; %d kept the state before, %d the one being saved; 0 acknowledged saves lost",
		played, len(all), torn, older, played-older)
	if older == 0 || older == played {
		t.Error("only one kind of end: nothing was tested")
	}
}

// afterPowerCut opens what is left and tells the last save.
func afterPowerCut(t *testing.T, path string, saved uint64) (last uint64) {
	t.Helper()
	v, err := Open(path, with(childKey), options())
	if err != nil {
		t.Errorf("after save %d: %v", saved, err)
		return 0
	}
	defer v.Close()
	clean(t, v)
	must(t, v.View(func(tx *Tx) (err error) {
		if last, err = tx.LastSeq(); err != nil {
			return err
		}
		if last < saved || last > saved+1 {
			t.Errorf("%d were acknowledged, %d are there", saved, last)
		}
		members := 0
		_, err = tx.Each("member", func(_, plain []byte) error {
			members++
			if n, _, _ := strings.Cut(string(plain), " "); n != fmt.Sprint(last) {
				t.Errorf("member of save %s after save %d", n, last)
			}
			return nil
		})
		if last > 0 && members != batchOf {
			t.Errorf("%d members", members)
		}
		return err
	}))
	return last
}
