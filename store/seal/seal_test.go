package seal

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"
	"pgregory.net/rapid"
)

// fixed is a random source that always starts the same.
func fixed(seed byte) io.Reader { return mathrand.NewChaCha8([32]byte{seed}) }

type fatal interface {
	Helper()
	Fatal(...any)
}

func must(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sealer(t fatal, key Key, version uint32) *Sealer {
	t.Helper()
	s, err := NewSealer(key, rand.Reader, version)
	must(t, err)
	return s
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		bytesGen := rapid.SliceOfN(rapid.Byte(), 0, 300)
		key := Key(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(r, "master"))
		s := sealer(r, key, rapid.Uint32().Draw(r, "version"))
		bucket := rapid.String().Draw(r, "bucket")
		id, plain, before := bytesGen.Draw(r, "key"), bytesGen.Draw(r, "plain"), bytesGen.Draw(r, "before")
		sealed, err := s.Seal(bytes.Clone(before), bucket, id, plain)
		must(r, err)
		if !bytes.HasPrefix(sealed, before) || len(sealed) != len(before)+len(plain)+Overhead {
			r.Fatal("not appended")
		}
		got, err := s.Open(bytes.Clone(before), bucket, id, sealed[len(before):])
		must(r, err)
		if !bytes.Equal(got, append(before, plain...)) {
			r.Fatal("another value came out")
		}
	})
}

func TestEveryByteCounts(t *testing.T) {
	s := sealer(t, Key{7}, 1)
	sealed, err := s.Seal(nil, "member", []byte("id"), []byte("江小团"))
	must(t, err)
	for i := range sealed {
		for bit := range 8 {
			bad := bytes.Clone(sealed)
			bad[i] ^= 1 << bit
			if got, err := s.Open(nil, "member", []byte("id"), bad); !errors.Is(err, ErrDamaged) || len(got) > 0 {
				t.Errorf("byte %d bit %d: %q, %v", i, bit, got, err)
			}
		}
		if _, err := s.Open(nil, "member", []byte("id"), sealed[:i]); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
}

func TestValueBelongsToItsPlace(t *testing.T) {
	s := sealer(t, Key{7}, 1)
	sealed, err := s.Seal(nil, "ab", []byte("cd"), nil)
	must(t, err)
	for _, c := range []struct {
		name, bucket, key string
		s                 *Sealer
	}{
		{"bucket", "aB", "cd", s},
		{"key", "ab", "ce", s},
		{"boundary", "abc", "d", s},
		{"boundary back", "a", "bcd", s},
		{"version", "ab", "cd", sealer(t, Key{7}, 2)},
		{"master key", "ab", "cd", sealer(t, Key{8}, 1)},
	} {
		if _, err := c.s.Open(nil, c.bucket, []byte(c.key), sealed); !errors.Is(err, ErrDamaged) {
			t.Errorf("another %s: %v", c.name, err)
		}
	}
	if _, err := s.Open(nil, "ab", []byte("cd"), sealed); err != nil {
		t.Error(err)
	}
}

func TestOpenFromManyGoroutines(t *testing.T) {
	s := sealer(t, Key{1}, 1)
	var wait sync.WaitGroup
	for g := range 4 {
		id, plain := []byte{byte(g)}, bytes.Repeat([]byte{byte(g)}, 100)
		sealed, err := s.Seal(nil, "member", id, plain)
		must(t, err)
		wait.Go(func() {
			var buf []byte
			for range 2000 {
				var err error
				if buf, err = s.Open(buf[:0], "member", id, sealed); err != nil || !bytes.Equal(buf, plain) {
					t.Errorf("goroutine %d: %v", g, err)
					return
				}
			}
		})
	}
	wait.Wait()
}

// The vectors pin the format: a value or slot sealed by any shipped version
// must open for ever. They are written anew only by a test run with -write.
type vectors struct {
	Master, Sealed, Plain, Bucket, ID string
	Version                           uint32
	Password, Code                    string
	Slots                             []Slot
}

var write = flag.Bool("write", false, "write testdata/vectors.json anew")

const vectorFile = "testdata/vectors.json"

func TestVectors(t *testing.T) {
	if *write {
		writeVectors(t)
	}
	raw, err := os.ReadFile(vectorFile)
	must(t, err)
	var v vectors
	must(t, json.Unmarshal(raw, &v))
	code, err := ParseCode(v.Code)
	must(t, err)
	byWord, at, err := OpenPassword(v.Slots, "", v.Password)
	if err != nil || at != 0 || hex.EncodeToString(byWord[:]) != v.Master {
		t.Errorf("password: slot %d, %v", at, err)
	}
	byCode, at, err := OpenCode(v.Slots, code)
	if err != nil || at != 1 || byCode != byWord {
		t.Errorf("code: slot %d, %v", at, err)
	}
	sealed, err := hex.DecodeString(v.Sealed)
	must(t, err)
	plain, err := sealer(t, byWord, v.Version).Open(nil, v.Bucket, []byte(v.ID), sealed)
	if err != nil || string(plain) != v.Plain {
		t.Errorf("value: %q, %v", plain, err)
	}
}

func writeVectors(t *testing.T) {
	master, err := NewKey(fixed(1))
	must(t, err)
	code, err := NewCode(fixed(2))
	must(t, err)
	v := vectors{
		Master: hex.EncodeToString(master[:]), Bucket: "member", ID: "0123456789abcdef", Version: 1,
		Plain: "江小团，青年社区", Password: "练习用的口令八字", Code: code.Written(),
	}
	s, err := NewSealer(master, fixed(3), v.Version)
	must(t, err)
	sealed, err := s.Seal(nil, v.Bucket, []byte(v.ID), []byte(v.Plain))
	must(t, err)
	v.Sealed = hex.EncodeToString(sealed)
	pw, err := NewPassword(fixed(4), master, "op1", v.Password, Effort{3, 64 << 10, 2})
	must(t, err)
	rec, err := NewRecovery(fixed(5), master, "恢复码", code)
	must(t, err)
	v.Slots = []Slot{pw, rec}
	raw, err := json.MarshalIndent(v, "", "  ")
	must(t, err)
	must(t, os.WriteFile(vectorFile, append(raw, '\n'), 0o644))
}

// The IETF draft's own vector (draft-irtf-cfrg-xchacha-03, A.3.1) holds for the
// cipher underneath.
func TestCipherIsXChaCha20Poly1305(t *testing.T) {
	key, _ := hex.DecodeString("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f")
	nonce, _ := hex.DecodeString("404142434445464748494a4b4c4d4e4f5051525354555657")
	about, _ := hex.DecodeString("50515253c0c1c2c3c4c5c6c7")
	aead, err := chacha20poly1305.NewX(key)
	must(t, err)
	got := aead.Seal(nil, nonce, []byte("Ladies and Gentlemen of the class of '99: "+
		"If I could offer you only one tip for the future, sunscreen would be it."), about)
	if tag := hex.EncodeToString(got[len(got)-16:]); tag != "c0875924c1c7987947deafd8780acf49" {
		t.Errorf("tag %s", tag)
	}
}

func TestKeysStayOutOfLogs(t *testing.T) {
	k, c := Key{0xAB, 0xCD}, Code{0xAB, 0xCD}
	for _, text := range []string{fmt.Sprint(k, c), fmt.Sprintf("%v %+v %#v %s %x", k, k, k, k, k), fmt.Sprintf("%v %#v %s", c, c, c)} {
		if strings.Contains(strings.ToLower(text), "abcd") || strings.Contains(text, "171") {
			t.Error(text)
		}
	}
}

func FuzzOpen(f *testing.F) {
	s, err := NewSealer(Key{7}, fixed(3), 1)
	if err != nil {
		f.Fatal(err)
	}
	good, err := s.Seal(nil, "member", []byte("id"), []byte("plain"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("member", []byte("id"), good)
	f.Add("", []byte{}, []byte{1})
	f.Fuzz(func(t *testing.T, bucket string, key, sealed []byte) {
		plain, err := s.Open([]byte("kept"), bucket, key, sealed)
		if err == nil && !(bucket == "member" && string(key) == "id" && bytes.Equal(sealed, good)) {
			t.Errorf("opened %x as %q", sealed, plain)
		}
		if !bytes.HasPrefix(plain, []byte("kept")) {
			t.Error("the caller's bytes were lost")
		}
	})
}

func BenchmarkOpen400(b *testing.B) {
	s, err := NewSealer(Key{7}, rand.Reader, 1)
	must(b, err)
	sealed, err := s.Seal(nil, "member", make([]byte, 16), make([]byte, 400))
	must(b, err)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, err = s.Open(buf[:0], "member", make([]byte, 16), sealed)
	}
	must(b, err)
}
